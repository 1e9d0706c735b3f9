"""What a definition names that lies in files beside it: calendars, and SOPs that it calls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sopengine.errors import Finding
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.language.calendar.file import FOLDER, read_calendar
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.unread import is_name
from sopengine.model import positions
from sopengine.model.definition import Definition


def neighbours(definition: Definition, folder: Path) -> Iterator[Finding]:
    """`folder` holds the definition; what is wrong with a calendar is told where it stands in its own file."""
    told: set[str] = set()
    for path, name in _calendars(definition):
        file = folder / FOLDER / f"{name}.yaml"
        if name in told or not is_name(name):
            continue
        told.add(name)
        if os.path.isfile(file):
            yield from read_calendar(file).findings
        else:
            yield _missing(definition, path, name, file, f"{FOLDER}/{file.name}")
    for path, name in _calls(definition):
        file = folder / f"{name}.yaml"
        if is_name(name) and not os.path.isfile(file):
            yield _missing(definition, path, name, file, file.name)


def _calendars(definition: Definition) -> Iterator[tuple[positions.Path, str]]:
    if definition.calendar:
        yield ("calendar",), definition.calendar
    for actor in definition.actors:
        if actor.calendar:
            yield ("actors", actor.id, "calendar"), actor.calendar


def _calls(definition: Definition) -> Iterator[tuple[positions.Path, str]]:
    for step in definition.steps:
        for task in step.tasks:
            if task.call:
                yield (*task.path, "call"), task.call


def _missing(definition: Definition, path: positions.Path, name: str, file: Path, shown_as: str) -> Finding:
    near = nearest(name, sorted(other.stem for other in file.parent.glob("*.yaml")))
    return fault(
        "file/no-neighbour",
        definition.positions.value(path),
        "there is no file '{file}' beside this one",
        did_you_mean(near, "write the file, or leave '{key}' out"),
        file=shown(shown_as),
        nearest=near,
        key=path[-1],
    )
