"""From each format of compiled tables to the next, on plain JSON data. A step is never changed once it is released."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from sopengine.duration.standard import Duration

Plain = dict[str, Any]


def _with_durations_as_read(plain: Plain) -> Plain:
    """2 to 3: a standard was a text to be read again; tasks and actors knew less."""
    steps = {id: step | {"standard": asdict(Duration.parse(step["standard"]))} for id, step in plain["steps"].items()}
    unknown = {"each": None, "call": "", "wait": None, "message": "", "overdue": None, "count": "", "limit": 0}
    tasks = {name: task | unknown for name, task in plain["tasks"].items()}
    actors = {"calendar": "", "calendars": {}, "external": [], "programs": []}
    return plain | actors | {"steps": steps, "tasks": tasks}


def _of_an_agency_known_by_its_name(plain: Plain) -> Plain:
    """3 to 4: the agency's government was not kept."""
    return plain | {"government": None}


UPGRADES: Mapping[int, Callable[[Plain], Plain]] = {
    2: _with_durations_as_read,
    3: _of_an_agency_known_by_its_name,
}
"""Format -> what makes the next one of it."""
