"""The head of the table that every page repeats: the title if it stands above, headings, groups, column numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.lines import centred, upwards
from sopengine.diagram.layout.measure import clean, shortened, text_width, wrap
from sopengine.diagram.layout.table.columns import MARGIN, Columns, shown_columns
from sopengine.diagram.layout.table.widths import HEADING_PADDING, HEADING_SIZES
from sopengine.frozen import frozen
from sopengine.model.definition import Actor, Definition
from sopengine.model.form import Column, TitlePlace

_QUALITY = (Column.NEEDS, Column.DURATION, Column.OUTPUTS)
_QUALITY_HEADING = "Mutu Baku"
_LEAST_LYING = 6.0
"""Points; where a lane is too narrow for its title in this size, all titles of lanes are turned."""
_TURNED_LENGTHS = (60.0, 75.0, 90.0, 105.0, 120.0)
_GROUP_HEIGHT = 14.0
_NUMBERS_HEIGHT, _NUMBERS_SIZE = 11.0, 6.5
_MOST_LINES = 12
_TITLE_SIZE = 11.0
_MOST_TITLE_LINES = 3
_BELOW_TITLE = 6.0
"""Points between the title and the table."""


def with_header(placed: Columns, definition: Definition) -> Columns:
    """The columns with everything above their first row."""
    shown, actors = shown_columns(definition.form), definition.actors
    title = _title(definition, placed) if definition.form.title is TitlePlace.ABOVE else ()
    top = MARGIN + (len(title) * _TITLE_SIZE * LEADING + _BELOW_TITLE if title else 0.0)
    headings = _turned_where_narrow(list(_headings(placed, shown, actors)), len(actors))
    written = {heading: _written(heading) for heading in headings}
    height = max(
        heading.depth + (heading.turned or len(lines) * size * LEADING) for heading, (size, lines) in written.items()
    )
    bottom = top + height + 2 * HEADING_PADDING + 1.0
    texts = list(title)
    for heading, (size, lines) in written.items():
        cell = Box(left=heading.left, right=heading.right, top=top + heading.depth, bottom=bottom)
        texts += upwards(lines, cell, size) if heading.turned else centred(lines, cell, size, bold=True)
    groups = [replace(group, depth=top + group.depth) for group in _groups(placed, shown, actors)]
    texts += [text for group in groups for text in _group_texts(group)]
    rules = [*_rules(placed, groups, top, bottom)]
    if definition.form.column_numbers:
        texts += _numbers(placed, bottom)
        bottom += _NUMBERS_HEIGHT
        rules += [_level(bottom, placed.left, placed.right), *_uprights(placed, bottom - _NUMBERS_HEIGHT, bottom)]
    return replace(placed, top=top, header=bottom - top, texts=tuple(texts), rules=tuple(rules))


@frozen
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
        return self.right - self.left - 2 * HEADING_PADDING


def _title(definition: Definition, placed: Columns) -> tuple[Text, ...]:
    """The title of the SOP, centred over the table."""
    room = placed.right - placed.left
    lines = wrap(definition.title, room, _TITLE_SIZE, True)
    if len(lines) > _MOST_TITLE_LINES:
        rest = shortened(" ".join(lines[_MOST_TITLE_LINES - 1 :]), room, _TITLE_SIZE, True)
        lines = (*lines[: _MOST_TITLE_LINES - 1], rest)
    cell = Box(left=placed.left, right=placed.right, top=MARGIN, bottom=MARGIN + len(lines) * _TITLE_SIZE * LEADING)
    return tuple(replace(text, of_sop=True) for text in centred(lines, cell, _TITLE_SIZE, bold=True))


def _group_texts(group: _Heading) -> Iterator[Text]:
    cell = Box(left=group.left, right=group.right, top=group.depth, bottom=group.depth + _GROUP_HEIGHT)
    words = shortened(group.text, group.room, HEADING_SIZES[0], True)
    return centred((words,), cell, HEADING_SIZES[0], bold=True)


def _rules(placed: Columns, groups: Sequence[_Heading], top: float, bottom: float) -> Iterator[Box]:
    yield from (_level(y, placed.left, placed.right) for y in (top, bottom))
    for group in groups:
        yield _level(group.depth + _GROUP_HEIGHT, group.left, group.right)
    for x in placed.upright:
        above = [group.depth + _GROUP_HEIGHT for group in groups if group.left < x < group.right]
        yield Box(left=x, right=x, top=max(above, default=top), bottom=bottom)


def _uprights(placed: Columns, top: float, bottom: float) -> Iterator[Box]:
    return (Box(left=x, right=x, top=top, bottom=bottom) for x in placed.upright)


def _numbers(placed: Columns, top: float) -> Iterator[Text]:
    """(1), (2), … in each column and lane."""
    for place, (left, right) in enumerate(pairwise(placed.upright), 1):
        cell = Box(left=left, right=right, top=top, bottom=top + _NUMBERS_HEIGHT)
        yield from centred((f"({place})",), cell, _NUMBERS_SIZE)


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
    size = HEADING_SIZES[0]
    longest = max((text_width(word, size, True) for word in clean(heading.text).split()), default=0.0)
    return longest <= heading.turned and len(_lines_upwards(heading)) * size * LEADING <= heading.room


def _lines_upwards(heading: _Heading) -> tuple[str, ...]:
    return wrap(heading.text, heading.turned, HEADING_SIZES[0], True)


def _written(heading: _Heading) -> tuple[float, tuple[str, ...]]:
    """Size and lines of a heading."""
    if heading.turned:
        return _written_upwards(heading)
    words = clean(heading.text).split()
    fitting = (s for s in HEADING_SIZES if all(text_width(word, s, True) <= heading.room for word in words))
    size = next(fitting, HEADING_SIZES[-1])
    return size, wrap(heading.text, heading.room, size, True)[:_MOST_LINES]


def _written_upwards(heading: _Heading) -> tuple[float, tuple[str, ...]]:
    size, lines = HEADING_SIZES[0], _lines_upwards(heading)
    most = int(heading.room / (size * LEADING))
    if len(lines) <= most:
        return size, lines
    return size, (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), heading.turned, size, True))


def _level(y: float, left: float, right: float) -> Box:
    return Box(left=left, right=right, top=y, bottom=y)
