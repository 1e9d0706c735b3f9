"""`sop people import`: people and positions from a list of employees."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopengine.cli.terminal.wording import say, several, text, translate
from sopengine.cli.typed.definition_files import DEFINITIONS
from sopengine.cli.typed.options import acting, database, person
from sopengine.cli.typed.people import agency, day
from sopengine.engine import Engine
from sopengine.interchange.readers.spreadsheet import sheet_of
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.agencies import known_agencies
from sopengine.office.people.employees import Imported, import_employees


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@agency
@person
@database
def command(file: Path, dry_run: bool, agency: str | None, by: str | None, db: str) -> None:
    """Read people and what they hold from FILE: a spreadsheet (XLSX) or CSV, with commas or semicolons.

    Headings, in any order: Id, Nama, NIP, Surel, Jabatan, Sebagai (definitif, Plt, Plh, delegasi), Mulai, Sampai,
    Nomor surat, Instansi, Peran. Nama and Jabatan are enough. All rows are kept or none; who is known by Id or NIP is
    changed, what they hold already stays.
    """
    with Engine(db) as engine:
        known = known_agencies(engine, DEFINITIONS)
        zone = known[0].timezone if known else USUAL_ZONE
        found = import_employees(
            engine,
            sheet_of(file),
            known,
            agency,
            lambda said: day(said or None, engine, zone),
            by=acting(by),
            dry_run=dry_run,
        )
    _tell(found, dry_run)
    sys.exit(int(bool(found.amiss)))


def _tell(found: Imported, dry_run: bool) -> None:
    if found.unread:
        say("not read: the columns {columns}", err=True, columns=", ".join(found.unread))
    for one in found.amiss:
        where = text("column {column} ({heading}): ", column=one.column, heading=one.heading) if one.column else ""
        say("row {row}: {what}", row=one.row, what=where + one.why.text(translate))
    if found.amiss:
        rows = several("{count} row", "{count} rows", len(found.amiss))
        say("nothing is kept: mend {rows} and import it again", err=True, rows=rows)
        return
    added = several("{count} person added", "{count} people added", len(found.added))
    changed = several("{count} changed", "{count} changed", found.changed)
    held = several("{count} position", "{count} positions", found.held)
    said = text("{added}, {changed}, {held}", added=added, changed=changed, held=held)
    click.echo(text("tried only, nothing is kept: {what}", what=said) if dry_run else said)
