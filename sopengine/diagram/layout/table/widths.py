"""How wide the columns are: what their words need, and the rest where it lowers the table most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from sopengine.diagram.layout.measure import clean, text_width
from sopengine.diagram.layout.symbols import width_inside
from sopengine.diagram.layout.table.cells import Texts, height
from sopengine.diagram.layout.table.fitting import least_width, line_count, lines_within, most_lines, width_for
from sopengine.frozen import frozen
from sopengine.model.form import Column

HEADING_SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Points; the largest at which no word of a heading is parted."""
HEADING_PADDING = 2.5
LEAST_LANE, WIDEST_LANE = 46.0, 90.0
_LEAST_LYING = 6.0
"""Points; where a lane is too narrow for its title in this size, all titles of lanes are turned."""
_LEAST_TEXT = 22.0
_LANE_STEP = 8.0
_LANES_SHARE = 0.45
"""Part of the width that all lanes together take where nothing wants for room."""
_WORTH_A_STEP = 0.025
"""Part by which the table must become lower for lanes to be a step narrower."""
_TRANSFERS = (16.0, 6.0)
"""Points that one column gives another one to lower the table."""
_WORTH_A_MOVE = 0.5
"""Points by which a transfer must lower the table."""
_MOST_IMPROVED = 60
"""Rows of a table for which transfers are tried; with more the share of all texts is good enough."""
_MOST_SHARES = 12
"""Steps of the search for the share of a row's text that the columns must bear."""

_ALSO_LONG = (Column.NEEDS, Column.OUTPUTS, Column.NOTE)
"""What takes the rest of the width where no Kegiatan is printed."""

Split = dict[Column, float]


@frozen
class Table:
    """What the columns have to hold."""

    cells: Mapping[Column, Sequence[Texts]]
    """Of each printed column but the lanes, a cell a row."""
    headings: Mapping[Column, str]
    lanes: Sequence[str]
    """Their titles."""
    inside: Sequence[str]
    """What is written in the symbols."""
    floors: Sequence[float]
    """Height of each row that its symbols need, in points."""


def widths(table: Table, room: float) -> tuple[Split, float] | None:
    """Widths of the columns, and of a lane; None where the lanes do not fit into the room."""
    count = len(table.lanes)
    least = {column: _least(table, column) for column in table.cells}
    lying = max((_title_width(title, _LEAST_LYING) for title in table.lanes), default=0.0)
    written = max((width_inside(text) for text in table.inside), default=0.0)
    narrowest = max(LEAST_LANE, min(max(lying, written), WIDEST_LANE))
    if sum(least.values()) + narrowest * count > room:
        narrowest = LEAST_LANE
        least = _cut(least, room - narrowest * count, {c: min(least[c], _floor(table, c)) for c in least})
    if sum(least.values()) + narrowest * count > room + 1e-6:
        return None
    lane, split = _best_lane(table, least, room, narrowest)
    spare = room - lane * count - sum(split.values())
    takers = [Column.ACTIVITY] if Column.ACTIVITY in split else [c for c in _ALSO_LONG if c in split]
    split |= {column: split[column] + spare / len(takers) for column in takers}
    return split, lane if takers else lane + spare / count


def _least(table: Table, column: Column) -> float:
    words = max(map(least_width, table.cells[column]), default=0.0)
    return max(words, _floor(table, column))


def _floor(table: Table, column: Column) -> float:
    """What the heading needs."""
    return max(_LEAST_TEXT, _title_width(table.headings[column], HEADING_SIZES[0]))


def _title_width(title: str, size: float) -> float:
    return (
        max((text_width(word, size, True) for word in clean(title).split()), default=0.0) + 2 * HEADING_PADDING + 0.01
    )


def _cut(least: Split, room: float, floors: Split) -> Split:
    """The widest columns cut to one measure, none below its heading, so that all fit into the room."""
    low, high = 0.0, max(least.values(), default=0.0)
    while high - low > 0.1:
        middle = (low + high) / 2
        fits = sum(max(floors[c], min(width, middle)) for c, width in least.items()) <= room
        low, high = (middle, high) if fits else (low, middle)
    return {column: max(floors[column], min(width, low)) for column, width in least.items()}


