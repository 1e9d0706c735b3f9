"""The calendars that the SOPs of an office go by: their hours, what their days are called, whence, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum
from pathlib import Path

from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.kept import hours_of, text_of
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import DefinitionError, Finding
from sopengine.frozen import frozen
from sopengine.language.calendar.file import FOLDER
from sopengine.language.calendar.hours import load_calendar
from sopengine.language.calendar.named import calendars_of_actors
from sopengine.language.calendar.names import CalendarNames, names_of, national_names
from sopengine.model.definition import Definition
from sopengine.model.zones import USUAL_ZONE


class Origin(StrEnum):
    """How what is counted with stands to the file."""

    BUILT_IN = "built in"
    """It has no file: the hours of government offices, which come with the program."""
    KEPT = "kept"
    """The store keeps what the file says."""
    CHANGED = "changed"
    """The file says something else than what the store counts with."""
    GONE = "gone"
    """The store counts with it; the file is not there."""
    BROKEN = "broken"
    """The file has errors; the store counts with what it kept before, if it did."""
    NEW = "new"
    """The store keeps none yet: no SOP that names it was started."""


@frozen
class User:
    """Who works by it."""

    agency: str
    actors: tuple[str, ...]
    """Titles of those that have it for themselves; empty where a whole SOP goes by it."""


@frozen
class InUse:
    """One calendar."""

    name: str
    """Empty for that of government offices."""
    origin: Origin
    hours: OfficeHours | None
    """With which due times are counted; None where nothing is kept and the file cannot be read."""
    names: CalendarNames
    file: Path | None
    users: tuple[User, ...]
    findings: tuple[Finding, ...] = field(default=())
    """What is wrong with the file."""


def calendars_in_use(engine: Engine, definitions: Iterable[Definition], folder: Path) -> tuple[InUse, ...]:
    """By name, that of government offices first. `folder` holds the definitions."""
    users = _users(definitions, engine.versions())
    zones = {one.agency.timezone for one in definitions} | {one.timezone for one in engine.versions()}
    zone = min(zones, default=USUAL_ZONE)
    return tuple(_in_use(engine, name, folder, zone, told) for name, told in sorted(users.items()))


def _in_use(engine: Engine, name: str, folder: Path, zone: str, users: tuple[User, ...]) -> InUse:
    if not name:
        hours, names = indonesian_hours(zone), national_names()
        return InUse(name="", origin=Origin.BUILT_IN, hours=hours, names=names, file=None, users=users)
    file, text = folder / FOLDER / f"{name}.yaml", engine.hours(name)
    kept = hours_of(text) if text else None
    try:
        said = load_calendar(file, kept.timezone if kept else zone) if file.is_file() else None
        names = names_of(file) if said else CalendarNames()
    except DefinitionError as error:
        wrong, none = error.findings, CalendarNames()
        return InUse(name=name, origin=Origin.BROKEN, hours=kept, names=none, file=file, users=users, findings=wrong)
    return InUse(name=name, origin=_origin(kept, said), hours=kept or said, names=names, file=file, users=users)


def _origin(kept: OfficeHours | None, said: OfficeHours | None) -> Origin:
    if said is None:
        return Origin.GONE
    if kept is None:
        return Origin.NEW
    return Origin.KEPT if text_of(said) == text_of(kept) else Origin.CHANGED


def _users(definitions: Iterable[Definition], versions: Iterable[Compiled]) -> dict[str, tuple[User, ...]]:
    """By name of the calendar; by agency, whole SOPs first."""
    found: dict[str, dict[str, set[str]]] = {"": {}}
    for name, agency, actor in (*_of_definitions(definitions), *_of_versions(versions)):
        found.setdefault(name, {}).setdefault(agency, set()).add(actor)
    return {
        name: tuple(
            User(agency=agency, actors=() if "" in actors else tuple(sorted(actors)))
            for agency, actors in sorted(agencies.items())
        )
        for name, agencies in found.items()
    }


def _of_definitions(definitions: Iterable[Definition]) -> Iterator[tuple[str, str, str]]:
    """Calendar, agency, and title of an actor or "" for the whole SOP."""
    for one in definitions:
        titles = {actor.id: actor.title for actor in one.actors}
        yield one.calendar, one.agency.name, ""
        for actor, name in calendars_of_actors(one).items():
            if name != one.calendar:
                yield name, one.agency.name, titles[actor]


def _of_versions(versions: Iterable[Compiled]) -> Iterator[tuple[str, str, str]]:
    for one in versions:
        yield one.calendar, one.agency, ""
        for actor, name in one.calendars.items():
            if name != one.calendar:
                yield name, one.agency, one.actors.get(actor, actor)
