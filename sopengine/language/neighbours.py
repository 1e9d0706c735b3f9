"""What a definition names that lies in files beside it: calendars, and SOPs that it calls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from sopengine.errors import DefinitionError, Finding, Position
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.errors.regular import regular_bytes
from sopengine.frozen import frozen
from sopengine.language.calendar.file import FOLDER, read_calendar
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.plain import Value
from sopengine.language.yaml.source import LARGEST, decode
from sopengine.language.yaml.unread import is_name
from sopengine.model import positions
from sopengine.model.definition import Definition

MOST_CALLED = 20
"""SOPs of which each calls the next; an office needs three."""


def calendar_files(definition: Definition) -> dict[str, Path]:
    """Of each calendar that it names the file, which need not be there."""
    return {name: _calendar_file(definition, name) for _, name in _calendars(definition)}


def called_files(definition: Definition) -> dict[str, Path]:
    """Of each SOP that it calls itself the file, which need not be there."""
    return {name: _folder(definition) / f"{name}.yaml" for _, name in _calls(definition)}


def neighbours(definition: Definition) -> Iterator[Finding]:
    """They lie beside its file; what is wrong with a calendar is told where it stands in its own file."""
    yield from _amiss_with_calendars(definition)
    yield from _amiss_with_calls(definition)


def _amiss_with_calendars(definition: Definition) -> Iterator[Finding]:
    told: set[str] = set()
    for path, name in _calendars(definition):
        file = _calendar_file(definition, name)
        if name in told or not is_name(name):
            continue
        told.add(name)
        if os.path.isfile(file):
            yield from read_calendar(file).findings
        else:
            yield _missing(definition, path, name, file, f"{FOLDER}/{file.name}")


def _amiss_with_calls(definition: Definition) -> Iterator[Finding]:
    calls = _Calls(folder=_folder(definition), of={definition.id: tuple(called_files(definition))})
    told: set[tuple[str, ...]] = set()
    for path, name in _calls(definition):
        file = calls.file(name)
        if not is_name(name):
            continue
        if not os.path.isfile(file):
            yield _missing(definition, path, name, file, file.name)
        elif (chain := calls.endless(name, (definition.id,))) and chain not in told:
            told.add(chain)
            yield _endless(definition.positions.value(path), chain)


def _endless(at: Position, chain: tuple[str, ...]) -> Finding:
    message, mend = "more than {most} SOPs call each other in turn", "take one of the calls out"
    if chain[0] == chain[-1]:
        message = "these SOPs call each other in a circle, so none would ever end: {circle}"
    return fault("file/circle", at, message, mend, circle=" → ".join(chain), most=MOST_CALLED)


@frozen
class _Calls:
    """Which SOP of a folder calls which; a file is read once, and only as far as that."""

    folder: Path
    of: dict[str, tuple[str, ...]]
    """Id -> those it calls itself, of those read so far."""
    _clear: set[str] = field(default_factory=set)
    """From which nothing endless is reached."""

    def file(self, id: str) -> Path:
        return self.folder / f"{id}.yaml"

    def endless(self, id: str, above: tuple[str, ...]) -> tuple[str, ...]:
        """The first circle that is reached from an SOP, with its first one again at its end, or the first chain that is
        too long; empty where there is none. `above`: those that have called it, each the next.
        """
        if id in above:
            return (*above[above.index(id) :], id)
        if len(above) > MOST_CALLED:
            return above
        if id not in self._clear:
            for other in self._called_by(id):
                if found := self.endless(other, (*above, id)):
                    return found
            self._clear.add(id)
        return ()

    def _called_by(self, id: str) -> tuple[str, ...]:
        if id not in self.of:
            self.of[id] = tuple(dict.fromkeys(_called_in(self.file(id))))
        return self.of[id]


def _called_in(file: Path) -> Iterator[str]:
    """What its tasks call; nothing where the file cannot be read, which is told when it is checked itself."""
    try:
        plain, _ = compose(decode(regular_bytes(file, LARGEST + 1), str(file))[0])
    except (OSError, DefinitionError):
        return
    for step in _maps(plain.data.get("steps")) if isinstance(plain.data, dict) else ():
        for task in (step, *_maps(step.get("tasks"))):
            if isinstance(called := task.get("call"), str):
                yield called


def _maps(value: Value) -> list[dict[str, Value]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _folder(definition: Definition) -> Path:
    return Path(definition.positions.file).parent


def _calendar_file(definition: Definition, name: str) -> Path:
    return _folder(definition) / FOLDER / f"{name}.yaml"


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
