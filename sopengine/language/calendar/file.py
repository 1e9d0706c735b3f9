"""A calendar file and those it is based on: read and checked, before anybody asks for hours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from pathlib import Path

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.errors.regular import regular_bytes
from sopengine.frozen import frozen
from sopengine.language.build.fields import Fields
from sopengine.language.shape.check import check_shape
from sopengine.language.shape.dates import parse_date
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.fault import fault
from sopengine.language.yaml.source import LARGEST, decode
from sopengine.language.yaml.unread import misnamed, no_file

FOLDER = "calendars"
"""Beside the definitions."""
MOST_BELOW = 20
"""Calendars of which each is based on the next; an office needs three."""
INDONESIA, NONE = "indonesia", "none"
"""What a calendar may be based on besides another file."""


@frozen
class CalendarFiles:
    """A calendar, and the one below it, and so on."""

    layers: tuple[Fields, ...] = ()
    """The keys of each file, the one that was asked for first."""
    base: str = INDONESIA
    """What the last one is based on."""
    findings: tuple[Finding, ...] = field(default=())
    """Where one is an error, the layers are not complete."""

    @property
    def usable(self) -> bool:
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def read_calendar(path: str | os.PathLike[str]) -> CalendarFiles:
    return _read(Path(path), ())


def periods(top: Fields) -> Iterator[tuple[Fields, date, date]]:
    """Of each special period its keys, its first and its last day."""
    for row in top.rows("periods"):
        yield row, parse_date(row.text("first")), parse_date(row.text("last"))


def _read(path: Path, above: tuple[Path, ...]) -> CalendarFiles:
    """`above`: the files that are based on this one."""
    file = os.fspath(path)
    try:
        source, odd = decode(regular_bytes(path, LARGEST + 1), file)
        plain, doubtful = compose(source)
    except OSError as error:
        return CalendarFiles(findings=(no_file(file, error),))
    except DefinitionError as error:
        return CalendarFiles(findings=error.findings)
    shape = check_shape(plain, "calendar")
    found = CalendarFiles(findings=(*odd, *doubtful, *shape.findings))
    if shape.data is None or not found.usable:
        return found
    top = Fields(plain=plain, data=shape.data)
    below = _below(top, path, above)
    own = (*found.findings, *_misnamed(top, path), *_backwards(top))
    return CalendarFiles(layers=(top, *below.layers), base=below.base, findings=(*own, *below.findings))


def _below(top: Fields, path: Path, above: tuple[Path, ...]) -> CalendarFiles:
    name = top.text("based_on", INDONESIA)
    if name in (INDONESIA, NONE):
        return CalendarFiles(base=name)
    file = path.with_name(f"{name}.yaml")
    at = top.plain.positions.value(("based_on",))
    if file in (*above, path):
        message, mend = "'{name}' is in turn based on this calendar", "base it on 'indonesia' or 'none'"
        return CalendarFiles(findings=(fault("file/circle", at, message, mend, name=name),))
    if len(above) >= MOST_BELOW:
        message, mend = "more than {limit} calendars are based on each other", "base this one on 'indonesia' or 'none'"
        return CalendarFiles(findings=(fault("file/circle", at, message, mend, limit=MOST_BELOW),))
    if not os.path.isfile(file):
        message, mend = "there is no file '{name}.yaml' beside this one", "possible are 'indonesia' and 'none' as well"
        return CalendarFiles(findings=(fault("file/no-neighbour", at, message, mend, name=name),))
    return _read(file, (*above, path))


def _misnamed(top: Fields, path: Path) -> Iterator[Finding]:
    finding = misnamed(top.plain.positions.value(("id",)), top.text("id"), path.name)
    if finding:
        yield finding


def _backwards(top: Fields) -> Iterator[Finding]:
    for row, first, last in periods(top):
        if last < first:
            at, message = top.plain.positions.value((*row.path, "last")), "the last day lies before the first one"
            yield fault("schema/period-order", at, message, "is a day, month or year mistyped?")
