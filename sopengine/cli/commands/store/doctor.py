"""`sop doctor`: what whoever helps on the telephone would ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.table import table, tied
from sopengine.cli.terminal.wording import marked, several, spoken, text, translate, word
from sopengine.cli.typed.options import as_json, database
from sopengine.errors import StorageError
from sopengine.office.keeping.checkup import Check, Weight, checkup
from sopengine.office.words.answers import of_checks

HEADINGS = marked("About", "", "Found")


@click.command
@database
@as_json
@click.pass_context
def command(context: click.Context, db: str, as_json: bool) -> None:
    """Tell how the store and this machine are, each with its mend; nothing is changed.

    Versions, how safely the store is kept and what that costs here now, disk, clock, zone, sop.toml, fonts, extras.
    Exit code 5 when something is amiss.
    """
    checks = checkup(db, Path.cwd(), datetime.now(UTC))
    if as_json:
        print_json(of_checks(checks, spoken()))
    else:
        _print(checks)
    context.exit(StorageError.exit_code if _amiss(checks) else 0)


def _print(checks: Sequence[Check]) -> None:
    translated = spoken().translate
    rows = [
        [tied(word(one.about)), "" if one.weight is Weight.FINE else tied(word(one.weight)), one.found.text(translated)]
        for one in checks
    ]
    notes = [[f"-> {one.mend.text(translated)}"] if one.mend else [] for one in checks]
    click.echo(table([translate(heading) for heading in HEADINGS], rows, notes=notes))
    amiss = _amiss(checks)
    told = several("{count} thing is amiss", "{count} things are amiss", amiss) if amiss else text("nothing is amiss")
    click.echo(f"\n{told}")


def _amiss(checks: Sequence[Check]) -> int:
    return sum(one.weight is Weight.AMISS for one in checks)
