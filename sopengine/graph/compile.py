"""Steps and tasks of a definition as the plain tables that execution walks."""

from __future__ import annotations

from sopengine.compiled.tables import CompiledOutcome, CompiledStep, CompiledTask
from sopengine.model.step import END, Outcome, Step, Task


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
    )


def _compiled_outcome(outcome: Outcome) -> CompiledOutcome:
    return CompiledOutcome(
        label=outcome.label,
        targets=tuple(target for target in dict.fromkeys(outcome.targets) if target != END),
        when=outcome.when,
        otherwise=outcome.otherwise,
    )
