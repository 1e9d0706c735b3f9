"""`sop people add`: a new person, or what is now known of one."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import agency, meant
from sopengine.engine import Engine
from sopengine.people.changes import Add, Change, GiveRole
from sopengine.people.values import Role


@click.command
@click.argument("id")
@click.option("--name", metavar="TEXT", help="Name as it is printed, with titles.")
@click.option("--nip", metavar="NIP", help="18 digits; blanks between them do not count.")
@click.option("--mail", metavar="ADDRESS", help="Where to tell the person of work.")
@click.option("--admin", is_flag=True, help="Give the role admin: from then on only admins change people.")
@agency
@person
@database
def command(
    id: str,
    name: str | None,
    nip: str | None,
    mail: str | None,
    admin: bool,
    agency: str | None,
    by: str | None,
    db: str,
) -> None:
    """Add the person ID, or what is now known of one.

    ID is short, as it is typed with --by and kept in what happened: take one that says no name, such as staf-1.
    """
    with Engine(db) as engine:
        known = engine.person(id)
        changes: list[Change] = [Add(person=id, name=name, nip=nip, mail=mail)]
        if admin:
            changes.append(GiveRole(person=id, agency=meant(engine, agency).agency, role=Role.ADMIN))
        engine.change_people(changes, by=acting(by))
        say("changed: {person}" if known else "added: {person}", person=id.strip().casefold())
        if not engine.holdings():
            say(
                "nobody is checked until somebody holds a position: sop people hold {person} POSITION",
                err=True,
                person=id,
            )
