"""`sop message`: give an instance a message that it waits for."""

from __future__ import annotations

import click

from sopengine.cli.terminal.times import recorded
from sopengine.cli.terminal.wording import text
from sopengine.cli.terminal.work.changes import no_longer_open, tell_change
from sopengine.cli.terminal.work.given import fields, filled
from sopengine.cli.typed.options import acting, as_json, database, person, recorded_at
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Awaits


@click.command
@click.argument("instance")
@click.argument("name")
@fields
@person
@recorded_at
@database
@as_json
def command(
    instance: str, name: str, data: tuple[str, ...], by: str | None, at: str | None, db: str, as_json: bool
) -> None:
    """Give INSTANCE the message NAME: what waits for it goes on. One that comes too early is kept."""
    with Engine(db, create=False) as engine:
        before = engine.instance(instance)
        given = filled(data, engine.compiled(before.digest))
        after = engine.message(before.id, name, by=acting(by), data=given, at=recorded(at, engine, before))
        tell_change(engine, before, after, _said(name, before, after), as_json)


def _said(name: str, before: Instance, after: Instance) -> str:
    taken = [item.task for item in no_longer_open(before, after) if item.awaits is Awaits.MESSAGE]
    if taken:
        return text("message '{name}' came: {instance}/{task} goes on", name=name, instance=after.id, task=taken[0])
    return text("message '{name}' is kept until instance {instance} waits for it", name=name, instance=after.id)
