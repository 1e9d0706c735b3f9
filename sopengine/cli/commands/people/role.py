"""`sop people role`: what a person may do in an agency."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import agency, meant
from sopengine.engine import Engine
from sopengine.people.changes import GiveRole, TakeRole
from sopengine.people.values import Role


@click.command
@click.argument("id")
@click.argument("role", type=click.Choice([role.value for role in Role], case_sensitive=False))
@click.option("--take", is_flag=True, help="Take the role instead of giving it.")
@agency
@person
@database
def command(id: str, role: str, take: bool, agency: str | None, by: str | None, db: str) -> None:
    """Give the person ID a role: petugas, pengawas, penyusun, pimpinan or admin.

    Once there is an admin, only admins change people. A pengawas, pimpinan or admin may hand on work of others.
    """
    with Engine(db, create=False) as engine:
        where, meant_role = meant(engine, agency).agency, Role(role.lower())
        kind = TakeRole if take else GiveRole
        engine.change_people([kind(person=id, agency=where, role=meant_role)], by=acting(by))
        said = "{person} has the role {role} no more" if take else "{person} has the role {role}"
        say(said, person=id, role=meant_role.value)
