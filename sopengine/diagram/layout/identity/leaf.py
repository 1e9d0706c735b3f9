"""One sheet with identity bands, while its parts are put in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Patch, Picture, Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.identity.bands import PADDING, Band, Line
from sopengine.diagram.layout.measure import text_width, wrap
from sopengine.diagram.layout.table.columns import MARGIN

_AGENCY_SIZE = 13.0
_LOGO_SHARE = 0.58
"""Part of the height of the agency's cell that a logo takes at most."""


class Leaf:
    """Fills up from the upper margin; `bottom` is how far down it is filled."""

    def __init__(self, width: float, size: float) -> None:
        self.width, self.size, self.bottom = width, size, MARGIN
        self.patches: list[Patch] = []
        self.rules: list[Box] = []
        self.texts: list[Text] = []
        self.places: list[Box] = []

    def put(self, band: Band, height: float) -> None:
        for left, right, cell in band.cells:
            self._frame(Box(left=left, right=right, top=self.bottom, bottom=self.bottom + height))
            y = self.bottom + PADDING - self.size * (LEADING - 1.0) / 2
            for line in cell:
                if line.space:
                    self.places.append(Box(left=left + PADDING, right=right - PADDING, top=y, bottom=y + line.space))
                y += line.space + self.size * LEADING
                self.texts += _written(line, left + PADDING, y - self.size * 0.3, self.size)
        self.bottom += height

    def put_agency(self, names: Sequence[str], logo: Picture | None) -> None:
        """The names in the middle of the cell left of what was put so far, below the logo."""
        cell = Box(left=MARGIN, right=self.width / 2, top=MARGIN, bottom=self.bottom)
        self._frame(cell)
        if logo:
            cell = self._put_logo(logo, cell)
        room = cell.width - 4 * PADDING
        lines = [line for name in names for line in wrap(name, room, _AGENCY_SIZE, True)]
        size = min(_AGENCY_SIZE, (cell.height - 2 * PADDING) / (max(1, len(lines)) * LEADING))
        x, middle = cell.centre
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * size * LEADING + size * 0.35
            width = text_width(line, size, True)
            self.texts.append(Text(x=x, y=y, content=line, size=size, width=width, bold=True, centred=True))

    def _put_logo(self, logo: Picture, cell: Box) -> Box:
        """The picture in the upper part of a cell; answers what is left of it."""
        room = cell.grown(-2 * PADDING)
        height = min(room.height * _LOGO_SHARE, room.width / logo.ratio)
        x, half = cell.centre[0], height * logo.ratio / 2
        box = Box(left=x - half, right=x + half, top=room.top, bottom=room.top + height)
        self.patches.append(Patch(box=box, picture=logo.uri))
        return Box(left=cell.left, right=cell.right, top=box.bottom, bottom=cell.bottom)

    def _frame(self, cell: Box) -> None:
        for y in (cell.top, cell.bottom):
            self.rules.append(Box(left=cell.left, right=cell.right, top=y, bottom=y))
        for x in (cell.left, cell.right):
            self.rules.append(Box(left=x, right=x, top=cell.top, bottom=cell.bottom))


def _written(line: Line, x: float, y: float, size: float) -> Iterator[Text]:
    number, _, text = line.text.rpartition("\t")
    if number:
        yield Text(x=x, y=y, content=number, size=size, width=text_width(number, size))
    width = text_width(text, size, line.bold)
    if text:
        yield Text(x=x + line.indent, y=y, content=text, size=size, width=width, bold=line.bold)
