"""What is wrong with a drawn form: found on its pages alone, each fault one sentence."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from drawn_geometry import (
    CLOSE,
    DEEP,
    common_beginning,
    common_part,
    cuts,
    docks,
    grown,
    inside,
    joins,
    middle,
    near,
    on_shape,
    on_way,
    overlap,
    point_bounds,
    side_by_side,
    span,
    touches,
    within,
)
from drawn_page import ROUNDING, Arrow, DrawnPage, Piece, Text

# Points.
MIN_GAP = 3.5
MIN_TIP = 6.5
RULE_GAP = 1.2
LABEL_REACH = 10.0
QUESTION_REACH = 12.0
JOIN_ROOM = 12.0
LANE_SHARE = 10.0

Flow = tuple[str, str, str]
"""Source, label, target."""


def faults(pages: Iterable[DrawnPage]) -> list[str]:
    checks = (
        bent_wrongly, through_shapes, through_texts, meetings, on_rules, loose_ends, joined, labels, texts_on_symbols,
        questions, joint_work, untold, misplaced, outside_cells, texts_apart,
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
        trunk = common_beginning(one, other) if alike(one, other) else ()
        for a in one.pieces:
            for b in other.pieces:
                gap = side_by_side(a, b)
                together = akin or (gap is not None and on_way(common_part(a, b), trunk))
                if gap is not None and gap < MIN_GAP and not (together and gap <= CLOSE):
                    yield f"{one.name} and {other.name} run {gap:.1f} pt apart"
                if not akin and touches(a, b) and not any(on_way((point,), trunk) for point in (*a, *b)):
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
        told = text or next((found_of for found_of in trunk_labels(page, arrow)), None)
        if "".join(told.content.split() if told else "") != "".join(arrow.label.split()):
            yield f"{arrow.name} is not labelled '{arrow.label}'"
        starts = [arrow.pieces[0], *branches(page, arrow)]
        if text and not any(overlap(grown(span(piece), LABEL_REACH), text.bounds) for piece in starts):
            yield f"the label of {arrow.name} is far from its first piece"
        if text and not inside(text.bounds, page.area):
            yield f"the label of {arrow.name} leaves the Pelaksana area"
    for text in found.values():
        yield f"the label {text.content} is of no arrow"


def texts_on_symbols(page: DrawnPage) -> Iterator[str]:
    for text in (text for text in page.texts if text.label_of or text.question_of):
        for shape in page.shapes:
            if shape.name != text.question_of and on_shape(text.bounds, shape):
                yield f"the text {text.content} lies on {shape.name}"


def trunk_labels(page: DrawnPage, arrow: Arrow) -> Iterator[Text]:
    """Labels of arrows of the same outcome that stand beside the beginning which the two share."""
    for other in page.arrows:
        shared = common_beginning(arrow, other) if other is not arrow and alike(arrow, other) else ()
        for text in (text for text in page.texts if text.label_of == other.name):
            if any(overlap(grown(span(piece), LABEL_REACH), text.bounds) for piece in pairwise(shared)):
                yield text


def branches(page: DrawnPage, arrow: Arrow) -> Iterator[Piece]:
    """The pieces with which it leaves what it shares with others of its outcome."""
    for other in page.arrows:
        shared = common_beginning(arrow, other) if other is not arrow and alike(arrow, other) else ()
        if len(shared) > 1:
            yield from (piece for piece in arrow.pieces if overlap(point_bounds(shared[-1]), grown(span(piece), CLOSE)))


def alike(one: Arrow, other: Arrow) -> bool:
    """Do both tell one outcome of one task?"""
    return (one.source, one.label) == (other.source, other.label) and "@" not in one.source


def questions(page: DrawnPage) -> Iterator[str]:
    for text in (text for text in page.texts if text.question_of):
        if not inside(text.bounds, page.area):
            yield f"the question {text.content} leaves the Pelaksana area"
        if not any(overlap(grown(shape.bounds, QUESTION_REACH), text.bounds) for shape in page.named(text.question_of)):
            yield f"the question {text.content} is far from its diamond"


def joined(page: DrawnPage) -> Iterator[str]:
    """Where an arrow ends on the way of another one, it can be misread."""
    for arrow in page.arrows:
        arrives = any(docks(shape, arrow.points[-1]) for shape in page.named(arrow.target))
        for other in page.arrows if not arrives else ():
            if joins(arrow, other):
                yield from misread(page, arrow, other)


def misread(page: DrawnPage, arrow: Arrow, other: Arrow) -> Iterator[str]:
    end = arrow.points[-1]
    for place, (a, b) in enumerate(other.pieces):
        if overlap(point_bounds(end), grown(span((a, b)), CLOSE)) and not near(end, a):
            (x1, y1), (x2, y2) = arrow.pieces[-1]
            if (x2 - x1) * (b[0] - a[0]) + (y2 - y1) * (b[1] - a[1]) < -CLOSE:
                yield f"{arrow.name} meets {other.name} head-on"
            if place == 0 and len(other.pieces) > 1 and not near(end, b):
                yield f"{arrow.name} joins the first piece of {other.name}"
    for shape in page.shapes:
        if shape.name != arrow.target and overlap(grown((*end, *end), JOIN_ROOM), shape.bounds):
            yield f"{arrow.name} joins {other.name} beside {shape.name}"


def joint_work(page: DrawnPage) -> Iterator[str]:
    """Who work along in neighbouring lanes have one shape; in lanes apart one each."""
    for shape in page.shapes:
        lanes = [page.actors.index(other.actor) for other in page.named(shape.name) if other.actor]
        if not shape.apart and len(lanes) > 1 and max(lanes) - min(lanes) == len(lanes) - 1:
            yield f"{shape.name} is split over neighbouring lanes"


def untold(page: DrawnPage) -> Iterator[str]:
    if not any(text.of_sop and not overlap(text.bounds, page.area) for text in page.texts):
        yield "the title of the SOP is missing"


def misplaced(page: DrawnPage) -> Iterator[str]:
    """Symbols outside their lanes or row, and rows that hold two steps or half of one."""
    lanes, rows = page.lanes, page.rows
    if len(lanes) != len(page.actors) + 1:
        yield f"{len(lanes) - 1} lanes for {len(page.actors)} actors"
    steps: dict[str, set[int]] = defaultdict(set)
    for shape in page.shapes:
        left, top, right, bottom = shape.bounds
        row = bisect(rows, top)
        over = page.actors[bisect(lanes, left) - 1 : bisect(lanes, right)]
        wanted = sorted((shape.actor, *shape.partners)) if shape.actor else sorted(over)
        if sorted(over) != wanted or not lanes[0] <= left <= right <= lanes[-1]:
            yield f"{shape.name} is not in its lane"
        if len(over) > 1 and not (
            left <= lanes[bisect(lanes, left)] - LANE_SHARE and right >= lanes[bisect(lanes, right) - 1] + LANE_SHARE
        ):
            yield f"{shape.name} stands hardly in one of its lanes"
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
