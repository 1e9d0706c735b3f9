"""Which report is meant: the period and, if wanted, one SOP; asked of the store once a minute at most."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sopengine.compliance.question import Period, Question
from sopengine.engine.reporting import reports_of
from sopengine.errors import NotFoundError
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.reporting.locking import as_locked, assessed
from sopengine.office.reporting.reported import reported
from sopengine.report.account import Account
from sopengine.report.periods import keyed_period, period_name
from sopengine.settings.reading import settings_for
from sopengine.store.reports.values import ReportState
from sopengine.web.asked import Asked

MOST_QUARTERS, MOST_HALVES = 8, 4


@frozen
class Wanted:
    """One report."""

    name: str
    """Of the period, as in the address: `2026-Q3`, `2026-S2`."""
    period: Period
    sop: str
    """Id; empty: all."""

    @property
    def query(self) -> str:
        """Behind an address, to stay with the same SOP."""
        return f"?sop={quote(self.sop)}" if self.sop else ""


def wanted(asked: Asked) -> Wanted:
    """By the address; raises NotFoundError for what is no period."""
    name = str(asked.place["quarter"])
    return Wanted(name=name, period=_period(name), sop=asked.query.get("sop", "")[:64])


def state_of(asked: Asked, report: Wanted) -> ReportState:
    """What was written of the report of a period, and whether it is locked."""
    return reports_of(asked.engine).state(report.name)


def has_ended(asked: Asked, report: Wanted) -> bool:
    """Only what cannot grow any more can be locked."""
    return report.period.until is not None and _today(asked) > report.period.until


def quarters(asked: Asked, speech: Speech) -> list[tuple[str, str]]:
    """Those to choose from, as in the address and in words; the one that is shown among them."""
    names = periods(asked)
    if asked.place.get("quarter") not in (None, *names):
        names.append(str(asked.place["quarter"]))
    return [(name, period_name(_period(name), speech)) for name in names]


def latest_quarter(asked: Asked, speech: Speech) -> tuple[str, str]:
    """The one that ended last, as in the address and in words: it is due to be handed in."""
    key = periods(asked)[1]
    return key, period_name(_period(key), speech)


def periods(asked: Asked) -> list[str]:
    """Keys of quarters, then of halves of years; of each the latest first."""
    today = _today(asked)
    quarters = [_key(today.year, "Q", (today.month - 1) // 3 - back, 4) for back in range(MOST_QUARTERS)]
    return quarters + [_key(today.year, "S", (today.month - 1) // 6 - back, 2) for back in range(MOST_HALVES)]


def _key(year: int, letter: str, number: int, of: int) -> str:
    """`number` counts from 0 at the year's first, and backwards into the years before."""
    return f"{year + number // of:04}-{letter}{number % of + 1}"


def measured(asked: Asked, report: Wanted, state: ReportState | None = None) -> Account:
    """What happened in the period, up to this minute; of a report that is locked what was locked.

    Of one SOP alone nothing is locked: that is measured anew.
    """
    state = state or state_of(asked, report)
    if state.locked and not report.sop:
        return as_locked(reports_of(asked.engine), state, asked.hosted.reports.get)
    return assessed(_measured(asked, report), state)


def _measured(asked: Asked, report: Wanted) -> Account:
    now = asked.now.replace(second=0, microsecond=0)
    limits = settings_for(asked.hosted.definitions, {}, "monev").monitoring

    def asked_of_the_store() -> Account:
        question = Question(at=lambda _: asked.now, period=report.period, sops=(report.sop,) if report.sop else ())
        return reported([(asked.hosted.office, asked.engine)], question, limits)

    return asked.hosted.reports.get((report, limits, now), asked_of_the_store)


def _today(asked: Asked) -> date:
    return asked.now.astimezone(ZoneInfo(USUAL_ZONE)).date()


def _period(name: str) -> Period:
    found = keyed_period(name)
    if found is None:
        raise NotFoundError(
            "'{quarter}' is no quarter, such as 2026-Q3, and no half of a year, such as 2026-S2", quarter=name
        )
    return found
