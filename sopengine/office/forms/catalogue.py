"""The SOPs of an office: its files and what the store keeps of them, an entry an SOP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from sopengine.engine import Engine
from sopengine.errors import NotFoundError, Severity, SopError, StorageError
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.reviewed import MONITORING_MONTHS, look_due
from sopengine.office.forms.live import kept_graph
from sopengine.rules.gate import Examination
from sopengine.store.questions.versions import KeptVersion, kept_versions

Examine = Callable[[Path], Examination]
"""Reads a file and checks it; may remember what it found."""


class State(StrEnum):
    """What becomes of an SOP when somebody starts it."""

    IN_FORCE = "in force"
    """The file is the version that the latest instances go by, or has never been started."""
    CHANGED = "changed"
    """The file differs from the version that was started last: the next instance makes a new version."""
    DRAFT = "draft"
    BROKEN = "broken"
    """The file has errors."""
    GONE = "gone"
    """The store keeps versions; the file is no longer there."""


@frozen
class Entry:
    """One SOP."""

    id: str
    definition: Definition | None
    """Of the file, or of the latest version where there is none; None where neither can be read."""
    examination: Examination | None
    """Of the file; None where there is none."""
    versions: tuple[KeptVersion, ...]
    """Oldest first."""

    @property
    def state(self) -> State:
        if self.examination is None:
            return State.GONE
        if self.definition is None or self.examination.count(Severity.ERROR):
            return State.BROKEN
        if self.definition.draft:
            return State.DRAFT
        latest = self.versions[-1].digest if self.versions else self.definition.digest
        return State.IN_FORCE if latest == self.definition.digest else State.CHANGED

    @property
    def title(self) -> str:
        return self.definition.title if self.definition else self.id

    @property
    def agency(self) -> str:
        """With its government, where the definition names it apart; empty where nothing can be read."""
        agency = self.definition.agency if self.definition else None
        return ", ".join(filter(None, (agency.name, agency.government))) if agency else ""

    @property
    def running(self) -> int:
        return sum(version.running for version in self.versions)

    @property
    def findings(self) -> int:
        return len(self.examination.findings) if self.examination else 0

    def monitoring_late(self, today: date) -> int:
        """Months since the last monitoring, where that was more than six months ago; else 0."""
        document = self.definition.document if self.definition else None
        last = document.monitored if document else None
        if document is None or last is None or look_due(last, document.effective, MONITORING_MONTHS) >= today:
            return 0
        return (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)

    def holds(self, words: str) -> bool:
        """Whether all words stand in title, number, agency, activities or titles of actors."""
        text = " ".join(_texts(self)).casefold()
        return all(word in text for word in words.casefold().split())


def entries(folder: Path, engine: Engine, examine: Examine) -> tuple[Entry, ...]:
    """All SOPs, by agency and title; those without agency last."""
    kept: dict[str, list[KeptVersion]] = {}
    for version in engine.ask(kept_versions):
        kept.setdefault(version.sop, []).append(version)
    found = list(_of_files(folder, examine, kept))
    there = {entry.id for entry in found}
    found += [_gone(engine, id, versions) for id, versions in kept.items() if id not in there]
    return tuple(sorted(found, key=lambda one: (not one.agency, one.agency.casefold(), one.title.casefold(), one.id)))


def entry(found: Iterable[Entry], id: str) -> Entry:
    """Raises NotFoundError."""
    for one in found:
        if one.id == id:
            return one
    raise NotFoundError("there is no SOP '{id}' here", id=id)


def _of_files(folder: Path, examine: Examine, kept: dict[str, list[KeptVersion]]) -> Iterator[Entry]:
    for file in sorted(folder.glob("*.yaml")):
        try:
            examination = examine(file)
        except (SopError, OSError):
            continue  # it went away, or may not be read
        definition = examination.graph.definition if examination.graph else None
        yield Entry(
            id=file.stem,
            definition=definition,
            examination=examination,
            versions=tuple(kept.get(file.stem, ())),
        )


def _gone(engine: Engine, id: str, versions: list[KeptVersion]) -> Entry:
    try:
        definition = kept_graph(engine.compiled(versions[-1].digest)).definition
    except (StorageError, NotFoundError):
        definition = None
    return Entry(id=id, definition=definition, examination=None, versions=tuple(versions))


def _texts(one: Entry) -> Iterator[str]:
    yield one.id
    if one.definition:
        yield from (one.definition.title, one.agency, one.definition.document.number)
        yield from (step.activity for step in one.definition.steps)
        yield from (actor.title for actor in one.definition.actors)
