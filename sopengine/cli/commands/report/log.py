"""`sop log`: what was recorded, for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from sopengine.cli.terminal.wording import say, several, text
from sopengine.cli.typed.options import database
from sopengine.engine import Engine
from sopengine.office.keeping.log import FORMATS, Wanted, export_log
from sopengine.office.words.times import moment


def _chosen(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    wished = tuple(dict.fromkeys(word.strip().lower() for word in value.split(",") if word.strip()))
    if not wished or set(wished) - set(FORMATS):
        template = "'{value}' is not made of {formats}; such as --format xes,csv"
        raise click.BadParameter(text(template, value=value, formats=", ".join(FORMATS)))
    return wished


@click.command
@click.argument("action", type=click.Choice(["export"]), metavar="export")
@click.option(
    "--format", "formats", default="xes", show_default=True, callback=_chosen, metavar="LIST",
    help="What to write, parted by commas: xes (for process mining), csv (an event a line).",
)  # fmt: skip
@click.option("--since", metavar="TIME", help="Leave out what happened before; agency's time.")
@click.option("--until", metavar="TIME", help="Leave out what happened after, such as '31 Mar 2026' (its end).")
@click.option("--sop", "sop", default="", metavar="ID", help="Only the instances of this SOP.")
@click.option(
    "-o", "--output", default="log", show_default=True, type=click.Path(path_type=Path), metavar="NAME",
    help="Where to write: path without ending.",
)  # fmt: skip
@database
def command(
    action: str, formats: tuple[str, ...], since: str | None, until: str | None, sop: str, output: Path, db: str
) -> None:
    """Write what the store has recorded, so that other programs can look at the same facts.

    A case is an instance; its events say when work was received, started, done or withdrawn, and by whom.
    Corrected values stand as corrected.
    """
    files = [output.with_name(f"{output.name.removesuffix(f'.{ending}')}.{ending}") for ending in formats]
    with Engine(db, create=False) as engine:
        now = engine.now()
        wanted = Wanted(sop=sop, since=moment(since, now, begins=True), until=moment(until, now))
        told = export_log(engine, wanted, files)
    for file in files:
        click.echo(file)
    cases = several("{count} instance", "{count} instances", told.cases)
    events = several("{count} event", "{count} events", told.events)
    say("{cases}, {events}", err=True, cases=cases, events=events)
