"""The runs that a report shows on its time axis: those that took longest, with what was late in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sopengine.calendar import Calendar
from sopengine.compliance.question import Period
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.execution.positions import agency_of
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.people.called import is_called
from sopengine.report.charts.runs import Piece, Run, Window
from sopengine.store.questions.cases import Case, Span, longest_cases

_LONGEST_WINDOW = timedelta(days=800)
"""Of a period without a beginning: what lies before is not drawn."""
_DAY = timedelta(days=1)
_MOST = 20
"""Runs; as many as a printed page holds."""


@frozen
class Shown:
    """What is drawn, and how much is not."""

    runs: tuple[Run, ...]
    more: int
    window: Window | None


def runs_shown(engines: Sequence[Engine], answer: Answer) -> Shown:
    """Of the SOPs that an answer tells of, over its period; the longest first."""
    zone, (since, until) = next(iter(answer.zones), "UTC"), moments(answer)
    found, count = [], 0
    for engine in engines:
        cases, here = engine.ask(partial(longest_cases, span=span_of(engine, answer, since, until), most=_MOST))
        count += here
        found += [(engine, case) for case in cases]
    found.sort(key=lambda pair: _took(pair[1], until), reverse=True)
    runs = tuple(_run(engine, case, until) for engine, case in found[:_MOST])
    if not runs:
        return Shown(runs=(), more=0, window=None)
    return Shown(runs=runs, more=count - len(runs), window=_window(found[0], runs, since, until, zone))


def moments(answer: Answer) -> tuple[datetime, datetime]:
    """Begin and end of its period by the clock of its first agency."""
    zone = next(iter(answer.zones), "UTC")
    return _begin(answer.period, zone), min(_end(answer.period, zone), answer.now)


def span_of(engine: Engine, answer: Answer, since: datetime, until: datetime) -> Span:
    """Of all versions, in one store, of the SOPs that the answer tells of."""
    asked: dict[str, list[str]] = {}
    for runs in answer.sops:
        asked.setdefault(runs.sop, []).append(runs.agency)
    digests = {
        version.digest
        for version in engine.versions()
        if any(is_called(agency_of(version), name) for name in asked.get(version.sop, ()))
    }
    return Span(digests=digests, since=since, until=until)


def _run(engine: Engine, case: Case, until: datetime) -> Run:
    instance = case.instance
    compiled = engine.compiled(instance.digest)
    calendar = engine.calendar(compiled)
    end = instance.ended_at if instance.ended_at and instance.ended_at <= until else None
    work = [
        item for item in case.items if item.opened_at <= until and not item.withdrawn and item.step in compiled.steps
    ]
    return Run(
        label=instance.ref or f"{compiled.title} {instance.id}",
        begin=instance.started_at,
        end=end,
        pieces=tuple(_piece(engine, item, case, until) for item in work),
        days=calendar.working_days(instance.started_at, end or until),
    )


def _piece(engine: Engine, item: WorkItem, case: Case, until: datetime) -> Piece:
    compiled = engine.compiled(case.instance.digest)
    return Piece(
        begin=item.opened_at,
        end=min(item.ended_at or until, until),
        late=engine.late_by(item, compiled, until) is not None,
    )


def _window(first: tuple[Engine, Case], runs: Iterable[Run], since: datetime, until: datetime, zone: str) -> Window:
    """From the first run, or the period, to the end; with the days off of the first run's office."""
    engine, case = first
    calendar = engine.calendar(engine.compiled(case.instance.digest))
    begin = max(min(run.begin for run in runs), since, until - _LONGEST_WINDOW)
    latest = max((run.end or until) for run in runs)
    end = min(max(latest, begin + _DAY), until) if latest < until else until
    return Window(begin=begin, end=max(end, begin + _DAY), zone=zone, off=_days_off(calendar, begin, end, zone))


def _days_off(calendar: Calendar, begin: datetime, end: datetime, zone: str) -> tuple[date, ...]:
    first, last = (at.astimezone(ZoneInfo(zone)).date() for at in (begin, end))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in days if not calendar.is_working_day(day))


def _took(case: Case, until: datetime) -> timedelta:
    return min(case.instance.ended_at or until, until) - case.instance.started_at


def _begin(period: Period, zone: str) -> datetime:
    if period.since is None:
        return datetime(1990, 1, 1, tzinfo=UTC)
    return datetime.combine(period.since, time(), ZoneInfo(zone)).astimezone(UTC)


def _end(period: Period, zone: str) -> datetime:
    if period.until is None:
        return datetime(2099, 12, 31, tzinfo=UTC)
    return datetime.combine(period.until + _DAY, time(), ZoneInfo(zone)).astimezone(UTC) - timedelta(microseconds=1)
