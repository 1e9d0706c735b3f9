"""The lines an arrow may run on, along one axis: through the symbols, and beside the rules of the table."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sopengine.frozen import frozen

_TRACK = 6.2
"""Points from a rule to the first track: what runs nearer seems to be the rule."""
_APART = 8.2
"""Points from there to the second track: what runs nearer to another arrow seems to be one with it."""
_LEAST_APART = 4.5
"""The same where there is no such room."""
_OFF_SYMBOL = 3.1
"""Points that a track keeps from a symbol, at least."""
_LEAST_END = 7.5
"""Points that an arrow runs straight before its tip."""
_LEAST_OFF_RULE = 2.2
_LEAST_GAP = 3.6
"""Points between two lines of the grid."""
_HUGGING = 6.0
_HUGGING_DEAR, _CLOSE_DEAR = 2.2, 1.6
"""How much dearer a piece is that runs along a rule, or on a track that is close to a better one."""


_Wish = tuple[list[float], float]
"""Lines, and how dear they are."""


@frozen
class AxisSymbol:
    """A symbol along one axis."""

    centres: tuple[float, ...]
    """Where arrows leave and arrive straight."""
    low: float
    high: float
    slot: float
    """Distance of its slots from the centres; 0 for none."""


def lines(rules: Sequence[float], symbols: Sequence[AxisSymbol]) -> tuple[list[float], list[float]]:
    """Centres and slots of symbols, then tracks beside the rules, and one line outside at each end.

    Also how much dearer each is than its length.
    """
    kept = _Kept(round(centre, 2) for symbol in symbols for centre in symbol.centres)
    for symbol in symbols:
        for slot in (-symbol.slot, symbol.slot) if symbol.slot else ():
            kept.add([round(centre + slot, 2) for centre in symbol.centres], 1.0)
    spaces = [_Space(low, high, symbols) for low, high in pairwise(rules)]
    for wish in (_Space.first, _Space.second, _Space.middles, _Space.last):
        for space in spaces:
            kept.add(*wish(space))
    inner = kept.lines
    return [inner[0] - 100.0, *inner, inner[-1] + 100.0], [1.0, *(kept.dear[line] for line in inner), 1.0]


class _Kept:
    """Lines far enough from each other, in order."""

    def __init__(self, lines: Iterable[float]) -> None:
        self.dear = dict.fromkeys(lines, 1.0)
        self.lines = sorted(self.dear)

    def add(self, wished: Iterable[float], dear: float) -> None:
        """Take the lines that are far enough from those that are there."""
        for line in wished:
            place = bisect(self.lines, line)
            near = self.lines[max(0, place - 1) : place + 1]
            if all(abs(line - other) >= _LEAST_GAP for other in near):
                self.lines.insert(place, round(line, 2))
                self.dear[self.lines[place]] = dear


class _Space:
    """Between two rules."""

    def __init__(self, low: float, high: float, symbols: Sequence[AxisSymbol]) -> None:
        self.low, self.high = low, high
        self.inside = [s for s in symbols if s.low < high and low < s.high]
        beside = [s.low - low for s in self.inside if s.low > low] + [
            high - s.high for s in self.inside if s.high < high
        ]
        self.free = min(beside, default=high - low)
        """Points beside the symbols."""
        self.track = max(_LEAST_OFF_RULE, min(_TRACK, self.free - _OFF_SYMBOL))

    def first(self) -> _Wish:
        return [self.low + self.track, self.high - self.track], _HUGGING_DEAR if self.track < _HUGGING else 1.0

    def second(self) -> _Wish:
        for apart, dear in ((_APART, 1.0), (_LEAST_APART, _CLOSE_DEAR)):
            if self.inside and self.track + apart <= self.free - _OFF_SYMBOL:
                return [self.low + self.track + apart, self.high - self.track - apart], dear
        return [], 1.0

    def middles(self) -> _Wish:
        """Of an empty space, and between symbols."""
        if not self.inside:
            return [(self.low + self.high) / 2], 1.0
        centres = sorted({round(c, 2) for s in self.inside for c in s.centres if self.low < c < self.high})
        return [(a + b) / 2 for a, b in pairwise(centres)], 1.0

    def last(self) -> _Wish:
        """From where an arrow could turn into a symbol of the same space."""
        off = self.free - _LEAST_END
        possible = self.inside and _LEAST_OFF_RULE <= off < self.track
        return ([self.low + off, self.high - off], _HUGGING_DEAR) if possible else ([], 1.0)
