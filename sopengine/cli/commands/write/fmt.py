"""`sop fmt`: write definitions in canonical order and layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sopengine.cli.terminal.wording import say
from sopengine.cli.typed.definition_files import definitions
from sopengine.errors import NotFoundError, Phrase
from sopengine.errors.regular import regular_bytes
from sopengine.language.write.fmt import formatted
from sopengine.language.yaml.source import LARGEST
from sopengine.language.yaml.unread import no_file
from sopengine.office import written


@click.command
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; name the files that are not in order. Exit 1 if any.")
def command(files: tuple[Path, ...], check: bool) -> None:
    """Write FILES in canonical order: keys as the schema lists them, two spaces of indent, no needless quotes.

    Comments are kept and the meaning never changes. Without FILES all definitions in the folder 'definitions'
    are written. A file that cannot be read is left alone.
    """
    texts = [(file, *_before_and_after(file)) for file in files or definitions()]
    untidy = [(file, after) for file, before, after in texts if before != after]
    for file, after in untidy:
        if not check:
            written.replace(file, after)
        say("{file}: not in canonical order" if check else "{file}: written", file=file)
    if not untidy:
        say("all in canonical order", err=True)
    sys.exit(int(check and bool(untidy)))


def _before_and_after(file: Path) -> tuple[bytes, bytes]:
    try:
        before = regular_bytes(file, LARGEST + 1)
    except (OSError, ValueError) as error:
        finding = no_file(str(file), error)
        reason = Phrase(finding.message, finding.values)
        raise NotFoundError("{file} cannot be read: {reason}", file=file, reason=reason) from error
    return before, formatted(before, str(file)).encode()
