"""Which symbols and arrows the form of a graph has, before anything has a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sopengine.diagram.drawing import Kind
from sopengine.diagram.layout.measure import clean
from sopengine.graph import Flow, Graph
from sopengine.model.form import Capsules, Form
from sopengine.model.step import END, Symbol, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSymbol:
    """A symbol in its cell."""

    id: str
    """Unique in the SOP; that of the lead is the name."""
    name: str
    """Of the task; joint work has a symbol an actor."""
    kind: Kind
    step: str
    actor: str
    text: str
    row: int = 0
    lane: int = 0
    level: int = 0
    """Counted from the top of its cell."""
    levels: int = 1
    """How many symbols its cell holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedArrow:
    """A flow between two symbols, or the line between two that work jointly."""

    name: str
    source: str
    target: str
    label: str = ""
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that has to be drawn, in the order of the form."""

    symbols: dict[str, PlannedSymbol]
    arrows: tuple[PlannedArrow, ...]


def plan(graph: Graph) -> Plan:
    symbols = {symbol.id: symbol for symbol in _placed(graph)}
    return Plan(symbols=symbols, arrows=(*_flows(graph), *_joints(graph, symbols)))


def _placed(graph: Graph) -> Iterator[PlannedSymbol]:
    """The symbols in their cells, one above the other; a box of joint work beside that of its lead."""
    lanes = {actor.id: place for place, actor in enumerate(graph.definition.actors)}
    leads: dict[str, tuple[int, int]] = {}
    for row, step in enumerate(graph.definition.steps):
        symbols = [symbol for task in step.tasks for symbol in _symbols(graph, task)]
        levels = Counter(symbol.actor for symbol in symbols)
        passed: Counter[str] = Counter()
        for symbol in symbols:
            actor = symbol.actor
            level, of = passed[actor], levels[actor]
            if symbol.id == symbol.name:
                leads[symbol.name] = level, of
            elif of == 1:
                level, of = leads[symbol.name]
            yield replace(symbol, row=row, lane=lanes[actor], level=level, levels=of)
            passed[actor] += 1


def _symbols(graph: Graph, task: Task) -> Iterator[PlannedSymbol]:
    """The symbol of a task with the capsules above and below it, and those of the actors who work along."""
    form, last = graph.definition.form, _is_last(graph.out_of(task.name))
    marked = _is_marked(task, form)
    kind = _kind(task, last, marked)
    lead = PlannedSymbol(
        id=task.name, name=task.name, kind=kind, step=task.step, actor=task.actor, text=_text(task, kind, last, form)
    )
    if marked and task.entry:
        start = start_of(task.name)
        yield replace(lead, id=start, name=start, kind=Kind.START, text=form.start)
    yield lead
    if any(flow.target == END for flow in graph.out_of(task.name)) and (marked or not last):
        end = end_of(task.name)
        yield replace(lead, id=end, name=end, kind=Kind.END, text=form.end)
    for partner in task.partners:
        yield replace(lead, id=f"{task.name}+{partner}", kind=Kind.PROCESS, actor=partner, text="")


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


def _joints(graph: Graph, symbols: dict[str, PlannedSymbol]) -> Iterator[PlannedArrow]:
    """Lines from lane to lane through all who do one piece of work."""
    for task in graph.tasks.values():
        ids = [task.name, *(f"{task.name}+{partner}" for partner in task.partners)]
        for place, (a, b) in enumerate(pairwise(sorted(ids, key=lambda id: symbols[id].lane)), 1):
            yield PlannedArrow(name=f"{task.name} {place}", source=a, target=b, joint=True)
