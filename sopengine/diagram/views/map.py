"""The map: the flow in layers without lanes, an actor a colour, in the language DOT.

Every text is written as a quoted string in which nothing is markup, escape or entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sopengine.diagram.drawing import Kind
from sopengine.diagram.layout.measure import clean, shortened, wrap
from sopengine.diagram.layout.plan import Plan, PlannedArrow, PlannedSymbol, plan
from sopengine.diagram.views.measured import Measured, Tint
from sopengine.diagram.views.progress import length
from sopengine.errors import RefusedError
from sopengine.frozen import frozen
from sopengine.graph import Graph
from sopengine.model.definition import Actor

_SIZE, _TITLE_SIZE = 9.0, 12.0
_WIDEST, _NARROW = 132.0, 92.0
"""Points of a line of text in a box and in a diamond."""
_MOST_LINES = 6
_COLOURS = (
    "#d6e6f4", "#fbe3c8", "#d9ecd3", "#eadcf0", "#f7d9d9", "#e3e3e3",
    "#fff2b8", "#d2eeee", "#e9e0d0", "#dfe7b6", "#f3d3e6", "#cfd8ea",
)  # fmt: skip
"""Of the actors in the order of the lanes; light, so that black letters stand out on them."""
_SHAPES = {
    Kind.START: 'shape=box, style="rounded,filled"',
    Kind.END: 'shape=box, style="rounded,filled"',
    Kind.PROCESS: "shape=box, style=filled",
    Kind.DECISION: 'shape=diamond, style=filled, margin="0.01,0.01"',
}
_MOST_TANGLED = 50_000
"""Square of the layers that arrows pass, by layers: above it Graphviz takes more than half a second."""
_THIN, _THICK = 0.8, 4.0
"""Widths of the arrows, in points, by how often they were travelled."""

_TINTS = {
    Tint.GOOD: 'fillcolor="#cfe8cf"',
    Tint.FAIR: 'fillcolor="#ffe9a8", peripheries=2',
    Tint.POOR: 'fillcolor="#f6c1bb", color="#a81e17", penwidth=3',
    Tint.UNMEASURED: 'fillcolor="#ffffff", color=gray50',
}
"""Of the nodes; on grey paper, too, each differs: plain, with two borders, with a heavy one, pale."""
_UNTOLD = 'fillcolor="#ffffff"'

Way = tuple[str, str, str]
"""An arrow by the task it leaves, its outcome ("" without), and the task it goes to, or `<task>-end`."""


@frozen
class Travelled:
    """How an arrow was used by the instances of a period."""

    count: int
    time: timedelta | None = None
    """From the opening of the one task to that of the next, in working time; None where it was not measured."""


def map_dot(
    graph: Graph, measures: Mapping[Way, Travelled] | None = None, tasks: Mapping[str, Measured] | None = None
) -> str:
    """The flow in the language DOT; with measures, how often and how long stands on its arrows.

    With `tasks`, by name, the nodes are tinted by how they did instead of by their actors, who are named in them, and
    their figures stand below.
    """
    drawn = plan(graph)
    lines = [
        f"// {graph.definition.id}: map of sopengine",
        f"digraph {_quoted(graph.definition.id)} {{",
        *_looks(clean(graph.definition.title)),
        *(_legend(graph.definition.actors) if tasks is None else ()),
        *(_node(graph, symbol, tasks) for symbol in _shown(drawn)),
        *_edges(drawn, measures),
        "}",
    ]
    return "\n".join(lines) + "\n"


def check_tangle(graph: Graph) -> None:
    """Refuse a flow that Graphviz would take long for, or give up on: many arrows over many layers.

    It puts a place on every layer that an arrow passes, and compares the places of a layer with each other.
    """
    drawn = plan(graph)
    arrows = [arrow for arrow in drawn.arrows if not arrow.joint]
    layers = _layers(drawn)
    passed = sum(max(0, abs(layers[arrow.source] - layers[arrow.target]) - 1) for arrow in arrows)
    if passed**2 / (1 + max(layers.values())) > _MOST_TANGLED:
        message = (
            "the flow of {sop} is too tangled for a map: split this SOP into several with `call`, or give "
            "--format dot to a program of your own"
        )
        raise RefusedError(message, sop=graph.definition.id)


def _layers(drawn: Plan) -> dict[str, int]:
    """Of each symbol: below all symbols of earlier rows that lead to it."""
    layers = dict.fromkeys(drawn.symbols, 0)
    for arrow in sorted(drawn.arrows, key=lambda arrow: drawn.symbols[arrow.source].row):
        if drawn.symbols[arrow.source].row < drawn.symbols[arrow.target].row:
            layers[arrow.target] = max(layers[arrow.target], layers[arrow.source] + 1)
    return layers


def _looks(title: str) -> Iterator[str]:
    font = f'fontname="Liberation Sans", fontsize={_SIZE:g}'
    yield f"graph [rankdir=TB, label={_quoted(title)}, labelloc=t, nodesep=0.3, ranksep=0.35, pad=0.2];"
    yield f'graph [fontname="Liberation Sans", fontsize={_TITLE_SIZE:g}];'
    yield f'node [height=0.3, margin="0.09,0.06", penwidth=0.8, {font}];'
    yield f"edge [arrowsize=0.7, penwidth={_THIN:g}, {font}];"


def _legend(actors: tuple[Actor, ...]) -> Iterator[str]:
    """A colour an actor, one below the other."""
    yield 'subgraph "cluster legend" {'
    yield f"label=Pelaksana; color=gray70; style=rounded; fontsize={_SIZE:g};"
    for place, actor in enumerate(actors):
        look = f"shape=box, style=filled, fillcolor={_quoted(_colour(place))}"
        yield f"{_quoted(f'actor {place}')} [label={_quoted(_broken(clean(actor.title), _WIDEST))}, {look}];"
    for place in range(1, len(actors)):
        yield f"{_quoted(f'actor {place - 1}')} -> {_quoted(f'actor {place}')} [style=invis];"
    yield "}"


def _shown(drawn: Plan) -> Iterator[PlannedSymbol]:
    """Those who work along have no symbol of their own: nothing leads to it or from it."""
    return (symbol for symbol in drawn.symbols.values() if "+" not in symbol.id)


def _node(graph: Graph, symbol: PlannedSymbol, tasks: Mapping[str, Measured] | None) -> str:
    room = _NARROW if symbol.kind is Kind.DECISION else _WIDEST
    measured = (tasks or {}).get(symbol.id)
    words = [_broken(_words(graph, symbol), room), _broken(_who(graph, symbol, always=tasks is not None), room)]
    words += [_broken(part, room) for part in measured.parts] if measured else []
    label = _quoted("\n".join(filter(None, words)))
    if tasks is None:
        looks = f"{_SHAPES[symbol.kind]}, fillcolor={_quoted(_colour(symbol.lane))}"
    else:
        looks = f"{_SHAPES[symbol.kind]}, {_TINTS[measured.tint] if measured else _UNTOLD}"
    return f"{_quoted(symbol.id)} [label={label}, {looks}];"


def _words(graph: Graph, symbol: PlannedSymbol) -> str:
    """Number and activity of its row, or the question; of an extra capsule what is written in it."""
    if symbol.id not in graph.tasks:
        return symbol.text
    step, question = graph.steps[symbol.step], clean(graph.tasks[symbol.id].question)
    words = question if question and symbol.kind is Kind.DECISION else clean(step.activity)
    return f"{step.number}. {words}" if step.number else words


def _who(graph: Graph, symbol: PlannedSymbol, *, always: bool) -> str:
    """Named where a row has several tasks, which else would read alike, and where others work along."""
    task = graph.tasks.get(symbol.id)
    if task is None or not (always or task.partners or len(graph.steps[symbol.step].tasks) > 1):
        return ""
    lead, *others = (clean(graph.definition.actor(actor).title) for actor in (task.actor, *task.partners))
    return f"({lead} bersama {', '.join(others)})" if others else f"({lead})"


def _edges(drawn: Plan, measures: Mapping[Way, Travelled] | None) -> Iterator[str]:
    arrows = [arrow for arrow in drawn.arrows if not arrow.joint]
    most = max((measure.count for measure in (measures or {}).values()), default=0)
    for arrow in arrows:
        ends = f"{_quoted(arrow.source)} -> {_quoted(arrow.target)}"
        measure = _of(arrow, measures)
        lines = [*_broken(arrow.label, _NARROW).split("\n"), _told(measure)]
        label = "\n".join(f"  {line}  " for line in lines if line)
        looks = [f"label={_quoted(label)}"] if label else []
        looks += [f"penwidth={_THIN + (_THICK - _THIN) * measure.count / most:.2f}"] if measure and most else []
        yield f"{ends} [{', '.join(looks)}];" if looks else f"{ends};"


def _of(arrow: PlannedArrow, measures: Mapping[Way, Travelled] | None) -> Travelled | None:
    if measures is None:
        return None
    return measures.get((arrow.source, arrow.label, arrow.target), Travelled(count=0))


def _told(measure: Travelled | None) -> str:
    if measure is None:
        return ""
    return f"{measure.count}x, {length(measure.time)}" if measure.time is not None else f"{measure.count}x"


def _colour(place: int) -> str:
    return _COLOURS[place % len(_COLOURS)]


def _broken(text: str, room: float) -> str:
    """The text on a few lines."""
    lines = wrap(text, room, _SIZE)
    if len(lines) > _MOST_LINES:
        lines = (*lines[: _MOST_LINES - 1], shortened(" ".join(lines[_MOST_LINES - 1 :]), room, _SIZE))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A string of DOT that is shown as it is: no escape, no entity, and in quotes never markup."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return '"' + plain.replace("\n", "\\n") + '"'
