"""`sop give-back`: offer work to the others again."""

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
@click.option("--reason", default="", metavar="TEXT", help="Why; it is kept in the history.")
@for_entry
@person
@database
@as_json
def command(instance: str, task: str, reason: str, entry: str | None, by: str | None, db: str, as_json: bool) -> None:
    """Give TASK of INSTANCE back, which you have taken or were given: all whose work it is may do it again."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        before = engine.instance(item.instance)
        after = engine.give_back(item.id, by=acting(by), reason=reason)
        said = text("given back: {instance}/{task}", instance=after.id, task=item.task)
        tell_change(engine, before, after, said, as_json)
