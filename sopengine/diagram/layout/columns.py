"""The columns of the form on its paper: widths, places and the header that every page repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import LEADING, Text
from sopengine.diagram.layout.measure import clean, shortened, text_width, wrap
from sopengine.errors import RefusedError
from sopengine.model.definition import Actor, Definition
from sopengine.model.form import DEFAULT_HEADINGS, Column, Paper

MARGIN = 28.0
"""Points between the edge of the sheet and the table."""

DRAFT = "DRAF"
"""Printed on every sheet of an SOP that is not yet in force."""
PAPERS = {
    Paper.A4: (841.89, 595.28),
    Paper.LETTER: (792.0, 612.0),
    Paper.F4: (935.43, 609.45),
    Paper.LEGAL: (1008.0, 612.0),
}
"""Width and height of the sheet laid landscape, in points, from narrow to wide."""
_WIDTHS = {
    Column.NUMBER: 22.0,
    Column.NEEDS: 92.0,
    Column.DURATION: 46.0,
    Column.OUTPUTS: 92.0,
    Column.NOTE: 52.0,
}
"""Points. Kegiatan has what is left."""
_TIGHT_WIDTHS = {Column.NEEDS: 70.0, Column.OUTPUTS: 70.0, Column.NOTE: 44.0}
"""Points, where there are very many lanes."""
_GOOD_ACTIVITY, _LEAST_ACTIVITY = 150.0, 90.0
_LEAST_LANE, _WIDEST_LANE = 46.0, 74.0
_QUALITY = (Column.NEEDS, Column.DURATION, Column.OUTPUTS)
_QUALITY_HEADING = "Mutu Baku"
_SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
"""Points; the largest at which no word of a heading is parted."""
_LEAST_LYING = 6.0
"""Points; where a lane is too narrow for its title in this size, all titles of lanes are turned."""
_TURNED_LENGTHS = (60.0, 75.0, 90.0, 105.0, 120.0)
_PADDING = 2.5
_GROUP_HEIGHT = 14.0
_MOST_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns are; `widths` has no lanes but the width of all of them together."""

    sheet: tuple[float, float]
    """Width and height of the paper, in points."""
    widths: dict[Column, float]
    """In printed order."""
    lefts: dict[Column, float]
    lane_width: float
    lanes: tuple[float, ...]
    """Where the rules of the lanes are, one more than lanes."""
    header: float = 0.0
    """Height of the header."""
    texts: tuple[Text, ...] = ()
    rules: tuple[Box, ...] = ()
    """Of the header, but for the upright rules that go on beside the rows."""

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.sheet[0] - MARGIN

    @property
    def upright(self) -> tuple[float, ...]:
        """Where the upright rules beside the rows are."""
        return tuple(sorted({*self.lefts.values(), *self.lanes, self.right}))


def columns(definition: Definition) -> Columns:
    """The columns on the paper that the form asks for, or on the next wider one where its lanes need it."""
    shown = dict(definition.form.columns)
    shown |= {} if Column.ACTORS in shown else {Column.ACTORS: DEFAULT_HEADINGS[Column.ACTORS]}
    papers = list(PAPERS)
    for paper in papers[papers.index(definition.form.paper) :]:
        for fixed in (_WIDTHS, _WIDTHS | _TIGHT_WIDTHS):
            placed = _placed(tuple(shown), len(definition.actors), PAPERS[paper], fixed)
            if placed:
                return _with_header(placed, shown, definition.actors)
    raise RefusedError(
        "{sop}: {count} lanes are too many for one sheet, even on Legal paper; group actors or split the SOP",
        sop=definition.id,
        count=len(definition.actors),
    )


