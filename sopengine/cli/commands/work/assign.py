"""`sop assign`: give work to one person."""

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
@click.argument("to", metavar="NAME")
@click.option("--reason", default="", metavar="TEXT", help="Why; it is kept in the history.")
@for_entry
@person
@database
@as_json
def command(
    instance: str, task: str, to: str, reason: str, entry: str | None, by: str | None, db: str, as_json: bool
) -> None:
    """Give the open TASK of INSTANCE to NAME, one of those whose work it is today.

    By one of them, or by a pengawas, pimpinan or admin of the agency.
    """
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task, entry)
        before = engine.instance(item.instance)
        after = engine.assign(item.id, to, by=acting(by), reason=reason)
        (given,) = (one for one in after.open_items if one.id == item.id)
        said = text("given to {person}: {instance}/{task}", instance=after.id, task=item.task, person=given.assignee)
        tell_change(engine, before, after, said, as_json)
