"""The control sheet (lembar kendali) of an instance, to print and to initial: a row a visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Sheet, Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.lines import centred
from sopengine.diagram.layout.measure import clean, shortened, text_width, wrap
from sopengine.diagram.layout.table.columns import MARGIN, sheet_size
from sopengine.diagram.views.progress import Progress, length, moment, stands
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.model.definition import Definition

_HEADINGS = ("No", "Kegiatan", "Pelaksana", "Diterima", "Mulai", "Selesai", "Tenggat", "Hasil", "Paraf")
_WIDTHS = (26.0, 0.0, 96.0, 58.0, 58.0, 58.0, 58.0, 88.0, 64.0)
"""Points; the activity has what is left."""
_ACTIVITY = 1
_CENTRED = (0, 3, 4, 5, 6)
_TITLE = "LEMBAR KENDALI"
_TITLE_SIZE, _SIZE, _FOOT_SIZE = 12.0, 8.0, 7.0
_PADDING = 3.0
_LEAST_ROW = 27.0
"""Points; room for initials."""
_HEADING_ROW = 18.0
_FOOT, _ABOVE_FOOT = 18.0, 10.0
"""Points between the foot's baseline and the edge of the sheet, and between the table and that."""
_TITLE_ROOM, _APART = 18.0, 6.0
"""Points of the title, and between what is told above the table and the table."""
_ENDED = {
    WorkState.RETURNED: "dikembalikan",
    WorkState.EXPIRED: "tanpa tindakan",
    WorkState.WITHDRAWN: "ditarik",
}
"""How work ended that was not done."""
_MOST_LINES = 40


@frozen
class _Row:
    cells: tuple[tuple[str, ...], ...]
    """Lines of text, a cell a column."""

    @property
    def height(self) -> float:
        return max(_LEAST_ROW, max(map(len, self.cells)) * _SIZE * LEADING + 2 * _PADDING)


def control_sheets(definition: Definition, progress: Progress) -> tuple[Sheet, ...]:
    """The visits up to the moment, in the order of opening; the heading repeats on every sheet."""
    paper = sheet_size(definition.form)
    edges = _edges(paper[0])
    rows = [_row(item, definition, progress, edges) for item in progress.items]
    told = _told(definition, progress)
    top = MARGIN + _TITLE_ROOM + len(told) * _SIZE * LEADING + _APART
    pages = _pages(rows, paper[1] - _FOOT - _ABOVE_FOOT - top - _HEADING_ROW)
    return tuple(
        _Leaf(paper, edges, top).finished(definition, told, page, number, len(pages))
        for number, page in enumerate(pages, 1)
    )


def _edges(width: float) -> tuple[float, ...]:
    """Where the upright rules are."""
    widths = list(_WIDTHS)
    widths[_ACTIVITY] = width - 2 * MARGIN - sum(_WIDTHS)
    return tuple(accumulate(widths, initial=MARGIN))


def _told(definition: Definition, progress: Progress) -> tuple[str, ...]:
    """The SOP, the instance and the moment, a line each."""
    instance, zone = progress.instance, definition.agency.timezone
    number = f", nomor {clean(definition.document.number)}" if definition.document.number else ""
    named = f"Proses {instance.id}" + (f", acuan {clean(instance.ref)}" if instance.ref else "")
    held = stands(instance)
    ended = f", {held or 'selesai'} {moment(instance.ended_at, zone)}" if instance.ended_at else held and f", {held}"
    return (
        f"{clean(definition.title)}{number}",
        f"{clean(definition.agency.name)}",
        f"{named}, dimulai {moment(instance.started_at, zone)} oleh {clean(instance.started_by)}{ended};"
        f" keadaan {moment(progress.moment, zone)}",
    )


def _row(item: WorkItem, definition: Definition, progress: Progress, edges: Sequence[float]) -> _Row:
    step = next(step for step in definition.steps if step.id == item.step)
    zone = definition.agency.timezone
    titles = [clean(definition.actor(actor).title) for actor in (item.actor, *item.partners)]
    again = f" (putaran {item.visit})" if item.visit > 1 else ""
    texts = (
        (step.number,),
        (f"{step.activity}{again}",),
        (", ".join(titles), item.done_by),
        *((moment(at, zone) if at else "",) for at in (item.opened_at, item.started_at, item.ended_at, item.due_at)),
        (", ".join(item.outcome.splitlines()), _verdict(item, progress)),
        ("",),
    )
    rooms = [right - left - 2 * _PADDING for left, right in pairwise(edges)]
    return _Row(
        cells=tuple(
            tuple(line for text in cell for line in wrap(text, room, _SIZE))[:_MOST_LINES]
            for cell, room in zip(texts, rooms, strict=True)
        )
    )


