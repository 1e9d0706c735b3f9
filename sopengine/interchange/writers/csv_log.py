"""A log as CSV, an event a line, a case at a time: what comes out is never in memory at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from sopengine.interchange.log import LogCase, LogEvent
from sopengine.interchange.writers.cells import safe_cell

COLUMNS = (
    *("case", "instance", "sop", "title", "agency", "version", "state", "activity", "transition", "time"),
    *("resource", "role", "task", "step", "visit", "work", "outcome", "recorded", "due", "note"),
)


def csv_log(cases: Iterable[LogCase]) -> Iterator[bytes]:
    """Piece by piece, in UTF-8, with a heading; times by the agency's clock, with its offset."""
    yield _lines([COLUMNS])
    for case in cases:
        yield _lines([(*_case(case), *_event(event)) for event in case.events])


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _case(case: LogCase) -> tuple[str, ...]:
    return case.name, str(case.number), case.sop, case.title, case.agency, str(case.version), case.state


def _event(event: LogEvent) -> tuple[str, ...]:
    return (
        *(event.activity, str(event.transition), _time(event.at), event.resource, event.role, event.task, event.step),
        *(str(event.visit), str(event.work), event.outcome, _time(event.recorded_at), _time(event.due_at), event.note),
    )


def _time(at: datetime | None) -> str:
    return at.isoformat(timespec="milliseconds") if at else ""
