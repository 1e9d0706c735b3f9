"""The calendars that an SOP names, for itself and for its actors."""

from __future__ import annotations

from pathlib import Path

from sopengine.calendar.hours import OfficeHours
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.language.calendar.file import FOLDER
from sopengine.language.calendar.hours import load_calendar
from sopengine.model.definition import Definition


def named_calendars(definition: Definition, folder: Path) -> dict[str, OfficeHours]:
    """By name, "" for that of government offices; `folder` holds the definition.

    Raises DefinitionError with what is wrong in one of their files.
    """
    zone = definition.agency.timezone
    return {
        name: load_calendar(folder / FOLDER / f"{name}.yaml", zone) if name else indonesian_hours(zone)
        for name in sorted({definition.calendar, *calendars_of_actors(definition).values()})
    }


def calendars_of_actors(definition: Definition) -> dict[str, str]:
    """Id of the actor -> name of its calendar: its own, else that of the SOP."""
    return {actor.id: actor.calendar or definition.calendar for actor in definition.actors}
