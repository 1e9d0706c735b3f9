"""A document that is handed in: the regulation's table with room to write and to sign, and annexes."""

from __future__ import annotations

from sopengine.frozen import frozen
from sopengine.interchange.table import Table


@frozen
class Judged:
    """One row of the table, judged."""

    title: str
    below: tuple[str, ...]
    """Lines below the title: whose it is, its number."""
    well: bool | None
    """None: neither box is ticked."""
    notes: str
    action: str = ""
    """Empty: to be filled in by hand; so is the next."""
    initials: str = ""


@frozen
class Part:
    """A table of an annex, with what it is of; empty where that is plain."""

    title: str
    table: Table


@frozen
class Annex:
    """What stands behind the first table."""

    name: str
    """Short: of a sheet of a workbook."""
    title: str
    note: str
    """What its figures rest on; empty where nothing is to be said."""
    parts: tuple[Part, ...]


@frozen
class HandedIn:
    """The document."""

    title: str
    facts: tuple[str, ...]
    """Lines below the title: period, basis, limits."""
    name: str
    """Short: of the first sheet of a workbook."""
    headings: tuple[str, str, str, str, str, str]
    """Of the table: No, procedure, judgement, notes, action, initials."""
    yes_no: tuple[str, str]
    """The words of the two boxes."""
    rows: tuple[Judged, ...]
    signatures: tuple[tuple[str, ...], tuple[str, ...]]
    """Lines at the left and at the right: above the room to sign, and the last one below it."""
    annexes: tuple[Annex, ...]
    more: str
    """Says how many rows of an annex were left out, with {count} in it."""
    comma: bool
    """Decimals are parted by a comma."""
