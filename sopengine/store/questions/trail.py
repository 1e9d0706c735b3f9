"""All that was done, the latest first: work, people, accounts, reports, signing in; each found by who and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, func, literal_column, or_, select

from sopengine.execution.acting import BY_ITSELF
from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.accounts import tables as accounts
from sopengine.store.driver.statement import Statement
from sopengine.store.people import tables as people
from sopengine.store.reader import Reader
from sopengine.store.reports import tables as reports

_ACTS = (
    *("started", "begun", "done", "returned", "undone", "corrected", "proposed", "declined", "migrated"),
    *("suspended", "resumed", "cancelled", "messaged", "taken", "givenback", "assigned", "attached", "expired"),
)
"""Kinds of events that somebody caused; all else follows from them, but for reminders by hand."""


_RECENT = timedelta(days=7)


class Source(StrEnum):
    """What a line is about."""

    WORK = "work"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    REPORTS = "reports"
    SIGN_IN = "sign-in"


@frozen
class Sought:
    """What is looked for."""

    since: datetime
    until: datetime
    """Not included."""
    who: str = ""
    """Part of the id of who did it, or of whom it concerns."""
    sources: frozenset[Source] = frozenset(Source)
    most: int
    """Of each source."""


@frozen
class Trace:
    """One thing that was done; names, NIPs, addresses of mail, passwords and notes are not in it."""

    source: Source
    at: datetime
    """When it was recorded."""
    by: str
    kind: str
    seq: int
    """Of work: in its instance; else in its table."""
    instance: int = 0
    person: str = ""
    """Whom it concerns, where it is about people."""
    told: Mapping[str, str]
    """Of people: `agency`, `position`, `role`, days; of sign-ins: `address`; of reports what was written."""
    period: str = ""
    """Of a report, such as `2026-Q3`."""


def traces(reader: Reader, sought: Sought) -> list[Trace]:
    """Of all sources together, the latest first; at most `sought.most` of each."""
    found = [trace for source in sorted(sought.sources) for trace in _FROM[source](reader, sought)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def latest_traces(reader: Reader, sought: Sought, now: datetime) -> list[Trace]:
    """The same, as many as `most` of all sources, looked for where they lie most often.

    No index tells when events were recorded: each is passed. What is not of the last days is passed over by its time
    alone, which takes 0.4 of what it takes to ask for who and what.
    """
    since = min(now, sought.until) - _RECENT
    if since > sought.since and len(found := traces(reader, replace(sought, since=since))) >= sought.most:
        return found
    return traces(reader, sought)


def of_person(reader: Reader, person: str, most: int) -> list[Trace]:
    """What was changed about one person, and about their account; the latest first."""
    changes = [_of_people(*row) for row in _ABOUT.rows(reader.link, person=person, most=most)]
    of_account = [_of_accounts(*row) for row in _ABOUT_ACCOUNT.rows(reader.link, person=person, most=most)]
    return sorted((*changes, *of_account), key=lambda one: one.at, reverse=True)[:most]


def _asked(question: Select[tuple[object, ...]], at: ColumnElement[datetime], *names: ColumnElement[str]) -> Statement:
    """With the filters that all have in common, the latest first."""
    like = bindparam("who", type_=Text)
    bears = or_(*(func.lower(name).like(like, escape="\\") for name in names))
    return Statement(question.where(at >= bindparam("since"), at < bindparam("until"), bears).limit(bindparam("most")))


_EVENT, _PEOPLE, _ACCOUNT = tables.event.c, people.people_event.c, accounts.account_event.c
_TRY, _REPORT = accounts.sign_in.c, reports.report_event.c
_OF_WORK = _asked(
    select(_EVENT.recorded_at, _EVENT.by, _EVENT.kind, _EVENT.instance, _EVENT.seq)
    .where(
        _EVENT.recorded_at >= bindparam("since"),
        or_(
            _EVENT.kind.in_([literal_column(f"'{kind}'") for kind in _ACTS]),
            and_(_EVENT.kind == literal_column("'reminded'"), _EVENT.by != literal_column(f"'{BY_ITSELF}'")),
        ),
    )
    .order_by(_EVENT.recorded_at.desc(), _EVENT.instance.desc(), _EVENT.seq.desc()),
    _EVENT.recorded_at,
    _EVENT.by,
)
_CHANGES = select(*(_PEOPLE.recorded_at, _PEOPLE.by, _PEOPLE.kind, _PEOPLE.seq, _PEOPLE.person, _PEOPLE.data)).order_by(
    _PEOPLE.seq.desc()
)
_ACCOUNT_CHANGES = select(_ACCOUNT.at, _ACCOUNT.by, _ACCOUNT.kind, _ACCOUNT.seq, _ACCOUNT.person).order_by(
    _ACCOUNT.seq.desc()
)
_ABOUT = Statement(_CHANGES.where(_PEOPLE.person == bindparam("person")).limit(bindparam("most")))
_ABOUT_ACCOUNT = Statement(_ACCOUNT_CHANGES.where(_ACCOUNT.person == bindparam("person")).limit(bindparam("most")))
_OF_PEOPLE = _asked(
    _CHANGES,
    _PEOPLE.recorded_at,
    _PEOPLE.by,
    _PEOPLE.person,
)
_OF_ACCOUNTS = _asked(
    _ACCOUNT_CHANGES,
    _ACCOUNT.at,
    _ACCOUNT.by,
    _ACCOUNT.person,
)
_OF_REPORTS = _asked(
    select(*(_REPORT.recorded_at, _REPORT.by, _REPORT.kind, _REPORT.seq, _REPORT.period, _REPORT.data)).order_by(
        _REPORT.seq.desc()
    ),
    _REPORT.recorded_at,
    _REPORT.by,
)
_OF_TRIES = _asked(
    select(_TRY.at, _TRY.person, _TRY.kept, _TRY.seq, _TRY.address).order_by(_TRY.seq.desc()),
    _TRY.at,
    _TRY.person,
    _TRY.address,
)


def _given(sought: Sought) -> dict[str, object]:
    meant = sought.who.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {"since": sought.since, "until": sought.until, "who": f"%{meant}%", "most": sought.most}


def _work(reader: Reader, sought: Sought) -> list[Trace]:
    return [
        Trace(source=Source.WORK, at=at, by=by, kind=kind, seq=seq, instance=instance, told={})
        for at, by, kind, instance, seq in _OF_WORK.rows(reader.link, **_given(sought))
    ]


def _people(reader: Reader, sought: Sought) -> list[Trace]:
    return [_of_people(*row) for row in _OF_PEOPLE.rows(reader.link, **_given(sought))]


def _accounts(reader: Reader, sought: Sought) -> list[Trace]:
    return [_of_accounts(*row) for row in _OF_ACCOUNTS.rows(reader.link, **_given(sought))]


def _reports(reader: Reader, sought: Sought) -> list[Trace]:
    return [
        Trace(source=Source.REPORTS, at=at, by=by, kind=kind, seq=seq, period=period, told=_texts(data))
        for at, by, kind, seq, period, data in _OF_REPORTS.rows(reader.link, **_given(sought))
    ]


def _tries(reader: Reader, sought: Sought) -> list[Trace]:
    return [
        Trace(source=Source.SIGN_IN, at=at, by=by, kind="kept" if kept else "wrong", seq=seq, told={"address": address})
        for at, by, kept, seq, address in _OF_TRIES.rows(reader.link, **_given(sought))
    ]


def _of_people(at: datetime, by: str, kind: str, seq: int, person: str, data: str) -> Trace:
    return Trace(source=Source.PEOPLE, at=at, by=by, kind=kind, seq=seq, person=person, told=_texts(data))


def _of_accounts(at: datetime, by: str, kind: str, seq: int, person: str) -> Trace:
    return Trace(source=Source.ACCOUNTS, at=at, by=by, kind=kind, seq=seq, person=person, told={})


def _texts(data: str) -> dict[str, str]:
    """What an event about people tells besides, by name."""
    return {name: str(value) for name, value in json.loads(data).items()}


_FROM = {
    Source.WORK: _work,
    Source.PEOPLE: _people,
    Source.ACCOUNTS: _accounts,
    Source.REPORTS: _reports,
    Source.SIGN_IN: _tries,
}
