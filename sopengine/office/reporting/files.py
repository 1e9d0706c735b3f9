"""Reports as files: each whole or not at all."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from sopengine.errors import MisuseError
from sopengine.interchange.handed_in import HandedIn
from sopengine.interchange.writers.csv_handed_in import csv_handed_in
from sopengine.messages.speech import Speech
from sopengine.office import written
from sopengine.report.account import Account
from sopengine.report.handing_in import handed_in
from sopengine.report.page.document import document

PAGE = (".html", ".htm")
HANDED_IN = (".docx", ".xlsx", ".csv")
_WRITERS = {".docx": "word", ".xlsx": "workbook"}
"""Ending -> module and function that writes it; it needs a library that not everybody installs."""


def check_ending(file: Path, endings: tuple[str, ...]) -> None:
    """Raises MisuseError; asked before anything is measured."""
    if file.suffix.lower() not in endings:
        raise MisuseError(
            "'{file}' ends in none of {endings}: name a file such as {example}",
            file=file,
            endings=", ".join(endings),
            example=f"{file.stem or 'laporan'}{endings[0]}",
        )
    if file.suffix.lower() in _WRITERS:
        _writer(file.suffix.lower())


def write_page(account: Account, file: Path, speech: Speech) -> None:
    """One HTML file that needs nothing else."""
    written.replace(file, document(account, speech).encode("utf-8", "replace"))


def write_handed_in(account: Account, file: Path, *, excel: bool = False) -> None:
    """The regulation's table, by the ending of the file. `excel`: CSV as an Indonesian Excel opens it."""
    written.replace(file, handed_in_as(file.suffix.lower(), account, excel=excel))


def handed_in_as(ending: str, account: Account, *, excel: bool = False) -> bytes:
    """What such a file holds; `ending` is one of HANDED_IN. Raises MisuseError where a library is missing."""
    handed = handed_in(account)
    return csv_handed_in(handed, excel=excel) if ending == ".csv" else _writer(ending)(handed)


def _writer(ending: str) -> Callable[[HandedIn], bytes]:
    name = _WRITERS[ending]
    try:
        writer = getattr(importlib.import_module(f"sopengine.interchange.writers.{name}"), name)
    except ModuleNotFoundError as error:
        raise MisuseError(
            "{ending} files need the package '{package}', which is not installed: {mend}",
            ending=ending,
            package=error.name or "",
            mend="python -m pip install 'sopengine[documents]'",
        ) from error
    found: Callable[[HandedIn], bytes] = writer
    return found
