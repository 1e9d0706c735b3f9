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


def _with_what_is_told_and_by_whom(plain: Plain) -> Plain:
    """3 to 4: nobody was told of work, nothing started by itself; the agency's government and days were not kept."""
    tasks = {name: task | {"remind": None, "escalate": ""} for name, task in plain["tasks"].items()}
    return plain | {"tasks": tasks, "schedule": None, "government": None, "told_days": None}


UPGRADES: Mapping[int, Callable[[Plain], Plain]] = {
    2: _with_durations_as_read,
    3: _with_what_is_told_and_by_whom,
}
"""Format -> what makes the next one of it."""
