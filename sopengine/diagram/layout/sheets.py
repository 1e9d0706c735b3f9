"""The sheets of the form: rows, strips and symbols at their places, arrows still without points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Arrow, Sheet, Symbol, Text
from sopengine.diagram.layout.lines import baselines, stacked
from sopengine.diagram.layout.measure import clean, shortened, text_width
from sopengine.diagram.layout.pages import STRIP, Connector, Cuts, paginate
from sopengine.diagram.layout.plan import Plan, PlannedSymbol, plan
from sopengine.diagram.layout.questions import QUESTION_SIZE, question_in_diamond
from sopengine.diagram.layout.spacing import LOW, WIDE, Spacing, stretched
from sopengine.diagram.layout.strips import connector_id, connector_symbol, connector_texts
from sopengine.diagram.layout.symbols import label_lines, off_middle, symbol_size, symbol_text
from sopengine.diagram.layout.table.cells import PADDING, Cells, printed
from sopengine.diagram.layout.table.columns import Columns, columns
from sopengine.diagram.layout.table.feet import (
    FOOT_SIZE,
    TOTAL_HEIGHT,
    foot_texts,
    table_end,
    total_rules,
    total_texts,
)
from sopengine.diagram.layout.table.header import with_header
from sopengine.diagram.layout.table.matrix import Row, floors, rows
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.form import Column

_USUAL_LANE = 74.0
"""Points of a lane for which the heights of the symbols are measured before the columns are."""
_TOLD = 400.0
"""Points of the activity that is told in the description of a page."""
_ROUNDED = 0.01
"""Points that sums of heights may be off."""
_CENTRED = (Column.NUMBER, Column.DURATION)


@frozen
class Layout:
    """A form with its rows divided among pages."""

    definition: Definition
    plan: Plan
    texts: dict[str, Cells]
    """Of each step."""
    table: Columns
    rows: tuple[Row, ...]
    cuts: Cuts
    spacing: Spacing
    taken: float = 0.0
    """Points of the height of the paper that are needed for something else."""

    @property
    def pages(self) -> int:
        return len(self.cuts.starts)

    @property
    def room(self) -> float:
        """Points that a page has for rows and strips."""
        return _room(self.definition, self.table)

    @property
    def overfull(self) -> int | None:
        """The page of a row that is higher than it, with what leads to other pages."""
        room = self.room + _ROUNDED
        for page, (first, beyond) in enumerate(pairwise((*self.cuts.starts, len(self.rows)))):
            lines = sum(self.cuts.lines(page, at_head, len(self.definition.actors)) for at_head in (True, False))
            if beyond == first + 1 and self.rows[first].height + lines * STRIP > room:
                return page
        return None

    def could_be_shorter(self, spacing: Spacing) -> bool:
        """Could the form have fewer pages with that spacing? Low symbols are worth one page instead of more only."""
        fewer = 1 if spacing is LOW else self.pages - 1
        if fewer >= self.pages:
            return False
        least = sum(floors(self.plan, self.table.lane_width, spacing))
        return least <= _room(self.definition, self.table) * fewer

    def spaced(self, spacing: Spacing) -> Layout:
        """The form with its rows set more closely, and columns for them."""
        table = _table(self.definition, self.plan, self.texts, spacing, self.taken)
        return replace(self, table=table, spacing=spacing).eased(Counter())

    def eased(self, cramped: Counter[str]) -> Layout:
        """The form with these steps higher, the more often they were found cramped the more."""
        layout = _divided(self.definition, self.plan, self.texts, self.table, self.spacing, cramped)
        return replace(layout, taken=self.taken)


def laid(graph: Graph, taken: float = 0.0) -> Layout:
    """The form with its rows set widely; `taken`: points of the height of the paper needed for something else."""
    definition, drawn = graph.definition, plan(graph)
    texts = {step.id: printed(step) for step in definition.steps}
    table = _table(definition, drawn, texts, WIDE, taken)
    return replace(_divided(definition, drawn, texts, table, WIDE, Counter()), taken=taken)


def _table(definition: Definition, drawn: Plan, texts: dict[str, Cells], spacing: Spacing, taken: float) -> Columns:
    needed = floors(drawn, _USUAL_LANE, spacing)
    inside = sorted({symbol.text for symbol in drawn.symbols.values()})
    table = with_header(columns(definition, list(texts.values()), needed, inside), definition)
    return replace(table, sheet=(table.sheet[0], table.sheet[1] - taken))


def _divided(
    definition: Definition,
    drawn: Plan,
    texts: dict[str, Cells],
    table: Columns,
    spacing: Spacing,
    cramped: Counter[str],
) -> Layout:
    room = _room(definition, table)
    matrix = rows(drawn, texts, table, room - 3 * STRIP, spacing, cramped)
    breaks = frozenset(place for place, row in enumerate(matrix) if row.step in definition.form.break_before)
    cuts = paginate(drawn, [row.height for row in matrix], room, breaks, len(definition.actors))
    return Layout(definition=definition, plan=drawn, texts=texts, table=table, rows=matrix, cuts=cuts, spacing=spacing)


def _room(definition: Definition, table: Columns) -> float:
    """Points that a page has for rows and strips."""
    return table_end(table) - table.below_header - (TOTAL_HEIGHT if _has_total(definition) else 0.0)


def sheets(layout: Layout) -> tuple[Sheet, ...]:
    """The pages of the form, in order."""
    return tuple(_Sheet(layout, page).finished() for page in range(layout.pages))


def _has_total(definition: Definition) -> bool:
    return definition.form.total and Column.DURATION in dict(definition.form.columns)


class _Sheet:
    """One page while its parts are put in place."""

    def __init__(self, layout: Layout, page: int) -> None:
        self.definition, self.plan, self.table, self.page = layout.definition, layout.plan, layout.table, page
        self.layout = layout
        self.first, beyond = (*layout.cuts.starts, len(layout.rows))[page : page + 2]
        self.rows = layout.rows[self.first : beyond]
        self.summed = _has_total(layout.definition) and page == layout.pages - 1
        self.connectors = [connector for connector in layout.cuts.connectors if connector.page == page]
        self.head, self.foot = self._lines(True), self._lines(False)
        self.levels = self._levels()
        self.symbols: dict[str, Symbol] = {}
        self.texts: list[Text] = []

    def finished(self) -> Sheet:
        for symbol in self.plan.symbols.values():
            if 0 <= symbol.row - self.first < len(self.rows):
                self._put_symbol(symbol)
        for connector in self.connectors:
            self._put_connector(connector)
        for row, (top, bottom) in zip(self.rows, self._row_spans(), strict=True):
            self.texts += self._cell_texts(row, top, bottom)
        if self.summed:
            self.texts += total_texts(self.definition, self.table, self.levels[-1])
        self.texts += foot_texts(self.definition, self.table, self.page + 1, self.layout.pages)
        return self._sheet()

    def _sheet(self) -> Sheet:
        lanes, title = self.table.lanes, clean(self.definition.title)
        return Sheet(
            sop=self.definition.id,
            file=f"{self.definition.id}-{self.page + 1}.svg",
            sop_title=title,
            title=f"{title}, hal. {self.page + 1} dari {self.layout.pages}",
            description=self._told(),
            width=self.table.sheet[0],
            height=self.table.sheet[1],
            rules=self._rules(),
            shades=(
                Box(left=self.table.left, right=self.table.right, top=self.table.top, bottom=self.table.below_header),
            ),
            texts=(*self.table.texts, *self.texts),
            number=self.page + 1,
            total=self.layout.pages,
            area=Box(left=lanes[0], right=lanes[-1], top=self.levels[0], bottom=self.levels[-1]),
            actors=tuple(actor.id for actor in self.definition.actors),
            lanes=lanes,
            rows=self.levels,
            symbols=tuple(self.symbols.values()),
            arrows=tuple(self._arrows()),
        )

    def _lines(self, at_head: bool) -> int:
        return self.layout.cuts.lines(self.page, at_head, len(self.definition.actors))

    def _levels(self) -> tuple[float, ...]:
        """Where the level rules are, from the foot of the header down."""
        heights = [row.height for row in self.rows]
        fixed = (self.head + self.foot) * STRIP + (TOTAL_HEIGHT if self.summed else 0.0)
        spare = table_end(self.table) - self.table.below_header - fixed - sum(heights)
        levels = [self.table.below_header]
        for height in [STRIP] * self.head + stretched(heights, spare) + [STRIP] * self.foot:
            levels.append(round(levels[-1] + height, 2))
        return tuple(levels)

    def _row_spans(self) -> list[tuple[float, float]]:
        return list(pairwise(self.levels))[self.head : self.head + len(self.rows)]

    def _put_symbol(self, symbol: PlannedSymbol) -> None:
        place = symbol.row - self.first
        top, bottom = self._row_spans()[place]
        pitch = self.rows[place].pitch
        pitch += (bottom - top - self.rows[place].height) / (symbol.levels + 1)
        y = (top + bottom) / 2 + (symbol.level - (symbol.levels - 1) / 2) * pitch
        box = self._box(symbol, y, self.rows[place].spacing)
        inside = () if symbol.text else question_in_diamond(symbol.question, box.width, box.height)
        self.symbols[symbol.id] = Symbol(
            id=symbol.id,
            name=symbol.name,
            kind=symbol.kind,
            box=box,
            step=symbol.step,
            actor=symbol.actor,
            partners=symbol.partners,
            partner=symbol.id != symbol.name,
            question="" if inside else symbol.question,
        )
        size, lines = symbol_text(symbol.text, box.width)
        self.texts += stacked(lines, box.centre, size)
        self.texts += (replace(text, question_of=symbol.name) for text in stacked(inside, box.centre, QUESTION_SIZE))

    def _box(self, symbol: PlannedSymbol, y: float, spacing: Spacing) -> Box:
        lanes = self.table.lanes
        width, height = symbol_size(symbol.kind, symbol.text, self.table.lane_width, symbol.lanes, spacing)
        x = (lanes[symbol.first] + lanes[symbol.last + 1]) / 2
        shift = off_middle(symbol.kind, symbol.lanes)
        x += -shift if symbol.lane - symbol.first < symbol.lanes / 2 else shift
        return Box(left=x - width / 2, right=x + width / 2, top=y - height / 2, bottom=y + height / 2)

    def _put_connector(self, connector: Connector) -> None:
        strip = connector.line if connector.at_head else self.head + len(self.rows) + connector.line
        lane = (self.table.lanes[connector.lane], self.table.lanes[connector.lane + 1])
        symbol = connector_symbol(connector, lane, (self.levels[strip], self.levels[strip + 1]))
        self.symbols[symbol.id] = symbol
        numbers = [step.number or step.id for step in self.definition.steps]
        self.texts += connector_texts(connector, symbol, lane, numbers)

    def _cell_texts(self, row: Row, top: float, bottom: float) -> Iterator[Text]:
        for column, lines in row.cells.items():
            left, width = self.table.lefts[column], self.table.widths[column]
            middle = column in _CENTRED
            x = left + width / 2 if middle else left + PADDING
            for y, line in zip(baselines((top + bottom) / 2, len(lines), row.size), lines, strict=True):
                wide = text_width(line, row.size)
                cell = f"{row.step}/{column}"
                yield Text(x=x, y=y, content=line, size=row.size, width=wide, centred=middle, cell=cell)

    def _told(self) -> str:
        """The rows of the page in words: number, activity and who does it."""
        steps = self.definition.steps[self.first : self.first + len(self.rows)]
        titles = {actor.id: clean(actor.title) for actor in self.definition.actors}
        rows = [
            f"{step.number or step.id}. {shortened(step.activity, _TOLD, FOOT_SIZE)} "
            f"({', '.join(dict.fromkeys(titles[task.actor] for task in step.tasks))})"
            for step in steps
        ]
        return f"Diagram alir: {'; '.join(rows)}."

    def _rules(self) -> tuple[Box, ...]:
        table, bottom = self.table, self.levels[-1]
        upright = [Box(left=x, right=x, top=self.levels[0], bottom=bottom) for x in table.upright]
        level = [Box(left=table.left, right=table.right, top=y, bottom=y) for y in self.levels[1:]]
        return (*table.rules, *upright, *level, *(total_rules(table, bottom) if self.summed else ()))

    def _arrows(self) -> Iterator[Arrow]:
        """Arrows of this page; of a cut one its half, and one arrow out of each connector that comes in."""
        outward = {connector.target: connector for connector in self.connectors if connector.outward}
        for arrow in self.plan.arrows:
            if arrow.source not in self.symbols:
                continue
            target = arrow.target if arrow.target in self.symbols else connector_id(outward[arrow.target])
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
                yield Arrow(name=connector_id(connector), source=connector_id(connector), target=connector.target)
