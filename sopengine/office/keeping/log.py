"""What a store has recorded, for other programs: the same facts as a log of cases and their events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.interchange.log import LogCase, LogEvent, Transition
from sopengine.interchange.writers.csv_log import csv_log
from sopengine.interchange.writers.xes import xes
from sopengine.office import written
from sopengine.office.running.work import Moment
from sopengine.store.questions.cases import Case, cases_after

FORMATS: dict[str, Callable[[Iterable[LogCase]], Iterator[bytes]]] = {"xes": xes, "csv": csv_log}
"""Name, which is the ending of its files -> how it is written."""
_AT_ONCE = 200
"""Runs that are in memory together."""
_BY_NOBODY = (Awaits.TIME, Awaits.MESSAGE, Awaits.CHILD)
_ENDS = {
    WorkState.DONE: Transition.COMPLETE,
    WorkState.WITHDRAWN: Transition.WITHDRAW,
    WorkState.RETURNED: Transition.ABORT,
    WorkState.EXPIRED: Transition.ABORT,
}


@frozen
class Wanted:
    """What of a store is told."""

    sop: str = ""
    """"" for all."""
    since: Moment | None = None
    """What happened before is left out, and so are runs of which nothing is left; None: from the beginning."""
    until: Moment | None = None


@dataclass(slots=True, kw_only=True)
class Told:
    """How much was written."""

    cases: int = 0
    events: int = 0


def export_log(engine: Engine, wanted: Wanted, files: Sequence[Path]) -> Told:
    """Writes each file in the format of its ending, a few runs at a time; each whole or not at all.

    Each run is told as it is at one moment, corrected values included; those that start meanwhile may be left out.
    """
    if wanted.sop and not engine.version_numbers(wanted.sop):
        raise NotFoundError("no instance of an SOP '{sop}'; all of them: sop status", sop=wanted.sop)
    told = Told()
    for file in files:
        told = Told()
        written.stream(file, FORMATS[file.suffix.removeprefix(".")](_counted(log_cases(engine, wanted), told)))
    return told


def log_cases(engine: Engine, wanted: Wanted) -> Iterator[LogCase]:
    """By number."""
    numbers: dict[str, dict[str, int]] = {}
    last = 0
    while batch := _next(engine, last):
        for case in batch:
            last, run = case.instance.id, case.instance
            if wanted.sop in ("", run.sop):
                if run.sop not in numbers:
                    numbers[run.sop] = {digest: number for number, digest in engine.version_numbers(run.sop).items()}
                compiled = engine.compiled(run.digest)
                events = _within(_events(case.items, compiled), wanted, compiled.timezone)
                if events:
                    yield _case(run, compiled, numbers[run.sop][run.digest], events)


def _next(engine: Engine, last: int) -> Sequence[Case]:
    return engine.ask(lambda reader: cases_after(reader, last, _AT_ONCE))


def _counted(cases: Iterable[LogCase], told: Told) -> Iterator[LogCase]:
    for case in cases:
        told.cases += 1
        told.events += len(case.events)
        yield case


def _case(run: Instance, compiled: Compiled, version: int, events: tuple[LogEvent, ...]) -> LogCase:
    zone = ZoneInfo(compiled.timezone)
    return LogCase(
        number=run.id,
        name=run.ref or str(run.id),
        sop=run.sop,
        title=compiled.title,
        agency=compiled.agency,
        version=version,
        state=str(run.state),
        started_at=run.started_at.astimezone(zone),
        started_by=run.started_by,
        ended_at=run.ended_at.astimezone(zone) if run.ended_at else None,
        events=events,
    )


def _within(events: Iterable[LogEvent], wanted: Wanted, zone: str) -> tuple[LogEvent, ...]:
    since, until = (at(zone) if at else None for at in (wanted.since, wanted.until))
    return tuple(
        event for event in events if (since is None or event.at >= since) and (until is None or event.at <= until)
    )


def _events(items: Sequence[WorkItem], compiled: Compiled) -> list[LogEvent]:
    """In the order in which they happened; of one moment what came before comes before."""
    zone = ZoneInfo(compiled.timezone)
    found = [event for item in items for event in _of_item(item, compiled, zone)]
    return sorted(found, key=lambda event: event.at)


def _of_item(item: WorkItem, compiled: Compiled, zone: ZoneInfo) -> Iterator[LogEvent]:
    """Its life, as far as it has come. What nobody does has no start."""
    told = _telling(item, compiled, zone)
    yield told(Transition.SCHEDULE, item.opened_at)
    if item.started_at:
        yield told(Transition.START, item.started_at, item.started_by)
    if item.ended_at:
        who = "" if item.awaits in _BY_NOBODY else item.done_by
        yield told(_ENDS[item.state], item.ended_at, who, ended=True)


def _activity(item: WorkItem, compiled: Compiled, role: str) -> str:
    """As printed; with who does it, where a row has several tasks.

    A run that was migrated may have done what its SOP no longer has.
    """
    if item.step not in compiled.steps:
        return item.task
    activity = compiled.steps[item.step].activity
    return f"{activity} ({role})" if len(compiled.rows[item.step]) > 1 else activity


def _telling(item: WorkItem, compiled: Compiled, zone: ZoneInfo) -> Callable[..., LogEvent]:
    recorded, due = (at.astimezone(zone) if at else None for at in (item.recorded_at, item.due_at))
    role = compiled.actors.get(item.actor, item.actor)
    activity = _activity(item, compiled, role)

    def told(transition: Transition, at: datetime, who: str = "", *, ended: bool = False) -> LogEvent:
        return LogEvent(
            transition=transition,
            at=at.astimezone(zone),
            work=item.id,
            activity=activity,
            task=item.task,
            step=item.step,
            role=role,
            resource=who,
            visit=item.visit,
            outcome=item.outcome if ended else "",
            recorded_at=recorded if ended else None,
            due_at=due,
            note=item.note if ended else "",
        )

    return told