def _best_lane(table: Table, least: Split, room: float, narrowest: float) -> tuple[float, Split]:
    """The widest lanes, up to their share, that narrower ones would not lower the table for."""
    count = len(table.lanes)
    lane = max(narrowest, min(WIDEST_LANE, _LANES_SHARE * room / count, (room - sum(least.values())) / count))
    split = _split(table, least, room - lane * count)
    lowest = sum(table.floors)
    while lane > narrowest and _height(table, split) > lowest:
        narrower = max(narrowest, lane - _LANE_STEP)
        other = _split(table, least, room - narrower * count)
        if _height(table, other) > _height(table, split) * (1 - _WORTH_A_STEP):
            break
        lane, split = narrower, other
    return lane, split


def _split(table: Table, least: Split, room: float) -> Split:
    """The widths with the lowest table; with as few lines as fit where the symbols make the rows high enough."""
    within = [lines_within(floor) for floor in table.floors]
    split = _enough(table, least, within)
    if sum(split.values()) <= room:
        return _flattened(table, split, least, room, within)
    shared = _shared(table, least, room, within)
    return _improved(table, shared, least, room) if len(within) <= _MOST_IMPROVED else shared


def _flattened(table: Table, split: Split, least: Split, room: float, within: Sequence[int]) -> Split:
    """Fewer lines than must be, column by column, first where that costs least, for as long as there is room."""
    most = {column: most_lines(cells, split[column]) for column, cells in table.cells.items()}
    wider = {column: _flatter(table, column, most[column], within, least) for column in split}
    while True:
        cheapest = min(wider, key=lambda column: wider[column] - split[column])
        if wider[cheapest] - split[cheapest] > room - sum(split.values()):
            return split
        split = split | {cheapest: wider[cheapest]}
        most[cheapest] -= 1
        wider[cheapest] = _flatter(table, cheapest, most[cheapest], within, least)


def _flatter(table: Table, column: Column, most: int, within: Sequence[int], least: Split) -> float:
    """The width at which no cell has as many lines as that; endless where all have but one."""
    if most <= 1:
        return inf
    return _column_width(table, column, [min(most - 1, limit) for limit in within], least[column])


def _column_width(table: Table, column: Column, lines: Sequence[int], least: float) -> float:
    """The narrowest at which no row has more than its number of lines."""
    cells = set(zip(table.cells[column], lines, strict=True))
    return max((width_for(texts, most, least) for texts, most in cells), default=least)


def _enough(table: Table, least: Split, lines: Sequence[int]) -> Split:
    """The same of all columns."""
    return {column: _column_width(table, column, lines, least[column]) for column in table.cells}


def _shared(table: Table, least: Split, room: float, within: Sequence[int]) -> Split:
    """Each row gets lines by the sum of its texts: the smallest part of them that fits."""
    sums = [sum(len(text) for cells in table.cells.values() for text in cells[row]) for row in range(len(within))]
    low, high = 0.0, 0.5
    best = _cut(_enough(table, least, within), room, least)
    for _ in range(_MOST_SHARES):
        middle = (low + high) / 2
        lines = [max(most, round(middle * length)) for most, length in zip(within, sums, strict=True)]
        split = _enough(table, least, lines)
        if sum(split.values()) <= room:
            best, high = split, middle
        else:
            low = middle
    return best


def _improved(table: Table, split: Split, least: Split, room: float) -> Split:
    """Give what is left, and what one column spares, to the one that lowers the table most."""
    best = _height(table, split)
    for step in _TRANSFERS:
        while True:
            moves = [_moved(split, giver, taker, step, least, room) for giver in (None, *split) for taker in split]
            possible = [move for move in moves if move]
            tried = [_height(table, move) for move in possible]
            if not tried or min(tried) >= best - _WORTH_A_MOVE:
                break
            best = min(tried)
            split = possible[tried.index(best)]
    return split


def _moved(split: Split, giver: Column | None, taker: Column, step: float, least: Split, room: float) -> Split | None:
    """The split with a step taken from a column, or from what is left, and given to another one."""
    if giver is taker or (giver and split[giver] - step < least[giver]):
        return None
    if giver is None and sum(split.values()) + step > room:
        return None
    return split | ({giver: split[giver] - step} if giver else {}) | {taker: split[taker] + step}


def _height(table: Table, split: Split) -> float:
    return sum(
        max(floor, height(max((line_count(cells[row], split[c]) for c, cells in table.cells.items()), default=0)))
        for row, floor in enumerate(table.floors)
    )
