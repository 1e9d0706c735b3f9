"""`sop upgrade`: bring a store of an earlier release up to date."""

from __future__ import annotations

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.options import acting, database, person
from sopengine.office.keeping.upgrading import bring_up_to_date


@click.command
@person
@database
def command(by: str | None, db: str) -> None:
    """Bring the tables of a store up to date, all of them or none.

    A SQLite file is brought up to date by whatever opens it, after a copy; a store on PostgreSQL only by this
    command: end what works on it and make a backup with pg_dump before. A file may then be kept the faster way too.
    """
    done = bring_up_to_date(db, acting(by))
    if done.before == done.after:
        say("{store} is up to date (tables {version})", store=done.store, version=done.after)
    else:
        say("{store}: tables {before} are now {after}", store=done.store, before=done.before, after=done.after)
    if done.copy:
        say("as it was before: {copy}", copy=done.copy)
    if done.journal:
        say("from now on it is kept as {journal}", journal=done.journal)
