"""A list of employees becomes changes about people: who is new, what they hold; each row that cannot be told why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sopengine.engine import Engine
from sopengine.errors import NotFoundError, SopError
from sopengine.frozen import frozen
from sopengine.interchange.readers.spreadsheet import Sheet
from sopengine.office.people.agencies import KnownAgency
from sopengine.office.people.employee_rows import Day, Reading, UnfitCellError
from sopengine.office.people.headings import headings_of
from sopengine.people.changes import Change, Hold

_FIELD_OF_VALUE = ("admins", "nip", "mail", "id", "role", "position", "last", "person")
"""Values of a refusal that name the column it is about, the first that is there."""
_FIELDS = {"by": "name", "person": "id"}
"""Where the column is called otherwise than the value."""
_LETTERS = 26


@frozen
class Amiss:
    """One row that cannot be."""

    row: int
    """As the spreadsheet counts it."""
    why: SopError
    column: str
    """Its letter, such as `D`; "" where the row as a whole is meant, or a column that is not there."""
    heading: str
    """Of that column, as the list has it."""


@frozen
class ReadRow:
    """What one row says."""

    number: int
    person: str
    is_new: bool
    changes: tuple[Change, ...]
    doubts: tuple[NotFoundError, ...]
    """Positions that no SOP has."""


@frozen
class Imported:
    """What came of a list; nothing was kept where something is amiss, or it was tried only."""

    amiss: tuple[Amiss, ...]
    rows: tuple[ReadRow, ...]
    """That could be read."""
    added: tuple[str, ...]
    """Ids of new people."""
    changed: int
    """People of whom more, or other, is known now."""
    held: int
    """Positions that are new."""
    unread: tuple[str, ...]
    """Headings of columns that say nothing to this program."""


def import_employees(
    engine: Engine,
    sheet: Sheet,
    agencies: Sequence[KnownAgency],
    agency: str | None,
    day: Day,
    *,
    by: str,
    dry_run: bool,
) -> Imported:
    """All rows or none. `agency`: of rows that name none; `day`: what the days of the list mean.

    Raises SopError where the sheet is no such list.
    """
    places, begin, unread = headings_of(sheet)
    reading = Reading(engine, agencies, agency, day, places)
    read: list[ReadRow] = []
    unfit: list[tuple[int, str, SopError]] = []
    for row in sheet.rows[begin:]:
        try:
            read.append(_read(reading, row.number, tuple(reading.changes(row)), agencies))
        except UnfitCellError as error:
            unfit.append((row.number, error.field, error.why))
    groups = {row.number: row.changes for row in read}
    refused = engine.change_people_by_row(groups, by=by, dry_run=dry_run or bool(unfit))
    unfit += [(number, _field(error), error) for number, error in refused.items()]
    headings = {name: (place, sheet.rows[begin - 1].cells[place]) for name, place in places.items()}
    return Imported(
        amiss=tuple(_located(unfit, headings)),
        rows=tuple(read),
        added=tuple(reading.new),
        changed=reading.changed,
        held=sum(isinstance(change, Hold) for group in groups.values() for change in group),
        unread=unread,
    )


def letter(place: int) -> str:
    """Of a column, from 0: as spreadsheets call it."""
    beyond, last = divmod(place, _LETTERS)
    return (letter(beyond - 1) if beyond else "") + chr(ord("A") + last)


def _read(reading: Reading, number: int, changes: tuple[Change, ...], agencies: Sequence[KnownAgency]) -> ReadRow:
    person = changes[0].person
    return ReadRow(
        number=number,
        person=person,
        is_new=person in reading.new,
        changes=changes,
        doubts=tuple(_doubts(changes, agencies)),
    )


def _doubts(changes: Iterable[Change], agencies: Sequence[KnownAgency]) -> Iterator[NotFoundError]:
    for change in changes:
        if isinstance(change, Hold):
            known = next(one for one in agencies if one.agency is change.agency)
            if doubt := known.doubt(change.position):
                yield doubt


def _field(why: SopError) -> str:
    """Which column a refusal is about, by what it tells."""
    named = next((name for name in (*_FIELD_OF_VALUE, *_FIELDS) if name in why.values), "")
    return _FIELDS.get(named, named)


def _located(unfit: Iterable[tuple[int, str, SopError]], headings: Mapping[str, tuple[int, str]]) -> Iterator[Amiss]:
    for row, field, why in sorted(unfit, key=lambda one: one[0]):
        place, heading = headings.get(field, (None, ""))
        yield Amiss(row=row, why=why, column="" if place is None else letter(place), heading=heading)
