"""The sheets of the form: rows, strips and symbols at their places, arrows still without points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import LEADING, Arrow, Kind, Sheet, Symbol, Text
from sopengine.diagram.layout.columns import DRAFT, MARGIN, Columns, centred, columns
from sopengine.diagram.layout.matrix import PADDING, Row, rows
from sopengine.diagram.layout.measure import clean, shortened, text_width
from sopengine.diagram.layout.pages import STRIP, Connector, Cuts, paginate, strip_lines
from sopengine.diagram.layout.plan import Plan, PlannedSymbol, plan
from sopengine.diagram.layout.symbols import label_lines, symbol_size, symbol_text
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.form import Column

_FOOT = 18.0
"""Points between the baseline of the page's foot and the edge of the sheet."""
_FOOT_SIZE = 7.0
_FOOT_SHARE = 0.8
"""Part of the width that the SOP's number may take."""
_ABOVE_FOOT = 10.0
"""Points between the table and the foot's baseline, at least."""
_MOST_STRETCH = 16.0
"""Points that a row may be higher than it must, where the page has room."""
_REFERENCE_SIZE = 6.0
"""Of `hal. n` beside a connector, in points."""
_REFERENCE_GAP = 2.5
_MORE_ROOM = 18.0
"""Points that a row gains each time it was found cramped."""
_TOLD = 400.0
"""Points of the activity that is told in the description of a page."""
_CENTRED = (Column.NUMBER, Column.DURATION)


def sheets(graph: Graph, cramped: Counter[str], taken: float = 0.0) -> tuple[Sheet, ...]:
    """The pages of the form, in order; a step that was found cramped is higher, the more often the more.

    `taken`: points of the height of the paper that are needed for something else.
    """
    definition = graph.definition
    drawn = plan(graph)
    table = columns(definition)
    table = replace(table, sheet=(table.sheet[0], table.sheet[1] - taken))
    room = _bottom(table) - MARGIN - table.header
    highest = room - 3 * STRIP
    matrix = [
        replace(row, height=max(row.height, min(row.height + cramped[row.step] * _MORE_ROOM, highest)))
        for row in rows(drawn, definition.steps, table, highest)
    ]
    breaks = frozenset(place for place, row in enumerate(matrix) if row.step in definition.form.break_before)
    cuts = paginate(drawn, [row.height for row in matrix], room, breaks, len(definition.actors))
    total = len(cuts.starts)
    return tuple(_Sheet(definition, drawn, table, matrix, cuts, page).finished(total) for page in range(total))


def _bottom(table: Columns) -> float:
    """Where the table must end."""
    return table.sheet[1] - _FOOT - _ABOVE_FOOT


