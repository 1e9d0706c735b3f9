"""`sop cancel`: end an instance before its end."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import no_longer_open, tell_change
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
    """End INSTANCE before its end, for good: one that was started twice, or is not wanted any more.

    What is open is withdrawn, instances that it called are cancelled with it; reports count it apart.
    """
    with Engine(db, create=False) as engine:
        before = engine.instance(instance)
        after = engine.cancel(before.id, by=acting(by), reason=reason, at=recorded(at, engine, before))
        gone = ", ".join(item.task for item in no_longer_open(before, after)) or "-"
        said = text("cancelled: instance {number}; withdrawn: {tasks}", number=after.id, tasks=gone)
        tell_change(engine, before, after, said, as_json)
