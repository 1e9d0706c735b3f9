"""`sop take`: make offered work yours."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import for_entry
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@click.argument("task")
@for_entry
@person
@database
@as_json
def command(instance: str, task: str, entry: str | None, by: str | None, db: str, as_json: bool) -> None:
    """Take the open TASK of INSTANCE: it is yours until you give it back, and the others see that."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        before = engine.instance(item.instance)
        after = engine.take(item.id, by=acting(by))
        (taken,) = (one for one in after.open_items if one.id == item.id)
        said = text("taken: {instance}/{task} by {person}", instance=after.id, task=item.task, person=taken.assignee)
        tell_change(engine, before, after, said, as_json)
