"""The form of work that is under way: what has become of each task, by whom and when, and the way travelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sopengine.diagram.drawing import Arrow, Kind, Sheet, Symbol, Text
from sopengine.diagram.layout.measure import clean, text_width
from sopengine.diagram.layout.plan import start_of
from sopengine.diagram.views.legend import sample, with_legend
from sopengine.diagram.views.progress import Mark, Progress, State, day_and_time, length, moment
from sopengine.execution.values.instance import WorkItem
from sopengine.model.definition import Definition
from sopengine.model.form import DEFAULT_HEADINGS, Column

_RED, _STRIPES = "#a81e17", "#c9645d"
_OUT, _IN = "@out", "@in"
"""Behind the letter in the names of connectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
_SIZES = (8.0, 7.0, 6.5, 5.5, 4.5, 3.5)
"""Points of a sign; the largest that fits above what is written in a symbol."""
_HEIGHT = 0.97
"""Of a line of text, in parts of its size."""
_INSIDE = 0.8
"""Points between the border of a symbol and its sign."""


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


def shown_live(sheets: Sequence[Sheet], marks: Mapping[str, Mark], heading: str = "") -> tuple[Sheet, ...]:
    """The sheets with what has become of each task, and a line above that says of which instance, and when."""
    letters = frozenset(letter for sheet in sheets for letter in _letters_left_by(sheet, marks))
    return tuple(_shown(sheet, marks, letters, heading) if sheet.number else sheet for sheet in sheets)


def heading(progress: Progress, zone: str) -> str:
    """The instance, who began it, and the moment."""
    instance = progress.instance
    named = f"Proses {instance.id}" + (f", acuan {clean(instance.ref)}" if instance.ref else "")
    begun = f"dimulai {moment(instance.started_at, zone)} oleh {clean(instance.started_by)}"
    return f"{named}, {begun}; keadaan {moment(progress.moment, zone)}"


def _notes(definition: Definition, progress: Progress) -> dict[str, list[str]]:
    """Of each step that was reached, who did what is done last in each of its tasks, or since when it is open."""
    found: dict[str, list[str]] = {}
    for items in progress.visits().values():
        found.setdefault(items[-1].step, []).extend(_note(items, definition, progress))
    return found


def _note(items: list[WorkItem], definition: Definition, progress: Progress) -> Iterator[str]:
    last, zone = items[-1], definition.agency.timezone
    if last.done_at:
        yield day_and_time(last.done_at, zone)
        yield clean(last.done_by)
    else:
        yield f"sejak {day_and_time(last.opened_at, zone)}"
        yield clean(definition.actor(last.actor).title)
    late = [progress.late[item.id] for item in items if item.id in progress.late]
    if last.id in progress.late:
        yield f"terlambat {length(progress.late[last.id])}"
    elif late:
        yield f"{len(late)}x terlambat"


def _letters_left_by(sheet: Sheet, marks: Mapping[str, Mark]) -> Iterator[str]:
    """Of the connectors by which the work left a page."""
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    for arrow in sheet.arrows:
        if names[arrow.target].endswith(_OUT) and _is_travelled(arrow, names, marks):
            yield names[arrow.target].removesuffix(_OUT)


def _is_travelled(arrow: Arrow, names: Mapping[str, str], marks: Mapping[str, Mark]) -> bool:
    """Was the work done with the outcome that this arrow tells of?"""
    source, target = names[arrow.source], names[arrow.target]
    if source not in marks:
        return source == start_of(target) and target in marks
    return not arrow.joint and arrow.label in {clean(label) for label in marks[source].outcomes}


def _shown(sheet: Sheet, marks: Mapping[str, Mark], letters: frozenset[str], heading: str) -> Sheet:
    names = {symbol.id: symbol.name for symbol in sheet.symbols}
    come = {f"{letter}{_IN}" for letter in letters}
    symbols = tuple(_marked(symbol, marks.get(symbol.name)) for symbol in sheet.symbols)
    shown = replace(
        sheet,
        symbols=symbols,
        arrows=tuple(
            replace(arrow, heavy=names[arrow.source] in come or _is_travelled(arrow, names, marks))
            for arrow in sheet.arrows
        ),
        texts=(*(_readable(text, symbols) for text in sheet.texts), *_signs(symbols, marks, sheet)),
    )
    entries = [
        sample(look.meaning, shade=look.shade, edge=look.edge, hatch=look.hatch, sign="" if look.hatch else look.sign)
        for look in _LOOKS.values()
    ]
    return with_legend(shown, [*entries, sample("belum")], heading)


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
    """In the middle of a symbol, or above what is written in it."""
    x, middle = symbol.box.centre
    written = [text.box.top for text in sheet.texts if not text.cell and _is_inside(text, symbol)]
    lowest = min(written, default=middle + _SIZES[0] / 2 + _INSIDE)
    size = next((s for s in _SIZES if symbol.box.top + _INSIDE + s * _HEIGHT <= lowest), _SIZES[-1])
    y = symbol.box.top + _INSIDE + size * 0.74 if written else middle + size * 0.35
    if symbol.kind is Kind.DECISION and written:
        y = max(y, lowest - _INSIDE)
    width = text_width(words, size, True)
    return Text(x=x, y=y, content=words, size=size, width=width, bold=True, centred=True, halo=bool(symbol.hatch))


def _is_inside(text: Text, symbol: Symbol) -> bool:
    return symbol.box.overlaps(text.box) and not text.label_of
