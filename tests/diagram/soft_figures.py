"""What can be better or worse about a drawing without being wrong, counted on its pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from drawn_geometry import grown, overlap, span
from drawn_page import Arrow, Bounds, DrawnPage

# Points.
SAME, FIT = 0.3, 0.2
HUGGING, HUGGING_RUN = 6.0, 30.0
CLOSE, CLOSE_RUN = 8.0, 20.0


def figures(pages: Sequence[DrawnPage]) -> dict[str, int]:
    """What an eye takes wrongly, and what costs paper."""
    return {
        "crossings": sum(crossings(page) for page in pages),
        "bends": sum(len(arrow.points) - 2 for page in pages for arrow in page.arrows),
        "pages": len(pages),
        "cut_arrows": sum(arrow.target.endswith("@out") for page in pages for arrow in page.arrows),
        "joins": sum(not arrow.headed for page in pages for arrow in page.arrows),
        "hugging": sum(hugging(page) for page in pages),
        "labels_on_rules": sum(cut_labels(page) for page in pages),
        "close_pairs": sum(len(close_pairs(page)) for page in pages),
    }


def hugging(page: DrawnPage) -> int:
    """Pieces that run along a rule of the table for long."""
    pieces = {span(piece) for arrow in page.arrows for piece in arrow.pieces}
    return sum(any(along(piece, span(rule), HUGGING) > HUGGING_RUN for rule in page.rules) for piece in pieces)


def close_pairs(page: DrawnPage) -> set[tuple[str, str]]:
    """Arrows that run beside each other, too close to be told apart at a glance."""
    return {
        (one.name, other.name)
        for one, other in combinations(page.arrows, 2)
        for a in one.pieces
        for b in other.pieces
        if along(span(a), span(b), CLOSE) > CLOSE_RUN and along(span(a), span(b), SAME) <= 0
    }


def cut_labels(page: DrawnPage) -> int:
    labels = [text.bounds for text in page.texts if text.label_of]
    return sum(any(overlap(span(rule), grown(label, -FIT)) for rule in page.rules) for label in labels)


def along(one: Bounds, other: Bounds, reach: float) -> float:
    """How far two pieces run side by side, nearer than that."""
    for low, high, across in ((0, 2, 1), (1, 3, 0)):
        level = all(abs(piece[across] - piece[across + 2]) <= SAME for piece in (one, other))
        if level and abs(one[across] - other[across]) < reach:
            return min(one[high], other[high]) - max(one[low], other[low])
    return 0.0


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
