"""`sop backup`: a verified copy of the store, while others work."""

from __future__ import annotations

from pathlib import Path

import click

from sopengine.cli.terminal.plain import print_json
from sopengine.cli.terminal.verified import verified
from sopengine.cli.terminal.wording import say, several
from sopengine.cli.typed.files import files_folder
from sopengine.cli.typed.options import as_json, database
from sopengine.engine import Engine
from sopengine.errors import MisuseError, StorageError
from sopengine.office.keeping.backups import make_backup
from sopengine.office.words.answers import of_backup
from sopengine.store.copies.backup import dump_command
from sopengine.store.dialects.sqlite import sqlite_file
from sopengine.store.driver.connect import database_url

_KILOBYTE = 1_000


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE.")
@database
@as_json
@click.pass_context
def command(context: click.Context, file: Path, force: bool, db: str, as_json: bool) -> None:
    """Copy the store to FILE while others go on working, and verify the copy.

    FILE is a store as it is: 'sop status --db FILE' reads it, and to restore it is to put it back in its place.
    Of a store on PostgreSQL it tells the command of pg_dump that does this.
    """
    url = database_url(db)
    if dump := dump_command(url, file):
        if folder := files_folder(db):
            message = "PostgreSQL backs up its own: {command}; after it copy the folder of attached files: {folder}"
            raise MisuseError(message, command=dump, folder=folder)
        raise MisuseError("PostgreSQL backs up its own: {command}", command=dump)
    with Engine(db, create=False) as engine:
        made = make_backup(
            engine,
            sqlite_file(url),
            files_folder(db),
            file,
            lambda copy: len(verified(copy).faults),
            over=force,
        )
    if as_json:
        print_json(of_backup(made))
    else:
        say("{file}: a backup of {size} kB", file=file, size=-(-made.bytes // _KILOBYTE))
        if made.attached:
            say("beside it {files}", files=several("{count} attached file", "{count} attached files", made.attached))
        if made.faults:
            faults = several("{count} fault", "{count} faults", made.faults)
            say("the store itself has {faults}, and so has its copy: sop verify tells them", faults=faults, err=True)
    context.exit(StorageError.exit_code if made.faults else 0)
