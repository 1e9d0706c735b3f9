"""`sop start`: begin an instance of an SOP."""

from __future__ import annotations

from pathlib import Path

import click

from sopengine.cli.instances import print_json, print_next
from sopengine.cli.options import acting, as_json, database, person, recorded_at
from sopengine.cli.times import read_time
from sopengine.engine import Engine
from sopengine.errors import NotFoundError
from sopengine.model.nearest import nearest
from sopengine.rules.gate import checked

FOLDER = Path("definitions")


@click.command
@click.argument("id")
@click.option("--ref", default="", metavar="TEXT", help="What the office calls this run, such as 'Triwulan III 2026'.")
@person
@recorded_at
@database
@as_json
def command(id: str, ref: str, by: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Start an instance of the SOP in definitions/ID.yaml."""
    graph, _ = checked(_definition(id))
    compiled = graph.compiled()
    with Engine(db) as engine:
        started = engine.start(compiled, by=acting(by), ref=ref, at=read_time(at, compiled.timezone) if at else None)
        if as_json:
            print_json(started)
            return
        click.echo(f"instance {started.id} of {started.sop} started{f': {started.ref}' if started.ref else ''}")
        print_next(engine, started, started.open_items)


def _definition(id: str) -> Path:
    file = FOLDER / f"{id}.yaml"
    if file.is_file():
        return file
    known = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]
    if not known:
        raise NotFoundError(
            "no definitions in {folder}: run sop where your SOPs lie, in a folder 'definitions'",
            folder=FOLDER.absolute(),
        )
    close = nearest(Path(id).stem, known)
    if close:
        raise NotFoundError("there is no {file}: did you mean '{close}'?", file=file, close=close)
    raise NotFoundError("there is no {file}; SOPs there: {known}", file=file, known=", ".join(known))
