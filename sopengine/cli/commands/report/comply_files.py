"""What `sop comply` writes: the report as a page, the monitoring table as a document. Imported when it is asked for."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sopengine.cli.terminal.wording import spoken
from sopengine.errors import MisuseError
from sopengine.office.reporting.files import HANDED_IN, PAGE, check_ending, write_handed_in, write_page
from sopengine.office.reporting.reported import reported
from sopengine.office.running.measured import Asked, Stores, question
from sopengine.settings.reading import settings_for


def write_files(stores: Stores, wanted: Asked, page: Path | None, handed_in: Path | None, *, excel: bool) -> int:
    """Prints where they lie; the exit code: 1 where something is late. What cannot be written is refused first."""
    if wanted.instance is not None:
        raise MisuseError("a report is of many runs: leave out the instance")
    for file, endings in ((page, PAGE), (handed_in, HANDED_IN)):
        if file:
            check_ending(file, endings)
    limits = settings_for(Path.cwd(), os.environ, "monev").monitoring
    account = reported(stores, question(stores, wanted), limits, drawn=page is not None)
    if page:
        write_page(account, page, spoken())
        click.echo(page)
    if handed_in:
        write_handed_in(account, handed_in, excel=excel)
        click.echo(handed_in)
    return int(account.answer.is_late)
