"""A table from a spreadsheet or CSV file: rows of texts with their numbers, as the one who made it sees them."""

from __future__ import annotations

import csv
import importlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sopengine.errors import MisuseError, NotFoundError, StorageError
from sopengine.errors.regular import regular_bytes
from sopengine.frozen import frozen

LARGEST = 10_000_000
"""Bytes of a file."""
LARGEST_UNPACKED = 40_000_000
"""Bytes of what a spreadsheet holds, packed into it; 20,000 rows of a list of employees have 25 million."""
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_WORKBOOK = b"PK\x03\x04"
_DELIMITERS = ";,\t|"
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError),
    *(RuntimeError, EOFError, ArithmeticError),
)
"""What comes of a file that is none of a spreadsheet's, or a broken one; the last ones of one with a password."""
_EXACT_DIGITS = 15
"""Of a number in a spreadsheet: it keeps no more, the others are lost."""


@frozen
class Row:
    """One line of a table that is not empty."""

    number: int
    """As the spreadsheet counts it, from 1; of CSV the line it begins on."""
    cells: tuple[str, ...]
    """Without blanks around them; a day as ISO 8601."""
    rounded: frozenset[int] = frozenset()
    """Places of cells that hold a number of more digits than a spreadsheet keeps: its last ones are lost."""


@frozen
class Sheet:
    """The first one of a file."""

    name: str
    """Of the file, as it is told."""
    rows: tuple[Row, ...]


def sheet_of(file: Path) -> Sheet:
    """Of a file on this machine. Raises SopError for what is none, or larger than a list of employees can be."""
    try:
        content = regular_bytes(file, LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFoundError("there is no {file}", file=file) from error
    except OSError as error:
        raise StorageError("cannot read {file}: {reason}", file=file, reason=error.strerror or str(error)) from error
    return sheet_in(str(file), content)


def sheet_in(name: str, content: bytes) -> Sheet:
    """Of what a file holds. Raises MisuseError for what is no table, or larger than a list of employees can be."""
    if len(content) > LARGEST:
        raise MisuseError("{file} has more than {most} bytes: is it the right file?", file=name, most=f"{LARGEST:,}")
    found = tuple(_of_workbook(name, content) if content.startswith(_WORKBOOK) else _of_csv(name, content))
    if len(found) > MOST_ROWS:
        raise MisuseError("{file} has more than {most} rows: part it", file=name, most=MOST_ROWS)
    return Sheet(name=name, rows=found)


def _of_csv(file: str, content: bytes) -> Iterator[Row]:
    text = _decoded(file, content)
    first = next((line for line in text.splitlines() if line.strip(' ;,\t|"')), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield from _row(begins, [cell.strip() for cell in cells])
            begins = reader.line_num + 1
    except csv.Error as error:
        raise MisuseError(
            "{file}, line {line} is no row of a CSV file ({reason}): save it anew as CSV UTF-8",
            file=file,
            line=begins,
            reason=str(error),
        ) from error


def _decoded(file: str, content: bytes) -> str:
    if b"\0" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise MisuseError("{file} is no table: save it as XLSX or as CSV UTF-8", file=file)
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MisuseError("{file} is no text that can be read: save it as CSV UTF-8", file=file)


def _of_workbook(file: str, content: bytes) -> Iterator[Row]:
    try:
        workbook: Any = importlib.import_module("sopengine.interchange.readers.workbook")
    except ImportError as error:
        message = "to read {file} install: pip install 'sopengine[documents]', or save it as CSV"
        raise MisuseError(message, file=file) from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise MisuseError("{file} holds too much: is it the right file?", file=file)
        yield from _of_sheet(workbook.values_of(content, MOST_ROWS + 1, MOST_COLUMNS))
    except workbook.UnknownResultError as error:
        message = "{file}, cell {cell}: a formula without its result: copy the column and paste its values instead"
        raise MisuseError(message, file=file, cell=error.cell) from error
    except _BROKEN as error:
        raise MisuseError("{file} is no spreadsheet that can be read: save it anew as XLSX", file=file) from error


def _of_sheet(sheet: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, values in enumerate(sheet, 1):
        rounded = frozenset(place for place, value in enumerate(values) if _is_rounded(value))
        yield from _row(number, [_text(value) for value in values], rounded)


def _row(number: int, cells: Sequence[str], rounded: frozenset[int] = frozenset()) -> Iterator[Row]:
    if any(cells):
        yield Row(number=number, cells=tuple(cells[:MOST_COLUMNS]), rounded=rounded)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_rounded(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and len(_text(value).lstrip("-")) > _EXACT_DIGITS