class _Sheet:
    """One page while its parts are put in place."""

    def __init__(
        self, definition: Definition, drawn: Plan, table: Columns, matrix: Sequence[Row], cuts: Cuts, page: int
    ) -> None:
        self.definition, self.plan, self.table, self.page = definition, drawn, table, page
        self.first, beyond = (*cuts.starts, len(matrix))[page : page + 2]
        self.rows = matrix[self.first : beyond]
        self.connectors = [connector for connector in cuts.connectors if connector.page == page]
        self.head, self.foot = self._lines(at_head=True), self._lines(at_head=False)
        self.top = MARGIN + table.header
        self.levels = self._levels()
        self.symbols: dict[str, Symbol] = {}
        self.texts: list[Text] = []

    def finished(self, total: int) -> Sheet:
        for symbol in self.plan.symbols.values():
            if 0 <= symbol.row - self.first < len(self.rows):
                self._put_symbol(symbol)
        for connector in self.connectors:
            self._put_connector(connector)
        for row, (top, bottom) in zip(self.rows, self._row_spans(), strict=True):
            self.texts += self._cell_texts(row, top, bottom)
        self.texts += self._foot_texts(total)
        lanes = self.table.lanes
        return Sheet(
            sop=self.definition.id,
            file=f"{self.definition.id}-{self.page + 1}.svg",
            sop_title=clean(self.definition.title),
            title=f"{clean(self.definition.title)}, hal. {self.page + 1} dari {total}",
            description=self._told(),
            width=self.table.sheet[0],
            height=self.table.sheet[1],
            rules=self._rules(),
            shades=(Box(left=self.table.left, right=self.table.right, top=MARGIN, bottom=self.top),),
            texts=(*self.table.texts, *self.texts),
            number=self.page + 1,
            total=total,
            area=Box(left=lanes[0], right=lanes[-1], top=self.top, bottom=self.levels[-1]),
            actors=tuple(actor.id for actor in self.definition.actors),
            lanes=lanes,
            rows=self.levels,
            symbols=tuple(self.symbols.values()),
            arrows=tuple(self._arrows()),
        )

    def _lines(self, *, at_head: bool) -> int:
        count = sum(connector.at_head == at_head for connector in self.connectors)
        return strip_lines(count, len(self.definition.actors))

    def _levels(self) -> tuple[float, ...]:
        """Where the level rules are, from the foot of the header down."""
        heights = [row.height for row in self.rows]
        fixed = (self.head + self.foot) * STRIP
        spare = _bottom(self.table) - self.top - fixed - sum(heights)
        stretch = max(0.0, min(_MOST_STRETCH, spare / len(heights)))
        levels = [self.top]
        for height in [STRIP] * self.head + [height + stretch for height in heights] + [STRIP] * self.foot:
            levels.append(round(levels[-1] + height, 2))
        return tuple(levels)

    def _row_spans(self) -> list[tuple[float, float]]:
        return list(pairwise(self.levels))[self.head : self.head + len(self.rows)]

    def _put_symbol(self, symbol: PlannedSymbol) -> None:
        place = symbol.row - self.first
        top, bottom = self._row_spans()[place]
        y = (top + bottom) / 2 + (symbol.level - (symbol.levels - 1) / 2) * self.rows[place].pitch
        box = self._box(symbol.kind, symbol.text, symbol.lane, y)
        self.symbols[symbol.id] = Symbol(
            id=symbol.id,
            name=symbol.name,
            kind=symbol.kind,
            box=box,
            step=symbol.step,
            actor=symbol.actor,
            partner=symbol.id != symbol.name,
        )
        size, lines = symbol_text(symbol.text, box.width)
        self.texts += _stacked(lines, box.centre, size)

    def _box(self, kind: Kind, text: str, lane: int, y: float) -> Box:
        width, height = symbol_size(kind, text, self.table.lane_width)
        x = (self.table.lanes[lane] + self.table.lanes[lane + 1]) / 2
        return Box(left=x - width / 2, right=x + width / 2, top=y - height / 2, bottom=y + height / 2)

    def _put_connector(self, connector: Connector) -> None:
        strip = connector.line if connector.at_head else self.head + len(self.rows) + connector.line
        y = (self.levels[strip] + self.levels[strip + 1]) / 2
        box = self._box(Kind.CONNECTOR, "", connector.lane, y)
        id, at_head = _id(connector), connector.at_head
        self.symbols[id] = Symbol(id=id, name=connector.name, kind=Kind.CONNECTOR, box=box, in_head=at_head)
        self.texts += _stacked((connector.letter,), (box.centre[0], y - 1.5), 8.0)
        self.texts += self._reference(connector, box)

    def _reference(self, connector: Connector, box: Box) -> Iterator[Text]:
        """`hal. n` beside a connector, on two lines where its lane is narrow."""
        pages = _ranges([page + 1 for page in connector.others])
        room = self.table.lanes[connector.lane + 1] - box.right - _REFERENCE_GAP - 1.0
        together = f"hal. {pages}"
        lines = [together] if text_width(together, _REFERENCE_SIZE) <= room else ["hal.", shortened(pages, room, 6.0)]
        first = box.centre[1] - (len(lines) - 1) * _REFERENCE_SIZE * LEADING / 2 + _REFERENCE_SIZE * 0.35
        for place, line in enumerate(lines):
            yield Text(
                x=box.right + _REFERENCE_GAP,
                y=first + place * _REFERENCE_SIZE * LEADING,
                content=line,
                size=_REFERENCE_SIZE,
                width=text_width(line, _REFERENCE_SIZE),
            )

    def _cell_texts(self, row: Row, top: float, bottom: float) -> Iterator[Text]:
        pitch = row.size * LEADING
        for column, lines in row.cells.items():
            left, width = self.table.lefts[column], self.table.widths[column]
            first = (top + bottom) / 2 - (len(lines) - 1) * pitch / 2 + row.size * 0.35
            middle = column in _CENTRED
            for place, line in enumerate(lines):
                yield Text(
                    x=left + width / 2 if middle else left + PADDING,
                    y=first + place * pitch,
                    content=line,
                    size=row.size,
                    width=text_width(line, row.size),
                    centred=middle,
                    cell=f"{row.step}/{column}",
                )

    def _foot_texts(self, total: int) -> Iterator[Text]:
        """The SOP's number and the page on the right; on the left the mark of a draft."""
        y, words = self.table.sheet[1] - _FOOT, f"hal. {self.page + 1} dari {total}"
        if self.definition.document.number:
            room = (self.table.right - self.table.left) * _FOOT_SHARE
            words = f"{shortened(self.definition.document.number, room, _FOOT_SIZE)} - {words}"
        width = text_width(words, _FOOT_SIZE)
        yield Text(x=self.table.right - width, y=y, content=words, size=_FOOT_SIZE, width=width)
        if self.definition.draft:
            width = text_width(DRAFT, _FOOT_SIZE, True)
            yield Text(x=self.table.left, y=y, content=DRAFT, size=_FOOT_SIZE, width=width, bold=True)

    def _told(self) -> str:
        """The rows of the page in words: number, activity and who does it."""
        steps = self.definition.steps[self.first : self.first + len(self.rows)]
        titles = {actor.id: clean(actor.title) for actor in self.definition.actors}
        rows = [
            f"{step.number or step.id}. {shortened(step.activity, _TOLD, _FOOT_SIZE)} "
            f"({', '.join(dict.fromkeys(titles[task.actor] for task in step.tasks))})"
            for step in steps
        ]
        return f"Diagram alir: {'; '.join(rows)}."

    def _rules(self) -> tuple[Box, ...]:
        table, bottom = self.table, self.levels[-1]
        upright = [Box(left=x, right=x, top=self.top, bottom=bottom) for x in table.upright]
        level = [Box(left=table.left, right=table.right, top=y, bottom=y) for y in self.levels[1:]]
        return (*table.rules, *upright, *level)

    def _arrows(self) -> Iterator[Arrow]:
        """Arrows of this page; of a cut one its half, and one arrow out of each connector that comes in."""
        outward = {connector.target: connector for connector in self.connectors if connector.outward}
        for arrow in self.plan.arrows:
            if arrow.source not in self.symbols:
                continue
            target = arrow.target if arrow.target in self.symbols else _id(outward[arrow.target])
            lines = label_lines(arrow.label, self.table.lane_width) if arrow.label else ()
            yield Arrow(
                name=arrow.name,
                source=arrow.source,
                target=target,
                label=arrow.label,
                label_lines=lines,
                joint=arrow.joint,
            )
        for connector in self.connectors:
            if not connector.outward:
                yield Arrow(name=_id(connector), source=_id(connector), target=connector.target)


def _id(connector: Connector) -> str:
    """Unique on its page: one target may be reached from above and from below."""
    return f"{connector.name}-{'head' if connector.at_head else 'foot'}"


def _stacked(lines: tuple[str, ...], centre: tuple[float, float], size: float) -> Iterator[Text]:
    x, y = centre
    half = len(lines) * size * LEADING / 2
    yield from centred(lines, Box(left=x, right=x, top=y - half, bottom=y + half), size)


def _ranges(pages: Sequence[int]) -> str:
    """`1-3, 5` for the pages 1, 2, 3 and 5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
