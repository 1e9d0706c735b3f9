"""A sheet as SVG, by the contract of docs/drawing.md: plain elements, and data attributes that say what they show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Kind, Patch, Sheet, Symbol, Text
from sopengine.diagram.font import LEADING

_FONTS = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
_LINE, _RULE = 1.0, 0.5
"""Widths of lines in points."""
_DASHES = "3 2"
"""Points drawn and left out."""
_HEAD_LENGTH, _HEAD_HALF, _HEAD_OVERLAP = 5.5, 2.2, 2.0
"""Of an arrow's head in points; its line stops inside the head."""
_SHOULDER = 0.62
"""Where a pentagon begins to narrow, in parts of its height."""
_INK, _SHADE, _PAPER = "#000000", "#e6e6e6", "#ffffff"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A finished page."""

    name: str
    """Of its file."""
    sop_title: str
    title: str
    """Of the page."""
    svg: str
    sheet: Sheet
    """What was printed."""

    @property
    def width(self) -> float:
        return self.sheet.width

    @property
    def height(self) -> float:
        return self.sheet.height


def page(sheet: Sheet) -> Page:
    """The sheet as a file of its own."""
    body = "\n".join(_elements(sheet))
    return Page(
        name=sheet.file,
        sop_title=sheet.sop_title,
        title=sheet.title,
        svg=f"{_root(sheet)}\n{body}\n</svg>\n",
        sheet=sheet,
    )


def _root(sheet: Sheet) -> str:
    width, height = _number(sheet.width), _number(sheet.height)
    numbers = f' data-page="{sheet.number}" data-pages="{sheet.total}"' if sheet.number else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
        f' role="img" data-sop="{_escaped(sheet.sop)}"{numbers} font-family="{_FONTS}" fill="{_INK}">'
    )


def _elements(sheet: Sheet) -> Iterator[str]:
    yield f"<title>{_escaped(sheet.title)}</title>"
    if sheet.description:
        yield f"<desc>{_escaped(sheet.description)}</desc>"
    yield f'<rect x="0" y="0" width="{_number(sheet.width)}" height="{_number(sheet.height)}" fill="{_PAPER}"/>'
    for box in sheet.shades:
        yield f'<rect {_place(box)} fill="{_SHADE}"/>'
    yield f'<path data-grid="rules" d="{" ".join(map(_rule, sheet.rules))}" {_stroke(_RULE)}/>'
    if sheet.area:
        yield f'<rect data-lanes="{_escaped(" ".join(sheet.actors))}" {_place(sheet.area)} fill="none"/>'
    labels = [text for text in sheet.texts if text.label_of or text.question_of]
    for text in labels:
        yield f'<rect {_place(text.box)} fill="{_PAPER}"/>'
    yield from map(_patch, sheet.patches)
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    for arrow in sheet.arrows:
        yield from _arrow(arrow, names)
    for symbol in sheet.symbols:
        yield _symbol(symbol)
    for text in sheet.texts:
        yield _text(text)


def _rule(box: Box) -> str:
    return f"M{_point((box.left, box.top))} L{_point((box.right, box.bottom))}"


def _symbol(symbol: Symbol) -> str:
    marks = f'data-symbol="{_escaped(symbol.name)}" data-kind="{symbol.kind}"'
    if symbol.kind is not Kind.CONNECTOR:
        marks += (
            f' data-step="{_escaped(symbol.step)}" data-actor="{_escaped(" ".join((symbol.actor, *symbol.partners)))}"'
        )
        marks += ' data-with="lead"' if symbol.partner else ""
    drawn = f'fill="{symbol.shade or _PAPER}" stroke="{_INK}" stroke-width="{_number(_LINE)}"{_dashes(symbol.dashed)}'
    told = f"<title>{_escaped(symbol.told)}</title>" if symbol.told else ""
    box = symbol.box
    match symbol.kind:
        case Kind.PROCESS:
            return _element("rect", f"{marks} {_place(box)} {drawn}", told)
        case Kind.START | Kind.END:
            radius = _number(min(box.height, box.width, 26.0) / 2)
            return _element("rect", f'{marks} {_place(box)} rx="{radius}" {drawn}', told)
        case Kind.DECISION:
            corners = _diamond(box)
        case Kind.CONNECTOR:
            corners = _pentagon(box)
    return _element("path", f'{marks} d="M{" L".join(map(_point, corners))} Z" {drawn}', told)


def _patch(patch: Patch) -> str:
    if patch.picture:
        return f'<image {_place(patch.box)} href="{patch.picture}"/>'
    ground = f'fill="{patch.shade or "none"}"'
    return (
        f'<rect {_place(patch.box)} {ground} stroke="{_INK}" stroke-width="{_number(_RULE)}"{_dashes(patch.dashed)}/>'
    )


def _element(name: str, attributes: str, content: str) -> str:
    return f"<{name} {attributes}>{content}</{name}>" if content else f"<{name} {attributes}/>"


def _dashes(dashed: bool) -> str:
    return f' stroke-dasharray="{_DASHES}"' if dashed else ""


def _diamond(box: Box) -> tuple[Point, ...]:
    x, y = box.centre
    return (x, box.top), (box.right, y), (x, box.bottom), (box.left, y)


def _pentagon(box: Box) -> tuple[Point, ...]:
    shoulder = box.top + box.height * _SHOULDER
    return (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, shoulder),
        (box.centre[0], box.bottom),
        (box.left, shoulder),
    )


def _arrow(arrow: Arrow, names: dict[str, str]) -> Iterator[str]:
    *line, before, tip = arrow.points
    if arrow.joint:
        task = _escaped(names[arrow.source])
        yield f'<path data-joint="{task}" d="M{" L".join(map(_point, arrow.points))}" {_stroke(_LINE)}/>'
        return
    stop = tip if arrow.joined else _towards(tip, before, _HEAD_LENGTH - _HEAD_OVERLAP)
    marks = (
        f'data-flow="{_escaped(arrow.name)}" data-from="{_escaped(names[arrow.source])}"'
        f' data-to="{_escaped(names[arrow.target])}"'
    )
    if arrow.label:
        marks += f' data-label="{_escaped(arrow.label)}"'
    places = " L".join(map(_point, (*line, before, stop)))
    marks += f' data-tip="{_number(tip[0])},{_number(tip[1])}"'
    yield f'<path {marks} d="M{places}" {_stroke(_LINE)}{_dashes(arrow.dashed)}/>'
    if not arrow.joined:
        foot = _towards(tip, before, _HEAD_LENGTH)
        across = (foot[1] - tip[1]) / _HEAD_LENGTH * _HEAD_HALF, (foot[0] - tip[0]) / _HEAD_LENGTH * _HEAD_HALF
        corners = tip, (foot[0] - across[0], foot[1] - across[1]), (foot[0] + across[0], foot[1] + across[1])
        yield f'<path d="M{" L".join(map(_point, corners))} Z"/>'


def _towards(start: Point, end: Point, length: float) -> Point:
    """The point at that distance from the start on the way to the end."""
    part = length / (hypot(end[0] - start[0], end[1] - start[1]) or 1.0)
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _text(text: Text) -> str:
    box = text.box
    marks = f'data-cell="{_escaped(text.cell)}" ' if text.cell else ""
    marks += f'data-label-of="{_escaped(text.label_of)}" ' if text.label_of else ""
    marks += f'data-question-of="{_escaped(text.question_of)}" ' if text.question_of else ""
    marks += 'data-title="" ' if text.of_sop else ""
    marks += 'font-weight="bold" ' if text.bold else ""
    marks += 'text-anchor="middle" ' if text.centred or text.turned else ""
    marks += f'transform="rotate(-90 {_point((text.x, text.y))})" ' if text.turned else ""
    bounds = ",".join(map(_number, (box.left, box.top, box.width, box.height)))
    place = f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
    return f'<text {marks}data-bbox="{bounds}" {place}>{_lines(text)}</text>'


def _lines(text: Text) -> str:
    first, *others = text.content.split("\n")
    pitch = text.size * LEADING
    spans = (
        f' <tspan x="{_number(text.x)}" y="{_number(text.y + place * pitch)}">{_escaped(line)}</tspan>'
        for place, line in enumerate(others, 1)
    )
    return _escaped(first) + "".join(spans)


def _stroke(width: float) -> str:
    return f'fill="none" stroke="{_INK}" stroke-width="{_number(width)}"'


def _place(box: Box) -> str:
    return f'x="{_number(box.left)}" y="{_number(box.top)}" width="{_number(box.width)}" height="{_number(box.height)}"'


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
