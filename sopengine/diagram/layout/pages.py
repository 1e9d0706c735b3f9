"""Which rows stand on which page, and the connectors that carry cut arrows from one page to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopengine.diagram.layout.plan import Plan, PlannedArrow

STRIP = 37.0
"""Height in points of one line of connectors."""

_COST = tuple[int, int, int]
"""Pages, cut arrows, and the sum of the squares of the heights: lowest when the pages are even."""


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def name(self) -> str:
        return f"{self.letter}@{'out' if self.outward else 'in'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where pages begin, and the connectors of each."""

    starts: tuple[int, ...]
    """First row of each page."""
    connectors: tuple[Connector, ...]


def paginate(plan: Plan, heights: Sequence[float], room: float, forced: frozenset[int], lanes: int) -> Cuts:
    """Fewest pages, then fewest cut arrows, then most even; a row in `forced` begins a page."""
    starts = _starts(heights, room, forced, _Ends(plan, len(heights), lanes))
    return Cuts(starts=starts, connectors=tuple(_connectors(plan, starts, len(heights), lanes)))


def strip_lines(count: int, lanes: int) -> int:
    """Lines that so many connectors need in a strip."""
    return -(-count // lanes)


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
        return leaving, sum(strip_lines(len(strip), self.lanes) for strip in strips)


def _starts(heights: Sequence[float], room: float, forced: frozenset[int], ends: _Ends) -> tuple[int, ...]:
    count = len(heights)
    best: list[tuple[_COST, int]] = [((0, 0, 0), 0)] + [((count + 1, 0, 0), 0)] * count
    for first in range(count):
        before = best[first][0]
        for beyond, cost in _pages_from(first, heights, room, forced, ends):
            total = (before[0] + cost[0], before[1] + cost[1], before[2] + cost[2])
            if total < best[beyond][0]:
                best[beyond] = (total, first)
    starts = [best[count][1]]
    while starts[-1]:
        starts.append(best[starts[-1]][1])
    return tuple(reversed(starts))


def _pages_from(
    first: int, heights: Sequence[float], room: float, forced: frozenset[int], ends: _Ends
) -> Iterator[tuple[int, _COST]]:
    """Every page that may begin with a row: the row after it, and its cost."""
    height = 0.0
    for beyond in range(first + 1, len(heights) + 1):
        height += heights[beyond - 1]
        if beyond > first + 1 and (height > room or beyond - 1 in forced):
            return
        leaving, lines = ends.cuts(first, beyond)
        filled = height + lines * STRIP
        if filled <= room or beyond == first + 1:
            yield beyond, (1, leaving, round(filled) ** 2)


def _connectors(plan: Plan, starts: tuple[int, ...], count: int, lanes: int) -> Iterator[Connector]:
    page_of = [sum(start <= row for start in starts) - 1 for row in range(count)]
    found = _cut_ends(plan, page_of)
    letters: dict[str, str] = {}
    taken: dict[tuple[int, bool], set[tuple[int, int]]] = {}
    for (page, at_head, target, outward), (lane, others) in found.items():
        letter = letters.setdefault(target, _letter(len(letters)))
        used = taken.setdefault((page, at_head), set())
        line, free = _free_place(used, lane, lanes)
        used.add((line, free))
        yield Connector(
            letter=letter,
            target=target,
            page=page,
            lane=free,
            line=line,
            outward=outward,
            at_head=at_head,
            others=tuple(sorted(others)),
        )


_Place = tuple[int, bool, str, bool]
"""Page, at its head or not, target, outward or not: what makes a connector."""


def _cut_ends(plan: Plan, page_of: Sequence[int]) -> dict[_Place, tuple[int, set[int]]]:
    """Wished lane and other pages of each connector, sorted by page, head first, then as the arrows come."""
    found: dict[_Place, tuple[int, set[int]]] = {}
    for arrow, source, target in _cut_arrows(plan, page_of):
        lanes = plan.symbols[arrow.source].lane, plan.symbols[arrow.target].lane
        out = found.setdefault((source, target < source, arrow.target, True), (lanes[0], set()))
        out[1].add(target)
        into = found.setdefault((target, source < target, arrow.target, False), (lanes[1], set()))
        into[1].add(source)
    return dict(sorted(found.items(), key=lambda entry: (entry[0][0], not entry[0][1])))


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


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
