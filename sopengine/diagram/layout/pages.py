"""Which rows stand on which page, and the connectors that carry cut arrows from one page to another."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sopengine.diagram.layout.plan import Plan, PlannedArrow
from sopengine.frozen import frozen

STRIP = 37.0
"""Height in points of one line of connectors."""

_CUT = 0.2
"""What a cut arrow weighs, in pages of difference between the heights of two pages."""

_Cost = tuple[int, int, float]
"""Pages, pages of a single row, and the unevenness with the cut arrows; the lowest is best."""


@frozen
class Connector:
    """A pentagon in the strip at the head or foot of a page."""

    letter: str
    target: str
    """The task its arrows go to."""
    page: int
    """Counted from 0."""
    lane: int
    line: int
    """Of the strip, from 0."""
    outward: bool
    """Arrows leave the page here."""
    at_head: bool
    others: tuple[int, ...]
    """The pages, counted from 0, where its arrows come from or go to."""
    rows: tuple[int, ...]
    """The rows, counted from 0, where its arrows come from or go to."""

    @property
    def name(self) -> str:
        return f"{self.letter}@{'out' if self.outward else 'in'}"


@frozen
class Cuts:
    """Where pages begin, and the connectors of each."""

    starts: tuple[int, ...]
    """First row of each page."""
    connectors: tuple[Connector, ...]

    def lines(self, page: int, at_head: bool, lanes: int) -> int:
        """Lines of connectors at the head or foot of a page."""
        count = sum(connector.page == page and connector.at_head == at_head for connector in self.connectors)
        return _strip_lines(count, lanes)


def paginate(plan: Plan, heights: Sequence[float], room: float, forced: frozenset[int], lanes: int) -> Cuts:
    """Fewest pages, none of one row, then few cut arrows on even pages; a row in `forced` begins a page."""
    ends = _Ends(plan, len(heights), lanes)
    starts: list[int] = []
    for first, beyond in pairwise([0, *sorted(forced - {0}), len(heights)]):
        starts += _starts(heights, first, beyond, room, ends)
    return Cuts(starts=tuple(starts), connectors=tuple(_connectors(plan, starts, len(heights), lanes)))


class _Ends:
    """The arrows as pairs of rows, found by the row they touch."""

    def __init__(self, plan: Plan, count: int, lanes: int) -> None:
        self.lanes = lanes
        self.touching: list[list[tuple[int, int, str]]] = [[] for _ in range(count)]
        """Of each row: rows of source and target, and the target."""
        for arrow in plan.arrows:
            source, target = plan.symbols[arrow.source].row, plan.symbols[arrow.target].row
            for row in {source, target}:
                self.touching[row].append((source, target, arrow.target))

    def cuts(self, first: int, beyond: int) -> tuple[int, int]:
        """Arrows that leave these rows for others, and the lines of connectors their page needs."""
        leaving = 0
        strips: tuple[set[tuple[str, bool]], ...] = (set(), set())
        for row in range(first, beyond):
            for source, target, name in self.touching[row]:
                other = target if source == row else source
                if first <= other < beyond:
                    continue
                leaving += source == row
                strips[other >= beyond].add((name, source == row))
        return leaving, sum(_strip_lines(len(strip), self.lanes) for strip in strips)


def _starts(heights: Sequence[float], begin: int, end: int, room: float, ends: _Ends) -> list[int]:
    """First rows of the pages of a run of rows that no page goes beyond."""
    if sum(heights[begin:end]) + ends.cuts(begin, end)[1] * STRIP <= room:
        return [begin]
    pages = [list(_pages_from(first, end, heights, room, ends)) for first in range(begin, end)]
    starts = _divided(pages, 0.0, room)
    if len(starts) > 1:
        starts = _divided(pages, sum(heights[begin:end]) / len(starts), room)
    return [begin + start for start in starts]


_Page = tuple[int, float, int]
"""How many rows it has, their height, and the arrows that leave it."""


def _divided(pages: Sequence[Sequence[_Page]], middle: float, room: float) -> list[int]:
    """The best rows to begin pages with, by dynamic programming over all pages that may begin with each row;
    `middle` is the height that pages should have, where evenness counts."""
    best: dict[int, tuple[_Cost, int]] = {0: ((0, 0, 0.0), 0)}
    for first, possible in enumerate(pages):
        before = best[first][0]
        for count, height, leaving in possible:
            uneven = before[2] + abs(height - middle) / room + _CUT * leaving
            cost = before[0] + 1, before[1] + (count == 1), round(uneven, 6)
            if first + count not in best or cost < best[first + count][0]:
                best[first + count] = (cost, first)
    starts = [best[len(pages)][1]]
    while starts[-1]:
        starts.append(best[starts[-1]][1])
    return starts[::-1]


def _pages_from(first: int, end: int, heights: Sequence[float], room: float, ends: _Ends) -> Iterator[_Page]:
    """Every page that may begin with a row."""
    height = 0.0
    for beyond in range(first + 1, end + 1):
        height += heights[beyond - 1]
        if beyond > first + 1 and height > room:
            return
        leaving, lines = ends.cuts(first, beyond)
        if height + lines * STRIP <= room or beyond == first + 1:
            yield beyond - first, height, leaving


def _connectors(plan: Plan, starts: Sequence[int], count: int, lanes: int) -> Iterator[Connector]:
    page_of = [bisect(starts, row) - 1 for row in range(count)]
    spoken = {label for labels in plan.labels.values() for label in labels}
    free = (letter for letter in map(_letter, itertools.count()) if letter not in spoken)
    letters: dict[str, str] = {}
    taken: dict[tuple[int, bool], set[tuple[int, int]]] = {}
    for (page, at_head, target, outward), (lane, rows) in _cut_ends(plan, page_of).items():
        if target not in letters:
            letters[target] = next(free)
        used = taken.setdefault((page, at_head), set())
        line, beside = _free_place(used, lane, lanes)
        used.add((line, beside))
        yield Connector(
            letter=letters[target],
            target=target,
            page=page,
            lane=beside,
            line=line,
            outward=outward,
            at_head=at_head,
            others=tuple(sorted({page_of[row] for row in rows})),
            rows=tuple(sorted(rows)),
        )


_Place = tuple[int, bool, str, bool]
"""Page, at its head or not, target, outward or not: what makes a connector."""


def _cut_ends(plan: Plan, page_of: Sequence[int]) -> dict[_Place, tuple[int, set[int]]]:
    """Wished lane and other rows of each connector, sorted by page, head first; those that come in have their lane
    before those that go out."""
    found: dict[_Place, tuple[int, set[int]]] = {}
    for arrow, source, target in _cut_arrows(plan, page_of):
        ends = plan.symbols[arrow.source], plan.symbols[arrow.target]
        out = found.setdefault((source, target < source, arrow.target, True), (ends[0].lane, set()))
        out[1].add(ends[1].row)
        into = found.setdefault((target, source < target, arrow.target, False), (ends[1].lane, set()))
        into[1].add(ends[0].row)
    return dict(sorted(found.items(), key=lambda entry: (entry[0][0], not entry[0][1], entry[0][3])))


def _cut_arrows(plan: Plan, page_of: Sequence[int]) -> Iterator[tuple[PlannedArrow, int, int]]:
    for arrow in plan.arrows:
        source, target = page_of[plan.symbols[arrow.source].row], page_of[plan.symbols[arrow.target].row]
        if source != target:
            yield arrow, source, target


def _free_place(used: set[tuple[int, int]], lane: int, lanes: int) -> tuple[int, int]:
    """Line and lane nearest to the wished lane, in the first line that has room."""
    line = 0
    while True:
        free = [other for other in range(lanes) if (line, other) not in used]
        if free:
            return line, min(free, key=lambda other: abs(other - lane))
        line += 1


def _strip_lines(count: int, lanes: int) -> int:
    """That so many connectors need."""
    return -(-count // lanes)


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
