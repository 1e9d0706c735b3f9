"""What can be better or worse about a drawing without being wrong, counted on its pages."""

from __future__ import annotations

from collections.abc import Sequence

from drawn_page import Arrow, DrawnPage


def figures(pages: Sequence[DrawnPage]) -> dict[str, int]:
    """Crossings, bends, pages, and arrows that leave their page."""
    return {
        "crossings": sum(crossings(page) for page in pages),
        "bends": sum(len(arrow.points) - 2 for page in pages for arrow in page.arrows),
        "pages": len(pages),
        "cut_arrows": sum(arrow.target.endswith("@out") for page in pages for arrow in page.arrows),
    }


def crossings(page: DrawnPage) -> int:
    return sum(_crossed(one, other) for one in page.arrows for other in page.arrows)


def _crossed(one: Arrow, other: Arrow) -> int:
    """How often level pieces of the one cross upright pieces of the other."""
    return sum(
        min(x1, x2) < x3 < max(x1, x2) and min(y3, y4) < y1 < max(y3, y4)
        for (x1, y1), (x2, y2) in one.pieces
        for (x3, y3), (x4, y4) in other.pieces
        if y1 == y2 and x3 == x4 and one is not other
    )
