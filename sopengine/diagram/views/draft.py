"""A draft: DRAF across every sheet; dashed what a person inferred and the source document does not show."""

from __future__ import annotations

from dataclasses import replace

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Kind, Patch, Sheet, Symbol
from sopengine.diagram.views.legend import sample, with_legend
from sopengine.diagram.views.watermark import watermark
from sopengine.model.definition import Definition
from sopengine.model.form import Column

_WHO = {"actor", "with", "symbol", "work", "text", "tasks"}
"""Keys that a symbol shows."""
_ASKED = {"decision", "question", "many"}
"""Keys that a diamond shows too."""
_WAYS = {"next", "decision", "overdue"}
"""Keys that the arrows out of a task show."""
_CELLS = {"number": Column.NUMBER, "note": Column.NOTE} | {
    key: Column(key) for key in ("activity", "needs", "duration", "outputs")
}
_FRAME = 1.5
"""Points between a text and the frame around it."""
_MEANING = "disimpulkan, tidak tercantum pada dokumen sumber"


def drafted(sheet: Sheet, definition: Definition) -> Sheet:
    """The sheet with DRAF across it, and symbols, arrows and frames dashed for all that was inferred.

    A legend says what is dashed, where something is.
    """
    sheet = replace(sheet, shades=(*watermark(sheet.width, sheet.height), *sheet.shades))
    tasks = {task.name: {*step.inferred, *task.inferred} for step in definition.steps for task in step.tasks}
    symbols = tuple(replace(s, dashed=bool(tasks.get(s.name, set()) & _shown_by(s))) for s in sheet.symbols)
    arrows = tuple(replace(a, dashed=bool(tasks.get(a.source, set()) & _WAYS)) for a in sheet.arrows)
    frames = _frames(sheet, definition)
    shown = replace(sheet, symbols=symbols, arrows=arrows, patches=(*sheet.patches, *frames))
    if not frames and not any(s.dashed for s in symbols) and not any(a.dashed for a in arrows):
        return shown
    return with_legend(shown, [sample(_MEANING, dashed=True)])


def _shown_by(symbol: Symbol) -> set[str]:
    return _WHO | _ASKED if symbol.kind is Kind.DECISION else _WHO


def _frames(sheet: Sheet, definition: Definition) -> tuple[Patch, ...]:
    """A dashed frame around each text that was inferred."""
    cells = {f"{step.id}/{_CELLS[key]}" for step in definition.steps for key in step.inferred if key in _CELLS}
    around: dict[str, Box] = {}
    for text in sheet.texts:
        if text.cell in cells:
            around[text.cell] = _both(around.get(text.cell, text.box), text.box)
    return tuple(Patch(box=box.grown(_FRAME), dashed=True) for box in around.values())


def _both(a: Box, b: Box) -> Box:
    return Box(
        left=min(a.left, b.left), top=min(a.top, b.top), right=max(a.right, b.right), bottom=max(a.bottom, b.bottom)
    )
