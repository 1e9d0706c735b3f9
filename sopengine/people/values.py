"""People, what they hold and from when to when. A day is one of the agency's zone."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sopengine.frozen import frozen


class HoldingKind(StrEnum):
    """As what somebody holds a position."""

    HOLDER = "holder"
    PLT = "plt"
    """Pelaksana tugas: the position has no holder."""
    PLH = "plh"
    """Pelaksana harian: its holder is away for days."""
    DELEGATE = "delegate"


class Capacity(StrEnum):
    """As what somebody did a piece of work."""

    UNCHECKED = ""
    """Nobody asked: the store, or the agency, has no people."""
    HOLDER = "holder"
    PLT = "plt"
    PLH = "plh"
    DELEGATE = "delegate"
    PARTNER = "partner"
    """Who works along with the one whose work it is."""
    VACANT = "vacant"
    """Nobody held the position that day: the work belonged to the agency's other holders."""
    RECORDER = "recorder"
    """An official who recorded what an outside party, or a program, did."""
    PROGRAM = "program"


class Role(StrEnum):
    """What somebody may do in an agency besides the work of their positions."""

    PETUGAS = "petugas"
    PENGAWAS = "pengawas"
    PENYUSUN = "penyusun"
    PIMPINAN = "pimpinan"
    ADMIN = "admin"


@frozen
class Agency:
    """By which holdings and roles are kept. Compared without regard to case."""

    government: str | None = ""
    """"" where the SOPs name none; None where it is not known: then the name alone counts."""
    name: str

    @property
    def folded(self) -> str:
        """What its name is found by."""
        return folded(self.name)

    def is_one_with(self, other: Agency) -> bool:
        same = self.folded == other.folded
        if self.government is None or other.government is None:
            return same
        return same and folded(self.government) == folded(other.government)


@frozen
class Person:
    """Somebody who acts. What is forgotten keeps its id, which stands in events."""

    id: str
    """Short, as it is typed and kept in events; compared without regard to case."""
    name: str = ""
    nip: str = ""
    """18 digits; "" where there is none."""
    mail: str = ""
    forgotten: bool = False


@frozen
class Holding:
    """A person holds a position in an agency, in all its SOPs."""

    id: int
    person: str
    agency: Agency
    position: str
    """Id of an actor, or its title as printed."""
    kind: HoldingKind = HoldingKind.HOLDER
    first_day: date
    last_day: date | None = None
    """Inclusive; None: until it is released."""
    letter: str = ""
    """Number of the order (surat perintah, keputusan) by which it was given."""

    def on(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@frozen
class Acting:
    """Who does a piece of work, as what and for whom."""

    by: str
    """Id of a person; where nobody is checked the name as it was given."""
    capacity: Capacity = Capacity.UNCHECKED
    on_behalf_of: str = ""
    """Id of the person whose work it is; "" where that is the one who acts, or nobody."""


def folded(text: str) -> str:
    """What names of positions and agencies are compared by: case and blanks do not count."""
    return " ".join(text.split()).casefold()
