"""`sop migrate`: let instances go on by another version of their SOP."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.wording import say, several, text
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import acting, as_json, database, person
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.office.forms.versions import SHORTEST
from sopengine.office.running.migrating import check_names, goes_on, names_in, version_to_run
from sopengine.office.running.work import open_work
from sopengine.office.words.answers import of_migration


@click.command
@click.argument("id")
@click.option("--to", metavar="VERSION", help="Its number or digest in the store, or a file (default: definitions/).")
@click.option(
    "--map", "names", type=click.Path(path_type=Path), help="What is called otherwise: lines 'old: new' of tasks."
)
@click.option("--all", "every", is_flag=True, help="ID is that of an SOP: all its instances that have not ended.")
@click.option("--dry-run", is_flag=True, help="Tell what would be; change nothing.")
@person
@database
@as_json
def command(
    id: str, to: str | None, names: Path | None, every: bool, dry_run: bool, by: str | None, db: str, as_json: bool
) -> None:
    """Let the instance ID go on by another version of its SOP, or all of the SOP ID together, or none.

    Open work keeps its due times. What is open or waits needs a counterpart of its name in the new version, or in
    the file of --map. VERSION: 2, or 7 or more signs of a digest.
    """
    with Engine(db, create=False) as engine:
        one = None if every else engine.instance(id)
        sop = one.sop if one else id
        version = version_to_run(engine, DEFINITIONS, sop, to)
        found = [each for each in ((one,) if one else goes_on(engine, sop)) if each.digest != version.digest]
        called = names_in(names) if names else {}
        for digest in {one.digest for one in found} if called else ():
            check_names(called, engine.compiled(digest), version)
        numbers = [one.id for one in found]
        after = engine.migrate_many(numbers, version, by=acting(by), names=called, dry_run=dry_run) if found else ()
        if as_json:
            work = {} if dry_run else {each.id: open_work(engine, each) for each in after}
            print_json(of_migration(after, work, version.digest, dry_run))
            return
        _print(engine, found, after, version, dry_run)


def _print(
    engine: Engine, before: Sequence[Instance], after: Sequence[Instance], version: Compiled, dry_run: bool
) -> None:
    named = _named(engine, version)
    if not after:
        say("nothing to do: version {version} is the one they go by", version=named)
        return
    said = (
        text("{count} of {sop} would go on by version {version}; nothing was changed", **_said(after, version, named))
        if dry_run
        else text("{count} of {sop} went over to version {version}", **_said(after, version, named))
    )
    click.echo(said)
    for old, new in zip(before, after, strict=True):
        click.echo(f"  {new.id}: {_moved(old, new)}")


def _said(after: Sequence[Instance], version: Compiled, named: str) -> dict[str, object]:
    count = several("{count} instance", "{count} instances", len(after))
    return {"count": count, "sop": version.sop, "version": named}


def _named(engine: Engine, version: Compiled) -> str:
    """By its number in the store, where it has one yet."""
    short = version.digest[:SHORTEST]
    numbers = {digest: number for number, digest in engine.version_numbers(version.sop).items()}
    return f"{numbers[version.digest]} ({short})" if version.digest in numbers else short


def _moved(before: Instance, after: Instance) -> str:
    """Open tasks, with what they were called before where that was otherwise."""
    now = {item.id: item.task for item in after.open_items}
    told = [
        item.task if now.get(item.id, item.task) == item.task else f"{item.task} → {now[item.id]}"
        for item in before.open_items
    ]
    return text("open: {tasks}", tasks=", ".join(told) or "-")
