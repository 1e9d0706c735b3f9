"""The form of work that is under way: what has become of each task, by whom and when, and the way travelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sopengine.diagram.box import Box, Point
from sopengine.diagram.drawing import Arrow, Kind, Sheet, Symbol, Text
from sopengine.diagram.layout.measure import clean, text_width
from sopengine.diagram.layout.plan import end_of, plan, start_of
from sopengine.diagram.views.legend import sample, with_legend
from sopengine.diagram.views.progress import Mark, Progress, State, day_and_time, length, moment, stands
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.form import DEFAULT_HEADINGS, Column
from sopengine.model.step import END

_RED, _STRIPES = "#a81e17", "#c9645d"
_OUT, _IN = "@out", "@in"
"""Behind the letter in the names of connectors."""


@frozen
class _Look:
    """How a state is shown: on a screen by its colour, on grey paper by its sign, stripes or border."""

    meaning: str
    shade: str
    sign: str = ""
    edge: str = ""
    hatch: str = ""


_LOOKS = {
    State.DONE: _Look(meaning="selesai", shade="#cfe8cf", sign="√"),
    State.DONE_LATE: _Look(meaning="selesai, ada yang terlambat", shade="#cfe8cf", sign="√", hatch=_STRIPES),
    State.CURRENT: _Look(meaning="sedang dikerjakan", shade="#ffe9a8", sign="►"),
    State.LATE: _Look(meaning="terlambat sekarang", shade="#f6c1bb", sign="!", edge=_RED),
}
_ENDED = {WorkState.RETURNED: "dikembalikan", WorkState.EXPIRED: "tanpa tindakan"}
_AWAITED = {
    Awaits.TIME: "menunggu waktunya",
    Awaits.MESSAGE: "menunggu kabar",
    Awaits.CHILD: "menunggu SOP yang dipanggil",
}
"""Instead of who did it, or is to do it."""
_SIZES = (8.0, 7.0, 6.5, 5.5, 4.5, 3.5)
"""Points of a sign; the largest that fits beside what is written in a symbol."""
_INSIDE, _GAP = 1.5, 1.5
"""Points between a sign and the border of its symbol, and what is written in it."""
_ON = 0.01
"""Points that places on one line may differ by."""
_OFF_CORNER = 0.2
"""Part of the way from a corner of the box around a diamond to its middle."""


def with_notes(definition: Definition, progress: Progress) -> Definition:
    """The definition with who and when below what its notes say; a column for notes where it prints none."""
    told = {step: "\n".join(lines) for step, lines in _notes(definition, progress).items()}
    steps = tuple(
        replace(step, note="\n".join(filter(None, (step.note, told.get(step.id))))) for step in definition.steps
    )
    form = definition.form
    if Column.NOTE not in dict(form.columns):
        form = replace(form, columns=(*form.columns, (Column.NOTE, DEFAULT_HEADINGS[Column.NOTE])))
    return replace(definition, steps=steps, form=form)


def travelled(graph: Graph, marks: Mapping[str, Mark]) -> frozenset[str]:
    """Names of the arrows by which the work went on, whether their outcome is printed or only offered."""
    ways = {
        (task, end_of(task) if target == END else target)
        for task, mark in marks.items()
        for outcome in graph.tasks[task].ways
        if outcome.label in mark.outcomes
        for target in outcome.targets
    }
    ways |= {(start_of(task), task) for task in marks}
    taken = {task: {clean(label) for label in mark.outcomes} | {""} for task, mark in marks.items()}
    return frozenset(
        arrow.name
        for arrow in plan(graph).arrows
        if (arrow.source, arrow.target) in ways and arrow.label in taken.get(arrow.source, {""})
    )


def shown_live(
    sheets: Sequence[Sheet], marks: Mapping[str, Mark], travelled: frozenset[str] = frozenset(), heading: str = ""
) -> tuple[Sheet, ...]:
    """The sheets with what has become of each task, and a line above that says of which instance, and when.

    `travelled`: names of the arrows that are drawn heavier.
    """
    letters = frozenset(letter for sheet in sheets for letter in _letters_left_by(sheet, travelled))
    return tuple(_shown(sheet, marks, travelled, letters, heading) if sheet.number else sheet for sheet in sheets)


def heading(progress: Progress, zone: str) -> str:
    """The instance, who began it, and the moment."""
    instance = progress.instance
    named = f"Proses {instance.id}" + (f", acuan {clean(instance.ref)}" if instance.ref else "")
    begun = f"dimulai {moment(instance.started_at, zone)} oleh {clean(instance.started_by)}"
    held = f", {stands(instance)}" if stands(instance) else ""
    return f"{named}, {begun}{held}; keadaan {moment(progress.moment, zone)}"


def _notes(definition: Definition, progress: Progress) -> dict[str, list[str]]:
    """Of each step that was reached, who did what is done last in each of its tasks, or since when it is open.

    Where several actors work in a row, each is named.
    """
    lanes = {step.id: {task.actor for task in step.tasks} for step in definition.steps}
    found: dict[str, list[str]] = {}
    for items in progress.visits().values():
        step = items[-1].step
        found.setdefault(step, []).extend(_note(items, definition, progress, named=len(lanes[step]) > 1))
    return found


def _note(items: list[WorkItem], definition: Definition, progress: Progress, *, named: bool) -> Iterator[str]:
    last, zone = items[-1], definition.agency.timezone
    title = clean(definition.actor(last.actor).title)
    if last.ended_at:
        lane = f"{title}: " if named else ""
        yield f"{lane}{day_and_time(last.ended_at, zone)} {_ENDED.get(last.state) or clean(last.done_by)}"
    else:
        awaited = _AWAITED.get(last.awaits) or title
        yield f"sejak {day_and_time(last.opened_at, zone)} {awaited}"
    late = [progress.late[item.id] for item in items if item.id in progress.late]
    if last.id in progress.late:
        yield f"terlambat {length(progress.late[last.id])}"
    elif late:
        yield f"{len(late)}x terlambat"


def _letters_left_by(sheet: Sheet, travelled: frozenset[str]) -> Iterator[str]:
    """Of the connectors by which the work left a page."""
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    for arrow in sheet.arrows:
        if arrow.name in travelled and names[arrow.target].endswith(_OUT):
            yield names[arrow.target].removesuffix(_OUT)


def _shown(
    sheet: Sheet, marks: Mapping[str, Mark], travelled: frozenset[str], letters: frozenset[str], heading: str
) -> Sheet:
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    come = {f"{letter}{_IN}" for letter in letters}
    symbols = tuple(_marked(symbol, marks.get(symbol.name)) for symbol in sheet.symbols)
    arrows = [replace(arrow, heavy=arrow.name in travelled or names[arrow.source] in come) for arrow in sheet.arrows]
    shown = replace(
        sheet,
        symbols=symbols,
        arrows=tuple(_heavy_to_the_head(arrows)),
        texts=(*(_readable(text, symbols) for text in sheet.texts), *_signs(symbols, marks, sheet)),
    )
    entries = [
        sample(look.meaning, shade=look.shade, edge=look.edge, hatch=look.hatch, sign="" if look.hatch else look.sign)
        for look in _LOOKS.values()
    ]
    return with_legend(shown, [*entries, sample("belum")], heading)


def _heavy_to_the_head(arrows: Sequence[Arrow]) -> list[Arrow]:
    """Where a travelled arrow joined one that was not, that one joins it instead: the way does not break off there."""
    found = list(arrows)
    for place, arrow in enumerate(arrows):
        if arrow.joined and arrow.heavy:
            here = found[place].points[-1]
            main = next((p for p, other in enumerate(found) if _leads_on(other, arrow.target, here)), None)
            if main is not None:
                found = [_until(other, found[main], here) for other in found]
                found[place] = replace(arrow, points=_onward(arrow.points, arrows[main].points), joined=False)
    return found


def _leads_on(main: Arrow, target: str, here: Point) -> bool:
    """Does an arrow that was not travelled lead from there to the head?"""
    return not main.joined and not main.heavy and main.target == target and _piece_at(here, main.points) is not None


def _until(other: Arrow, main: Arrow, here: Point) -> Arrow:
    """An arrow that led to the head, or joined one that did before that place, ends there now."""
    piece = _piece_at(here, main.points)
    before = (*main.points[:piece], here)
    if other == main:
        return replace(main, points=_without_straight(before), joined=True)
    if other.joined and other.target == main.target and _piece_at(other.points[-1], before):
        return replace(other, points=_onward(other.points, before))
    return other


def _onward(way: Sequence[Point], main: Sequence[Point]) -> tuple[Point, ...]:
    """A way that ends on another one, and on with that one to its end."""
    return _without_straight((*way, *(point for point in main[_piece_at(way[-1], main) :] if point != way[-1])))


def _piece_at(here: Point, points: Sequence[Point]) -> int | None:
    """The number, from 1, of the last piece of a way that the point lies on, but not where the way begins."""
    x, y = here
    for place in range(len(points) - 1, 0, -1):
        (x1, y1), (x2, y2) = points[place - 1], points[place]
        if min(x1, x2) - _ON <= x <= max(x1, x2) + _ON and min(y1, y2) - _ON <= y <= max(y1, y2) + _ON:
            return place
    return None


def _without_straight(points: Sequence[Point]) -> tuple[Point, ...]:
    """The way without the points at which it does not turn."""
    inner = (b for a, b, c in zip(points, points[1:], points[2:], strict=False) if not _level(a, b, c))
    return (points[0], *inner, points[-1])


def _level(*points: Point) -> bool:
    return any(max(numbers) - min(numbers) < _ON for numbers in zip(*points, strict=True))


def _marked(symbol: Symbol, mark: Mark | None) -> Symbol:
    if mark is None:
        return symbol
    look = _LOOKS[mark.state]
    told = f"{look.meaning}, {mark.visits} kali"
    return replace(symbol, shade=look.shade, edge=look.edge, hatch=look.hatch, told=told)


def _readable(text: Text, symbols: tuple[Symbol, ...]) -> Text:
    """What is written in a symbol with stripes stands on a ground of its own."""
    striped = any(symbol.hatch and _is_inside(text, symbol) for symbol in symbols)
    return replace(text, halo=True) if striped and not text.cell else text


def _signs(symbols: tuple[Symbol, ...], marks: Mapping[str, Mark], sheet: Sheet) -> Iterator[Text]:
    """The sign of its state, and `2x`, in every symbol that was reached, but for those who work along."""
    for symbol in symbols:
        if symbol.name in marks and not symbol.partner:
            mark = marks[symbol.name]
            visits = f"{mark.visits}x" if mark.visits > 1 else ""
            yield _sign(symbol, " ".join(filter(None, (visits, _LOOKS[mark.state].sign))), sheet)


def _sign(symbol: Symbol, words: str, sheet: Sheet) -> Text:
    """In the middle of a symbol; where something is written there, left of it, or at a corner of a diamond."""
    written = [text for text in sheet.texts if not text.cell and _is_inside(text, symbol)]
    if not written:
        return _centred(words, symbol.box.centre, _SIZES[0], halo=bool(symbol.hatch))
    if symbol.kind is Kind.DECISION:
        return _at_corner(symbol.box, words, [text.box for text in sheet.texts])
    left, right = symbol.box.left + _INSIDE, min(text.box.left for text in written) - _GAP
    size = next((size for size in _SIZES if text_width(words, size, True) <= right - left), _SIZES[-1])
    return _centred(words, ((left + right) / 2, symbol.box.centre[1]), size, halo=bool(symbol.hatch))


def _at_corner(box: Box, words: str, taken: Sequence[Box]) -> Text:
    """Beside a diamond, where no text stands; its upper left corner where there is one at each."""
    corners = [(x, y) for y in (box.top, box.bottom) for x in (box.left, box.right)]
    places = [_centred(words, _towards(corner, box.centre), _SIZES[1]) for corner in corners]
    free = (place for place in places if not any(place.box.overlaps(other) for other in taken))
    return next(free, places[0])


def _towards(corner: Point, middle: Point) -> Point:
    """A little from the corner of the box around a diamond to its middle: not yet inside."""
    return tuple(a + (b - a) * _OFF_CORNER for a, b in zip(corner, middle, strict=True))  # type: ignore[return-value]


def _centred(words: str, place: Point, size: float, *, halo: bool = False) -> Text:
    x, y = place
    width = text_width(words, size, True)
    return Text(x=x, y=y + size * 0.35, content=words, size=size, width=width, bold=True, centred=True, halo=halo)


def _is_inside(text: Text, symbol: Symbol) -> bool:
    return symbol.box.overlaps(text.box) and not text.label_of
