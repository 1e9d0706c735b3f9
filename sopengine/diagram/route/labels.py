"""Places for the texts that belong to the flow: outcomes beside the first piece of their arrow, questions beside
their diamond."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Sheet, Symbol, Text
from sopengine.diagram.font import ASCENT, text_height
from sopengine.diagram.layout.measure import text_width, wrap
from sopengine.diagram.layout.questions import QUESTION_GAP, QUESTION_SIZE, question_lines
from sopengine.diagram.layout.symbols import LABEL_SIZE

_OFF_LINE = 2.5
"""Points between a label and its own upright arrow."""
_OFFS = (2.0, 5.0, 8.5)
"""Points between a label and its own level arrow."""
_BACK = (-5.0, -9.0, -14.0, -19.0, -27.0)
"""Points from the symbol backwards: above or below the slope of a diamond."""
_REACH = 9.0
"""Points a label may be away from the end of the first piece."""
_STEPS = (1.5, 4.0, 7.0, 10.0, 14.0, 20.0, 28.0, 40.0, 60.0, 90.0, 130.0)
"""Points from the symbol along the first piece."""
_ALL_STEPS = tuple(place * 1.5 for place in range(-24, 120))
_RULE_COST = 500.0
_OTHER_SIDE_COST = 2.0
_WIDER_COST = 6.0
"""What is worse about a place on a rule, on the less usual side, or with wider lines; in points along the piece."""
_BACK_COST = 1.5
"""How much more a point backwards costs than one along the piece."""
_OFF_RULE = 2.4
"""Points between a label and an upright rule, so that the rule is not read as its first or last letter."""
_TOUCH_COST = 12.0
"""What is worse about a place nearer to a rule than that; in points along the piece."""
_SAME = 0.01
"""Points that widths may differ by and still be the same."""
_FREE = 0.3
"""Points between a label and the rim of the area."""
_OFF_STEM = 4.0
"""Points between a question and the upright arrow through its diamond."""
_MOST_OFF = 11.0
"""Points that a question may be away from its diamond."""

_Size = tuple[float, float]


def label_places(arrow: Arrow, start: Point, end: Point, sheet: Sheet, *, all_of_them: bool = False) -> Iterator[Box]:
    """Boxes beside the piece from start to end, the best first; all of them within the Pelaksana area.

    Only the likely ones, unless all of them are asked for.
    """
    assert sheet.area
    area = sheet.area.grown(-_FREE)
    reach = _reach_of(start, end)
    rated: list[tuple[float, int, float, float, _Size]] = []
    for wrapped, lines in enumerate(arrow.label_lines):
        size = _size(lines, LABEL_SIZE)
        for cost, left, top in _beside(start, end, size, sheet, area, all_of_them):
            rated.append((cost + _WIDER_COST * wrapped, len(rated), left, top, size))
    for _, _, left, top, (width, height) in sorted(rated):
        box = Box(left=left, top=top, right=left + width, bottom=top + height)
        if _within(box, area) and box.overlaps(reach):
            yield box


def _reach_of(start: Point, end: Point) -> Box:
    """What a label beside the piece must touch."""
    (x1, y1), (x2, y2) = start, end
    return Box(left=min(x1, x2), right=max(x1, x2), top=min(y1, y2), bottom=max(y1, y2)).grown(_REACH)


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


def question_text(symbol: Symbol, sheet: Sheet, things: Sequence[Box], ways: Iterable[str]) -> Text:
    """The question beside its diamond: in a corner that no text or symbol stands in, far from where arrows leave.

    `ways` name the corners that arrows are likely to leave by: "left" and "right".
    """
    assert sheet.area
    area, lane = sheet.area.grown(-_FREE), _lane_width(sheet)
    rated: list[tuple[float, int, Box]] = []
    for wrapped, lines in enumerate(question_lines(symbol.question, lane)):
        for cost, box in _corners(symbol.box, _size(lines, QUESTION_SIZE), set(ways)):
            cost += _RULE_COST * _cut_rules(box, sheet) + _WIDER_COST * wrapped
            cost += 2 * _RULE_COST * sum(thing.overlaps(box) for thing in things)
            cost += 0.0 if _within(box, area) else 4 * _RULE_COST
            rated.append((cost, len(rated), box))
    box = min(rated, key=lambda entry: entry[:2])[2]
    content = "\n".join(wrap(symbol.question, box.width + _SAME, QUESTION_SIZE))
    return Text(
        x=box.left,
        y=box.top + QUESTION_SIZE * ASCENT,
        content=content,
        size=QUESTION_SIZE,
        width=box.width,
        question_of=symbol.name,
    )


def in_diamond(box: Box, diamond: Box) -> bool:
    """Does a box lie on the diamond that fills the other box?"""
    x, y = diamond.centre
    across, down = max(box.left - x, x - box.right, 0.0), max(box.top - y, y - box.bottom, 0.0)
    return across / (diamond.width / 2) + down / (diamond.height / 2) < 1.0


@lru_cache(maxsize=1000)
def _size(lines: tuple[str, ...], size: float) -> _Size:
    return max(text_width(line, size) for line in lines), text_height(len(lines), size)


def _within(box: Box, area: Box) -> bool:
    return area.left <= box.left and box.right <= area.right and area.top <= box.top and box.bottom <= area.bottom


def _cut_rules(box: Box, sheet: Sheet) -> int:
    """How many rules of the table run through the box."""
    return _cuts(sheet.lanes, box.left, box.width) + _cuts(sheet.rows, box.top, box.height)


def _beside(
    start: Point, end: Point, size: _Size, sheet: Sheet, area: Box, all_of_them: bool
) -> Iterator[tuple[float, float, float]]:
    """Cost, left and top of each place."""
    upright = abs(end[0] - start[0]) < abs(end[1] - start[1])
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    steps = _ALL_STEPS if all_of_them else (*_STEPS, *_BACK, *_beside_rules(start, end, size, sheet))
    near = [step for step in steps if (0.0 if upright else -size[0] - _REACH) <= step <= length + _REACH]
    return (_beside_upright if upright else _beside_level)(start, end, size, sheet, area, near)


def _beside_rules(start: Point, end: Point, size: _Size, sheet: Sheet) -> Iterator[float]:
    """Steps along the piece at which a label begins behind a rule, or ends before one."""
    axis = 1 if abs(end[0] - start[0]) < abs(end[1] - start[1]) else 0
    onward = 1.0 if end[axis] > start[axis] else -1.0
    for rule in (sheet.lanes, sheet.rows)[axis]:
        before = (rule - start[axis]) * onward
        yield before + _OFF_RULE
        yield before - size[axis] - _OFF_RULE


def _beside_upright(
    start: Point, end: Point, size: _Size, sheet: Sheet, _: Box, steps: Sequence[float]
) -> Iterator[tuple[float, float, float]]:
    (x, y), (width, height) = start, size
    sides = [
        (side + _lane_cost(sheet, left, width), left)
        for side, left in ((0.0, x + _OFF_LINE), (_OTHER_SIDE_COST, x - _OFF_LINE - width))
    ]
    for step in steps:
        top = y + step if end[1] > y else y - step - height
        along = step + _RULE_COST * _cuts(sheet.rows, top, height)
        yield from ((along + side, left, top) for side, left in sides)


def _beside_level(
    start: Point, end: Point, size: _Size, sheet: Sheet, area: Box, steps: Sequence[float]
) -> Iterator[tuple[float, float, float]]:
    (x, y), (width, height) = start, size
    sides = [
        (2 * (off - _OFFS[0]) + side + _RULE_COST * _cuts(sheet.rows, top, height), top)
        for off in _OFFS
        for side, top in ((0.0, y - off - height), (_OTHER_SIDE_COST, y + off))
    ]
    for step in steps:
        left = x + step if end[0] > x else x - step - width
        kept = min(max(left, area.left), area.right - width)
        along = (step if step > 0 else -step * _BACK_COST) + abs(left - kept)
        along += _lane_cost(sheet, kept, width)
        yield from ((along + side, kept, top) for side, top in sides)


def _lane_cost(sheet: Sheet, left: float, width: float) -> float:
    """Of the upright rules that run through a label, or so near to it that they seem to belong to it."""
    cuts = _cuts(sheet.lanes, left, width)
    touches = _cuts(sheet.lanes, left - _OFF_RULE + _SAME, width + 2 * (_OFF_RULE - _SAME)) - cuts
    return _RULE_COST * cuts + _TOUCH_COST * touches


def _cuts(rules: Sequence[float], low: float, length: float) -> int:
    """How many of the rules run through what begins there and is so long."""
    return bisect(rules, low + length) - bisect(rules, low)


def _corners(diamond: Box, size: _Size, ways: set[str]) -> Iterator[tuple[float, Box]]:
    """Places at the four slopes, first along the upper ones, each with its cost."""
    x, y = diamond.centre
    for below in (False, True):
        for side in ("left", "right"):
            for off in (0.0, 4.0, 8.0, _MOST_OFF):
                left = x - _OFF_STEM - size[0] - off if side == "left" else x + _OFF_STEM + off
                slope = diamond.height / 2 * max(0.0, 1.0 - (_OFF_STEM + off) / (diamond.width / 2))
                top = y + slope + QUESTION_GAP if below else y - slope - QUESTION_GAP - size[1]
                box = Box(left=left, right=left + size[0], top=top, bottom=top + size[1])
                yield off + 30.0 * (side in ways) + 8.0 * below, box


def _lane_width(sheet: Sheet) -> float:
    return sheet.lanes[1] - sheet.lanes[0]
