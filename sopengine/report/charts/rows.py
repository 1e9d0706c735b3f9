"""Charts of a bar a row: where label, bar and figures stand, beside each other or, where it is narrow, in two lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopengine.diagram.layout.measure import shortened
from sopengine.report.charts.letters import SIZE, width_of
from sopengine.report.charts.scale import Scale
from sopengine.report.charts.svg import line, text

NARROW = 480
"""Pixels below which labels stand above their bars."""
MOST_ROWS = 40
"""So many are drawn; the table holds the rest."""
_HEAD, _FOOT = 26.0, 4.0
_PITCH, _PITCH_NARROW = 29.0, 48.0
_LABELS = 0.34
"""Part of the width that labels may take."""
_GAP = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Of a chart with that many rows, in pixels."""

    width: float
    height: float
    labels: float
    """Room of a label."""
    left: float
    """Where bars begin."""
    right: float
    pitch: float
    narrow: bool
    count: int

    def middle(self, row: int) -> float:
        """Of a bar."""
        return _HEAD + row * self.pitch + (self.pitch - 13 if self.narrow else self.pitch / 2)

    def line(self, row: int) -> float:
        """Of the text of a row."""
        return _HEAD + row * self.pitch + 14 if self.narrow else self.middle(row)


def places(labels: Sequence[str], width: int, right: float) -> Places:
    """`right`: pixels that figures take at the right, beside the bars or in the line above them."""
    narrow = width < NARROW
    longest = max((width_of(label) for label in labels), default=0.0)
    room = width - right if narrow else min(longest, _LABELS * width)
    pitch = _PITCH_NARROW if narrow else _PITCH
    return Places(
        width=width,
        height=_HEAD + pitch * len(labels) + _FOOT,
        labels=room,
        left=4.0 if narrow else room + _GAP,
        right=width - 8.0 if narrow else width - right - _GAP,
        pitch=pitch,
        narrow=narrow,
        count=len(labels),
    )


def labels(rows: Sequence[str], at: Places) -> Iterator[str]:
    """Each at the beginning of its row."""
    for row, label in enumerate(rows):
        yield text(0, at.line(row), shortened(label, at.labels, SIZE))


def grid(axis: Scale, at: Places, spoken: Sequence[str]) -> Iterator[str]:
    """A line at each value, which stands above it; a value without words has a line only."""
    for value, words in zip(axis.ticks, spoken, strict=True):
        x = axis.at(value)
        yield line(x, _HEAD, x, at.height - _FOOT, "grid")
        if words:
            half = width_of(words) / 2
            yield text(min(max(x, half), at.width - half), 10, words, "meta", "middle")
