"""The second view: an overview of lanes and flows in the language DOT, drawn by the package graphviz-pure."""

from __future__ import annotations

import sys
from pathlib import Path

import graphviz
from graphviz.backend import dot_command

from sopengine.diagram.drawing import Kind
from sopengine.diagram.layout.measure import clean, wrap
from sopengine.diagram.layout.plan import Plan, PlannedSymbol, plan
from sopengine.errors import NotFoundError
from sopengine.graph import Graph

_PROGRAM = Path("graphviz-pure.exe" if sys.platform == "win32" else "graphviz-pure")
_SIZE = 9.0
_WIDEST = 110.0
"""Points of a line of text in a symbol."""
_MOST_LINES = 4
_SHAPES = {
    Kind.START: {"shape": "box", "style": "rounded"},
    Kind.END: {"shape": "box", "style": "rounded"},
    Kind.PROCESS: {"shape": "box"},
    Kind.DECISION: {"shape": "diamond", "margin": "0.02,0.02"},
}


def lanes_dot(graph: Graph) -> str:
    """The flow in the language DOT: a rank a lane in the order of the form, an edge an arrow."""
    drawn = plan(graph)
    dot = graphviz.Digraph(name=graphviz.escape(graph.definition.id), encoding="utf-8")
    title = graphviz.escape(clean(graph.definition.title))
    dot.attr("graph", rankdir="LR", label=title, labelloc="t", ranksep="0.8", nodesep="0.25")
    for element in ("graph", "node", "edge"):
        dot.attr(element, fontname="Arial", fontsize=f"{_SIZE:g}")
    dot.attr("node", height="0.3")
    for place, actor in enumerate(graph.definition.actors):
        with dot.subgraph() as lane:
            lane.attr(rank="same")
            lane.node(
                f"lane {place}", label=_broken(clean(actor.title)), shape="box", style="filled", fillcolor="#e6e6e6"
            )
            above = f"lane {place}"
            for symbol in drawn.symbols.values():
                if symbol.actor == actor.id:
                    lane.node(_name(symbol.id), label=_label(graph, symbol), **_SHAPES[symbol.kind])
                    lane.edge(above, _name(symbol.id), style="invis")
                    above = _name(symbol.id)
        if place:
            dot.edge(f"lane {place - 1}", f"lane {place}", style="invis", weight="100")
    _put_edges(dot, drawn)
    return str(dot.source)


def lanes_picture(graph: Graph, format: str = "svg") -> bytes:
    """The overview as `svg` or `png`; refused with the mend where no program draws it."""
    beside = Path(sys.executable).with_name(_PROGRAM.name)
    dot_command.DOT_BINARY = beside if beside.is_file() else _PROGRAM
    try:
        return bytes(graphviz.Source(lanes_dot(graph), encoding="utf-8").pipe(format=format, quiet=True))
    except graphviz.ExecutableNotFound as error:
        message = "the program graphviz-pure is not there to draw the lanes: pip install graphviz-pure, or --format dot"
        raise NotFoundError(message) from error


def _put_edges(dot: graphviz.Digraph, drawn: Plan) -> None:
    for arrow in drawn.arrows:
        looks = {"dir": "none"} if arrow.joint else {}
        label = graphviz.escape(arrow.label) if arrow.label else None
        dot.edge(_name(arrow.source), _name(arrow.target), label=label, constraint="false", **looks)


def _name(id: str) -> str:
    """A colon would part the name of a node from that of a port."""
    return str(graphviz.escape(id.replace(":", "_")))


def _label(graph: Graph, symbol: PlannedSymbol) -> str:
    if symbol.id != symbol.name:
        return str(graphviz.escape(symbol.text))
    step = graph.steps[symbol.step]
    return _broken(f"{step.number}. {step.activity}" if step.number else step.activity)


def _broken(text: str) -> str:
    """The text on a few lines, in the spelling of DOT."""
    lines = wrap(text, _WIDEST, _SIZE)
    shown = lines if len(lines) <= _MOST_LINES else (*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …")
    return "\\n".join(graphviz.escape(line) for line in shown)
