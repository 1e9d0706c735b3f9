"""`sop back`: send open work back."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import newly_open, tell_change
from sopengine.cli.terminal.work.given import for_entry, reason
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@click.argument("task")
@reason
@click.option("--to", metavar="TASK", help="The earlier task that it goes back to (default: the one that opened it).")
@for_entry
@person
@recorded_at
@database
@as_json
def command(
    instance: str,
    task: str,
    reason: str,
    to: str | None,
    entry: str | None,
    by: str | None,
    at: str | None,
    db: str,
    as_json: bool,
) -> None:
    """Send the open TASK of INSTANCE back to who did what led to it. They read the reason, and do it once more."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        before = engine.instance(item.instance)
        to_item = engine.done_item(item.instance, to).id if to else None
        after = engine.back(item.id, by=acting(by), reason=reason, to=to_item, at=recorded(at, engine, before))
        again = ", ".join(one.task for one in newly_open(before, after))
        said = text("sent back: {instance}/{task} to {again}", instance=after.id, task=item.task, again=again)
        tell_change(engine, before, after, said, as_json)
