"""`sop undo`: take back one's own completion."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import newly_open, no_longer_open, tell_change
from sopengine.cli.terminal.work.given import for_entry
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@click.argument("task", required=False)
@for_entry
@person
@database
@as_json
def command(instance: str, task: str | None, entry: str | None, by: str | None, db: str, as_json: bool) -> None:
    """Take back what you completed last in INSTANCE, or the completion of TASK: it is open again as it was.

    Possible until somebody has begun or done what it opened; after that it can be corrected, or sent back.
    """
    with Engine(db, create=False) as engine:
        before = engine.instance(instance)
        if task:
            after = engine.undo(engine.done_item(before.id, task, entry).id, by=acting(by))
        else:
            after = engine.undo_latest(before.id, by=acting(by))
        again = ", ".join(f"{after.id}/{one.task}" for one in newly_open(before, after))
        gone = ", ".join(one.task for one in no_longer_open(before, after))
        said = text("undone: {again}", again=again) + (text("; withdrawn: {tasks}", tasks=gone) if gone else "")
        tell_change(engine, before, after, said, as_json)
