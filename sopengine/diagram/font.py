"""The vertical measures of the shipped font, in parts of its size; widths are measured in `layout/measure.py`."""

from __future__ import annotations

ASCENT = 0.74
"""Height above the baseline that a line of text needs."""
DESCENT = 0.23
"""Depth below it."""
LEADING = 1.15
"""Distance of the lines of one text."""
BELOW_MIDDLE = 0.35
"""From the middle of a line of text down to its baseline."""


def text_height(lines: int, size: float) -> float:
    """Points from the top of the first of so many lines to the foot of the last."""
    return ((lines - 1) * LEADING + ASCENT + DESCENT) * size
