"""`sop start`: begin an instance of an SOP."""

from __future__ import annotations

import click

from sopengine.cli.terminal.definition_files import DEFINITIONS
from sopengine.cli.terminal.instances import print_next
from sopengine.cli.terminal.options import acting, as_json, database, person, recorded_at
from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import read_time
from sopengine.cli.terminal.wording import text
from sopengine.engine import Engine
from sopengine.office.starting import startable


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
    compiled = startable(DEFINITIONS, id)
    with Engine(db) as engine:
        moment = read_time(at, compiled.timezone) if at else None
        started = engine.start(compiled, by=acting(by), ref=ref, entry=entry, at=moment)
        if as_json:
            print_json(started)
            return
        named = text("instance {number} of {sop} started", number=started.id, sop=started.sop)
        click.echo(f"{named}: {started.ref}" if started.ref else named)
        print_next(engine, started, started.open_items)
