"""`sop resume`: let a suspended instance go on."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@person
@recorded_at
@database
@as_json
def command(instance: str, by: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Let the suspended INSTANCE go on; what is open is due later by as much working time as it rested."""
    with Engine(db, create=False) as engine:
        before = engine.instance(instance)
        after = engine.resume(before.id, by=acting(by), at=recorded(at, engine, before))
        said = text("resumed: instance {number}", number=after.id)
        tell_change(engine, before, after, said, as_json)
