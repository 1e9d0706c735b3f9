"""`sop start`: begin an instance of an SOP."""

from __future__ import annotations

from pathlib import Path

import click

from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine
from sopengine.office.running.starting import only_approved, startable
from sopengine.office.words.times import read_time


@click.command
@click.argument("id")
@click.option("--ref", default="", metavar="TEXT", help="What the office calls this run, such as 'Triwulan III 2026'.")
@click.option("--again", is_flag=True, help="Start it even if another instance bears that reference already.")
@click.option("--entry", metavar="TASK", help="Where to start, in an SOP with several entries (default: the first).")
@person
@recorded_at
@database
@as_json
def command(
    id: str, ref: str, again: bool, entry: str | None, by: str | None, at: str | None, db: str, as_json: bool
) -> None:
    """Start an instance of the SOP in definitions/ID.yaml."""
    compiled = startable(DEFINITIONS, id)
    with Engine(db) as engine:
        moment = read_time(at, engine.now(), compiled.timezone, begins=True) if at else None
        started = engine.start(
            compiled,
            by=acting(by),
            ref=ref,
            entry=entry,
            at=moment,
            again=again,
            approved_only=only_approved(Path.cwd()),
        )
        named = text("instance {number} of {sop} started", number=started.id, sop=started.sop)
        tell_change(engine, None, started, f"{named}: {started.ref}" if started.ref else named, as_json)
