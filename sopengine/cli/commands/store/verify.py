"""`sop verify`: hold what is kept against what happened."""

from __future__ import annotations

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.verified import Verified, print_faults, verified
from sopengine.cli.terminal.wording import several, spoken, text
from sopengine.cli.typed.files import files_folder
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.office.words.answers import of_faults


@click.command
@click.argument("instances", metavar="INSTANCE", nargs=-1)
@database
@as_json
@click.pass_context
def command(context: click.Context, instances: tuple[str, ...], db: str, as_json: bool) -> None:
    """Hold what the store keeps against what happened: all of it, or each INSTANCE.

    The state of every instance is made anew from its events, the tables of every version from its text; attached files
    are read.
    Exit code 5 when something does not agree: then restore a backup, and keep the store to find out who changed it.
    """
    with Engine(db, create=False) as engine:
        found = verified(engine, instances, files_folder(db))
    if as_json:
        print_json(of_faults(found.faults, found.instances, found.versions, spoken()))
    else:
        _print(found)
    context.exit(StorageError.exit_code if found.faults else 0)


def _print(found: Verified) -> None:
    print_faults(found.faults)
    looked_at = several("{count} instance", "{count} instances", found.instances)
    if found.versions:
        looked_at += text(" and {versions}", versions=several("{count} version", "{count} versions", found.versions))
    amiss = several("{count} fault", "{count} faults", len(found.faults)) if found.faults else text("all agrees")
    click.echo(text("{looked_at}: {amiss}", looked_at=looked_at, amiss=amiss), err=bool(found.faults))
