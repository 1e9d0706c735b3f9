"""Runs an SOP in memory, for tests: decides commands and keeps what a store would."""

from __future__ import annotations

from datetime import UTC, datetime

from memory_records import MemoryRecords

from sopengine.compiled.tables import Compiled
from sopengine.execution import decide
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete, Start
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.filled import read_data
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
"""Wednesday 08:15 in Jakarta."""


class Run:
    """Instance 12 of an SOP."""

    def __init__(self, compiled: Compiled, *, entry: str | None = None, at: datetime | None = None) -> None:
        self.compiled = compiled
        self.records = MemoryRecords(compiled, *compiled.called.values(), first=12)
        command = Start(by="sekretaris", at=at, sop=compiled.sop, ref="Triwulan II", entry=entry)
        self.change = self.keep(decide.start(self.records, compiled, command, NOW))

    @property
    def instance(self) -> Instance:
        return self.records.kept[12]

    @property
    def events(self) -> list[Event]:
        return self.records.happened[12]

    @property
    def items(self) -> dict[int, WorkItem]:
        return {item.id: item for item in self.records.work_items(instance=12)}

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
        filled = read_data(self.compiled, data)
        command = Complete(item=self.item(task).id, by="staf-1", outcomes=outcomes, at=at, data=filled)
        self.keep(decide.done(self.records, command, now))
        return self

    def walk(self, *outcomes: str | None) -> Run:
        """Complete what was opened first, again and again."""
        for outcome in outcomes:
            self.done(None, *([outcome] if outcome else []))
        return self

    def keep(self, change: Change) -> Change:
        self.change = change
        self.records.save(change)
        return change
