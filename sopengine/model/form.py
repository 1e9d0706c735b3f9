"""How the form of an SOP is printed."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from sopengine.frozen import frozen


class Column(StrEnum):
    """The columns a form may have; the value is the key in the definition language."""

    NUMBER = "number"
    ACTIVITY = "activity"
    ACTORS = "actors"
    NEEDS = "needs"
    DURATION = "duration"
    OUTPUTS = "outputs"
    NOTE = "note"


class Paper(StrEnum):
    """Sheet; F4 and Folio are two names of the same one."""

    A4 = "A4"
    A3 = "A3"
    F4 = "F4"
    FOLIO = "Folio"
    LETTER = "Letter"
    LEGAL = "Legal"


class Orientation(StrEnum):
    """Which side of the sheet lies at the top."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class TitlePlace(StrEnum):
    """Where the sheets of the flow tell the title of the SOP."""

    FOOT = "foot"
    ABOVE = "above"
    """As a heading over the table."""


class Capsules(StrEnum):
    """Which symbols are the capsules."""

    ACTIVITY = "activity"
    """The first task and the last ones."""
    MARKER = "marker"
    """Extra ones before the first task and behind the last ones, in the same row."""


class Layout(StrEnum):
    """Where the identity stands."""

    SEPARATE = "separate"
    ONE_SHEET = "one-sheet"
    """Above the flow, where an SOP is short."""


DEFAULT_HEADINGS: dict[Column, str] = {
    Column.NUMBER: "No",
    Column.ACTIVITY: "Kegiatan",
    Column.ACTORS: "Pelaksana",
    Column.NEEDS: "Kelengkapan",
    Column.DURATION: "Waktu",
    Column.OUTPUTS: "Output",
    Column.NOTE: "Keterangan",
}


@frozen
class Form:
    """Settings of the printed form."""

    MOST_ROWS_ON_ONE_SHEET: ClassVar[int] = 5
    """Of an SOP with more, identity and flow stand on a sheet each."""
    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.LANDSCAPE
    capsules: Capsules = Capsules.ACTIVITY
    start: str = "Mulai"
    """Printed inside the capsule of the first task."""
    end: str = "Selesai"
    """Printed inside the capsule of the last task."""
    columns: tuple[tuple[Column, str], ...] = tuple(DEFAULT_HEADINGS.items())
    """In printed order, with this agency's words; what is not listed is not printed."""
    column_numbers: bool = False
    """A row of (1), (2), … below the headings."""
    title: TitlePlace = TitlePlace.FOOT
    total: bool = False
    """The sum of the standards at the foot of the table."""
    break_before: tuple[str, ...] = ()
    """Ids of steps that begin a new page."""
    logo: str = ""
    """Path of a picture, as seen from the file of the definition; "" where there is none."""
    layout: Layout = Layout.SEPARATE
    identity: tuple[tuple[str, str], ...] = ()
    """This agency's words for labels of the identity page, by key of `document`, or `title`."""
