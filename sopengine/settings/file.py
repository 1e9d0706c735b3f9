"""One `sop.toml`: what it holds, and where in it something stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sopengine.errors import Finding, Position, Severity
from sopengine.errors.regular import regular_bytes
from sopengine.frozen import frozen

LARGEST = 100_000
"""Bytes; one that sets every rule has 3,000."""
LONGEST_LINE = 1_000
"""Bytes; a name of 20,000 parts took seconds to read."""


@frozen
class SettingsFile:
    """What stands in it."""

    file: str
    """As the user would name it from here."""
    folder: Path
    lines: tuple[str, ...] = ()
    tables: Mapping[str, Any]
    unreadable: Finding | None = None
    """Why nothing is known of it; None where it could be read."""

    def place(self, table: str, key: str = "", value: str | None = None) -> Position:
        """Of a table's head, of a key in it, or of the value of a key; the first line where it cannot be found."""
        head, named = 0, key or table
        for number, line, inside in self._in_tables():
            head = head or (number if inside == table else 0)
            if inside == (table if key else "") and re.match(rf"\s*[\"']?{re.escape(named)}\b", line):
                return self._at(number, named if value is None else value, line.find("=") if value is not None else 0)
        if head and not key:
            return self._at(head, table, 0)
        return self._dotted(table, key, value) or self._at(head or 1, table if head else "", 0)

    def _in_tables(self) -> Iterator[tuple[int, str, str]]:
        """Each line with its number and the table that it stands in, whose head counts as in it."""
        inside = ""
        for number, line in enumerate(self.lines, 1):
            if found := re.match(r"\s*\[+\s*[\"']?([^\]\"']*?)[\"']?\s*\]", line):
                inside = found[1]
            yield number, line, inside

    def _dotted(self, table: str, key: str, value: str | None) -> Position | None:
        """Of `mail.port = …`, or `mail = {port = …}`."""
        for number, line in enumerate(self.lines, 1):
            if re.match(rf"\s*[\"']?{re.escape(table)}\b", line):
                begins = max(line.find(key), 0)
                return self._at(number, key if value is None else value, begins)
        return None

    def _at(self, number: int, name: str, begins: int) -> Position:
        line = self.lines[number - 1] if self.lines else ""
        column = line.find(name, max(begins, 0)) + 1
        return Position(
            file=self.file, line=number, column=max(column, 1), length=max(len(name), 1) if column else 1, excerpt=line
        )


def read_file(path: Path) -> SettingsFile:
    """What is no TOML, too large or no file at all holds nothing, and says why."""
    file, folder = _spoken(path), path.absolute().parent
    try:
        lines = tuple(_text(path).splitlines())
        return SettingsFile(file=file, folder=folder, lines=lines, tables=tomllib.loads("\n".join(lines)))
    except (OSError, ValueError, RecursionError) as error:
        return SettingsFile(file=file, folder=folder, tables={}, unreadable=_unreadable(file, error))


def _text(path: Path) -> str:
    data = regular_bytes(path, LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    if any(len(line) > LONGEST_LINE for line in data.splitlines()):
        raise ValueError(f"a line of more than {LONGEST_LINE:,} bytes")
    return data.decode("utf-8")


def _spoken(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _unreadable(file: str, error: Exception) -> Finding:
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return Finding(
        rule="settings/unreadable",
        severity=Severity.ERROR,
        at=Position(file=file, line=line, column=column),
        message="the settings cannot be read: {reason}",
        mend='write a line such as "activity/passive" = "info" below [rules]',
        values={"reason": re.sub(r" \(at .*\)$", "", str(error))},
    )
