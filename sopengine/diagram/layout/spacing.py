"""How closely the rows are set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacing:
    """How high symbols are, and what rows keep free around them, in points."""

    clearance: float
    """Above and below."""
    level_gap: float
    """Between two symbols in one cell."""
    box: float
    """Least height of a box or capsule."""
    diamond: float


WIDE = Spacing(clearance=13.0, level_gap=18.0, box=21.0, diamond=26.0)
"""A clearance of 3, two tracks of 4.5, and 1."""
TIGHT = Spacing(clearance=9.0, level_gap=15.0, box=21.0, diamond=26.0)
"""One track."""
LOW = Spacing(clearance=9.0, level_gap=14.0, box=17.0, diamond=22.0)
"""One track beside lower symbols."""
