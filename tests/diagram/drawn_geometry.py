"""Geometry of drawn pages: how pieces, boxes and shapes lie to each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from drawn_page import ROUNDING, Arrow, Bounds, Piece, Point, Shape

# Points.
CLOSE = 0.3
DEEP = 0.5


def common_part(a: Piece, b: Piece) -> tuple[Point, Point]:
    """The ends of what two pieces on one line share."""
    (left, top, right, bottom), (x1, y1, x2, y2) = span(a), span(b)
    return (max(left, x1), max(top, y1)), (min(right, x2), min(bottom, y2))


def on_way(points: Iterable[Point], way: tuple[Point, ...]) -> bool:
    return all(
        any(overlap(point_bounds(point), grown(span(piece), CLOSE)) for piece in pairwise(way)) for point in points
    )


def common_beginning(one: Arrow, other: Arrow) -> tuple[Point, ...]:
    """The points along which two arrows run together from where both begin."""
    if not near(one.points[0], other.points[0]):
        return ()
    way = [one.points[0]]
    for a, b in zip(one.pieces, other.pieces, strict=False):
        way.append(min(a[1], b[1], key=lambda end: abs(end[0] - way[-1][0]) + abs(end[1] - way[-1][1])))
        if not (near(a[1], b[1])):
            on_both = overlap(point_bounds(way[-1]), grown(span(a), CLOSE)) and overlap(
                point_bounds(way[-1]), grown(span(b), CLOSE)
            )
            return tuple(way) if on_both else tuple(way[:-1])
    return tuple(way)


def near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) + abs(a[1] - b[1]) <= CLOSE


def point_bounds(point: Point) -> Bounds:
    return grown((*point, *point), CLOSE)


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
