"""The letters of charts: how large, how wide."""

from __future__ import annotations

from sopengine.diagram.layout.measure import clean, text_width

SIZE = 13.0
"""Pixels; nothing on a page is smaller."""


def width_of(content: str, *, bold: bool = False) -> float:
    """Pixels."""
    return text_width(clean(content), SIZE, bold)
