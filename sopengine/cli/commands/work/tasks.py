"""`sop tasks`: the inbox, what is late first."""

from __future__ import annotations

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.times import asked, now_of, telling
from sopengine.cli.terminal.wording import say, translate
from sopengine.cli.terminal.work.desk import print_desk, print_tasks
from sopengine.cli.typed.options import as_json, asked_at, database
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.office.people.desk import desk_of
from sopengine.office.running.inbox import inbox, let_happen
from sopengine.office.words.answers import of_inbox
from sopengine.office.words.answers_on_people import of_desk


@click.command
@click.option("--actor", metavar="ACTOR", help="Only the work of this actor: the id, or the title as printed.")
@click.option("--as", "name", metavar="NAME", help="What lies on this person's desk today: the id of a person.")
@asked_at
@database
@as_json
def command(actor: str | None, name: str | None, at: str | None, db: str, as_json: bool) -> None:
    """List the open work: what is overdue first, then what is due soonest.

    With --as in groups: late, today, next, and what waits for others. Without --at, what is due by itself happens
    first: waits that are over, time-outs.
    """
    if name is not None and (actor is not None or at is not None):
        raise MisuseError("--as asks for a person's desk as it is now: leave out --actor and --at")
    with Engine(db, create=False) as engine:
        moment = asked(at, engine)
        if moment is None and (hindrance := let_happen(engine)):
            say("what is due by itself could not happen: {reason}", err=True, reason=hindrance.text(translate))
        if name is not None:
            desk, now = desk_of(engine, name), engine.now()
            print_json(of_desk(desk, now)) if as_json else print_desk(desk, telling(engine))
            return
        found, told = inbox(engine, actor=actor, at=moment), telling(engine, moment)
        if as_json:
            print_json(of_inbox(found, now_of(engine, moment, [work.timezone for work in found])))
            return
    print_tasks(found, told)
