"""Which report is meant: the quarter and, if wanted, one SOP; asked of the store once a minute at most."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sopengine.compliance.question import Period, Question
from sopengine.errors import NotFoundError
from sopengine.messages.speech import Speech
from sopengine.office.reporting.reported import reported
from sopengine.report.account import Account
from sopengine.report.periods import period_name
from sopengine.settings.reading import settings_for
from sopengine.web.asked import Asked

ZONE = "Asia/Jakarta"
"""By whose clock a quarter ends in the list of quarters; each agency's own clock decides of its work."""
MOST_QUARTERS = 8
_NAME = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One report."""

    name: str
    """Of the quarter, as in the address: `2026-Q3`."""
    period: Period
    sop: str
    """Id; empty: all."""


def wanted(asked: Asked) -> Wanted:
    """By the address; raises NotFoundError for what is no quarter."""
    name = str(asked.place["quarter"])
    return Wanted(name=name, period=_period(name), sop=asked.query.get("sop", "")[:64])


def latest_quarter(asked: Asked) -> str:
    return next(_quarters(_today(asked)))


def quarters(asked: Asked, speech: Speech) -> list[tuple[str, str]]:
    """The latest first, and the one that is shown: as in the address, and in words."""
    names = [name for name, _ in zip(_quarters(_today(asked)), range(MOST_QUARTERS), strict=False)]
    if asked.place.get("quarter") not in (None, *names):
        names.append(str(asked.place["quarter"]))
    return [(name, period_name(_period(name), speech)) for name in names]


def measured(asked: Asked, report: Wanted) -> Account:
    """What happened in the quarter, up to this minute."""
    now = asked.now.replace(second=0, microsecond=0)
    limits = settings_for(asked.hosted.definitions, {}, "monev").monitoring

    def asked_of_the_store() -> Account:
        question = Question(at=lambda _: asked.now, period=report.period, sops=(report.sop,) if report.sop else ())
        return reported([(asked.hosted.office, asked.engine)], question, limits)

    return asked.hosted.reports.get((report, limits, now), asked_of_the_store)


def _today(asked: Asked) -> date:
    return asked.now.astimezone(ZoneInfo(ZONE)).date()


def _quarters(today: date) -> Iterator[str]:
    year, quarter = today.year, (today.month - 1) // 3 + 1
    while True:
        yield f"{year:04}-Q{quarter}"
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)


def _period(name: str) -> Period:
    found = _NAME.fullmatch(name)
    if found is None or not 1900 <= int(found[1]) <= 9000:
        raise NotFoundError("'{quarter}' is no quarter, such as 2026-Q3", quarter=name)
    year, last = int(found[1]), 3 * int(found[2])
    return Period(since=date(year, last - 2, 1), until=date(year, last, monthrange(year, last)[1]))
