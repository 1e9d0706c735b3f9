"""What is new in a version: its changed rows marked at the margin, and a line above that tells the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Patch, Sheet, Text
from sopengine.diagram.layout.measure import clean, text_width
from sopengine.diagram.views.legend import sample, with_legend
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.step import END, Step, Task

_BAR, _BAR_GAP = 3.0, 4.0
"""Points: width of the mark at the margin, and between it and the table."""
_WORD_SIZE = 6.0
_NEW, _CHANGED = "baru", "diubah"
_INK = "#000000"
_DIGEST = 8
_BELOW = "(the row below)"


@frozen
class Changes:
    """How one version differs from an older one of the same SOP; steps are the same where their id is."""

    since: str
    """How the older version is called."""
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    """Ids of steps."""
    removed: tuple[str, ...] = ()
    """Activities of steps that are there no more."""
    identity: bool = False
    """Title, office, document or actors differ."""


def changes(old: Definition, new: Definition) -> Changes:
    """What a reader of the form would see; where a step stands in the file, and its number, do not count."""
    before, after = _contents(old), _contents(new)
    return Changes(
        since=old.digest[:_DIGEST],
        new=frozenset(after.keys() - before.keys()),
        changed=frozenset(id for id in before.keys() & after.keys() if before[id] != after[id]),
        removed=tuple(clean(step.activity) for step in old.steps if step.id not in after),
        identity=_identity(old) != _identity(new),
    )


def marked(sheets: Sequence[Sheet], found: Changes) -> tuple[Sheet, ...]:
    """The sheets of the new version with a bar and a word beside every row that is new or changed."""
    return tuple(_marked(sheet, found) if sheet.number else sheet for sheet in sheets)


def _contents(definition: Definition) -> dict[str, Step]:
    """The steps by id without what does not count: their place, and that a step leads to the one below it."""
    below = [step.tasks[0].name for step in definition.steps[1:]]
    return {
        step.id: replace(
            step, number="", path=(), inferred=(), tasks=tuple(_plain(task, following) for task in step.tasks)
        )
        for step, following in zip(definition.steps, (*below, END), strict=True)
    }


def _plain(task: Task, following: str) -> Task:
    outcomes = tuple(
        replace(outcome, targets=tuple(_BELOW if target == following else target for target in outcome.targets))
        for outcome in task.outcomes
    )
    overdue = replace(task.overdue, path=()) if task.overdue else None
    return replace(task, path=(), inferred=(), outcomes=outcomes, overdue=overdue)


def _identity(definition: Definition) -> tuple[Any, ...]:
    return definition.title, definition.agency, definition.document, definition.actors


def _marked(sheet: Sheet, found: Changes) -> Sheet:
    rows = list(_rows(sheet))
    bars = [
        Patch(box=Box(left=x - _BAR, right=x, top=top, bottom=bottom), shade=_INK)
        for step, x, top, bottom in rows
        if step in found.new | found.changed
    ]
    words = [
        _word(_NEW if step in found.new else _CHANGED, x - _BAR - 2.0, (top + bottom) / 2)
        for step, x, top, bottom in rows
        if step in found.new | found.changed
    ]
    shown = replace(sheet, patches=(*sheet.patches, *bars), texts=(*sheet.texts, *words))
    return with_legend(shown, [sample(f"baru atau diubah sejak versi {found.since}", shade=_INK)], _told(found))


def _rows(sheet: Sheet) -> Iterator[tuple[str, float, float, float]]:
    """Of each step of the sheet: its id, where a mark beside the table ends, and where its row begins and ends."""
    x = min(rule.left for rule in sheet.rules) - _BAR_GAP
    steps: dict[tuple[float, float], str] = {}
    for symbol in sheet.symbols:
        if symbol.step:
            y = symbol.box.centre[1]
            steps[next(span for span in pairwise(sheet.rows) if span[0] <= y <= span[1])] = symbol.step
    for (top, bottom), step in steps.items():
        yield step, x, top, bottom


def _word(word: str, x: float, y: float) -> Text:
    """Upwards, left of the bar."""
    width = text_width(word, _WORD_SIZE)
    return Text(x=x, y=y, content=word, size=_WORD_SIZE, width=width, turned=True)


def _told(found: Changes) -> str:
    """What has no row to be marked at."""
    removed = f"dihapus: {'; '.join(found.removed)}" if found.removed else ""
    if not any((found.new, found.changed, found.removed, found.identity)):
        return "tidak ada perubahan"
    return ". ".join(filter(None, ("identitas diubah" if found.identity else "", removed)))
