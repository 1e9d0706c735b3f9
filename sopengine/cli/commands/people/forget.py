"""`sop people forget`: name, NIP and address go."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import acting, database, person
from sopengine.engine import Engine
from sopengine.people.changes import Forget


@click.command
@click.argument("id")
@person
@database
def command(id: str, by: str | None, db: str) -> None:
    """Take out the name, NIP and address of the person ID; the ID stays in what happened and is not given again.

    What the person holds ends today, roles go. Work that only they had taken is up to the other holders.
    """
    with Engine(db, create=False) as engine:
        engine.change_people([Forget(person=id, last_day=engine.now().astimezone().date())], by=acting(by))
        say("forgotten: {person}; the id stays in what happened", person=id)
