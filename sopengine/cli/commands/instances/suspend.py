"""`sop suspend`: let an instance rest."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import reason
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@reason
@person
@recorded_at
@database
@as_json
def command(instance: str, reason: str, by: str | None, at: str | None, db: str, as_json: bool) -> None:
    """Let INSTANCE rest: nothing is done in it until it is resumed, and its due times move by as much."""
    with Engine(db, create=False) as engine:
        before = engine.instance(instance)
        after = engine.suspend(before.id, by=acting(by), reason=reason, at=recorded(at, engine, before))
        said = text("suspended: instance {number}; to let it go on: sop resume {number}", number=after.id)
        tell_change(engine, before, after, said, as_json)
