"""`sop verify`: hold what is kept against what happened."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.wording import several, spoken, text
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.engine.verifying import Fault
from sopengine.errors import StorageError
from sopengine.office.keeping.proof import blocks, faults_of_calendars, faults_of_versions
from sopengine.office.words.answers import of_faults


@click.command
@click.argument("instances", metavar="INSTANCE", nargs=-1)
@database
@as_json
@click.pass_context
def command(context: click.Context, instances: tuple[str, ...], db: str, as_json: bool) -> None:
    """Hold what the store keeps against what happened: all of it, or each INSTANCE.

    The state of every instance is made anew from its events, the tables of every version from its text.
    Exit code 5 when something does not agree: then restore a backup, and keep the store to find out who changed it.
    """
    with Engine(db, create=False) as engine:
        portions = blocks(engine, instances)
        with _shown(portions) as shown:
            found = [fault for portion in shown for fault in engine.faults(*portion)]
        if not instances:
            found = [*engine.missing(), *found, *faults_of_versions(engine), *faults_of_calendars(engine)]
        versions = 0 if instances else len(engine.digests())
    count = sum(map(len, portions))
    if as_json:
        print_json(of_faults(found, count, versions, spoken()))
    else:
        _print(found, count, versions)
    context.exit(StorageError.exit_code if found else 0)


def _shown(portions: list[tuple[int, ...]]) -> AbstractContextManager[Iterator[tuple[int, ...]]]:
    """Where there is much to do and somebody watches, how far it has come."""
    label, hidden = text("verifying"), len(portions) < 2 or not sys.stderr.isatty()
    return click.progressbar(portions, label=label, file=sys.stderr, hidden=hidden, show_pos=False)


def _print(found: list[Fault], count: int, versions: int) -> None:
    for fault in found:
        click.echo(fault.what.text(spoken().translate))
    looked_at = several("{count} instance", "{count} instances", count)
    if versions:
        looked_at += text(" and {versions}", versions=several("{count} version", "{count} versions", versions))
    amiss = several("{count} fault", "{count} faults", len(found)) if found else text("all agrees")
    click.echo(text("{looked_at}: {amiss}", looked_at=looked_at, amiss=amiss), err=bool(found))
