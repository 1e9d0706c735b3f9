"""`sop store copy`: the whole store into another database."""

from __future__ import annotations

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.wording import say, several
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.engine.copying import copy_to
from sopengine.office.words.answers import of_moved

DIGITS = 16
"""Of a digest, shown."""


@click.command
@click.argument("action", type=click.Choice(["copy"]), metavar="copy")
@click.argument("url", metavar="URL")
@database
@as_json
def command(action: str, url: str, db: str, as_json: bool) -> None:
    """Copy the whole store to another database, such as from a file to PostgreSQL, or back.

    URL names the new one: the path of a SQLite file or the URL of a database, which must hold nothing yet. The two
    are held against each other, and nothing is kept of a copy that is not equal.
    """
    with Engine(db, create=False) as engine:
        moved = copy_to(engine, url)
    if as_json:
        print_json(of_moved(moved))
        return
    rows = several("{count} row", "{count} rows", moved.rows)
    say("{rows} copied; both stores hold the same ({digits} …)", rows=rows, digits=moved.digest[:DIGITS])
    say("name the new one with --db, SOP_DB or sop.toml from now on, and put the old one away")
