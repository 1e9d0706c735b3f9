"""Visits as CSV, a visit a line, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sopengine.compliance import Visit
from sopengine.interchange.writers.cells import safe_cell

COLUMNS = (
    *("sop", "instance", "number", "step", "activity", "actors", "visit", "timezone"),
    *("opened", "started", "done", "due", "provisional", "standard", "allowed_minutes", "basis"),
    *("verdict", "late_by_minutes", "waiting_minutes", "service_minutes", "sojourn_minutes", "sojourn_clock_minutes"),
    *("ref", "by", "outcome", "recorded"),
)
"""Times by the agency's clock; minutes are working time but for those by the clock."""
BYTE_ORDER_MARK = "\ufeff"
"""By it Excel knows UTF-8."""


def csv_text(visits: Iterable[Visit], *, excel: bool = False) -> str:
    """With a heading, and lines that end as RFC 4180 wants.

    `excel`: as Excel opens it where a comma parts decimals, as in Indonesia; else as programs read it.
    """
    return "".join((heading(excel=excel), *csv_lines(visits, excel=excel)))


def heading(*, excel: bool = False) -> str:
    return (BYTE_ORDER_MARK if excel else "") + _line(list(COLUMNS), excel=excel)


def csv_lines(visits: Iterable[Visit], *, excel: bool = False) -> Iterator[str]:
    """One after the other, so that however many there are need no memory."""
    for visit in visits:
        yield _line([safe_cell(cell) for cell in _cells(visit, "," if excel else ".")], excel=excel)


def _line(cells: Sequence[str], *, excel: bool) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";" if excel else ",").writerow(cells)
    return text.getvalue()


def _cells(visit: Visit, point: str) -> list[str]:
    times = (visit.opened_at, visit.started_at, visit.done_at, visit.due_at)
    return [
        visit.sop,
        str(visit.instance),
        visit.number,
        visit.step,
        visit.activity,
        "; ".join(visit.actors),
        str(visit.visit),
        visit.timezone,
        *(_time(time, visit.timezone) for time in times),
        "yes" if visit.provisional else "no",
        visit.standard,
        _minutes(visit.allowed, point),
        str(visit.basis),
        str(visit.verdict),
        _minutes(visit.late_by, point),
        *(_minutes(spent.working if spent else None, point) for spent in (visit.waiting, visit.service, visit.sojourn)),
        _minutes(visit.sojourn.clock, point),
        visit.ref,
        visit.done_by,
        "; ".join(visit.outcome.splitlines()),
        _time(visit.recorded_at, visit.timezone),
    ]


def _time(time: datetime | None, timezone: str) -> str:
    return time.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M:%S") if time else ""


def _minutes(length: timedelta | None, point: str) -> str:
    """`point` parts the decimals."""
    if length is None:
        return ""
    return f"{length / timedelta(minutes=1):.2f}".rstrip("0").rstrip(".").replace(".", point)
