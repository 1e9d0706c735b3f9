"""Standard times should be there, be readable and be plausible."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.duration.unit import working_minutes
from sopengine.errors.nearest import did_you_mean
from sopengine.graph import Graph
from sopengine.model.step import Step
from sopengine.rules.problem import Problem

FEWEST = 5
"""Measurable rows; of fewer nobody can say what is usual."""
SHORTEST = 5.0
"""Minutes; shorter work is doubted …"""
FAR_SHORTER = 5
"""… where three in four rows take so many times as long."""
FAR_LONGER = 100
"""So many times longer than what three in four rows take at most: minutes beside days are common on real forms."""


def unreadable_duration(graph: Graph) -> Iterator[Problem]:
    """A duration with a digit or a unit in it that cannot be read: the work will not be measured."""
    for step in graph.definition.steps:
        if step.standard.nearest:
            yield Problem(
                path=(*step.path, "duration"),
                message="'{text}' cannot be read as a time, so this step will not be measured",
                mend=did_you_mean(step.standard.nearest),
                values={"text": step.standard.text, "nearest": step.standard.nearest},
            )


def missing_duration(graph: Graph) -> Iterator[Problem]:
    """A row without a standard time."""
    for step in graph.definition.steps:
        if _unsaid(step) and not all(task.automatic for task in step.tasks):
            yield Problem(
                path=(*step.path, "duration" if step.standard.text else "id"),
                message="step '{id}' has no standard time, so it will not be measured",
                mend="add a line such as 'duration: 30 menit'",
                values={"id": step.id},
            )


def unmeasurable_duration(graph: Graph) -> Iterator[Problem]:
    """Words without a length."""
    for step in graph.definition.steps:
        standard = step.standard
        if not standard.measurable and not standard.nearest and not _unsaid(step):
            yield Problem(
                path=(*step.path, "duration"),
                message="'{text}' has no length, so this step will not be measured",
                mend="agree on a time such as '1 hari kerja', or a range such as '1-3 hari kerja'",
                values={"text": standard.text},
            )


def odd_duration(graph: Graph) -> Iterator[Problem]:
    """A time far from what the other rows of the SOP take."""
    minutes = {
        place: working_minutes(step.standard.high)
        for place, step in enumerate(graph.definition.steps)
        if step.standard.measurable and not step.standard.per_item
    }
    if len(minutes) < FEWEST:
        return
    by_length = sorted(minutes, key=lambda place: minutes[place])
    low, high = (by_length[round(share * (len(by_length) - 1))] for share in (0.25, 0.75))
    steps = graph.definition.steps
    for place, length in minutes.items():
        if length < SHORTEST and length * FAR_SHORTER < minutes[low]:
            yield _odd(steps[place], "'{text}' is very short: three in four steps take '{usual}' or longer", steps[low])
        elif length > minutes[high] * FAR_LONGER:
            yield _odd(steps[place], "'{text}' is very long: three in four steps take '{usual}' at most", steps[high])


def _odd(step: Step, message: str, usual: Step) -> Problem:
    return Problem(
        path=(*step.path, "duration"),
        message=message,
        mend="is a digit or the unit mistyped, as 'Menit' for 'Jam'?",
        values={"text": step.standard.text, "usual": usual.standard.text},
    )


def _unsaid(step: Step) -> bool:
    """Empty or a dash."""
    return step.standard.text.strip(" -–—.…") == ""
