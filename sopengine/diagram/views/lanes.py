"""The flow without the table: lanes as columns, activities in the symbols, on one sheet of their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Arrow, Kind, Sheet, Symbol, Text
from sopengine.diagram.font import LEADING
from sopengine.diagram.layout.limits import check_arrows, check_outcomes
from sopengine.diagram.layout.lines import centred
from sopengine.diagram.layout.measure import clean, shortened, text_width, wrap
from sopengine.diagram.layout.plan import Plan, PlannedSymbol, plan
from sopengine.diagram.layout.symbols import LABEL_SIZE, label_lines, off_middle
from sopengine.diagram.layout.table.columns import MARGIN
from sopengine.diagram.route.effort import Effort
from sopengine.diagram.route.router import routed
from sopengine.diagram.views.lane_symbols import TEXT_SIZE, Inscribed, inscribed
from sopengine.errors import RefusedError
from sopengine.graph import Graph
from sopengine.model.definition import Definition

MOST_ROWS = 150
"""On one sheet; a longer flow is told by its form and its map."""
_LANE = 150.0
_SHEET = 842.0
"""Points of a lane where the lanes fill no landscape A4, and of that."""
_TITLE_SIZE, _HEADING_SIZE, _FOOT_SIZE = 11.0, 8.5, 7.0
_TITLE_HEIGHT, _FOOT = 22.0, 20.0
_INSIDE = 3.0
"""Points between a heading and its rules."""
_CLEARANCE = 13.0
"""Above and below the symbols of a row: 3, two tracks of 4.5, and 1."""
_LEVEL_GAP = 20.0
"""Between two symbols in one cell."""
_MORE_ROOM = 18.0
"""That a row gains each time it was found cramped."""
_MOST_ATTEMPTS = 5


def lanes_sheet(graph: Graph) -> Sheet:
    """The overview with its arrows; rows where something found no place are made higher, and routed again."""
    count = len(graph.definition.steps)
    if count > MOST_ROWS:
        message = "{sop} has {count} steps; the lanes hold {most} on one sheet: draw the form, or --view map"
        raise RefusedError(message, sop=graph.definition.id, count=count, most=MOST_ROWS)
    drawn = plan(graph)
    check_outcomes(drawn, graph.definition)
    check_arrows(drawn, graph.definition)
    cramped: Counter[str] = Counter()
    effort = Effort(count)
    tried: list[Sheet] = []
    for _ in range(_MOST_ATTEMPTS):
        tried.append(routed(_Overview(graph, drawn, cramped).finished(), effort))
        if effort.is_spent or not tried[-1].cramped:
            break
        cramped.update(tried[-1].cramped)
    return min(tried, key=lambda sheet: len(sheet.cramped))


class _Overview:
    """The sheet while its parts are put in place."""

    def __init__(self, graph: Graph, drawn: Plan, cramped: Counter[str]) -> None:
        self.graph, self.plan, self.definition = graph, drawn, graph.definition
        actors = self.definition.actors
        lane = max(_LANE, min(_LANE * 1.5, (_SHEET - 2 * MARGIN) / len(actors)))
        self.lanes = tuple(round(MARGIN + lane * place, 2) for place in range(len(actors) + 1))
        self.lane_width = lane
        self.shapes = {symbol.id: self._inscribed(symbol) for symbol in drawn.symbols.values()}
        self.headings = [wrap(actor.title, lane - 2 * _INSIDE, _HEADING_SIZE, True) for actor in actors]
        self.head = MARGIN + _TITLE_HEIGHT
        self.top = self.head + max(map(len, self.headings)) * _HEADING_SIZE * LEADING + 2 * _INSIDE
        self.pitches = [self._pitch(row) for row in self._rows()]
        self.levels = self._levels(cramped)

    def _inscribed(self, symbol: PlannedSymbol) -> Inscribed:
        return inscribed(symbol.kind, _words(self.graph, symbol), self.lane_width, symbol.lanes)

    def _rows(self) -> list[list[PlannedSymbol]]:
        rows: list[list[PlannedSymbol]] = [[] for _ in self.definition.steps]
        for symbol in self.plan.symbols.values():
            rows[symbol.row].append(symbol)
        return rows

    def _pitch(self, row: list[PlannedSymbol]) -> float:
        """From the middle of one symbol to that of the next in the same cell."""
        return max(self.shapes[symbol.id].height for symbol in row) + _LEVEL_GAP

    def _levels(self, cramped: Counter[str]) -> tuple[float, ...]:
        """Where rows begin and end, from the foot of the headings down; they are not drawn."""
        levels = [self.top]
        for row, pitch, step in zip(self._rows(), self.pitches, self.definition.steps, strict=True):
            labels = [arrow.label for arrow in self.plan.arrows if self.plan.symbols[arrow.source].step == step.id]
            lines = max((len(label_lines(label, self.lane_width)[0]) for label in labels if label), default=0)
            room = max(_CLEARANCE, lines * LABEL_SIZE * LEADING + 4.0)
            height = pitch * max(symbol.levels for symbol in row) - _LEVEL_GAP + 2 * room
            levels.append(round(levels[-1] + height + cramped[step.id] * _MORE_ROOM, 2))
        return tuple(levels)

    def finished(self) -> Sheet:
        definition, bottom = self.definition, self.levels[-1]
        symbols = tuple(self._symbol(symbol) for symbol in self.plan.symbols.values())
        return Sheet(
            sop=definition.id,
            file=f"{definition.id}-lanes.svg",
            sop_title=clean(definition.title),
            title=f"{clean(definition.title)}, lajur pelaksana",
            description=f"Alur SOP {clean(definition.title)} menurut pelaksana, tanpa tabel.",
            width=self.lanes[-1] + MARGIN,
            height=bottom + _FOOT + MARGIN / 2,
            rules=tuple(self._rules()),
            shades=(Box(left=self.lanes[0], right=self.lanes[-1], top=self.head, bottom=self.top),),
            texts=tuple(self._texts(symbols)),
            number=1,
            total=1,
            area=Box(left=self.lanes[0], right=self.lanes[-1], top=self.top, bottom=bottom),
            actors=tuple(actor.id for actor in definition.actors),
            lanes=self.lanes,
            rows=self.levels,
            symbols=symbols,
            arrows=tuple(self._arrows()),
        )

    def _symbol(self, symbol: PlannedSymbol) -> Symbol:
        shape = self.shapes[symbol.id]
        top, bottom = self.levels[symbol.row : symbol.row + 2]
        x = (self.lanes[symbol.first] + self.lanes[symbol.last + 1]) / 2 + self._shift(symbol)
        y = (top + bottom) / 2 + (symbol.level - (symbol.levels - 1) / 2) * self.pitches[symbol.row]
        half, rise = shape.width / 2, shape.height / 2
        return Symbol(
            id=symbol.id,
            name=symbol.name,
            kind=symbol.kind,
            box=Box(left=x - half, right=x + half, top=y - rise, bottom=y + rise),
            step=symbol.step,
            actor=symbol.actor,
            partners=symbol.partners,
            partner=symbol.id != symbol.name,
            told=clean(self.graph.steps[symbol.step].activity) if shape.is_cut else "",
        )

    def _shift(self, symbol: PlannedSymbol) -> float:
        """Towards its own lane, where the points of the symbol would else lie on a rule."""
        shift = off_middle(symbol.kind, symbol.lanes)
        return -shift if symbol.lane - symbol.first < symbol.lanes / 2 else shift

    def _arrows(self) -> Iterator[Arrow]:
        for arrow in self.plan.arrows:
            lines = label_lines(arrow.label, self.lane_width) if arrow.label else ()
            yield Arrow(
                name=arrow.name,
                source=arrow.source,
                target=arrow.target,
                label=arrow.label,
                label_lines=lines,
                joint=arrow.joint,
            )

    def _rules(self) -> Iterator[Box]:
        """The border, the sides of the lanes, and the foot of the headings."""
        left, right, bottom = self.lanes[0], self.lanes[-1], self.levels[-1]
        for y in (self.head, self.top, bottom):
            yield Box(left=left, right=right, top=y, bottom=y)
        for x in self.lanes:
            yield Box(left=x, right=x, top=self.head, bottom=self.top)
            yield Box(left=x, right=x, top=self.top, bottom=bottom)

    def _texts(self, symbols: tuple[Symbol, ...]) -> Iterator[Text]:
        room = self.lanes[-1] - self.lanes[0]
        title = shortened(self.definition.title, room, _TITLE_SIZE, True)
        yield _line(title, MARGIN, MARGIN + 8.0, _TITLE_SIZE, bold=True, of_sop=True)
        for (left, right), heading in zip(pairwise(self.lanes), self.headings, strict=True):
            yield from centred(
                heading, Box(left=left, right=right, top=self.head, bottom=self.top), _HEADING_SIZE, bold=True
            )
        for symbol in symbols:
            yield from centred(self.shapes[symbol.id].lines, symbol.box, TEXT_SIZE)
        words = _foot(self.definition, room)
        width = text_width(words, _FOOT_SIZE)
        yield _line(words, self.lanes[-1] - width, self.levels[-1] + 12.0, _FOOT_SIZE)


def _words(graph: Graph, symbol: PlannedSymbol) -> str:
    """Number and activity of its row, or the question; of an extra capsule what the form says."""
    task = graph.tasks.get(symbol.name)
    if task is None:
        return symbol.text
    step = graph.steps[symbol.step]
    words = clean(task.question) if symbol.kind is Kind.DECISION and task.question else clean(step.activity)
    return f"{step.number}. {words}" if step.number else words


def _foot(definition: Definition, room: float) -> str:
    words = " - ".join(filter(None, (definition.document.number, definition.digest[:8])))
    return shortened(words, room, _FOOT_SIZE)


def _line(words: str, x: float, y: float, size: float, *, bold: bool = False, of_sop: bool = False) -> Text:
    width = text_width(words, size, bold)
    return Text(x=x, y=y, content=words, size=size, width=width, bold=bold, of_sop=of_sop)