def _placed(
    shown: tuple[Column, ...], count: int, sheet: tuple[float, float], fixed: dict[Column, float]
) -> Columns | None:
    """The columns with their widths, or None where the lanes do not fit."""
    room = sheet[0] - 2 * MARGIN - sum(fixed.get(column, 0.0) for column in shown)
    activity = Column.ACTIVITY in shown
    wished = (room - _GOOD_ACTIVITY * activity) / count
    lane = max(_LEAST_LANE, min(_WIDEST_LANE, wished))
    left_over = room - lane * count
    if left_over < _LEAST_ACTIVITY * activity:
        return None
    widths = {column: fixed.get(column, 0.0) for column in shown} | {Column.ACTORS: lane * count}
    takers = [Column.ACTIVITY] if activity else [c for c in (Column.NEEDS, Column.OUTPUTS, Column.NOTE) if c in shown]
    for taker in takers or [Column.ACTORS]:
        widths[taker] += left_over / len(takers or [Column.ACTORS])
    lefts, x = {}, MARGIN
    for column in shown:
        lefts[column] = x
        x += widths[column]
    lane = widths[Column.ACTORS] / count
    lanes = tuple(lefts[Column.ACTORS] + lane * place for place in range(count + 1))
    return Columns(sheet=sheet, widths=widths, lefts=lefts, lane_width=lane, lanes=lanes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    text: str
    left: float
    right: float
    depth: float = 0.0
    """Points from the top of the header to the top of its cell."""
    turned: float = 0.0
    """Points that a title that runs upwards may be long; 0 for one that lies."""

    @property
    def room(self) -> float:
        return self.right - self.left - 2 * _PADDING


def _with_header(placed: Columns, shown: dict[Column, str], actors: Sequence[Actor]) -> Columns:
    headings = _turned_where_narrow(list(_headings(placed, shown, actors)), len(actors))
    groups = list(_groups(placed, shown, actors))
    wrapped = {heading: _wrapped(heading) for heading in headings}
    height = max(
        heading.depth + (heading.turned or len(lines) * size * LEADING) for heading, (size, lines) in wrapped.items()
    )
    top, bottom = MARGIN, MARGIN + height + 2 * _PADDING + 1.0
    texts: list[Text] = []
    rules = [_level(top, placed.left, placed.right), _level(bottom, placed.left, placed.right)]
    for heading, (size, lines) in wrapped.items():
        cell = Box(left=heading.left, right=heading.right, top=top + heading.depth, bottom=bottom)
        texts += _upwards(lines, cell, size) if heading.turned else centred(lines, cell, size, bold=True)
    for group in groups:
        cell = Box(left=group.left, right=group.right, top=top + group.depth, bottom=top + group.depth + _GROUP_HEIGHT)
        texts += centred((shortened(group.text, group.room, _SIZES[0], True),), cell, _SIZES[0], bold=True)
        rules.append(_level(cell.bottom, group.left, group.right))
    for x in placed.upright:
        above = [group.depth + _GROUP_HEIGHT for group in groups if group.left < x < group.right]
        rules.append(Box(left=x, right=x, top=top + max(above, default=0.0), bottom=bottom))
    return replace(placed, header=bottom - top, texts=tuple(texts), rules=tuple(rules))


def _headings(placed: Columns, shown: dict[Column, str], actors: Sequence[Actor]) -> Iterator[_Heading]:
    """The headings of single columns and lanes."""
    for column, title in shown.items():
        left, right = placed.lefts[column], placed.lefts[column] + placed.widths[column]
        if column is not Column.ACTORS:
            depth = _GROUP_HEIGHT if column in _QUALITY else 0.0
            yield _Heading(text=title, left=left, right=right, depth=depth)
    for place, actor in enumerate(actors):
        depth = 2 * _GROUP_HEIGHT if actor.group else _GROUP_HEIGHT
        yield _Heading(text=actor.title, left=placed.lanes[place], right=placed.lanes[place + 1], depth=depth)


def _groups(placed: Columns, shown: dict[Column, str], actors: Sequence[Actor]) -> Iterator[_Heading]:
    """The headings that stand over several columns or lanes."""
    for quality, run in groupby(shown, key=lambda column: column in _QUALITY):
        members = list(run)
        if quality:
            right = placed.lefts[members[-1]] + placed.widths[members[-1]]
            yield _Heading(text=_QUALITY_HEADING, left=placed.lefts[members[0]], right=right)
    yield _Heading(text=shown[Column.ACTORS], left=placed.lanes[0], right=placed.lanes[-1])
    for title, lanes in groupby(range(len(actors)), key=lambda place: actors[place].group):
        if title:
            first, *others = lanes
            right = placed.lanes[(others or [first])[-1] + 1]
            yield _Heading(text=title, left=placed.lanes[first], right=right, depth=_GROUP_HEIGHT)


def _turned_where_narrow(headings: list[_Heading], lanes: int) -> list[_Heading]:
    """The titles of the lanes, which are the last, run upwards where one of them would be too small or parted."""
    others, titles = headings[:-lanes], headings[-lanes:]
    if all(_fits(heading, _LEAST_LYING) for heading in titles):
        return headings
    for length in _TURNED_LENGTHS:
        turned = [replace(heading, turned=length) for heading in titles]
        if all(_fits_upwards(heading) for heading in turned):
            break
    return [*others, *turned]


def _fits(heading: _Heading, size: float) -> bool:
    return all(text_width(word, size, True) <= heading.room for word in clean(heading.text).split())


def _fits_upwards(heading: _Heading) -> bool:
    longest = max((text_width(word, _SIZES[0], True) for word in clean(heading.text).split()), default=0.0)
    return longest <= heading.turned and len(_lines_upwards(heading)) * _SIZES[0] * LEADING <= heading.room


def _lines_upwards(heading: _Heading) -> tuple[str, ...]:
    return wrap(heading.text, heading.turned, _SIZES[0], True)


def _upwards(lines: tuple[str, ...], cell: Box, size: float) -> Iterator[Text]:
    """Lines that run upwards, side by side in the middle of a cell."""
    middle, y = cell.centre
    first = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.35
    for place, line in enumerate(lines):
        width = text_width(line, size, True)
        x = first + place * size * LEADING
        yield Text(x=x, y=y, content=line, size=size, width=width, bold=True, turned=True)


def _wrapped(heading: _Heading) -> tuple[float, tuple[str, ...]]:
    if heading.turned:
        most = int(heading.room / (_SIZES[0] * LEADING))
        lines = _lines_upwards(heading)
        cut = (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), heading.turned, _SIZES[0], True))
        return _SIZES[0], lines if len(lines) <= most else cut
    words = clean(heading.text).split()
    size = next((s for s in _SIZES if all(text_width(word, s, True) <= heading.room for word in words)), _SIZES[-1])
    return size, wrap(heading.text, heading.room, size, True)[:_MOST_LINES]


def _level(y: float, left: float, right: float) -> Box:
    return Box(left=left, right=right, top=y, bottom=y)


def centred(lines: tuple[str, ...], cell: Box, size: float, *, bold: bool = False) -> Iterator[Text]:
    """Lines in the middle of a cell."""
    x, middle = cell.centre
    first = middle - (len(lines) - 1) * size * LEADING / 2 + size * 0.35
    for place, line in enumerate(lines):
        width = text_width(line, size, bold)
        y = first + place * size * LEADING
        yield Text(x=x, y=y, content=line, size=size, width=width, bold=bold, centred=True)
