"""Measures the recorded work of instances of one version against its standards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled
from sopengine.compliance.visit import Basis, Spent, Verdict, Visit
from sopengine.duration.standard import Duration
from sopengine.execution.values.work import WorkItem


def measure(items: Iterable[WorkItem], compiled: Compiled, calendar: Calendar, now: datetime) -> tuple[Visit, ...]:
    """Every visit there was at `now`, by instance and in the order of opening."""
    rows = _by_visit(as_of(items, now))
    return tuple(_visit(row, compiled, calendar, now) for row in rows)


def as_of(items: Iterable[WorkItem], now: datetime) -> list[WorkItem]:
    """The work items as they stood at a moment: what came later is not known yet."""
    return [_at(item, now) for item in items if item.opened_at <= now]


def _at(item: WorkItem, now: datetime) -> WorkItem:
    if item.done_at and item.done_at > now:
        item = replace(item, done_at=None, outcome="", done_by="")
    if item.started_at and item.started_at > now:
        item = replace(item, started_at=None)
    return item


def _by_visit(items: Iterable[WorkItem]) -> list[list[WorkItem]]:
    rows: dict[tuple[int, str, int], list[WorkItem]] = {}
    for item in sorted(items, key=lambda item: (item.instance, item.opened_at, item.id)):
        rows.setdefault((item.instance, item.step, item.visit), []).append(item)
    return list(rows.values())


def _visit(row: Sequence[WorkItem], compiled: Compiled, calendar: Calendar, now: datetime) -> Visit:
    first = row[0]
    step = compiled.steps[first.step]
    opened, started, done = first.opened_at, first.started_at, _done_at(row)
    end = done or now
    late_by = calendar.lateness(step.standard, first.due_at, end) if first.due_at else timedelta()
    verdict = _verdict(first, late_by, done)
    if verdict is Verdict.ON_TIME and _is_early(step.standard, opened, end, compiled.days, calendar):
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
        late_by=late_by or None,
        within=_within(step.standard, started, done, compiled.days, calendar),
    )


def _done_at(row: Sequence[WorkItem]) -> datetime | None:
    """When the last task of the row was completed; None while one is open."""
    times = [item.done_at for item in row if item.done_at]
    return max(times) if len(times) == len(row) else None


def _verdict(first: WorkItem, late_by: timedelta, done: datetime | None) -> Verdict:
    """By the due time that was recorded for the visit, and by nothing else."""
    if done is None:
        return Verdict.OVERDUE if late_by else Verdict.RUNNING
    if first.due_at is None:
        return Verdict.NOT_MEASURABLE
    return Verdict.LATE if late_by else Verdict.ON_TIME


def _is_early(standard: Duration, opened: datetime, done: datetime, days: str, calendar: Calendar) -> bool:
    """Under the lower end of a range."""
    earliest = calendar.earliest(standard, opened, days)
    return earliest is not None and done < earliest


def _within(
    standard: Duration, started: datetime | None, done: datetime | None, days: str, calendar: Calendar
) -> bool | None:
    due = calendar.due(standard, started, days) if started and done else None
    return None if due is None or done is None else not calendar.lateness(standard, due.at, done)


def _spent(calendar: Calendar, start: datetime, end: datetime) -> Spent:
    clock = max(end - start, timedelta())
    return Spent(clock=clock, working=max(calendar.working_time(start, end), timedelta()))
