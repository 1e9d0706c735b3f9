"""The rows of the form: wrapped texts and heights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.measure import shortened
from sopengine.diagram.layout.plan import Plan, PlannedSymbol
from sopengine.diagram.layout.questions import question_height
from sopengine.diagram.layout.spacing import WIDE, Spacing
from sopengine.diagram.layout.symbols import LABEL_SIZE, label_lines, symbol_size
from sopengine.diagram.layout.table.cells import PADDING, TEXT_SIZE, Cells, Texts, height, wrapped
from sopengine.diagram.layout.table.columns import Columns
from sopengine.frozen import frozen
from sopengine.model.form import Column

_SMALLER_SIZES = (7.5, 7.0, 6.5, 6.0, 5.0, 4.0, 3.0, 2.0)
"""Points, for a row that would be higher than a page."""
_LABEL_GAP = 4.0
"""Points a label needs above and below."""
_MORE_ROOM = 18.0
"""Points that a row gains each time it was found cramped."""


@frozen
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
    spacing: Spacing


@frozen
class _Stack:
    """The symbols of a row, one above the other."""

    height: float
    """With what is kept free above and below."""
    pitch: float


def floors(plan: Plan, lane_width: float, spacing: Spacing) -> tuple[float, ...]:
    """The heights that the rows need for their symbols alone."""
    return tuple(_stack(step, plan, lane_width, spacing).height for step in plan.by_step)


def rows(
    plan: Plan, texts: Mapping[str, Cells], columns: Columns, highest: float, spacing: Spacing, cramped: Counter[str]
) -> tuple[Row, ...]:
    """One row a step, none higher than `highest`; one that was found cramped is wide, and higher, the more often."""
    return tuple(_row(step, plan, cells, columns, highest, spacing, cramped[step]) for step, cells in texts.items())


def _row(step: str, plan: Plan, texts: Cells, columns: Columns, highest: float, spacing: Spacing, cramped: int) -> Row:
    size, cells = _cells(texts, columns, highest)
    extra = _MORE_ROOM * (cramped - (spacing is not WIDE) if cramped else 0)
    spacing = WIDE if cramped else spacing
    stack = _stack(step, plan, columns.lane_width, spacing)
    wanted = max(stack.height, height(_most(cells), size))
    return Row(
        step=step,
        cells=cells,
        size=size,
        height=max(wanted, min(wanted + extra, highest)),
        pitch=stack.pitch,
        spacing=spacing,
    )


def _stack(step: str, plan: Plan, lane_width: float, spacing: Spacing) -> _Stack:
    symbols = plan.by_step[step]
    label = max((len(label_lines(text, lane_width)[0]) for text in plan.labels.get(step, ())), default=0)
    needed = [label * LABEL_SIZE * LEADING + _LABEL_GAP if label > 1 else 0.0]
    needed += [question_height(symbol.question, lane_width) for symbol in symbols if symbol.question]
    room = max(spacing.clearance, *needed)
    tallest = max(_height(symbol, lane_width, spacing) for symbol in symbols)
    pitch = tallest + max(spacing.level_gap, room if room > spacing.clearance else 0.0)
    levels = max(symbol.levels for symbol in symbols)
    return _Stack(height=pitch * (levels - 1) + tallest + 2 * room, pitch=pitch)


def _height(symbol: PlannedSymbol, lane_width: float, spacing: Spacing) -> float:
    return symbol_size(symbol.kind, symbol.text, lane_width, symbol.lanes, spacing)[1]


def _cells(texts: Cells, columns: Columns, highest: float) -> tuple[float, Cells]:
    """The largest size at which the row is no higher than a page; what is too long even then is cut."""
    shown = {column: texts[column] for column in columns.widths if column in texts}
    for size in (TEXT_SIZE, *_SMALLER_SIZES):
        cells = {column: wrapped(cell, columns.widths[column], size) for column, cell in shown.items()}
        if height(_most(cells), size) <= highest:
            return size, cells
    most = int((highest - 2 * PADDING) / (size * LEADING))
    return size, {key: _cut(lines, most, columns.widths[key] - 2 * PADDING, size) for key, lines in cells.items()}


def _cut(lines: Texts, most: int, room: float, size: float) -> Texts:
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 : most + 1]), room, size))


def _most(cells: dict[Column, tuple[str, ...]]) -> int:
    return max(map(len, cells.values()), default=0)
