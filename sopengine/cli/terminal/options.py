"""Options that the commands on instances share."""

from __future__ import annotations

import getpass

import click

from sopengine.cli.terminal.times import EXAMPLE
from sopengine.errors import MisuseError

database = click.option(
    "--db",
    envvar="SOP_DB",
    default=".sop/sop.db",
    show_default=True,
    metavar="URL",
    help="The store: path of a SQLite file or URL of a database. Also: SOP_DB.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, with times in UTC.")
recorded_at = click.option(
    "--at", metavar="TIME", help=f"When it was done, such as '{EXAMPLE}' (default: now); agency's time."
)
asked_at = click.option(
    "--at", metavar="TIME", help=f"Show what was true then, such as '{EXAMPLE}' (default: now); agency's time."
)
person = click.option(
    "--by", envvar="SOP_USER", metavar="NAME", help="Who acts. Default: SOP_USER, else the login name."
)


def acting(by: str | None) -> str:
    """The named person, else who is logged in."""
    if by:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise MisuseError("cannot tell who acts: name somebody with --by or SOP_USER") from error
