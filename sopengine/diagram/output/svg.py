"""A sheet as SVG, by the contract of docs/drawing.md: plain elements, and data attributes that say what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from math import hypot, sqrt

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Kind, Patch, Sheet, Symbol, Text
from sopengine.diagram.font import LEADING
from sopengine.frozen import frozen

_FONTS = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
_LINE, _HEAVY, _RULE = 1.0, 1.7, 0.5
_EDGE = 2.4
"""Widths of lines in points; the last is that of a border with a colour of its own."""
_STRIPE, _STRIPES_APART = 1.0, 4.0
"""Width of the stripes of a hatched symbol, and the distance of their middles, in points."""
_DASHES = "3 2"
"""Points drawn and left out."""
_HEAD_LENGTH, _HEAD_HALF, _HEAD_OVERLAP = 5.5, 2.2, 2.0
"""Of an arrow's head in points; its line stops inside the head."""
_MOST_ROUND = 26.0
"""Points; twice the radius of a capsule's corners, at most."""
_SHOULDER = 0.62
"""Where a pentagon begins to narrow, in parts of its height."""
_INK, _SHADE, _PAPER = "#000000", "#e6e6e6", "#ffffff"
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@frozen
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
    view: str = "form"
    """Of the SOP."""
    dated: datetime | None = None
    """Of what was printed, aware; None where it says no day."""

    @property
    def width(self) -> float:
        return self.sheet.width

    @property
    def height(self) -> float:
        return self.sheet.height


def page(sheet: Sheet, view: str = "form", dated: datetime | None = None) -> Page:
    """The sheet as a file of its own; its mark says of which view of the SOP it is."""
    body = "\n".join(_elements(sheet))
    return Page(
        name=sheet.file,
        sop_title=sheet.sop_title,
        title=sheet.title,
        svg=f"{_root(sheet, view)}\n{body}\n</svg>\n",
        sheet=sheet,
        view=view,
        dated=dated,
    )


def _root(sheet: Sheet, view: str) -> str:
    width, height = _number(sheet.width), _number(sheet.height)
    numbers = f' data-page="{sheet.number}" data-pages="{sheet.total}"' if sheet.number else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
        f' role="img" data-sop="{_escaped(sheet.sop)}" data-view="{view}"{numbers}'
        f' font-family="{_FONTS}" fill="{_INK}">'
    )


def _elements(sheet: Sheet) -> Iterator[str]:
    yield f"<title>{_escaped(sheet.title)}</title>"
    if sheet.description:
        yield f"<desc>{_escaped(sheet.description)}</desc>"
    yield from _ground(sheet)
    for patch in sheet.patches:
        yield from _patch(patch)
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    for arrow in sheet.arrows:
        yield from _arrow(arrow, names)
    for symbol in sheet.symbols:
        yield _symbol(symbol)
        yield from _stripes(symbol.box, symbol.kind, symbol.hatch)
    for text in sheet.texts:
        yield _text(text)


def _ground(sheet: Sheet) -> Iterator[str]:
    """The paper, the table, and the empty places in which labels will stand."""
    yield f'<rect x="0" y="0" width="{_number(sheet.width)}" height="{_number(sheet.height)}" fill="{_PAPER}"/>'
    for box in sheet.shades:
        yield f'<rect {_place(box)} fill="{_SHADE}"/>'
    yield f'<path data-grid="rules" d="{" ".join(map(_rule, sheet.rules))}" {_stroke(_RULE)}/>'
    if sheet.area:
        yield f'<rect data-lanes="{_escaped(" ".join(sheet.actors))}" {_place(sheet.area)} fill="none"/>'
    for place in sheet.places:
        yield f'<rect data-signature="" {_place(place)} fill="none"/>'
    for text in sheet.texts:
        if text.label_of or text.question_of:
            yield _under(text)


def _under(text: Text) -> str:
    return f'<rect {_place(text.box)} fill="{_PAPER}"/>'


def _rule(box: Box) -> str:
    return f"M{_point((box.left, box.top))} L{_point((box.right, box.bottom))}"


def _symbol(symbol: Symbol) -> str:
    marks = f'data-symbol="{_escaped(symbol.name)}" data-kind="{symbol.kind}"'
    if symbol.kind is not Kind.CONNECTOR:
        marks += (
            f' data-step="{_escaped(symbol.step)}" data-actor="{_escaped(" ".join((symbol.actor, *symbol.partners)))}"'
        )
        marks += ' data-with="lead"' if symbol.partner else ""
    width = _EDGE if symbol.edge else _LINE
    drawn = f'fill="{symbol.shade or _PAPER}" stroke="{symbol.edge or _INK}" stroke-width="{_number(width)}"'
    drawn += _dashes(symbol.dashed)
    told = f"<title>{_escaped(symbol.told)}</title>" if symbol.told else ""
    box = symbol.box
    match symbol.kind:
        case Kind.PROCESS:
            return _element("rect", f"{marks} {_place(box)} {drawn}", told)
        case Kind.START | Kind.END:
            return _element("rect", f'{marks} {_place(box)} rx="{_number(_radius(box))}" {drawn}', told)
        case Kind.DECISION:
            corners = _diamond(box)
        case Kind.CONNECTOR:
            corners = _pentagon(box)
    return _element("path", f'{marks} d="M{" L".join(map(_point, corners))} Z" {drawn}', told)


def _stripes(box: Box, kind: Kind, colour: str) -> Iterator[str]:
    """Upright bars over the ground of a symbol: the contract has neither patterns nor slanting lines."""
    middle = box.centre
    for place in range(1, int(box.width / _STRIPES_APART) if colour else 0):
        x = box.left + place * _STRIPES_APART
        off = abs(x - middle[0]) / (box.width / 2)
        half = box.height / 2 * (1 - off if kind is Kind.DECISION else 1.0) - _LINE / 2
        if kind in (Kind.START, Kind.END):
            half -= _sagging(x, box)
        if half > 0:
            bar = Box(left=x - _STRIPE / 2, right=x + _STRIPE / 2, top=middle[1] - half, bottom=middle[1] + half)
            yield f'<rect {_place(bar)} fill="{colour}"/>'


def _sagging(x: float, box: Box) -> float:
    """How much lower than its middle a capsule is there."""
    radius = _radius(box)
    into = max(0.0, radius - min(x - box.left, box.right - x))
    return radius - sqrt(radius**2 - into**2)


def _radius(box: Box) -> float:
    """Of the corners of a capsule."""
    return min(box.height, box.width, _MOST_ROUND) / 2


def _patch(patch: Patch) -> Iterator[str]:
    if patch.picture:
        yield f'<image {_place(patch.box)} href="{patch.picture}"/>'
        return
    ground = f'fill="{patch.shade or "none"}"'
    line = f'stroke="{patch.edge or _INK}" stroke-width="{_number(_LINE if patch.edge else _RULE)}"'
    yield f"<rect {_place(patch.box)} {ground} {line}{_dashes(patch.dashed)}/>"
    yield from _stripes(patch.box, Kind.PROCESS, patch.hatch)


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
    width = _HEAVY if arrow.heavy else _LINE
    yield f'<path {marks} d="M{places}" {_stroke(width)}{_dashes(arrow.dashed)}/>'
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
    ground = _under(text) if text.halo else ""
    return f'{ground}<text {marks}data-bbox="{bounds}" {place}>{_lines(text)}</text>'


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
    return (text if text.isascii() and text.isprintable() else _UNWRITABLE.sub("", text)).translate(_ESCAPES)
