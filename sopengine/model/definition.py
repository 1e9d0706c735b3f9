"""A definition: one SOP as its file says it, with defaults filled in and names still as written."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from sopengine.expression.data import Field
from sopengine.frozen import frozen
from sopengine.model.document import Agency, Document
from sopengine.model.form import Form
from sopengine.model.positions import Positions
from sopengine.model.step import Step


class ActorKind(StrEnum):
    """Who stands behind a lane."""

    PERSON = "person"
    TEAM = "team"
    EXTERNAL = "external"
    SYSTEM = "system"


@frozen
class Actor:
    """A lane of the form; their order is the order of the lanes."""

    id: str
    title: str
    kind: ActorKind = ActorKind.PERSON
    group: str = ""
    """Heading over this lane and its neighbours of the same group; "" where there is none."""
    calendar: str = ""
    """Name of the calendar of this actor; "" for that of the SOP."""


@frozen
class Artifact:
    """A document that steps need and put out."""

    id: str
    title: str
    external: bool = False
    """Brought from outside: no step has to put it out."""


class Days(StrEnum):
    """What a bare `hari` and `minggu` mean in this SOP."""

    WORKING = "working"
    CALENDAR = "calendar"


class Every(StrEnum):
    """A period of the calendar."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


@frozen
class Schedule:
    """When the SOP is to be run."""

    every: Every
    working_day: int = 1
    """Of the period, counted from 1."""


@frozen
class Definition:
    """One SOP."""

    id: str
    title: str
    agency: Agency
    document: Document
    actors: tuple[Actor, ...]
    steps: tuple[Step, ...]
    artifacts: tuple[Artifact, ...] = ()
    draft: bool = False
    """Not finished: may be drawn, may not be started."""
    days: Days = Days.WORKING
    calendar: str = ""
    """Name of the calendar; "" for the ordinary hours of government offices."""
    data: tuple[Field, ...] = ()
    """What people fill in, in the order declared."""
    schedule: Schedule | None = None
    form: Form = field(default_factory=Form)
    source: str = ""
    """The document it was read from."""
    digest: str = field(default="", compare=False)
    """SHA-256 of what was read, as 64 hex digits; comments and layout of the file do not count. The version."""
    text: str = field(default="", compare=False, repr=False)
    """The file as it was read."""
    positions: Positions = field(default_factory=Positions, compare=False, repr=False)

    def actor(self, id: str) -> Actor:
        """The declared actor; KeyError where there is none."""
        return next(actor for actor in self.actors if actor.id == id)
