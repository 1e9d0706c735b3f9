"""The printed numbers of the rows run on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sopengine.graph import Graph
from sopengine.model.form import Column
from sopengine.model.step import Step
from sopengine.rules.problem import Problem


def uneven_numbers(graph: Graph) -> Iterator[Problem]:
    """A printed number that is doubled, skipped or missing; nothing where the form prints none."""
    steps = graph.definition.steps
    printed = any(column is Column.NUMBER for column, _ in graph.definition.form.columns)
    if printed and any(step.number for step in steps):
        yield from _missing(steps)
        yield from _doubled(steps)
        yield from _skipped(steps)


def _missing(steps: tuple[Step, ...]) -> Iterator[Problem]:
    """Told once, at the first."""
    without = [step for step in steps if not step.number.strip()]
    if without:
        yield Problem(
            path=(*without[0].path, "number"),
            message="{count} of {all} rows print no number: {ids}"
            if len(without) > 1
            else "one of {all} rows prints no number: {ids}",
            mend="take 'number' out, and each row prints its place in the list",
            values={"count": len(without), "all": len(steps), "ids": ", ".join(step.id for step in without)},
        )


def _doubled(steps: tuple[Step, ...]) -> Iterator[Problem]:
    first: dict[str, Step] = {}
    for step in steps:
        earlier = first.setdefault(step.number, step)
        if step.number.strip() and earlier is not step:
            yield _at(step, "number '{number}' stands at '{other}' already", other=earlier.id)


def _skipped(steps: tuple[Step, ...]) -> Iterator[Problem]:
    """Where plain numbers leave a gap that no doubled or missing number explains; told at the row behind it."""
    first: dict[int, int] = {}
    for place, step in enumerate(steps):
        number = _count(step.number)
        if number is not None:
            first.setdefault(number, place)
    for (before, earlier), (number, place) in pairwise(first.items()):
        if number > before + max(1, place - earlier):
            yield _at(steps[place], "after number {before} comes number {number}", before=before)


def _at(step: Step, message: str, **values: object) -> Problem:
    return Problem(
        path=(*step.path, "number"),
        message=message,
        mend="take 'number' out, and each row prints its place in the list",
        values={"number": step.number, **values},
    )


def _count(text: str) -> int | None:
    plain = text.strip().rstrip(".)")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 5 else None
