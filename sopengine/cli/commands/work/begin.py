"""`sop begin`: somebody starts to work on a task."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import tell_change
from sopengine.cli.terminal.work.given import for_entry
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@click.argument("task")
@for_entry
@person
@recorded_at
@database
@as_json
def command(
    instance: str, task: str, entry: str | None, by: str | None, at: str | None, db: str, as_json: bool
) -> None:
    """Say that work on TASK of INSTANCE has begun: the report then tells waiting from working. Due times stay."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        before = engine.instance(item.instance)
        after = engine.begin(item.id, by=acting(by), at=recorded(at, engine, before))
        (begun,) = (one for one in after.open_items if one.id == item.id)
        said = text("begun: {instance}/{task} by {person}", instance=after.id, task=item.task, person=begun.started_by)
        tell_change(engine, before, after, said, as_json)
