"""Places for the label of an arrow: beside its first piece, near the symbol it leaves."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Sheet, Text
from sopengine.diagram.font import ASCENT, text_height
from sopengine.diagram.layout.measure import text_width, wrap
from sopengine.diagram.layout.symbols import LABEL_SIZE

_OFF_LINE = 2.5
"""Points between a label and its own upright arrow."""
_OFFS = (2.0, 5.0, 8.5)
"""Points between a label and its own level arrow."""
_BACK = (-9.0, -18.0, -27.0)
"""Points from the symbol backwards: above or below the slope of a diamond."""
_REACH = 9.0
"""Points a label may be away from the end of the first piece."""
_STEPS = (1.5, 4.0, 7.0, 10.0, 14.0, 20.0, 28.0, 40.0, 60.0, 90.0, 130.0)
"""Points from the symbol along the first piece."""
_ALL_STEPS = tuple(place * 1.5 for place in range(-24, 120))
_RULE_COST = 7.0
_OTHER_SIDE_COST = 2.0
_WIDER_COST = 6.0
"""What is worse about a place on a rule, on the less usual side, or with wider lines; in points along the piece."""
_SAME = 0.01
"""Points that widths may differ by and still be the same."""
_FREE = 0.3
"""Points between a label and the rim of the area."""


def label_places(arrow: Arrow, start: Point, end: Point, sheet: Sheet, *, all_of_them: bool = False) -> list[Box]:
    """Boxes beside the piece from start to end, the best first; all of them within the Pelaksana area.

    Only the likely ones, unless all of them are asked for.
    """
    assert sheet.area
    area = sheet.area.grown(-_FREE)
    reach = Box(
        left=min(start[0], end[0]), right=max(start[0], end[0]), top=min(start[1], end[1]), bottom=max(start[1], end[1])
    )
    reach = reach.grown(_REACH)
    steps = _ALL_STEPS if all_of_them else (*_STEPS, *_BACK)
    rated: list[tuple[float, int, Box]] = []
    for wrapped, lines in enumerate(arrow.label_lines):
        width = max(text_width(line, LABEL_SIZE) for line in lines)
        height = text_height(len(lines), LABEL_SIZE)
        for cost, left, top in _beside(start, end, (width, height), area, steps):
            box = Box(left=left, top=top, right=left + width, bottom=top + height)
            if _within(box, area) and box.overlaps(reach):
                rules = bisect(sheet.lanes, box.right) - bisect(sheet.lanes, left)
                rules += bisect(sheet.rows, box.bottom) - bisect(sheet.rows, top)
                rated.append((cost + _RULE_COST * rules + _WIDER_COST * wrapped, len(rated), box))
    return [box for _, _, box in sorted(rated, key=lambda entry: entry[:2])]


def label_text(arrow: Arrow, box: Box) -> Text:
    """The label as it stands in one of its places."""
    return Text(
        x=box.left,
        y=box.top + LABEL_SIZE * ASCENT,
        content="\n".join(wrap(arrow.label, box.width + _SAME, LABEL_SIZE)),
        size=LABEL_SIZE,
        width=box.width,
        label_of=arrow.name,
    )


def _within(box: Box, area: Box) -> bool:
    return area.left <= box.left and box.right <= area.right and area.top <= box.top and box.bottom <= area.bottom


def _beside(
    start: Point, end: Point, size: tuple[float, float], area: Box, steps: Sequence[float]
) -> Iterator[tuple[float, float, float]]:
    """Cost, left and top of each place."""
    (x, y), (width, height) = start, size
    length, upright = abs(end[0] - x) + abs(end[1] - y), abs(end[0] - x) < abs(end[1] - y)
    for step in steps:
        if step > length + _REACH or (step < 0 and upright):
            continue
        if upright:
            top = y + step if end[1] > y else y - step - height
            yield step, x + _OFF_LINE, top
            yield step + _OTHER_SIDE_COST, x - _OFF_LINE - width, top
            continue
        left = x + step if end[0] > x else x - step - width
        kept = min(max(left, area.left), area.right - width)
        for off in _OFFS:
            cost = abs(step) + abs(left - kept) + 2 * (off - _OFFS[0])
            yield cost, kept, y - off - height
            yield cost + _OTHER_SIDE_COST, kept, y + off


def in_diamond(box: Box, diamond: Box) -> bool:
    """Does a box lie on the diamond that fills the other box?"""
    x, y = diamond.centre
    across, down = max(box.left - x, x - box.right, 0.0), max(box.top - y, y - box.bottom, 0.0)
    return across / (diamond.width / 2) + down / (diamond.height / 2) < 1.0
