"""What a drawn page shows, read from its SVG alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

ROUNDING = 0.05
"""Points by which numbers in the file may differ that were the same before."""
SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Piece = tuple[Point, Point]


@dataclass(frozen=True)
class Shape:
    name: str
    kind: str
    step: str
    actor: str
    """Of joint work the lead."""
    partners: tuple[str, ...]
    """Over whose lanes the shape stands, too."""
    apart: bool
    """Of a partner in a lane apart."""
    corners: tuple[Point, ...]

    @property
    def bounds(self) -> Bounds:
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def ports(self) -> tuple[Point, ...]:
        left, top, right, bottom = self.bounds
        x, y = (left + right) / 2, (top + bottom) / 2
        return (x, top), (right, y), (x, bottom), (left, y)

    def chord(self, place: float, *, level: bool) -> tuple[float, float] | None:
        """Where a level (or upright) line at a place runs through the shape."""
        across, along = (1, 0) if level else (0, 1)
        met = []
        for a, b in pairwise((*self.corners, self.corners[0])):
            if min(a[across], b[across]) <= place <= max(a[across], b[across]) and a[across] != b[across]:
                part = (place - a[across]) / (b[across] - a[across])
                met.append(a[along] + part * (b[along] - a[along]))
        return (min(met), max(met)) if met else None


@dataclass(frozen=True)
class Arrow:
    name: str
    source: str
    target: str
    label: str
    points: tuple[Point, ...]
    headed: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(pairwise(self.points))


@dataclass(frozen=True)
class Text:
    content: str
    cell: str
    label_of: str
    question_of: str
    of_sop: bool
    """Tells the title of the SOP."""
    bounds: Bounds


@dataclass(frozen=True)
class DrawnPage:
    number: int
    total: int
    width: float
    height: float
    area: Bounds
    actors: tuple[str, ...]
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    texts: tuple[Text, ...]
    rules: tuple[Piece, ...]

    def named(self, name: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.name == name]

    @property
    def lanes(self) -> list[float]:
        """Upright rules of the Pelaksana area."""
        left, top, right, bottom = self.area
        upright = {a[0] for a, b in self.rules if a[0] == b[0] and a[1] <= top + ROUNDING and b[1] >= bottom - ROUNDING}
        return sorted(x for x in upright if left - ROUNDING <= x <= right + ROUNDING)

    @property
    def rows(self) -> list[float]:
        """Level rules of the Pelaksana area."""
        left, top, right, bottom = self.area
        level = {a[1] for a, b in self.rules if a[1] == b[1] and a[0] <= left and b[0] >= right}
        return sorted(y for y in level if top - ROUNDING <= y <= bottom + ROUNDING)


def read(svg: str) -> DrawnPage:
    root = ET.fromstring(svg)
    heads = [corners(e)[0] for e in root.iter(f"{SVG}path") if not any(key.startswith("data-") for key in e.attrib)]
    area = next(element for element in root.iter() if "data-lanes" in element.attrib)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return DrawnPage(
        number=int(root.attrib["data-page"]),
        total=int(root.attrib["data-pages"]),
        width=width,
        height=height,
        area=box(area),
        actors=tuple(area.attrib["data-lanes"].split()),
        shapes=tuple(shapes(root)),
        arrows=tuple(arrows(root, heads)),
        texts=tuple(texts(root)),
        rules=tuple(
            (a, b)
            for element in root.iter(f"{SVG}path")
            if "data-grid" in element.attrib
            for a, b in zip(corners(element)[::2], corners(element)[1::2], strict=True)
        ),
    )


def corners(element: ET.Element) -> list[Point]:
    numbers = [float(word) for word in re.findall(r"-?[\d.]+", element.attrib["d"])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def box(element: ET.Element) -> Bounds:
    x, y, width, height = (float(element.attrib[key]) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def shapes(root: ET.Element) -> Iterator[Shape]:
    for element in root.iter():
        if "data-symbol" in element.attrib:
            if element.tag == f"{SVG}path":
                points = tuple(corners(element))
            else:
                left, top, right, bottom = box(element)
                points = ((left, top), (right, top), (right, bottom), (left, bottom))
            name, kind = element.attrib["data-symbol"], element.attrib["data-kind"]
            actor, *partners = element.get("data-actor", "").split() or [""]
            apart = "data-with" in element.attrib
            yield Shape(name, kind, element.get("data-step", ""), actor, tuple(partners), apart, points)


def arrows(root: ET.Element, heads: list[Point]) -> Iterator[Arrow]:
    for element in root.iter(f"{SVG}path"):
        if "data-flow" in element.attrib:
            x, y = map(float, element.attrib["data-tip"].split(","))
            drawn = corners(element)
            points = (*drawn[:-1], (x, y)) if (x, y) != drawn[-1] else tuple(drawn)
            source, target = element.attrib["data-from"], element.attrib["data-to"]
            label = element.get("data-label", "")
            yield Arrow(element.attrib["data-flow"], source, target, label, points, (x, y) in heads)


def texts(root: ET.Element) -> Iterator[Text]:
    for element in root.iter(f"{SVG}text"):
        x, y, width, height = map(float, element.attrib["data-bbox"].split(","))
        content = " ".join("".join(element.itertext()).split())
        cell, label, question = (element.get(f"data-{mark}", "") for mark in ("cell", "label-of", "question-of"))
        bounds = (x, y, x + width, y + height)
        yield Text(content, cell, label, question, "data-title" in element.attrib, bounds)
