"""What was done here, by whom and when: work, people, accounts, who signed in; found by who, what and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from starlette.responses import Response

from sopengine.errors import SopError
from sopengine.errors.phrase import Phrase
from sopengine.errors.unfit import shown as shown_plainly
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.story import story
from sopengine.office.words.telling import Telling
from sopengine.store.questions.trail import Sought, Source, Trace, latest_traces
from sopengine.store.reports.values import ReportEvent, ReportEventKind
from sopengine.web.asked import Asked
from sopengine.web.pages.reports.standing import sentence
from sopengine.web.pages.typed import day_typed
from sopengine.web.words.moments import day
from sopengine.web.words.reason import reason

A_PAGE, MOST_PAGES = 50, 100
"""Lines; further back one looks by day."""
LONGEST_SEARCH = 80
"""Characters."""
SOURCES = {
    Source.WORK: Phrase("work"),
    Source.PEOPLE: Phrase("people, positions, roles"),
    Source.ACCOUNTS: Phrase("accounts"),
    Source.REPORTS: Phrase("reports"),
    Source.SIGN_IN: Phrase("signing in"),
}
_EVER, _NEVER = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@frozen
class Line:
    """One thing that happened."""

    when: str
    by: str
    words: str
    instance: int = 0
    """Its process; 0 where it belongs to none."""
    ref: str = ""
    bad: bool = False
    """A wrong password."""


def shown(asked: Asked) -> Response:
    """A page of lines, the latest first; a day that cannot be read is told, and all days are shown."""
    query, wrong, since, until = asked.query, "", _EVER, _NEVER
    try:
        since, until = _days(asked)
    except SopError as error:
        wrong = reason(error, asked.speech)
    number = _number(query.get("page", ""))
    what = query.get("what", "")
    sought = Sought(
        since=since,
        until=until,
        who=shown_plainly(query.get("who", "")).strip()[:LONGEST_SEARCH],
        sources=frozenset({Source(what)}) if what in set(Source) else frozenset(Source),
        most=number * A_PAGE + 1,
    )
    found = asked.engine.ask(lambda reader: latest_traces(reader, sought, asked.now))
    begin = (number - 1) * A_PAGE
    return asked.page(
        "people/log.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        lines=sentences(asked, found[begin : begin + A_PAGE]),
        typed={name: query.get(name, "") for name in ("who", "what", "since", "until")},
        sources=list(SOURCES.items()),
        number=number,
        more=len(found) > begin + A_PAGE and number < MOST_PAGES,
    )


def sentences(asked: Asked, found: Iterable[Trace]) -> list[Line]:
    """In the order in which they come."""
    traced = list(found)
    told = Telling(speech=asked.speech, year=asked.now.year, by_rows=True)
    work = {number: _of_work(asked, number, told) for number in {one.instance for one in traced if one.instance}}
    return [_line(one, work, told) for one in traced]


def _line(one: Trace, work: Mapping[int, tuple[str, Mapping[int, str]]], told: Telling) -> Line:
    when = told.time(one.at, USUAL_ZONE)
    if one.source is Source.WORK:
        ref, words = work[one.instance]
        return Line(when=when, by=one.by, words=words.get(one.seq, one.kind), instance=one.instance, ref=ref)
    return Line(when=when, by=one.by, words=_words(one, told.speech), bad=one.kind == "wrong")


def _of_work(asked: Asked, number: int, told: Telling) -> tuple[str, Mapping[int, str]]:
    """What the office calls an instance, and a sentence for each of its events."""
    engine, instance = asked.engine, asked.engine.instance(number)
    lines = story(engine.events(number), engine.compiled, engine.called_by, told)
    return instance.ref or str(number), {line.seq: line.words for line in lines}


def _words(one: Trace, speech: Speech) -> str:
    made = {
        Source.PEOPLE: _of_people,
        Source.ACCOUNTS: _of_accounts,
        Source.REPORTS: _of_reports,
        Source.SIGN_IN: _of_sign_ins,
    }
    return made[one.source](one, speech)


def _of_reports(one: Trace, speech: Speech) -> str:
    event = ReportEvent(
        seq=one.seq, period=one.period, kind=ReportEventKind(one.kind), at=one.at, by=one.by, told=one.told
    )
    return sentence(event, speech, named=True)


def _of_sign_ins(one: Trace, speech: Speech) -> str:
    address = one.told.get("address", "")
    if one.kind == "kept":
        return speech.text("signed in from {address}", address=address)
    return speech.text("wrong password from {address}", address=address)


def _of_accounts(one: Trace, speech: Speech) -> str:
    templates = {
        "given": speech.text("{person} has an account", person=one.person),
        "password": speech.text("{person} has a new password", person=one.person),
        "closed": speech.text("the account of {person} is closed", person=one.person),
        "ended": speech.text("{person} was signed out from afar", person=one.person),
    }
    return templates.get(one.kind, one.kind)


def _of_people(one: Trace, speech: Speech) -> str:
    until = ""
    if one.told.get("last_day"):
        until = speech.text(" to {day}", day=day(date.fromisoformat(one.told["last_day"]), speech))
    values = {
        "person": one.person,
        "position": _position(one),
        "agency": one.told.get("agency", ""),
        "role": one.told.get("role", ""),
        "first": day(_date(one, "first_day"), speech),
        "last": day(_date(one, "last_day"), speech),
        "until": until,
    }
    templates = {
        "added": speech.text("{person} added", **values),
        "changed": speech.text("name, NIP or address of {person} changed", **values),
        "forgotten": speech.text("{person} forgotten", **values),
        "held": speech.text("{person} holds {position} in {agency} from {first}{until}", **values),
        "released": speech.text("{person} holds {position} in {agency} no longer than {last}", **values),
        "role given": speech.text("{person} has the role {role} in {agency}", **values),
        "role taken": speech.text("{person} has the role {role} in {agency} no more", **values),
    }
    return templates.get(one.kind, one.kind)


def _position(one: Trace) -> str:
    marks = {"plt": "Plt. ", "plh": "Plh. "}
    return marks.get(one.told.get("kind", ""), "") + one.told.get("position", "")


def _date(one: Trace, name: str) -> date | None:
    return date.fromisoformat(one.told[name]) if one.told.get(name) else None


def _days(asked: Asked) -> tuple[datetime, datetime]:
    """From the beginning of one day to the end of another, by the office's clock. Raises MisuseError."""

    def midnight(name: str, later: timedelta, otherwise: datetime) -> datetime:
        found = day_typed(asked, asked.query.get(name, "")[:LONGEST_SEARCH], USUAL_ZONE)
        return datetime.combine(found + later, time(), ZoneInfo(USUAL_ZONE)) if found else otherwise

    return midnight("since", timedelta(), _EVER), midnight("until", timedelta(days=1), _NEVER)


def _number(text: str) -> int:
    """Of a page, from 1."""
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdecimal() and len(text) < 5 else 1
