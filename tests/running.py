"""Runs an SOP in memory, for tests: decides commands and keeps what a store would."""

from __future__ import annotations

from datetime import UTC, datetime

from sopengine.calendar import office_calendar
from sopengine.compiled.tables import Compiled
from sopengine.execution import decide
from sopengine.execution.decide.commands import Change
from sopengine.execution.values.commands import Done, Start
from sopengine.execution.values.events import Event
from sopengine.execution.values.filled import read_data
from sopengine.execution.values.instance import Instance, InstanceState, WorkItem

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
"""Wednesday 08:15 in Jakarta."""
CALENDAR = office_calendar("Asia/Jakarta")


class Run:
    """Instance 12 of an SOP."""

    def __init__(self, compiled: Compiled, *, entry: str | None = None, at: datetime | None = None) -> None:
        self.compiled = compiled
        self.events: list[Event] = []
        self.items: dict[int, WorkItem] = {}
        command = Start(by="sekretaris", at=at, ref="Triwulan II", entry=entry)
        self.change = self._keep(decide.start(compiled, CALENDAR, 12, command, NOW))

    @property
    def instance(self) -> Instance:
        return self.change.after

    @property
    def open(self) -> list[str]:
        """Tasks, in the order of opening."""
        return [item.task for item in self.instance.open_items]

    @property
    def waiting(self) -> dict[str, int]:
        """Meeting point -> how much waits there."""
        return {point: len(waiting) for point, waiting in self.instance.arrivals.items()}

    @property
    def completed(self) -> bool:
        return self.instance.state is InstanceState.COMPLETED

    @property
    def visits(self) -> dict[str, int]:
        """Task -> number of its latest visit."""
        latest: dict[str, int] = {}
        for item in self.items.values():
            latest[item.task] = max(item.visit, latest.get(item.task, 0))
        return latest

    def item(self, task: str | None = None) -> WorkItem:
        """The open one of a task that was opened first."""
        return next(item for item in self.instance.open_items if task in (None, item.task))

    def done(
        self, task: str | None = None, *outcomes: str, at: datetime | None = None, now: datetime = NOW, **data: str
    ) -> Run:
        """Complete a task, or what was opened first."""
        item = self.item(task)
        filled = read_data(self.compiled, data)
        command = Done(item=item.id, by="staf-1", outcomes=outcomes, at=at, data=filled)
        self._keep(decide.done(self.compiled, CALENDAR, self.instance, item, command, now, self.visits))
        return self

    def walk(self, *outcomes: str | None) -> Run:
        """Complete what was opened first, again and again."""
        for outcome in outcomes:
            self.done(None, *([outcome] if outcome else []))
        return self

    def _keep(self, change: Change) -> Change:
        self.change = change
        self.events += change.events
        self.items |= {item.id: item for item in change.opened}
        if change.closed:
            self.items[change.closed.id] = change.closed
        return change
