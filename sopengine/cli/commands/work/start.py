"""`sop start`: begin an instance of an SOP."""

from __future__ import annotations

from pathlib import Path

import click

from sopengine.cli.terminal.definition_files import DEFINITIONS
from sopengine.cli.terminal.findings import report
from sopengine.cli.terminal.instances import print_json, print_next
from sopengine.cli.terminal.options import acting, as_json, database, person, recorded_at
from sopengine.cli.terminal.times import read_time
from sopengine.cli.terminal.wording import text
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.errors.nearest import nearest
from sopengine.graph import Graph
from sopengine.rules import checked, unrunnable


@click.command
@click.argument("id")
@click.option("--ref", default="", metavar="TEXT", help="What the office calls this run, such as 'Triwulan III 2026'.")
@click.option("--entry", metavar="TASK", help="Where to start, in an SOP with several entries (default: the first).")
@person
@recorded_at
@database
@as_json
def command(id: str, ref: str, entry: str | None, by: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Start an instance of the SOP in definitions/ID.yaml."""
    compiled = _runnable(_definition(id)).compiled()
    with Engine(db) as engine:
        moment = read_time(at, compiled.timezone) if at else None
        started = engine.start(compiled, by=acting(by), ref=ref, entry=entry, at=moment)
        if as_json:
            print_json(started)
            return
        named = text("instance {number} of {sop} started", number=started.id, sop=started.sop)
        click.echo(f"{named}: {started.ref}" if started.ref else named)
        print_next(engine, started, started.open_items)


def _runnable(file: Path) -> Graph:
    """The SOP in a file; refused where it says what the engine cannot do."""
    graph, _ = checked(file)
    obstacles = unrunnable(graph)
    if obstacles:
        raise RefusedError("{id} cannot be started:\n{why}", id=graph.definition.id, why=report(obstacles))
    return graph


def _definition(id: str) -> Path:
    file = DEFINITIONS / f"{id}.yaml"
    if file.is_file():
        return file
    known = [path.stem for path in sorted(DEFINITIONS.glob("*.yaml"))]
    if not known:
        raise NotFoundError(
            "no definitions in {folder}: run sop where your SOPs lie, in a folder 'definitions'",
            folder=DEFINITIONS.absolute(),
        )
    close = nearest(Path(id).stem, known)
    if close:
        raise NotFoundError("there is no {file}: did you mean '{close}'?", file=file, close=close)
    raise NotFoundError("there is no {file}; SOPs there: {known}", file=file, known=", ".join(known))
