"""How closely the rows are set, and how they fill a page."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.frozen import frozen

_MOST_STRETCH = 0.5
"""Part of its height that a row may be higher than it must, where the page has room."""


@frozen
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


def stretched(heights: Sequence[float], spare: float) -> list[float]:
    """The rows made higher by what the page has to spare, all by the same, but none by more than its share."""
    most = [height * _MOST_STRETCH for height in heights]
    added = 0.0
    for place, limit in enumerate(sorted(most)):
        even = (spare - sum(sorted(most)[:place])) / (len(most) - place)
        added = max(0.0, even)
        if even <= limit:
            break
    else:
        added = max(most)
    return [height + min(limit, added) for height, limit in zip(heights, most, strict=True)]
