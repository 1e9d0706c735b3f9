"""Which symbols and arrows the form of a graph has, before anything has a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sopengine.diagram.drawing import Kind
from sopengine.diagram.layout.measure import clean
from sopengine.frozen import frozen
from sopengine.graph import Flow, Graph
from sopengine.model.form import Capsules, Form
from sopengine.model.step import END, Step, Symbol, Task


@frozen
class PlannedSymbol:
    """A symbol in its cell, or over the cells of neighbouring lanes."""

    id: str
    """Unique in the SOP; that of the lead is the name."""
    name: str
    """Of the task; joint work in lanes apart has a symbol an actor."""
    kind: Kind
    step: str
    actor: str
    text: str
    question: str = ""
    """Printed in or beside the diamond."""
    partners: tuple[str, ...] = ()
    """Who work along in neighbouring lanes: the symbol stands over all of them."""
    row: int = 0
    lane: int = 0
    """Of the actor."""
    first: int = 0
    last: int = 0
    """The lanes over which it stands."""
    level: int = 0
    """Counted from the top of its cell."""
    levels: int = 1
    """How many symbols its cell holds."""

    @property
    def lanes(self) -> int:
        """Over how many it stands."""
        return self.last - self.first + 1


@frozen
class PlannedArrow:
    """A flow between two symbols, or the line between two that work jointly in lanes apart."""

    name: str
    source: str
    target: str
    label: str = ""
    joint: bool = False


@frozen
class Plan:
    """Everything that has to be drawn, in the order of the form."""

    symbols: dict[str, PlannedSymbol]
    arrows: tuple[PlannedArrow, ...]
    by_step: dict[str, list[PlannedSymbol]]
    """The symbols of each row."""
    labels: dict[str, list[str]]
    """The labels of the arrows that leave each row."""


def plan(graph: Graph) -> Plan:
    by_step = {step.id: _row(graph, row, step) for row, step in enumerate(graph.definition.steps)}
    symbols = {symbol.id: symbol for row in by_step.values() for symbol in row}
    arrows = (*_flows(graph), *_joints(symbols))
    labels: dict[str, list[str]] = {}
    for arrow in arrows:
        labels.setdefault(symbols[arrow.source].step, []).append(arrow.label)
    return Plan(symbols=symbols, arrows=arrows, by_step=by_step, labels=labels)


def _row(graph: Graph, row: int, step: Step) -> list[PlannedSymbol]:
    """The symbols of a row in their cells, one above the other where several stand in one lane."""
    lanes = {actor.id: place for place, actor in enumerate(graph.definition.actors)}
    made = [symbol for task in step.tasks for symbol in _symbols(graph, task, lanes, row, len(step.tasks) > 1)]
    if len(made) == 1:
        return made
    placed: list[PlannedSymbol] = []
    filled: dict[int, int] = {}
    for symbol in made:
        over = range(symbol.first, symbol.last + 1)
        level = max(filled.get(lane, 0) for lane in over)
        filled |= dict.fromkeys(over, level + 1)
        placed.append(replace(symbol, level=level) if level else symbol)
    if max(filled.values()) == 1:
        return placed
    levelled = {symbol.id: replace(symbol, levels=_levels(symbol, placed)) for symbol in placed}
    return [_beside(levelled[symbol.name], symbol) for symbol in levelled.values()]


def _levels(symbol: PlannedSymbol, row: Sequence[PlannedSymbol]) -> int:
    """Levels of all lanes that hang together with those of the symbol by symbols that stand over several lanes."""
    first, last = symbol.first, symbol.last
    while True:
        near = [other for other in row if other.first <= last and first <= other.last]
        group = min(other.first for other in near), max(other.last for other in near)
        if group == (first, last):
            return max(other.level for other in near) + 1
        first, last = group


def _beside(lead: PlannedSymbol, symbol: PlannedSymbol) -> PlannedSymbol:
    """The symbol of a partner in a lane apart, alone in its cell, stands on the line of its lead."""
    return replace(symbol, level=lead.level, levels=lead.levels) if symbol.levels == 1 else symbol


def _symbols(graph: Graph, task: Task, lanes: Mapping[str, int], row: int, shared: bool) -> Iterator[PlannedSymbol]:
    """The symbol of a task with the capsules above and below it, and those of the actors who work along.

    In a row of several tasks each decision says what it asks.
    """
    form, last = graph.definition.form, _is_last(graph.out_of(task.name))
    marked = _is_marked(task, form)
    kind = _kind(task, last, marked)
    lane = lanes[task.actor]
    alone = PlannedSymbol(
        id=task.name,
        name=task.name,
        kind=kind,
        step=task.step,
        actor=task.actor,
        text=_text(task, kind, last, form),
        row=row,
        lane=lane,
        first=lane,
        last=lane,
    )
    lead = replace(alone, question=clean(task.question)) if shared and kind is Kind.DECISION else alone
    over = sorted(lanes[actor] for actor in (task.actor, *task.partners))
    together = over[-1] - over[0] == len(over) - 1
    if task.partners and together:
        lead = replace(lead, partners=task.partners, first=over[0], last=over[-1])
    if marked and task.entry:
        start = start_of(task.name)
        yield replace(alone, id=start, name=start, kind=Kind.START, text=form.start)
    yield lead
    if any(flow.target == END for flow in graph.out_of(task.name)) and (marked or not last):
        end = end_of(task.name)
        yield replace(alone, id=end, name=end, kind=Kind.END, text=form.end)
    for partner in () if together else task.partners:
        lane = lanes[partner]
        id = f"{task.name}+{partner}"
        yield replace(alone, id=id, kind=Kind.PROCESS, actor=partner, text="", lane=lane, first=lane, last=lane)


def _kind(task: Task, last: bool, marked: bool) -> Kind:
    if task.symbol is Symbol.BOX:
        return Kind.PROCESS
    if task.decides:
        return Kind.DECISION
    if marked:
        return Kind.PROCESS
    if task.symbol is Symbol.END or (last and task.symbol is None):
        return Kind.END
    return Kind.START if task.entry or task.symbol is Symbol.START or not task.work else Kind.PROCESS


def _text(task: Task, kind: Kind, last: bool, form: Form) -> str:
    """What is written inside: what the task says, else the words of the form for its capsule."""
    if kind is Kind.START and task.entry:
        return clean(task.text) or form.start
    if kind is Kind.END and (last or task.symbol is Symbol.END):
        return clean(task.text) or form.end
    return clean(task.text)


def _is_marked(task: Task, form: Form) -> bool:
    """Are its capsules extra ones beside the task?"""
    return form.capsules is Capsules.MARKER and task.work


def _is_last(flows: tuple[Flow, ...]) -> bool:
    """Is `end` the only way out, with nothing to decide?"""
    return [(flow.label, flow.target) for flow in flows] == [("", END)]


def start_of(task: str) -> str:
    """Id of the extra capsule before a task."""
    return f"{task}-start"


def end_of(task: str) -> str:
    """Id of the capsule of its own in which a task ends."""
    return f"{task}-end"


def _flows(graph: Graph) -> Iterator[PlannedArrow]:
    keys: dict[tuple[str, str, str], None] = {}
    for task in graph.tasks.values():
        flows, marked = graph.out_of(task.name), _is_marked(task, graph.definition.form)
        if marked and task.entry:
            keys[start_of(task.name), task.name, ""] = None
        for flow in flows if marked or not _is_last(flows) else ():
            target = end_of(flow.source) if flow.target == END else flow.target
            keys[flow.source, target, clean(flow.label)] = None
    for place, (source, target, label) in enumerate(keys, 1):
        yield PlannedArrow(name=f"f{place}", source=source, target=target, label=label)


def _joints(symbols: Mapping[str, PlannedSymbol]) -> Iterator[PlannedArrow]:
    """Lines from lane to lane through all who do one piece of work in lanes apart."""
    together: dict[str, list[PlannedSymbol]] = {}
    for symbol in symbols.values():
        together.setdefault(symbol.name, []).append(symbol)
    for name, those in together.items():
        for place, (a, b) in enumerate(pairwise(sorted(those, key=lambda symbol: symbol.lane)), 1):
            yield PlannedArrow(name=f"{name} {place}", source=a.id, target=b.id, joint=True)
