"""The columns of the form on its paper: the sheet, and where the columns stand on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Text
from sopengine.diagram.layout.table.cells import Cells
from sopengine.diagram.layout.table.widths import LEAST_LANE, Table, widths
from sopengine.errors import RefusedError
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.form import DEFAULT_HEADINGS, Column, Form, Orientation, Paper

MARGIN = 28.0
"""Points between the edge of the sheet and the table."""

DRAFT = "DRAF"
"""Printed on every sheet of an SOP that is not yet in force."""
_PAPERS = {
    Paper.A4: (841.89, 595.28),
    Paper.LETTER: (792.0, 612.0),
    Paper.F4: (935.43, 609.45),
    Paper.FOLIO: (935.43, 609.45),
    Paper.LEGAL: (1008.0, 612.0),
    Paper.A3: (1190.55, 841.89),
}
"""Long and short side of the sheet, in points, from small to large."""


@frozen
class Columns:
    """Where the columns are; `widths` has no lanes but the width of all of them together."""

    sheet: tuple[float, float]
    """Width and height of the paper, in points."""
    widths: dict[Column, float]
    """In printed order."""
    lefts: dict[Column, float]
    lane_width: float
    lanes: tuple[float, ...]
    """Where the rules of the lanes are, one more than lanes."""
    top: float = MARGIN
    """Where the table begins."""
    header: float = 0.0
    """Height of the header."""
    texts: tuple[Text, ...] = ()
    rules: tuple[Box, ...] = ()
    """Of the header, but for the upright rules that go on beside the rows."""

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.sheet[0] - MARGIN

    @property
    def below_header(self) -> float:
        """Where the rows begin."""
        return self.top + self.header

    @property
    def upright(self) -> tuple[float, ...]:
        """Where the upright rules beside the rows are."""
        return tuple(sorted({*self.lefts.values(), *self.lanes, self.right}))


def sheet_size(form: Form, paper: Paper | None = None) -> tuple[float, float]:
    """Width and height of the form's sheet, or of another paper laid the same way, in points."""
    long, short = _PAPERS[paper or form.paper]
    return (short, long) if form.orientation is Orientation.PORTRAIT else (long, short)


def shown_columns(form: Form) -> dict[Column, str]:
    """The printed columns with their headings; Pelaksana is always among them."""
    shown = dict(form.columns)
    return shown if Column.ACTORS in shown else shown | {Column.ACTORS: DEFAULT_HEADINGS[Column.ACTORS]}


def columns(
    definition: Definition, rows: Sequence[Cells], floors: Sequence[float], inside: Sequence[str] = ()
) -> Columns:
    """The columns on the paper that the form asks for, or on the next wider one where its lanes need it.

    `floors` are the heights that the symbols need, a row; `inside` is what is written in them.
    """
    shown = shown_columns(definition.form)
    table = Table(
        cells={column: [row[column] for row in rows] for column in shown if column is not Column.ACTORS},
        headings=shown,
        lanes=[actor.title for actor in definition.actors],
        floors=floors,
        inside=inside,
    )
    for sheet in _sheets(definition.form):
        found = widths(table, sheet[0] - 2 * MARGIN)
        if found:
            split, lane = found
            return _placed(sheet, {column: split.get(column, lane * len(table.lanes)) for column in shown}, lane)
    raise _too_wide(definition)


def _too_wide(definition: Definition) -> RefusedError:
    """By its lanes, or else by a word in the heading of another column, as those are not parted."""
    count, widest = len(definition.actors), max(width for width, _ in _sheets(definition.form)) - 2 * MARGIN
    if count * LEAST_LANE <= widest / 2:
        message = "{sop}: the headings of the columns are too wide for one sheet, even for A3; shorten form.columns"
        return RefusedError(message, sop=definition.id)
    message = "{sop}: {count} lanes are too many for one sheet, even on A3 paper; group actors or split the SOP"
    return RefusedError(message, sop=definition.id, count=count)


def _sheets(form: Form) -> Iterator[tuple[float, float]]:
    """The sheet that is asked for, and those that are wider."""
    asked = sheet_size(form)
    yield asked
    yield from (size for size in (sheet_size(form, paper) for paper in _PAPERS) if size[0] > asked[0])


def _placed(sheet: tuple[float, float], widths: dict[Column, float], lane: float) -> Columns:
    lefts, x = {}, MARGIN
    for column, width in widths.items():
        lefts[column] = x
        x += width
    count = round(widths[Column.ACTORS] / lane)
    lanes = tuple(lefts[Column.ACTORS] + lane * place for place in range(count + 1))
    return Columns(sheet=sheet, widths=widths, lefts=lefts, lane_width=lane, lanes=lanes)
