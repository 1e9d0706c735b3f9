"""A tall drawing cut into columns that stand beside each other, so that its letters can be read on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_SIZE = re.compile(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"')
_SHIFT = re.compile(r"translate\([-\d.]+ ([-\d.]+)\)")
_TEXT = re.compile(r'<text [^>]*?y="([-\d.]+)"')
_SHAPE = re.compile(r'<g id="node\d+".*?</g>|<polygon [^>]*points="[^"]*"', re.DOTALL)
_POINT = re.compile(r"[-\d.]+,([-\d.]+)")
_ROOT = re.compile(r"\A.*?<svg[^>]*>(.*)</svg>\s*\Z", re.DOTALL)
_WIDE, _HIGH = 760.0, 440.0
"""Points that there are on a page of A4, landscape, below a heading."""
_SMALLER = (1.0, 0.85, 0.75)
"""So much smaller a drawing is made where that saves a sheet; its letters are of nine points."""
_GAP = 18.0
"""Points between two columns."""
_ASCENT, _DESCENT, _MARGIN = 9.0, 3.0, 2.0
"""Points that letters take above and below their line; and that a cut keeps from all that stands there."""


def in_columns(svg: str, name: str) -> tuple[str, ...]:
    """A drawing of Graphviz as SVG, on a sheet or more; one that is not tall stays as it is. `name`: an id in it."""
    size = _SIZE.search(svg)
    if size is None:
        return (svg,)
    width, height = map(float, size.groups())
    if height <= _HIGH / _SMALLER[-1] or width > _WIDE / _SMALLER[-1]:
        return (svg,)
    _, _, beside, parts = min(_ways(width, height))
    cuts = [0.0, *_cuts(height, parts, _free(svg, height)), height]
    inside = _ROOT.sub(r"\1", svg)
    columns = list(pairwise(cuts))
    firsts = range(0, len(columns), beside)
    return tuple(_sheet(columns[at : at + beside], width, "" if at else inside, name) for at in firsts)


def _ways(width: float, height: float) -> Iterator[tuple[int, float, int, int]]:
    """Sheets, how much smaller, columns on a sheet, and columns in all."""
    for scale in _SMALLER:
        beside = int((_WIDE / scale + _GAP) // (width + _GAP))
        if beside:
            parts = -(-height // (_HIGH / scale))
            yield int(-(-parts // beside)), 1 - scale, beside, int(parts)


def _sheet(columns: Sequence[tuple[float, float]], width: float, inside: str, name: str) -> str:
    """The first one holds the drawing, of which all show parts."""
    wide, high = len(columns) * (width + _GAP) - _GAP, max(end - begin for begin, end in columns)
    kept = f'<defs><g id="{name}">{inside}</g></defs>' if inside else ""
    shown = "".join(
        f'<svg x="{place * (width + _GAP):g}" y="0" width="{width:g}" height="{end - begin:g}" '
        f'viewBox="0 {begin:g} {width:g} {end - begin:g}"><use href="#{name}"/></svg>'
        for place, (begin, end) in enumerate(columns)
    )
    rules = "".join(
        f'<path d="M{place * (width + _GAP) - _GAP / 2:g} 0V{high:g}" stroke="#999" stroke-width=".6" fill="none"/>'
        for place in range(1, len(columns))
    )
    size = f'width="{wide:g}pt" height="{high:g}pt" viewBox="0 0 {wide:g} {high:g}"'
    return f'<svg data-view="map" {size} xmlns="http://www.w3.org/2000/svg">{kept}{shown}{rules}</svg>'


def _cuts(height: float, parts: int, free: Sequence[tuple[float, float]]) -> Iterator[float]:
    """As evenly as it goes where only lines are cut, each below the one before."""
    last = 0.0
    for place in range(1, parts):
        wanted = height * place / parts
        spots = [min(max(wanted, low), high) for low, high in free if high > last + 1]
        last = min(spots, key=lambda spot: abs(spot - wanted), default=wanted)
        yield last


def _free(svg: str, height: float) -> list[tuple[float, float]]:
    """From and to, below the upper edge, where neither a symbol, an arrowhead nor a letter stands."""
    shift = float(_SHIFT.search(svg).group(1))  # type: ignore[union-attr]
    taken = sorted(_taken(svg, shift, height))
    found, below = [], 0.0
    for top, bottom in taken:
        if top - _MARGIN > below + _MARGIN:
            found.append((below + _MARGIN, top - _MARGIN))
        below = max(below, bottom)
    return found


def _taken(svg: str, shift: float, height: float) -> Iterator[tuple[float, float]]:
    for y in _TEXT.findall(svg):
        yield float(y) + shift - _ASCENT, float(y) + shift + _DESCENT
    for shape in _SHAPE.findall(svg):
        ends = [float(y) + shift for y in _POINT.findall(shape)]
        if ends and max(ends) - min(ends) < height - 1:
            yield min(ends), max(ends)
