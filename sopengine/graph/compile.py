"""Steps and tasks of a definition as the plain tables that execution walks."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compiled.tables import CompiledEach, CompiledOutcome, CompiledOverdue, CompiledStep, CompiledTask
from sopengine.model.step import END, Each, Outcome, Overdue, Step, Task


def compiled_step(step: Step) -> CompiledStep:
    return CompiledStep(id=step.id, number=step.number, activity=step.activity, standard=step.standard)


def compiled_task(task: Task) -> CompiledTask:
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
        each=_compiled_each(task.each) if task.each else None,
        call=task.call,
        wait=task.wait,
        overdue=_compiled_overdue(task.overdue) if task.overdue else None,
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
