"""A chart: what stands above it, how it is drawn, and its figures as a table."""

from __future__ import annotations

from collections.abc import Callable

from sopengine.frozen import frozen
from sopengine.interchange.table import Table


@frozen
class Key:
    """An entry of a legend."""

    look: str
    """Class of `look.css`: what the sign looks like."""
    words: str


@frozen
class Chart:
    """One chart in the language of one reader."""

    name: str
    """Short id; it and the width of a drawing make the ids inside of it, so it is unique on its page."""
    title: str
    unit: str
    """What is measured, or of what; stands at the right of the title."""
    legend: tuple[Key, ...]
    note: str
    """What its figures rest on, below it; empty where nothing is to be said."""
    told: str
    """The chart in one or two sentences, for those who do not see it."""
    svg: Callable[[int], str]
    """Width in pixels -> the drawing."""
    table: Table
    """The same figures."""
