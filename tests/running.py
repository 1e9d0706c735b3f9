"""Runs an SOP in memory, for tests: decides commands and keeps what a store would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from memory_records import MemoryRecords

from sopengine.compiled.tables import Compiled
from sopengine.execution import decide
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.drafting.draft import TimersDueError
from sopengine.execution.fold.replay import replay
from sopengine.execution.values import commands
from sopengine.execution.values.change import Change
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.filled import Filled, read_data
from sopengine.execution.values.handing import Remind
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
"""Wednesday 08:15 in Jakarta."""


class Run:
    """Instance 12 of an SOP; what it calls has the numbers from 13."""

    def __init__(self, compiled: Compiled, *, entry: str | None = None, at: datetime | None = None) -> None:
        self.compiled = compiled
        self.now = NOW
        self.records = MemoryRecords(compiled, *compiled.called.values(), first=12)
        command = commands.Start(by="sekretaris", at=at, sop=compiled.sop, ref="Triwulan II", entry=entry)
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

    def child(self, number: int = 13) -> Instance:
        """An instance that it called."""
        return self.records.kept[number]

    def item(self, task: str | None = None, entry: str | None = None) -> WorkItem:
        """The open one of a task that was opened first, of whatever instance."""
        open_items = (item for one in self.records.kept.values() for item in one.open_items)
        return next(item for item in open_items if task in (None, item.task) and entry in (None, item.entry))

    def latest(self, task: str) -> WorkItem:
        """The last that was opened at a task, open or ended."""
        return [item for _, item in sorted(self.records.items.items()) if item.task == task][-1]

    def done(
        self,
        task: str | None = None,
        *outcomes: str,
        at: datetime | None = None,
        now: datetime | None = None,
        by: str = "staf-1",
        count: int | None = None,
        **data: Filled,
    ) -> Run:
        """Complete a task, or what was opened first."""
        return self.complete(self.item(task), *outcomes, at=at, now=now, by=by, count=count, **data)

    def complete(
        self,
        item: WorkItem,
        *outcomes: str,
        at: datetime | None = None,
        now: datetime | None = None,
        by: str = "staf-1",
        count: int | None = None,
        **data: Filled,
    ) -> Run:
        compiled = self.records.pinned(self.records.kept[item.instance].digest)
        command = commands.Complete(
            item=item.id, by=by, outcomes=outcomes, at=at, count=count, data=read_data(compiled, data)
        )
        return self._do(decide.done, command, now)

    def walk(self, *outcomes: str | None) -> Run:
        """Complete what was opened first, again and again."""
        for outcome in outcomes:
            self.done(None, *([outcome] if outcome else []))
        return self

    def begin(self, task: str, by: str = "staf-1") -> Run:
        return self._do(decide.begin, commands.OnItem(item=self.item(task).id, by=by))

    def remind(self, task: str, by: str = "sekretaris", note: str = "") -> Run:
        return self._do(decide.remind, Remind(item=self.item(task).id, by=by, note=note))

    def back(self, task: str, to: str | int | None = None, by: str = "staf-1") -> Run:
        return self._do(decide.back, commands.SendBack(item=self.item(task).id, by=by, reason="belum lengkap", to=to))

    def undo(self, task: str, by: str = "staf-1") -> Run:
        """Of the last work item of a task."""
        return self.undo_item(self.latest(task), by)

    def undo_item(self, item: WorkItem, by: str = "staf-1") -> Run:
        return self._do(decide.undo, commands.OnItem(item=item.id, by=by))

    def correct(self, task: str, **what: Any) -> Run:
        return self._do(decide.correct, commands.Correct(item=self.latest(task).id, by="sekretaris", **what))

    def suspend(self, instance: int = 12, at: datetime | None = None) -> Run:
        return self._do(decide.suspend, self._on(instance, at))

    def resume(self, instance: int = 12, at: datetime | None = None) -> Run:
        return self._do(decide.resume, self._on(instance, at))

    def cancel(self, instance: int = 12, at: datetime | None = None) -> Run:
        return self._do(decide.cancel, self._on(instance, at))

    def message(self, name: str, at: datetime | None = None, **data: Filled) -> Run:
        filled = read_data(self.compiled, data)
        return self._do(decide.message, commands.Send(instance=12, by="program", name=name, at=at, data=filled))

    def migrate(self, to: Compiled, names: Mapping[str, str] | None = None) -> Run:
        self.records.versions[to.digest] = to
        self._do(lambda records, command, now: decide.migrate(records, command, to, names or {}, now), self._on(12))
        self.compiled = to
        return self

    def later(self, **by: float) -> Run:
        """So much time passes; what is due happens."""
        self.now += timedelta(**by)
        for number in list(self.records.kept):
            self._fire(number)
        return self

    def told(self) -> tuple[tuple[str, int, str, str], ...]:
        """What a person sees of all instances: each open work item and what was filled in, without numbers."""
        seen = [(item.task, item.visit, item.entry, str(item.due_at)) for one in self.kept for item in one.open_items]
        waits = [(point, len(waiting), "waits", "") for one in self.kept for point, waiting in one.arrivals.items()]
        filled = [(str(one.state), 0, str(sorted(one.data.items())), "") for one in self.kept]
        return (*sorted(seen), *sorted(waits), *filled)

    @property
    def kept(self) -> list[Instance]:
        return list(self.records.kept.values())

    def replays(self) -> bool:
        """Whether all that is kept is what its events say."""
        for number, instance in self.records.kept.items():
            again, items = replay(self.records.pinned, self.records.happened[number])
            if (again, items) != (instance, tuple(self.records.work_items(instance=number))):
                return False
        return True

    def keep(self, change: Change) -> Change:
        self.change = change
        self.records.save(change)
        return change

    def _do(self, decision: Callable[[Any, Any, datetime], Change], command: Any, now: datetime | None = None) -> Run:
        while True:
            try:
                self.keep(decision(self.records, command, now or self.now))
                return self
            except TimersDueError as due:
                self._fire(due.instance)

    def _fire(self, instance: int) -> None:
        command = commands.OnInstance(by=BY_ITSELF, instance=instance)
        while True:
            try:
                change = decide.fire_due(self.records, command, self.now)
            except TimersDueError as due:
                self._fire(due.instance)
                continue
            if change is None:
                return
            self.keep(change)

    def _on(self, instance: int, at: datetime | None = None) -> commands.OnInstance:
        return commands.OnInstance(by="sekretaris", at=at, instance=instance, reason="menunggu anggaran")
