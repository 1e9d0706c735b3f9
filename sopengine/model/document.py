"""The identity page of an SOP: who issued it, when, on what grounds."""

from __future__ import annotations

from datetime import date

from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE


@frozen
class Agency:
    """The office whose SOP this is."""

    name: str
    government: str = ""
    unit: str = ""
    """The part of it whose SOP this is."""
    timezone: str = USUAL_ZONE
    """IANA zone; decides what a day is."""


@frozen
class Approver:
    """Who signed the SOP; empty texts where the source shows none."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""


@frozen
class Decree:
    """The decision that puts the SOP in force."""

    number: str = ""
    title: str = ""
    place: str = ""
    date: date | None = None


@frozen
class Document:
    """What the identity page says besides the name of the SOP; an empty value prints as "-"."""

    number: str = ""
    """Free text: each agency has its own scheme."""
    created: date | None = None
    revised: date | None = None
    effective: date | None = None
    monitored: date | None = None
    evaluated: date | None = None
    review: date | None = None
    """By when it must be reviewed."""
    approved_by: Approver | None = None
    decree: Decree | None = None
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
