"""Whether a report is locked, what its reader may do with it, and what happened to it so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.telling import Telling
from sopengine.report.periods import keyed_period, period_name
from sopengine.store.reports.values import ReportEvent, ReportEventKind, ReportState
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked
from sopengine.web.pages.reports.asking import Wanted, has_ended
from sopengine.web.words.tabs import OVERSEERS


@frozen
class Standing:
    """Of one report, before one reader."""

    fill: bool
    """Notes and actions may be written."""
    lock: bool
    reopen: bool


@frozen
class Line:
    """One thing that happened to a report."""

    at: datetime
    when: str
    by: str
    words: str


def standing(asked: Asked, report: Wanted, state: ReportState) -> Standing:
    oversees, whole = bool(OVERSEERS & asked.person.roles), not report.sop
    return Standing(
        fill=oversees and state.locked is None,
        lock=oversees and whole and state.locked is None and has_ended(asked, report),
        reopen=Role.ADMIN in asked.person.roles and whole and state.locked is not None,
    )


def story(asked: Asked, events: Iterable[ReportEvent]) -> list[Line]:
    """In words, in their order."""
    told = Telling(speech=asked.speech, year=asked.now.year)
    return [
        Line(at=one.at, when=told.time(one.at, USUAL_ZONE), by=one.by, words=sentence(one, asked.speech, named=False))
        for one in events
    ]


def sentence(one: ReportEvent, speech: Speech, *, named: bool) -> str:
    """What happened; `named`: with the period that it is about."""
    words = _plain_words(one, speech)
    period = keyed_period(one.period)
    if not named or period is None:
        return words
    return speech.text("report {period}: {what}", period=period_name(period, speech), what=words)


def _plain_words(one: ReportEvent, speech: Speech) -> str:
    match one.kind:
        case ReportEventKind.LOCKED:
            return speech.text("locked, SHA-256 {digest}", digest=one.told["digest"][:12])
        case ReportEventKind.REOPENED:
            return speech.text("reopened: {reason}", reason=one.told["reason"])
    said = "; ".join(filter(None, (one.told.get("note"), one.told.get("action"), one.told.get("initials"))))
    return speech.text(
        "assessed {sop}, {agency}: {what}", sop=one.told["sop"], agency=one.told["agency"], what=said or "–"
    )
