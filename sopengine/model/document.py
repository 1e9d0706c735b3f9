"""The identity page of an SOP: who issued it, when, on what grounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopengine.model.zones import USUAL_ZONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The office whose SOP this is."""

    name: str
    government: str = ""
    unit: str = ""
    """The part of it whose SOP this is."""
    timezone: str = USUAL_ZONE
    """IANA zone; decides what a day is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Who signed the SOP; empty texts where the source shows none."""

    position: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """The decision that puts the SOP in force."""

    number: str = ""
    title: str = ""
    place: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
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
