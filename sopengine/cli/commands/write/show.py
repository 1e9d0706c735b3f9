"""`sop show`: a definition as a table in the terminal."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.table import GAP, table
from sopengine.cli.terminal.wording import text
from sopengine.graph import Flow, Graph
from sopengine.model.form import Column
from sopengine.model.step import END, Item, Step, Task
from sopengine.rules.gate import checked

NARROWEST_LANE = 10
"""Characters; where the lanes do not fit so, one column names the actor."""
OTHER_COLUMNS = 70
"""Characters that the columns beside the lanes want at least."""


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--width", type=click.IntRange(40), help="Characters a line; default: the terminal's.")
def command(file: Path, width: int | None) -> None:
    """Print the SOP in FILE as a table: rows, lanes, standards and where the work goes next.

    ( ) is a start or an end, [ ] a piece of work, < > a decision.
    """
    graph, _ = checked(file)
    click.echo(heading(graph))
    click.echo()
    click.echo(matrix(graph, width or shutil.get_terminal_size().columns))


def heading(graph: Graph) -> str:
    """Title, agency and number, one a line."""
    definition = graph.definition
    agency = ", ".join(part for part in (definition.agency.name, definition.agency.government) if part)
    return "\n".join(
        (
            definition.title,
            agency,
            text("{id}, number {number}", id=definition.id, number=definition.document.number or "-"),
        )
    )


def matrix(graph: Graph, width: int) -> str:
    words = dict(graph.definition.form.columns)
    actors = graph.definition.actors
    lanes = len(actors) * (NARROWEST_LANE + GAP) + OTHER_COLUMNS <= width
    headings = [words.get(Column.NUMBER, "No"), words.get(Column.ACTIVITY, "Kegiatan")]
    headings += [actor.title for actor in actors] if lanes else [words.get(Column.ACTORS, "Pelaksana")]
    headings += [words.get(column, column) for column in (Column.NEEDS, Column.DURATION, Column.OUTPUTS)]
    return table([*headings, "→"], [_row(graph, step, lanes) for step in graph.definition.steps], width)


def _row(graph: Graph, step: Step, lanes: bool) -> list[str]:
    return [
        step.number,
        step.activity,
        *(_lanes(graph, step) if lanes else [_performers(graph, step)]),
        _listed(step.needs),
        "; ".join(filter(None, (step.standard.text, *map(_wait, step.tasks)))),
        _listed(step.outputs),
        ", ".join(_told(graph, flow) for task in step.tasks for flow in graph.out_of(task.name)),
    ]


def _lanes(graph: Graph, step: Step) -> list[str]:
    tasks = {actor.id: [task for task in step.tasks if task.actor == actor.id] for actor in graph.definition.actors}
    return [" ".join(_symbol(graph, task) for task in mine) for mine in tasks.values()]


def _performers(graph: Graph, step: Step) -> str:
    return ", ".join(f"{_symbol(graph, task)} {graph.definition.actor(task.actor).title}" for task in step.tasks)


def _symbol(graph: Graph, task: Task) -> str:
    if task.decides:
        return "< >"
    ends = all(flow.target == END for flow in graph.out_of(task.name))
    return "( )" if ends or task.name in graph.entries else "[ ]"


def _wait(task: Task) -> str:
    """What a task waits for in place of work, or ""."""
    if task.message:
        return text("until the message '{name}' comes", name=task.message)
    return text("waits {time}", time=task.wait.text) if task.wait else ""


def _told(graph: Graph, flow: Flow) -> str:
    if flow.target == END:
        goal = graph.definition.form.end
    else:
        step = graph.steps[graph.tasks[flow.target].step]
        goal = step.number or step.id
    return f"{flow.label}: {goal}" if flow.label else goal


def _listed(items: Sequence[Item]) -> str:
    return "; ".join(item.text for item in items)
