"""`sop approve`: a version of an SOP is approved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.times import told_day
from sopengine.cli.terminal.wording import marked, say, translate
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import day
from sopengine.engine import Engine
from sopengine.office.running.migrating import version_to_run
from sopengine.people.approval import Approval

HEADINGS = marked("SOP", "Version", "Approved", "By", "Number")
_DIGITS = 7
"""Of a digest, shown."""


@click.command
@click.argument("id", required=False)
@click.option(
    "--version", metavar="VERSION", help="Another one than its file: a number, a digest of the store, a file."
)
@click.option("--number", default="", metavar="TEXT", help="Number of the SOP, where its file says none.")
@click.option("--on", "approved", metavar="DAY", help="On which day it was approved (default: today).")
@click.option("--effective", metavar="DAY", help="From which day on it holds (default: the day of approval).")
@click.option("--position", default="", metavar="TEXT", help="Of who signs, as printed (default: what they hold).")
@click.option("--rank", default="", metavar="TEXT", help="Rank of who signs, as printed.")
@person
@database
def command(
    id: str | None,
    version: str | None,
    number: str,
    approved: str | None,
    effective: str | None,
    position: str,
    rank: str,
    by: str | None,
    db: str,
) -> None:
    """Approve the SOP ID as its file now stands; without ID list what is approved.

    --by is who signs. A changed file is another version, which is approved anew. With approved_only = true below
    [start] in sop.toml only what is approved is started.
    """
    if id is None:
        with Engine(db, create=False) as engine:
            _print(engine, engine.approvals())
        return
    with Engine(db) as engine:
        sop = version_to_run(engine, DEFINITIONS, Path(id).stem, version)
        approval = engine.approve(
            sop,
            by=acting(by),
            number=number,
            approved_on=day(approved, engine, sop.timezone),
            effective_on=day(effective, engine, sop.timezone) if effective else None,
            position=position,
            rank=rank,
        )
        on = told_day(approval.approved_on)
        say(
            "approved: {sop}, version {version}, by {by}, {day}",
            sop=sop.sop,
            version=_short(approval),
            by=approval.by,
            day=on,
        )


def _print(engine: Engine, approvals: Sequence[Approval]) -> None:
    if not approvals:
        say("nothing is approved yet: sop approve ID --by NAME", err=True)
        return
    rows = [
        [engine.compiled(one.digest).sop, _short(one), told_day(one.approved_on), one.by, one.number]
        for one in approvals
    ]
    click.echo(table([translate(heading) for heading in HEADINGS], rows))


def _short(approval: Approval) -> str:
    return approval.digest[:_DIGITS]
