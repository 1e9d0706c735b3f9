"""Options that the commands on instances share."""

from __future__ import annotations

import getpass
import importlib
import os
import re
from pathlib import Path

import click

from sopengine.cli.terminal.times import EXAMPLE
from sopengine.errors import MisuseError
from sopengine.settings import find_settings

STORE = ".sop/sop.db"
"""Below the folder of `sop.toml`, else the current one."""
_IN_MEMORY = re.compile(
    r":memory:|mode=memory|^\s*sqlite(\+\w+)?:(//)?/*(\?|$)|^\s*(sqlite(\+\w+)?:/*)?file:", re.IGNORECASE
)
"""Of SQLite: without a file, by name or as a URI of its own, which may be anything."""


def _lasting(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str:
    """The store that is meant; refused where nothing would be left of it once the command has ended."""
    url = usual_store() if given is None else given
    if not url.strip():
        raise MisuseError("--db is empty: name the store's file, such as {example}", example=STORE)
    if _IN_MEMORY.search(url):
        raise MisuseError(
            "the store '{url}' is no file, so that nothing would be kept: name one, such as {example}",
            url=url,
            example=STORE,
        )
    return url


def _all_lasting(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Those that were named, each once; else the one that is usual."""
    named = given or (os.environ.get("SOP_DB") or None,)
    return tuple(dict.fromkeys(_lasting(context, parameter, each) for each in named))


def usual_store() -> str:
    """What the nearest `sop.toml` names, read only where there is one: few commands have 10 ms to spare."""
    here = Path.cwd()
    if find_settings(here) is None:
        return STORE
    reading = importlib.import_module("sopengine.settings.reading")
    named = str(reading.settings_for(here, {}, "store").store)
    return STORE if named == str(here / STORE) else named


database = click.option(
    "--db",
    envvar="SOP_DB",
    callback=_lasting,
    metavar="URL",
    help="The store: path of a SQLite file or URL of a database. Also: SOP_DB. "
    f"Default: what sop.toml names, else {STORE} beside it, else below the current folder.",
)
databases = click.option(
    "--db",
    "dbs",
    multiple=True,
    callback=_all_lasting,
    metavar="URL",
    help="The store, as for other commands; again for each further one that is measured together with it.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, with times in UTC.")
recorded_at = click.option(
    "--at", metavar="TIME", help=f"When it happened, such as '{EXAMPLE}' (default: now); agency's time."
)
asked_at = click.option(
    "--at", metavar="TIME", help=f"Show what was true then, such as '{EXAMPLE}' (default: now); agency's time."
)
person = click.option(
    "--by", envvar="SOP_USER", metavar="NAME", help="Who acts. Default: SOP_USER, else the login name."
)


def acting(by: str | None) -> str:
    """The named person, else who is logged in; an empty name is refused by the engine."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise MisuseError("cannot tell who acts: name somebody with --by or SOP_USER") from error
