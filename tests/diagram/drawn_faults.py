"""What is wrong with a drawn form: found on its pages alone, each fault one sentence."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from drawn_page import ROUNDING, Arrow, Bounds, DrawnPage, Piece, Point, Shape

# Points.
CLOSE = 0.3
DEEP = 0.5
MIN_GAP = 3.5
MIN_TIP = 6.5
RULE_GAP = 1.2
LABEL_REACH = 10.0

Flow = tuple[str, str, str]
"""Source, label, target."""


def faults(pages: Iterable[DrawnPage]) -> list[str]:
    checks = (
        bent_wrongly, through_shapes, through_texts, meetings, on_rules, loose_ends, labels, misplaced, outside_cells,
        texts_apart,
    )  # fmt: skip
    return [f"page {page.number}: {fault}" for page in pages for check in checks for fault in check(page)]


def drawn_flows(pages: Iterable[DrawnPage]) -> list[Flow]:
    """The flows as a reader follows them, through connectors from page to page."""
    arrows = [arrow for page in pages for arrow in page.arrows]
    landings = {arrow.source: arrow.target for arrow in arrows if arrow.source.endswith("@in")}
    return sorted(
        (arrow.source, arrow.label, landings.get(arrow.target.replace("@out", "@in"), arrow.target))
        for arrow in arrows
        if not arrow.source.endswith("@in")
    )


def bent_wrongly(page: DrawnPage) -> Iterator[str]:
    for arrow in page.arrows:
        if any(abs(a[0] - b[0]) > ROUNDING and abs(a[1] - b[1]) > ROUNDING for a, b in arrow.pieces):
            yield f"{arrow.name} is diagonal"
        (x1, y1), (x2, y2) = arrow.pieces[-1]
        if abs(x1 - x2) + abs(y1 - y2) < MIN_TIP:
            yield f"{arrow.name} has a last piece that is too short"
        for x, y in arrow.points:
            if not inside((x, y, x, y), page.area):
                yield f"{arrow.name} leaves the Pelaksana area"


def through_shapes(page: DrawnPage) -> Iterator[str]:
    for arrow in page.arrows:
        for shape in page.shapes:
            own = shape.name in (arrow.source, arrow.target)
            if any(cuts(piece, shape, DEEP if own else -DEEP) for piece in arrow.pieces):
                yield f"{arrow.name} runs through {shape.name}"


def through_texts(page: DrawnPage) -> Iterator[str]:
    for text in page.texts:
        if any(within(shape, middle(text.bounds)) for shape in page.shapes):
            continue
        for arrow in page.arrows:
            if any(overlap(span(piece), text.bounds) for piece in arrow.pieces):
                yield f"{arrow.name} runs through the text {text.content}"


def meetings(page: DrawnPage) -> Iterator[str]:
    """Arrows that run too near to each other, or touch without crossing straight."""
    for one, other in combinations(page.arrows, 2):
        akin = one.target == other.target
        for a in one.pieces:
            for b in other.pieces:
                gap = side_by_side(a, b)
                if gap is not None and gap < MIN_GAP and not (akin and gap <= CLOSE):
                    yield f"{one.name} and {other.name} run {gap:.1f} pt apart"
                if not akin and touches(a, b):
                    yield f"{one.name} and {other.name} touch"


def on_rules(page: DrawnPage) -> Iterator[str]:
    for arrow in page.arrows:
        for piece in arrow.pieces:
            gaps = [side_by_side(piece, rule) for rule in page.rules]
            if any(gap is not None and gap < RULE_GAP for gap in gaps):
                yield f"{arrow.name} runs on a rule"


def loose_ends(page: DrawnPage) -> Iterator[str]:
    for arrow in page.arrows:
        if not any(docks(shape, arrow.points[0]) for shape in page.named(arrow.source)):
            yield f"{arrow.name} does not begin at {arrow.source}"
        arrives = any(docks(shape, arrow.points[-1]) for shape in page.named(arrow.target))
        if arrives and not arrow.headed:
            yield f"{arrow.name} has no head"
        if not arrives and not any(joins(arrow, other) for other in page.arrows):
            yield f"{arrow.name} does not end at {arrow.target}"


def labels(page: DrawnPage) -> Iterator[str]:
    found = {text.label_of: text for text in page.texts if text.label_of}
    for arrow in page.arrows:
        text = found.pop(arrow.name, None)
        if "".join(text.content.split() if text else "") != "".join(arrow.label.split()):
            yield f"{arrow.name} is not labelled '{arrow.label}'"
        if text and not overlap(grown(span(arrow.pieces[0]), LABEL_REACH), text.bounds):
            yield f"the label of {arrow.name} is far from its first piece"
        if text and not inside(text.bounds, page.area):
            yield f"the label of {arrow.name} leaves the Pelaksana area"
        for shape in page.shapes if text else ():
            if text and on_shape(text.bounds, shape):
                yield f"the label of {arrow.name} lies on {shape.name}"
    for text in found.values():
        yield f"the label {text.content} is of no arrow"


def misplaced(page: DrawnPage) -> Iterator[str]:
    """Symbols outside their lane or row, and rows that hold two steps or half of one."""
    lanes, rows = page.lanes, page.rows
    if len(lanes) != len(page.actors) + 1:
        yield f"{len(lanes) - 1} lanes for {len(page.actors)} actors"
    steps: dict[str, set[int]] = defaultdict(set)
    for shape in page.shapes:
        left, top, right, bottom = shape.bounds
        lane, row = bisect(lanes, left), bisect(rows, top)
        if lane != bisect(lanes, right) or (shape.actor and page.actors[lane - 1] != shape.actor):
            yield f"{shape.name} is not in its lane"
        if row != bisect(rows, bottom) or not 0 < row < len(rows):
            yield f"{shape.name} is not in one row"
        steps[shape.step or f"connector {row}"].add(row)
    for text in page.texts:
        if text.cell:
            steps[text.cell.partition("/")[0]].add(bisect(rows, middle(text.bounds)[1]))
    yield from (f"step {step} stands in {len(places)} rows" for step, places in steps.items() if len(places) > 1)


def outside_cells(page: DrawnPage) -> Iterator[str]:
    for text in page.texts:
        if not inside(text.bounds, (0.0, 0.0, page.width, page.height)):
            yield f"the text {text.content} leaves the sheet"
        crossed = any(overlap(grown(span(rule), ROUNDING), text.bounds) for rule in page.rules)
        if crossed and not overlap(text.bounds, page.area):
            yield f"the text {text.content} is larger than its cell"


def texts_apart(page: DrawnPage) -> Iterator[str]:
    for one, other in combinations(page.texts, 2):
        if overlap(one.bounds, other.bounds):
            yield f"the text {one.content} lies on {other.content}"
    for shape, another in combinations(page.shapes, 2):
        if overlap(shape.bounds, another.bounds):
            yield f"{shape.name} lies on {another.name}"


def cuts(piece: Piece, shape: Shape, deeper: float) -> bool:
    """Does a piece run through a shape, deeper than allowed (or nearer, where that is below zero)?"""
    left, top, right, bottom = span(piece)
    level = right - left > bottom - top
    if deeper < 0:
        return overlap(grown(span(piece), -deeper), shape.bounds) and on_shape(grown(span(piece), -deeper), shape)
    chord = shape.chord(top if level else left, level=level)
    low, high = (left, right) if level else (top, bottom)
    return chord is not None and min(high, chord[1]) - max(low, chord[0]) > deeper


def on_shape(bounds: Bounds, shape: Shape) -> bool:
    left, top, right, bottom = shape.bounds
    if shape.kind != "decision":
        return overlap(bounds, shape.bounds)
    x, y = middle(shape.bounds)
    across, down = max(bounds[0] - x, x - bounds[2], 0.0), max(bounds[1] - y, y - bounds[3], 0.0)
    return across / (right - left) + down / (bottom - top) < 0.5


def docks(shape: Shape, end: Point) -> bool:
    if shape.kind != "process":
        return min(abs(end[0] - x) + abs(end[1] - y) for x, y in shape.ports) <= DEEP
    left, top, right, bottom = shape.bounds
    on_side = min(abs(end[0] - left), abs(end[0] - right), abs(end[1] - top), abs(end[1] - bottom)) <= DEEP
    return on_side and inside((*end, *end), grown(shape.bounds, DEEP))


def joins(arrow: Arrow, other: Arrow) -> bool:
    """Does an arrow end on the way of another one to the same target?"""
    if arrow is other or arrow.target != other.target or not other.headed:
        return False
    return any(overlap(grown((*arrow.points[-1], *arrow.points[-1]), CLOSE), span(piece)) for piece in other.pieces)


def side_by_side(a: Piece, b: Piece) -> float | None:
    """Distance of two parallel pieces that run beside each other."""
    for along, across in ((0, 1), (1, 0)):
        if all(abs(piece[0][across] - piece[1][across]) <= ROUNDING for piece in (a, b)):
            spans = [sorted((piece[0][along], piece[1][along])) for piece in (a, b)]
            if min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0]) > CLOSE:
                return abs(a[0][across] - b[0][across])
    return None


def touches(a: Piece, b: Piece) -> bool:
    """Does a piece end on the other, or bend on it?"""
    ends = [(point, b) for point in a] + [(point, a) for point in b]
    return any(overlap(grown((*point, *point), CLOSE), span(piece)) for point, piece in ends)


def within(shape: Shape, point: Point) -> bool:
    chord = shape.chord(point[1], level=True)
    return chord is not None and chord[0] < point[0] < chord[1]


def span(piece: Piece) -> Bounds:
    (x1, y1), (x2, y2) = piece
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def grown(bounds: Bounds, by: float) -> Bounds:
    return bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by


def middle(bounds: Bounds) -> Point:
    return (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2


def overlap(a: Bounds, b: Bounds) -> bool:
    slack = ROUNDING
    return a[0] < b[2] - slack and b[0] + slack < a[2] and a[1] < b[3] - slack and b[1] + slack < a[3]


def inside(a: Bounds, b: Bounds) -> bool:
    return b[0] - CLOSE <= a[0] and a[2] <= b[2] + CLOSE and b[1] - CLOSE <= a[1] and a[3] <= b[3] + CLOSE
