"""What can be changed about people. Each is one of a list that is carried out whole or not at all."""

from __future__ import annotations

from datetime import date

from sopengine.frozen import frozen
from sopengine.people.values import Agency, HoldingKind, Role


@frozen
class Change:
    """About one person, by id."""

    person: str


@frozen
class Add(Change):
    """A new person, or what is now known of one; None stays."""

    name: str | None = None
    nip: str | None = None
    mail: str | None = None


@frozen
class Hold(Change):
    """A position from a day to a day, both included."""

    agency: Agency
    position: str
    """Id of an actor, or its title."""
    kind: HoldingKind = HoldingKind.HOLDER
    first_day: date
    last_day: date | None = None
    letter: str = ""


@frozen
class Release(Change):
    """What they hold of a position on its new last day, or later, ends with that day."""

    agency: Agency
    position: str
    last_day: date


@frozen
class Forget(Change):
    """Name, NIP and address go, what they hold ends; the id stays in what happened."""

    last_day: date
    """Of what they hold."""


@frozen
class GiveRole(Change):
    agency: Agency
    role: Role


@frozen
class TakeRole(Change):
    agency: Agency
    role: Role
