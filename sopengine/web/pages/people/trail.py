"""What was changed about people and reports, and who tried to sign in: one list, found by a person's id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from sopengine.engine.reporting import reports_of
from sopengine.messages.speech import Speech
from sopengine.office.words.telling import Telling
from sopengine.store.people.trail import PeopleChange, latest_changes
from sopengine.web.asked import Asked
from sopengine.web.pages.people.held import ZONE
from sopengine.web.pages.reports.standing import story
from sopengine.web.words.moments import day

MOST = 200
"""Of each kind."""
LONGEST_SEARCH = 80
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened."""

    at: datetime
    when: str
    by: str
    words: str
    bad: bool = False
    """A wrong password."""


def shown(asked: Asked) -> Response:
    wanted = asked.query.get("find", "").strip().casefold()[:LONGEST_SEARCH]
    changes = asked.engine.ask(lambda reader: latest_changes(reader, MOST))
    lines = sorted(
        (*sentences(asked, changes), *_tries(asked), *_of_reports(asked)), key=lambda line: line.at, reverse=True
    )
    found = [line for line in lines if wanted in f"{line.by} {line.words}".casefold()]
    return asked.page("people/log.html", lines=found[:MOST], wanted=wanted, most=MOST)


def sentences(asked: Asked, changes: Iterable[PeopleChange]) -> list[Line]:
    """The latest first."""
    told = Telling(speech=asked.speech, year=asked.now.year)
    return [
        Line(at=one.at, when=told.time(one.at, ZONE), by=one.by, words=_words(one, asked.speech)) for one in changes
    ]


def _tries(asked: Asked) -> Iterator[Line]:
    told, speech = Telling(speech=asked.speech, year=asked.now.year), asked.speech
    for one in asked.hosted.sessions.accounts.tries(MOST):
        words = (
            speech.text("signed in from {address}", address=one.address)
            if one.kept
            else speech.text("wrong password from {address}", address=one.address)
        )
        yield Line(at=one.at, when=told.time(one.at, ZONE), by=one.person, words=words, bad=not one.kept)


def _of_reports(asked: Asked) -> Iterator[Line]:
    """What was written of reports, and which were locked and reopened."""
    for one in story(asked, reports_of(asked.engine).latest(MOST), named=True):
        yield Line(at=one.at, when=one.when, by=one.by, words=one.words)


def _words(one: PeopleChange, speech: Speech) -> str:
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


def _position(one: PeopleChange) -> str:
    marks = {"plt": "Plt. ", "plh": "Plh. "}
    return marks.get(one.told.get("kind", ""), "") + one.told.get("position", "")


def _date(one: PeopleChange, name: str) -> date | None:
    return date.fromisoformat(one.told[name]) if one.told.get(name) else None