def _verdict(item: WorkItem, progress: Progress) -> str:
    ended, late = _ENDED.get(item.state, ""), progress.late.get(item.id)
    if late is not None:
        return " ".join(filter(None, (ended, "lewat tenggat" if item.open else "terlambat", length(late))))
    if item.open:
        return "belum selesai"
    return ended or ("tepat waktu" if item.due_at else "")


def _pages(rows: Sequence[_Row], room: float) -> list[list[_Row]]:
    """As many rows on each as fit."""
    pages: list[list[_Row]] = [[]]
    left = room
    for row in rows:
        if pages[-1] and row.height > left:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= row.height
    return pages


class _Leaf:
    """One sheet while its parts are put in place."""

    def __init__(self, paper: tuple[float, float], edges: tuple[float, ...], top: float) -> None:
        self.paper, self.edges, self.top = paper, edges, top
        self.levels = [top, top + _HEADING_ROW]
        self.texts: list[Text] = []

    def finished(
        self, definition: Definition, told: Sequence[str], rows: Sequence[_Row], number: int, total: int
    ) -> Sheet:
        self._put_heading(told)
        for row in rows:
            self._put(row)
        self._put_foot(told[0], f"hal. {number} dari {total}")
        left, right = self.edges[0], self.edges[-1]
        upright = tuple(Box(left=x, right=x, top=self.top, bottom=self.levels[-1]) for x in self.edges)
        level = tuple(Box(left=left, right=right, top=y, bottom=y) for y in self.levels)
        return Sheet(
            sop=definition.id,
            file=f"{definition.id}-control-{number}.svg",
            sop_title=clean(definition.title),
            title=f"Lembar kendali {clean(definition.title)}, hal. {number} dari {total}",
            description="; ".join(told),
            width=self.paper[0],
            height=self.paper[1],
            rules=(*upright, *level),
            shades=(Box(left=left, right=right, top=self.levels[0], bottom=self.levels[1]),),
            texts=tuple(self.texts),
        )

    def _put_heading(self, told: Sequence[str]) -> None:
        room = self.edges[-1] - self.edges[0]
        self._line(_TITLE, MARGIN, MARGIN + _TITLE_SIZE, _TITLE_SIZE, bold=True)
        for place, words in enumerate(told):
            y = MARGIN + _TITLE_ROOM + (place + 0.8) * _SIZE * LEADING
            self._line(shortened(words, room, _SIZE, place == 0), MARGIN, y, _SIZE, bold=place == 0)
        for heading, (left, right) in zip(_HEADINGS, pairwise(self.edges), strict=True):
            cell = Box(left=left, right=right, top=self.levels[0], bottom=self.levels[1])
            self.texts += centred((heading,), cell, _SIZE, bold=True)

    def _put(self, row: _Row) -> None:
        top = self.levels[-1]
        self.levels.append(top + row.height)
        for place, (lines, (left, right)) in enumerate(zip(row.cells, pairwise(self.edges), strict=True)):
            cell = Box(left=left, right=right, top=top, bottom=top + row.height)
            self.texts += centred(lines, cell, _SIZE) if place in _CENTRED else _at_left(lines, cell)

    def _put_foot(self, words: str, page: str) -> None:
        y, right = self.paper[1] - _FOOT, self.edges[-1]
        width = text_width(page, _FOOT_SIZE)
        self._line(page, right - width, y, _FOOT_SIZE)
        self._line(shortened(words, right - width - 2 * MARGIN, _FOOT_SIZE), MARGIN, y, _FOOT_SIZE)

    def _line(self, words: str, x: float, y: float, size: float, *, bold: bool = False) -> None:
        self.texts.append(Text(x=x, y=y, content=words, size=size, width=text_width(words, size, bold), bold=bold))


def _at_left(lines: Sequence[str], cell: Box) -> Iterator[Text]:
    first = cell.centre[1] - (len(lines) - 1) * _SIZE * LEADING / 2 + _SIZE * 0.35
    for place, line in enumerate(lines):
        y = first + place * _SIZE * LEADING
        yield Text(x=cell.left + _PADDING, y=y, content=line, size=_SIZE, width=text_width(line, _SIZE))
