"""`sop compare`: the same kind of SOP of several agencies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.json_text import json_text
from sopengine.cli.terminal.options import as_json
from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.wording import marked, text, translate
from sopengine.errors import MisuseError
from sopengine.graph import Graph
from sopengine.model.step import Item, Step
from sopengine.rules.gate import checked
from sopengine.rules.likeness import Match, matched

HEADINGS = marked("Row", "SOP", "No", "Activity", "Actor", "Standard", "Needs", "Outputs", "Stands out")


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--width", type=click.IntRange(80), help="Characters a line; default: the terminal's.")
@as_json
def command(files: tuple[Path, ...], width: int | None, as_json: bool) -> None:
    """Lay the SOPs in FILES side by side: rows that mean the same stand together, what stands out is marked.

    A standard five times longer or shorter than the others of its row stands out, and so does a row that only one
    SOP has.
    """
    if len(files) < 2:
        raise MisuseError("name two files or more to compare")
    graphs = [checked(file)[0] for file in files]
    matches = matched([graph.definition for graph in graphs])
    if as_json:
        click.echo(json_text(_plain(graphs, matches)))
        return
    rows = [cells for number, match in enumerate(matches, 1) for cells in _rows(graphs, number, match)]
    click.echo(table([translate(heading) for heading in HEADINGS], rows, width))
    click.echo()
    click.echo(_summary(graphs, matches))


def _rows(graphs: Sequence[Graph], number: int, match: Match) -> list[list[str]]:
    """A line an SOP that has the row; the number stands in the first."""
    return [
        [
            str(number) if place == min(match.rows) else "",
            _short(graphs, place),
            step.number,
            step.activity,
            _performers(graphs[place], step),
            step.standard.text,
            _listed(step.needs),
            _listed(step.outputs),
            _odd(graphs, match, place),
        ]
        for place, step in match.rows.items()
    ]


def _odd(graphs: Sequence[Graph], match: Match, place: int) -> str:
    if len(match.rows) == 1:
        return text("only here")
    factor = match.factor(place)
    if factor > 1:
        return text("{times} times longer", times=round(factor))
    return text("{times} times shorter", times=round(1 / factor)) if factor < 1 else ""


def _summary(graphs: Sequence[Graph], matches: Sequence[Match]) -> str:
    everywhere = sum(len(match.rows) == len(graphs) for match in matches)
    alone = sum(len(match.rows) == 1 for match in matches)
    odd = sum(match.factor(place) != 1 for match in matches for place in match.rows)
    return text(
        "{rows} rows: {everywhere} in all {sops} SOPs, {alone} in one only; {odd} standards stand out",
        rows=len(matches),
        everywhere=everywhere,
        sops=len(graphs),
        alone=alone,
        odd=odd,
    )


def _plain(graphs: Sequence[Graph], matches: Sequence[Match]) -> dict[str, object]:
    rows = [
        {
            graphs[place].definition.id: {
                "step": step.id,
                "number": step.number,
                "activity": step.activity,
                "actors": [task.actor for task in step.tasks],
                "standard": step.standard.text,
                "needs": [item.text for item in step.needs],
                "outputs": [item.text for item in step.outputs],
                "factor": match.factor(place),
            }
            for place, step in match.rows.items()
        }
        for match in matches
    ]
    return {"sops": [graph.definition.id for graph in graphs], "rows": rows}


def _short(graphs: Sequence[Graph], place: int) -> str:
    """The first words of the id, as many as tell it from the others."""
    ids = [graph.definition.id for graph in graphs]
    parts = ids[place].split("-")
    for count in range(1, len(parts)):
        short = "-".join(parts[:count])
        if sum(id == short or id.startswith(f"{short}-") for id in ids) == 1:
            return short
    return ids[place]


def _performers(graph: Graph, step: Step) -> str:
    titles = {actor.id: actor.title for actor in graph.definition.actors}
    return ", ".join(dict.fromkeys(titles.get(task.actor, task.actor) for task in step.tasks))


def _listed(items: Sequence[Item]) -> str:
    return "; ".join(item.text for item in items)
