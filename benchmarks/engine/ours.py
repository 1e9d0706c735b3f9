"""This engine as the benchmarks drive it; nothing else here knows how it is called."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

import sopengine
from benchmarks.engine import flows
from benchmarks.engine.moments import Clock, clock_of_the_play
from benchmarks.engine.pragmas import Pragmas, driver_connections
from sopengine.calendar import Calendar, office_calendar
from sopengine.cli import main
from sopengine.compiled.tables import Compiled
from sopengine.engine import Completion, Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.execution import decide
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete, Start
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.people.changes import Add, Hold
from sopengine.people.values import Agency

PERSON = flows.ACTOR
VERSION = f"sopengine {version('sopengine')}"


def compiled(definition: str) -> Compiled:
    """The text of a definition, read, checked and compiled."""
    id = next(line for line in definition.splitlines() if line.startswith("id: ")).removeprefix("id: ")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{id}.yaml"
        file.write_text(definition, encoding="utf-8")
        return sopengine.runnable(sopengine.load(file))


def started(file: Path | str, definition: str, count: int) -> None:
    """A store with as many instances of an SOP, none of whose work is done."""
    sop = compiled(definition)
    with Engine(str(file), clock=Clock()) as engine:
        for _ in range(count):
            engine.start(sop, by=PERSON)


def staffed(file: Path, employees: int) -> None:
    """People come to a store: who plays holds the position with another, the others hold one each."""
    agency = Agency(name="Dinas Contoh")
    people = [PERSON, *(f"pegawai-{number}" for number in range(1, employees))]
    positions = {person: flows.ACTOR if place < 2 else f"jabatan-{place}" for place, person in enumerate(people)}
    held = [
        Hold(person=person, agency=agency, position=position, first_day=date(2025, 1, 1))
        for person, position in positions.items()
    ]
    with Engine(str(file), clock=Clock()) as engine:
        engine.change_people([*(Add(person=person) for person in people), *held], by=PERSON)


class Clockworks:
    """One worker at one store, hours after its work was begun."""

    def __init__(self, file: Path | str) -> None:
        self._file = file
        self._engine = Engine(str(file), clock=Clock(minutes=7 * 60))
        self._clockwork = Clockwork(self._engine)

    def fire(self) -> None:
        """The timer that is due longest."""
        fired = self._clockwork.fire_next()
        assert fired
        assert fired.events

    def under(self, pragmas: Pragmas) -> None:
        for connection in driver_connections(self._file):
            pragmas.set_on(connection)


class InMemory:
    """Decides and applies, keeps nothing but the instance at hand: what a decision may look up, as one lookup each."""

    def __init__(self, definition: str) -> None:
        self._sop, self._clock = compiled(definition), Clock()
        self._calendar = office_calendar(self._sop.timezone)
        self._visits: dict[str, int] = {}
        self._instance: Instance | None = None

    def start(self) -> Instance:
        self._visits = {}
        return self._applied(decide.start(self, self._sop, Start(by=PERSON, sop=self._sop.sop), self._clock()))

    def done(self, instance: Instance, item: WorkItem, label: str) -> Instance:
        """`label`: "" where nothing is decided."""
        self._instance = instance
        command = Complete(item=item.id, by=PERSON, outcomes=(label,) if label else ())
        return self._applied(decide.done(self, command, self._clock()))

    def pinned(self, digest: str) -> Compiled:
        return self._sop

    def calendar(self, name: str, timezone: str) -> Calendar:
        return self._calendar

    def instance_to_change(self, id: int) -> Instance | None:
        return self._instance

    def people(self) -> None:
        return None

    def next_instance(self) -> int:
        return 1

    def latest_visit(self, instance: int, task: str) -> int:
        return self._visits.get(task, 0)

    def latest_ends(self, instance: int) -> dict[str, datetime]:
        return {}

    def done_in_visit(self, instance: int, task: str, visit: int) -> tuple[WorkItem, ...]:
        return ()

    def children(self, first: int, last: int) -> tuple[int, ...]:
        return ()

    def timers(self, instance: int) -> tuple[Timer, ...]:
        return ()

    def suspensions(self, instance: int) -> tuple[Event, ...]:
        return ()

    def work_items(self, *, instance: int) -> tuple[WorkItem, ...]:
        return ()

    def events(self, instance: int) -> tuple[Event, ...]:
        return ()

    def _applied(self, change: Change) -> Instance:
        for item in change.opened:
            self._visits[item.task] = item.visit
        return change.after


class Durable:
    """One engine at one store."""

    def __init__(self, file: Path | str) -> None:
        self._file = file
        self._engine = Engine(str(file), clock=clock_of_the_play())

    def close(self) -> None:
        self._engine.close()

    def open_items(self) -> list[int]:
        return [item.id for item in self._engine.work_items()]

    def last_open_item(self) -> int:
        return self._engine.work_items(self._engine.numbers()[-1])[0].id

    def ask_for_the_desk(self) -> None:
        """The open work of who plays."""
        assert self._engine.desk(PERSON)

    def done(self, item: int, label: str = "") -> int | None:
        """The work item that this opened; None where it opened none."""
        after = self._engine.done(item, by=PERSON, outcome=label or None)
        return after.open_items[-1].id if after.open_items else None

    def look_at(self, instance: int) -> None:
        """Ask for its state."""
        assert self._engine.instance(instance).id == instance

    def can_do_many(self) -> bool:
        return hasattr(self._engine, "done_many")

    def done_many(self, items: Sequence[int]) -> None:
        """Complete these, of several instances, in one transaction."""
        self._engine.done_many([Completion(item=item) for item in items], by=PERSON)

    def done_each(self, items: Sequence[int]) -> None:
        """Complete these, one transaction each."""
        for item in items:
            self.done(item)

    def completed(self) -> int:
        """How many work items are done."""
        return sum(item.done_at is not None for item in self._engine.visits())

    def is_sound(self) -> bool:
        """Whether every instance is the fold of its events."""
        return all(self._engine.verify(instance.id) for instance in self._engine.instances())

    def under(self, pragmas: Pragmas) -> None:
        """Put its connections under these; the engine itself takes what is safe on this machine's SQLite."""
        for connection in driver_connections(self._file):
            pragmas.set_on(connection)

    def is_under(self, pragmas: Pragmas) -> bool:
        """Whether all its connections still are: a figure taken under others would be none."""
        found = driver_connections(self._file)
        return bool(found) and all(pragmas.are_on(connection) for connection in found)


def command(arguments: Sequence[str]) -> None:
    """A command of `sop`, whose end with exit code 0 is awaited."""
    try:
        main(arguments)
    except SystemExit as end:
        if end.code:
            raise RuntimeError(f"sop {' '.join(arguments)} ended with exit code {end.code}") from end
