"""A store as a whole: its digest, a backup of it, and moving it to another database."""

from __future__ import annotations

from pathlib import Path

from sopengine.engine.questions import Questions
from sopengine.store.copies import backup, rows
from sopengine.store.copies.moving import Moved, copy_all
from sopengine.store.store import Store


def digest(engine: Questions) -> str:
    """Of all that its store holds, hexadecimal: equal where two say the same, in whichever database they lie."""
    return engine.ask(lambda reader: rows.digest(reader.link))


def back_up(engine: Questions, file: Path) -> None:
    """Everything as it is at one moment, into a file that is not there yet; of a SQLite store.

    Others go on writing meanwhile. Raises MisuseError for another database, whose own program does it better.
    """
    engine.ask(lambda reader: backup.back_up(reader, file))


def copy_to(engine: Questions, url: str) -> Moved:
    """Everything as it is at one moment, into a store that holds nothing yet; the two then have one digest."""
    target = Store(url)
    try:
        return engine.ask(
            lambda reader: target.write(lambda writer: copy_all(reader, writer, target.name), "sop store copy")
        )
    finally:
        target.close()
