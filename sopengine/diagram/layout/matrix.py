"""The table of the form: columns with their widths and headings, rows with their wrapped texts and heights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sopengine.diagram.drawing import LEADING
from sopengine.diagram.layout.columns import Columns
from sopengine.diagram.layout.measure import clean, shortened, wrap
from sopengine.diagram.layout.plan import Plan, PlannedSymbol
from sopengine.diagram.layout.symbols import LABEL_SIZE, LEVEL_GAP, ROOM, label_lines, symbol_size
from sopengine.model.form import Column
from sopengine.model.step import Item, Step

PADDING = 3.0
"""Points between the text of a cell and its rules."""
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.0, 4.0, 3.0, 2.0)
"""Points; the first is the rule, the others are for a row that would be higher than a page."""
_LABEL_GAP = 4.0
"""Points a label needs above and below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A step of the form, ready to be put on a page."""

    step: str
    cells: dict[Column, tuple[str, ...]]
    """Lines of text."""
    size: float
    """Of the text, in points."""
    height: float
    pitch: float
    """Distance of the middles of two symbols in one cell."""


def rows(plan: Plan, steps: Iterable[Step], columns: Columns, highest: float) -> tuple[Row, ...]:
    """One row a step, none higher than `highest`."""
    symbols: dict[str, list[PlannedSymbol]] = {}
    for symbol in plan.symbols.values():
        symbols.setdefault(symbol.step, []).append(symbol)
    labels: dict[str, int] = {}
    for arrow in plan.arrows:
        step = plan.symbols[arrow.source].step
        labels[step] = max(labels.get(step, 0), len(label_lines(arrow.label, columns.lane_width)[0]))
    return tuple(_row(step, symbols[step.id], labels.get(step.id, 0), columns, highest) for step in steps)


def _row(step: Step, symbols: list[PlannedSymbol], label: int, columns: Columns, highest: float) -> Row:
    size, cells = _cells(step, columns, highest)
    sizes = {symbol.id: symbol_size(symbol.kind, symbol.text, columns.lane_width) for symbol in symbols}
    tallest = max(height for _, height in sizes.values())
    room = max(ROOM, label * LABEL_SIZE * LEADING + _LABEL_GAP if label > 1 else 0.0)
    pitch = tallest + max(LEVEL_GAP, room if label > 1 else 0.0)
    needed = pitch * (max(symbol.levels for symbol in symbols) - 1) + tallest + 2 * room
    height = max(needed, _text_height(cells, size))
    return Row(step=step.id, cells=cells, size=size, height=height, pitch=pitch)


def _cells(step: Step, columns: Columns, highest: float) -> tuple[float, dict[Column, tuple[str, ...]]]:
    """The largest size at which the row is no higher than a page; what is too long even then is cut."""
    printed = {
        Column.NUMBER: (f"{step.number}." if step.number.isdecimal() else step.number,),
        Column.ACTIVITY: (step.activity, *(f"- {substep}" for substep in step.substeps)),
        Column.NEEDS: (_list(step.needs),),
        Column.DURATION: (step.standard.text,),
        Column.OUTPUTS: (_list(step.outputs),),
        Column.NOTE: tuple(step.note.split("\n")),
    }
    shown = {key: printed[key] for key in columns.widths if key in printed}
    for size in _SIZES:
        cells = {
            key: tuple(line for text in texts for line in wrap(text, columns.widths[key] - 2 * PADDING, size))
            for key, texts in shown.items()
        }
        if _text_height(cells, size) <= highest:
            return size, cells
    most = int((highest - 2 * PADDING) / (size * LEADING))
    return size, {key: _cut(lines, most, columns.widths[key] - 2 * PADDING, size) for key, lines in cells.items()}


def _cut(lines: tuple[str, ...], most: int, room: float, size: float) -> tuple[str, ...]:
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 : most + 1]), room, size))


def _text_height(cells: dict[Column, tuple[str, ...]], size: float) -> float:
    return max(map(len, cells.values()), default=0) * size * LEADING + 2 * PADDING


def _list(items: tuple[Item, ...]) -> str:
    return ", ".join(clean(item.text) for item in items)
