"""DRAF across a sheet, in level stripes: the contract has no turned letters, and nothing printed over it suffers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, hypot, sin

from sopengine.diagram.box import Box, Point

_LETTERS: tuple[tuple[tuple[Point, ...], ...], ...] = (
    (
        ((0.0, 0.0), (0.45, 0.0), (0.66, 0.2), (0.66, 0.8), (0.45, 1.0), (0.0, 1.0)),
        ((0.17, 0.15), (0.39, 0.15), (0.49, 0.25), (0.49, 0.75), (0.39, 0.85), (0.17, 0.85)),
    ),
    (
        (
            (0.0, 0.0), (0.49, 0.0), (0.66, 0.15), (0.66, 0.42), (0.51, 0.56), (0.69, 1.0), (0.5, 1.0),
            (0.34, 0.6), (0.17, 0.6), (0.17, 1.0), (0.0, 1.0),
        ),
        ((0.17, 0.15), (0.42, 0.15), (0.49, 0.21), (0.49, 0.38), (0.42, 0.45), (0.17, 0.45)),
    ),
    (
        (
            (0.27, 0.0), (0.46, 0.0), (0.73, 1.0), (0.55, 1.0), (0.49, 0.77), (0.24, 0.77), (0.18, 1.0), (0.0, 1.0),
        ),
        ((0.365, 0.26), (0.45, 0.62), (0.28, 0.62)),
    ),
    (
        (
            (0.0, 0.0), (0.6, 0.0), (0.6, 0.15), (0.17, 0.15), (0.17, 0.43), (0.54, 0.43), (0.54, 0.58),
            (0.17, 0.58), (0.17, 1.0), (0.0, 1.0),
        ),
    ),
)  # fmt: skip
"""The outlines of D, R, A and F in parts of their height, from the upper left corner of the letter; holes behind."""
_WIDTHS = (0.66, 0.69, 0.73, 0.6)
_APART = 0.14
"""Between two letters, in parts of their height."""
_SHARE = 0.56
"""Part of the diagonal of the sheet that the word takes."""
_STRIPE, _PITCH = 1.4, 2.8
"""Height and distance of the stripes, in points."""


def watermark(width: float, height: float) -> tuple[Box, ...]:
    """The stripes of the word from the lower left to the upper right of a sheet of that size."""
    edges = [edge for outline in _outlines(width, height) for edge in pairwise((*outline, outline[0]))]
    return tuple(
        Box(left=left, right=right, top=line * _PITCH, bottom=line * _PITCH + _STRIPE)
        for line in range(int(height / _PITCH))
        for left, right in _inside(edges, line * _PITCH + _STRIPE / 2)
    )


def _outlines(width: float, height: float) -> Iterator[list[Point]]:
    """All outlines of the letters, in their places on the sheet."""
    long = sum(_WIDTHS) + _APART * (len(_WIDTHS) - 1)
    size = hypot(width, height) * _SHARE / long
    angle = atan2(height, width)
    x = -long / 2
    for letter, letter_width in zip(_LETTERS, _WIDTHS, strict=True):
        for outline in letter:
            yield [_turned((x + across) * size, (down - 0.5) * size, angle, width, height) for across, down in outline]
        x += letter_width + _APART


def _turned(across: float, down: float, angle: float, width: float, height: float) -> Point:
    """A point of the level word around the middle of the sheet, turned up to the right."""
    return (
        width / 2 + across * cos(angle) + down * sin(angle),
        height / 2 - across * sin(angle) + down * cos(angle),
    )


def _inside(edges: list[tuple[Point, Point]], y: float) -> Iterator[tuple[float, float]]:
    """From where to where a level line runs inside the outlines."""
    met = sorted(
        x1 + (x2 - x1) * (y - y1) / (y2 - y1) for (x1, y1), (x2, y2) in edges if min(y1, y2) <= y < max(y1, y2)
    )
    return zip(met[::2], met[1::2], strict=True)
