"""A definition as the plain tables that execution walks; `rules.runnable` is the door to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sopengine.compiled.tables import (
    Compiled,
    CompiledDays,
    CompiledEach,
    CompiledOutcome,
    CompiledOverdue,
    CompiledSchedule,
    CompiledStep,
    CompiledTask,
)
from sopengine.graph.graph import Graph
from sopengine.model.definition import ActorKind, Schedule
from sopengine.model.document import Document
from sopengine.model.step import END, Each, Outcome, Overdue, Step, Task


def compiled(
    graph: Graph, called: Mapping[str, Compiled] | None = None, hours: Mapping[str, str] | None = None
) -> Compiled:
    """Only of a definition without errors.

    `called`: by id all that it can call; `hours`: calendars by name, as text.
    """
    definition = graph.definition
    return Compiled(
        sop=definition.id,
        digest=definition.digest,
        title=definition.title,
        agency=definition.agency.name,
        government=definition.agency.government,
        timezone=definition.agency.timezone,
        days=str(definition.days),
        entries=graph.entries,
        actors={actor.id: actor.title for actor in definition.actors},
        steps={step.id: _step(step) for step in definition.steps},
        tasks={name: _task(task) for name, task in graph.tasks.items()},
        waits_for=graph.waits_for if graph.forks else {},
        back=graph.back,
        data={field.id: field for field in definition.data},
        calendar=definition.calendar,
        calendars={actor.id: actor.calendar for actor in definition.actors if actor.calendar},
        external=frozenset(actor.id for actor in definition.actors if actor.kind is ActorKind.EXTERNAL),
        programs=frozenset(actor.id for actor in definition.actors if actor.kind is ActorKind.SYSTEM),
        called=called or {},
        hours=hours or {},
        schedule=_schedule(definition.schedule) if definition.schedule else None,
        told_days=_days(definition.document),
        text=definition.text,
    )


def _step(step: Step) -> CompiledStep:
    return CompiledStep(id=step.id, number=step.number, activity=step.activity, standard=step.standard)


def _task(task: Task) -> CompiledTask:
    return CompiledTask(
        name=task.name,
        step=task.step,
        actor=task.actor,
        question=task.question,
        decides=task.decides,
        outcomes=tuple(map(_compiled_outcome, task.outcomes)),
        many=task.many,
        work=task.work,
        partners=task.partners,
        asks=task.asks,
        count=task.count,
        limit=task.limit,
        each=_compiled_each(task.each) if task.each else None,
        call=task.call,
        wait=task.wait,
        message=task.message,
        overdue=_compiled_overdue(task.overdue) if task.overdue else None,
        remind=task.remind,
        escalate=task.escalate,
    )


def _schedule(schedule: Schedule) -> CompiledSchedule:
    return CompiledSchedule(every=str(schedule.every), working_day=schedule.working_day)


def _days(document: Document) -> CompiledDays:
    return CompiledDays(
        effective=document.effective,
        monitored=document.monitored,
        evaluated=document.evaluated,
        review=document.review,
    )


def _compiled_outcome(outcome: Outcome) -> CompiledOutcome:
    return CompiledOutcome(
        label=outcome.label,
        targets=_tasks(outcome.targets),
        when=outcome.when,
        otherwise=outcome.otherwise,
    )


def _compiled_each(each: Each) -> CompiledEach:
    return CompiledEach(field=each.field, count=each.count, actors=each.actors, done_when=each.done_when)


def _compiled_overdue(overdue: Overdue) -> CompiledOverdue:
    return CompiledOverdue(after=overdue.after, targets=_tasks(overdue.targets))


def _tasks(targets: Sequence[str]) -> tuple[str, ...]:
    """Each once; an end is no task."""
    return tuple(target for target in dict.fromkeys(targets) if target != END)
