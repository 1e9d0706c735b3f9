"""Visits counted one by one in plain Python: what the statistics of a database are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sopengine.calendar import Calendar
from sopengine.calendar.elapsed.measured import Taken, late, taken
from sopengine.compiled.tables import Compiled
from sopengine.compliance.visit import Basis, Spent, Verdict, Visit
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.execution.as_of import as_of
from sopengine.execution.values.work import WorkItem, WorkState

Calendars = Callable[[str], Calendar]
"""Id of an actor -> the calendar it works by."""


def measure(items: Iterable[WorkItem], compiled: Compiled, calendars: Calendars, now: datetime) -> tuple[Visit, ...]:
    """Every visit there was at `now`, by instance and in the order of opening."""
    rows = _by_visit(as_of(items, now))
    return tuple(_visit(row, compiled, calendars(row[0].actor), now) for row in rows)


def _ended_at(item: WorkItem) -> datetime | None:
    return item.ended_at or item.done_at


def _by_visit(items: Iterable[WorkItem]) -> list[list[WorkItem]]:
    rows: dict[tuple[int, str, int], list[WorkItem]] = {}
    for item in sorted(items, key=lambda item: (item.instance, item.opened_at, item.id)):
        rows.setdefault((item.instance, item.step, item.visit), []).append(item)
    return [_wanted(row) for row in rows.values()]


def _wanted(row: list[WorkItem]) -> list[WorkItem]:
    """Without what was withdrawn and opened once more in the same visit, or was no longer wanted beside others."""
    live = {item.task for item in row if not item.withdrawn}
    return [item for item in row if not (item.withdrawn and item.task in live)] or row


def _visit(row: Sequence[WorkItem], compiled: Compiled, calendar: Calendar, now: datetime) -> Visit:
    first = row[0]
    step = compiled.steps[first.step]
    external = first.actor in compiled.external
    opened, started, ended, done = first.opened_at, first.started_at, _end(row), _done_at(row)
    end = ended or now
    late_by = calendar.lateness(step.standard, first.due_at, end, external) if first.due_at else timedelta()
    verdict = _verdict(row, late_by, ended)
    if verdict is Verdict.ON_TIME and _is_early(step.standard, first, end, compiled.days, calendar, external):
        verdict = Verdict.EARLY
    return Visit(
        sop=compiled.sop,
        instance=first.instance,
        timezone=compiled.timezone,
        step=first.step,
        number=step.number,
        activity=step.activity,
        actors=tuple(dict.fromkeys(compiled.actors.get(item.actor, item.actor) for item in row)),
        visit=first.visit,
        opened_at=opened,
        started_at=started,
        done_at=done,
        waiting=_spent(calendar, opened, started) if started else None,
        service=_spent(calendar, started, end) if started else None,
        sojourn=_spent(calendar, opened, end),
        basis=Basis.SERVICE if started else Basis.SOJOURN,
        standard=step.standard.text,
        allowed=calendar.usual(step.standard.high, compiled.days) if step.standard.measurable else None,
        due_at=first.due_at,
        provisional=first.provisional,
        verdict=verdict,
        late_by=late_by if late_by and verdict in (Verdict.LATE, Verdict.OVERDUE) else None,
        late=late(calendar, step.standard, first.due_at, end, external) if first.due_at else None,
        taken=_taken(row, compiled, calendar, end),
        given=_taken(row, compiled, calendar, first.due_at).time if first.due_at else None,
        external=external,
        within=_within(step.standard, first, done, compiled.days, calendar, external),
    )


def _taken(row: Sequence[WorkItem], compiled: Compiled, calendar: Calendar, end: datetime) -> Taken:
    """From the opening of a visit to a moment, in the measure of its standard."""
    first = row[0]
    count = next((item.count for item in row if item.count), None)
    return taken(
        calendar,
        compiled.steps[first.step].standard,
        first.opened_at,
        end,
        compiled.days,
        count=count,
        external=first.actor in compiled.external,
        due=first.due_at,
    )


def _end(row: Sequence[WorkItem]) -> datetime | None:
    """When the last task of the row ended, done or not; None while one is open."""
    times = [ended for item in row if (ended := _ended_at(item))]
    return max(times) if len(times) == len(row) else None


def _done_at(row: Sequence[WorkItem]) -> datetime | None:
    """When the last task of the row was completed; None while one is open, or where one ended otherwise."""
    times = [item.done_at for item in row if item.done_at]
    return max(times) if len(times) == len(row) else None


def _verdict(row: Sequence[WorkItem], late_by: timedelta, ended: datetime | None) -> Verdict:
    """By the due time that was recorded for the visit, and by nothing else."""
    if ended is None:
        return Verdict.OVERDUE if late_by else Verdict.RUNNING
    if _done_at(row) is None:
        expired = any(item.state is WorkState.EXPIRED for item in row)
        return Verdict.LATE if expired and late_by else Verdict.WITHDRAWN
    if row[0].due_at is None:
        return Verdict.NOT_MEASURABLE
    return Verdict.LATE if late_by else Verdict.ON_TIME


def _is_early(
    standard: Duration, first: WorkItem, done: datetime, days: str, calendar: Calendar, external: bool
) -> bool:
    """Under the lower end of a range."""
    earliest = calendar.earliest(standard, first.opened_at, days, first.count, external)
    return earliest is not None and done < earliest


def _within(
    standard: Duration, first: WorkItem, done: datetime | None, days: str, calendar: Calendar, external: bool
) -> bool | None:
    started = first.started_at
    due = calendar.due(standard, started, days, first.count, external) if started and done else None
    return None if due is None or done is None else not calendar.lateness(standard, due.at, done, external)


def _spent(calendar: Calendar, start: datetime, end: datetime) -> Spent:
    clock = max(end - start, timedelta())
    return Spent(clock=clock, working=max(calendar.working_time(start, end), timedelta()))


def median(times: Sequence[timedelta]) -> timedelta | None:
    """None of no times."""
    ordered = sorted(times)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def measured_in(engine: Engine, now: datetime) -> tuple[Visit, ...]:
    """All visits of a store whose instances stayed with their versions, by instance."""
    found: list[Visit] = []
    for run in engine.instances():
        compiled = engine.compiled(run.digest)
        found += measure(engine.visits(run.id), compiled, partial(engine.calendar, compiled), now)
    return tuple(found)
