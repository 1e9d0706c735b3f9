"""Charts of a bar a row: where label, bar and figures stand, beside each other or, where it is narrow, in two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sopengine.diagram.layout.measure import shortened, wrap
from sopengine.frozen import frozen
from sopengine.report.charts.letters import SIZE, width_of
from sopengine.report.charts.scale import Scale
from sopengine.report.charts.svg import line, text

NARROW = 480
"""Pixels below which labels stand above their bars."""
_FEW = 8
"""Rows whose labels may have two lines."""
MOST_ROWS = 40
"""So many are drawn; the table holds the rest."""
_HEAD, _FOOT = 26.0, 4.0
_PITCH, _DENSE, _PITCH_NARROW = 29.0, 25.0, 48.0
"""Pixels from row to row: of few, of many, and where it is narrow."""
_LABELS = 0.36
"""Part of the width that labels may take."""
_GAP = 12.0
_ABOVE = 20.0
"""Of the figures above the middle of a bar, where they have a line of their own."""
_LINE, _SECOND = 16.0, 9.0
"""Between two lines of a label; and how much higher a row is that has two beside its bar."""


@frozen
class Places:
    """Of a chart with that many rows, in pixels."""

    width: float
    height: float
    labels: tuple[tuple[str, ...], ...]
    """Of each row, in one line or two."""
    left: float
    """Where bars begin."""
    right: float
    pitch: float
    narrow: bool
    apart: bool
    """Where it is narrow, figures have a line of their own."""

    def middle(self, row: int) -> float:
        """Of a bar."""
        return _HEAD + row * self.pitch + (self.pitch - 13 if self.narrow else self.pitch / 2)

    def line(self, row: int) -> float:
        """Of the label of a row, its first line where that is narrow."""
        return _HEAD + row * self.pitch + 12 if self.narrow else self.middle(row)

    def figures(self, row: int) -> float:
        """Of the figures of a row."""
        return self.middle(row) - _ABOVE if self.narrow and self.apart else self.line(row)


def places(labels: Sequence[str], width: int, right: float, *, apart: bool = False) -> Places:
    """`right`: pixels that figures take at the right, beside the bars or in the line above them.

    `apart`: where it is narrow figures have a line of their own, for they would leave labels no room.
    """
    narrow = width < NARROW
    longest = max((width_of(label) for label in labels), default=0.0)
    room = (width - _GAP if apart else width - right - _GAP) if narrow else min(longest, _LABELS * width)
    two = len(labels) <= _FEW
    lines = tuple(_lines(label, room) if two else (shortened(label, room, SIZE),) for label in labels)
    most = max(map(len, lines), default=1)
    pitch = (_PITCH_NARROW if narrow else _PITCH if two else _DENSE) + (most - 1) * (_LINE if narrow else _SECOND)
    pitch += _LINE if narrow and apart else 0
    return Places(
        width=width,
        height=_HEAD + pitch * len(labels) + _FOOT,
        labels=lines,
        left=4.0 if narrow else room + _GAP,
        right=width - 8.0 if narrow else width - right - _GAP,
        pitch=pitch,
        narrow=narrow,
        apart=apart,
    )


def labels(at: Places) -> Iterator[str]:
    """Each at the beginning of its row."""
    for row, lines in enumerate(at.labels):
        first = at.line(row) if at.narrow else at.line(row) - (len(lines) - 1) * _LINE / 2
        yield from (text(0, first + _LINE * place, line) for place, line in enumerate(lines))


def _lines(label: str, room: float) -> tuple[str, ...]:
    """One, or two; of what is longer the beginning and the end, for it is the end that tells offices apart."""
    lines = wrap(label, room, SIZE)
    if len(lines) < 3:
        return lines
    words = label.split()
    last = next((tail for place in range(len(words)) if width_of(tail := "… " + " ".join(words[place:])) <= room), "")
    return lines[0], last or shortened(lines[1] + "…", room, SIZE)


def grid(axis: Scale, at: Places, spoken: Sequence[str]) -> Iterator[str]:
    """A line at each value, which stands above it; a value without words has a line only."""
    for value, words in zip(axis.ticks, spoken, strict=True):
        x = axis.at(value)
        yield line(x, _HEAD, x, at.height - _FOOT, "grid")
        if words:
            half = width_of(words) / 2
            yield text(min(max(x, half), at.width - half), 10, words, "meta", "middle")
