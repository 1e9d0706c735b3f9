"""How a command that changed an instance says what it did, and what is open now."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import telling
from sopengine.cli.terminal.wording import say
from sopengine.cli.terminal.work.instances import described, named
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.office.running.work import Work, open_work
from sopengine.office.words.answers import of_change
from sopengine.office.words.telling import Telling


def tell_change(engine: Engine, before: Instance | None, after: Instance, said: str, as_json: bool) -> None:
    """`said`: what the command did, in a line; `before`: None of a new instance."""
    work, opened = open_work(engine, after), {item.id for item in newly_open(before, after)}
    if as_json:
        print_json(of_change(after, work, opened))
        return
    click.echo(said)
    _tell_open(after, [one for one in work if one.item.id in opened], work, telling(engine))


def newly_open(before: Instance | None, after: Instance) -> list[WorkItem]:
    """What was opened, or opened again."""
    known = {item.id for item in before.open_items} if before else set()
    return [item for item in after.open_items if item.id not in known]


def no_longer_open(before: Instance, after: Instance) -> list[WorkItem]:
    left = {item.id for item in after.open_items}
    return [item for item in before.open_items if item.id not in left]


def _tell_open(instance: Instance, opened: Sequence[Work], work: Sequence[Work], told: Telling) -> None:
    if instance.state is InstanceState.COMPLETED:
        say("instance {number} is completed", number=instance.id)
    elif instance.state is InstanceState.RUNNING:
        for one in opened:
            say("next: {item}", item=described(one, told))
        if not opened and work:
            say("still open: {items}", items=", ".join(f"{named(one.item)} ({told.who(one)})" for one in work))
