"""`sop done`: complete a task of an instance."""

from __future__ import annotations

import click

from sopengine.cli.instances import print_json, print_next
from sopengine.cli.options import acting, as_json, database, person, recorded_at
from sopengine.cli.times import read_time
from sopengine.engine import Engine


@click.command
@click.argument("instance")
@click.argument("task")
@click.option("--outcome", metavar="LABEL", help="Where the task decides: the label of the way to go, such as Ya.")
@person
@recorded_at
@database
@as_json
def command(
    instance: str, task: str, outcome: str | None, by: str | None, at: str | None, db: str, as_json: bool
) -> None:
    """Complete TASK of INSTANCE, which is a number or the text given as --ref."""
    with Engine(db, create=False) as engine:
        item = engine.open_item(instance, task)
        zone = engine.compiled(engine.instance(item.instance).digest).timezone
        after = engine.done(item.id, by=acting(by), outcome=outcome, at=read_time(at, zone) if at else None)
        if as_json:
            print_json(after)
            return
        click.echo(f"done: {item.instance}/{item.task}{f' with outcome {outcome}' if outcome else ''}")
        print_next(engine, after, [opened for opened in after.open_items if opened.opened_by == item.id])
