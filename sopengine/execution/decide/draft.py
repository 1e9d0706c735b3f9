"""A change in the making: work goes along arrows, meets, and opens tasks, until people have to act."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.execution.decide import choice
from sopengine.execution.fold.state import State
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.events import EVENTS_AT_MOST, Event, EventKind, item_id
from sopengine.execution.values.instance import Arrival, Instance, RowVisit, WorkItem

AUTOMATIC_STEPS = 1_000
"""Tasks without work that one command may pass."""


class Draft:
    """Each event is applied as it is added, so that the next one sees it."""

    def __init__(
        self,
        compiled: Compiled,
        calendar: Calendar,
        instance: Instance,
        first: Event,
        visits: Mapping[str, int],
    ) -> None:
        self.compiled = compiled
        self.calendar = calendar
        self.state = State(compiled, instance)
        self.first = first
        self.events: list[Event] = []
        self.visits = visits
        self.opened: dict[str, int] = {}
        """Task -> number of its latest visit, of those that this command opened."""
        self.begun: dict[str, RowVisit] = {}
        """Step -> the visit of it that this command began."""
        self.moves: deque[tuple[str, Arrival]] = deque()
        self.passed = 0

    def go(self, source: CompiledTask, targets: Sequence[str], visit: RowVisit | None, back: bool = False) -> None:
        """Work leaves a task; `visit` and `back` are what it brings along while it stays in the row."""
        compiled = self.compiled
        for target in targets:
            stays = compiled.tasks[target].step == source.step
            leads_back = (source.name, target) in compiled.back
            arrival = Arrival(
                at=self.first.at,
                came_from=self.first.item,
                visit=visit if stays and not leads_back else None,
                back=leads_back or (back and stays),
            )
            self.moves.append((target, arrival))

    def settle(self) -> None:
        """All that is on the move arrives; every meeting point that nothing more is on its way to starts."""
        while True:
            while self.moves:
                self._arrive(*self.moves.popleft())
            point = self._ready() if self.state.arrivals else None
            if point is None:
                return
            self._begin(point, self.state.arrivals[point])

    def add(self, kind: EventKind, item: int | None, data: dict[str, Any]) -> None:
        seq = self.state.events + 1
        if seq > EVENTS_AT_MOST:
            raise refusal.full(self.first.instance, self.state.events)
        first = self.first
        event = Event(
            instance=first.instance,
            seq=seq,
            version=first.version,
            kind=kind,
            at=first.at,
            recorded_at=first.recorded_at,
            by=first.by,
            item=item,
            data=data,
        )
        self.record(event)

    def record(self, event: Event) -> None:
        self.events.append(event)
        self.state.add(event)

    def _arrive(self, target: str, arrival: Arrival) -> None:
        if target not in self.compiled.awaited:
            self._begin(target, (arrival,))
            return
        data = {"task": target, "from": arrival.came_from, "back": arrival.back, **_spelled(arrival.visit)}
        self.add(EventKind.ARRIVED, None, data)

    def _ready(self) -> str | None:
        """The first meeting point at which something waits and to which nothing more is on its way."""
        state = self.state
        for point in state.arrivals:
            awaited = self.compiled.awaited[point]
            if awaited.isdisjoint(state.arrivals) and not any(item.task in awaited for item in state.open_items):
                return point
        return None

    def _begin(self, target: str, arrivals: Sequence[Arrival]) -> None:
        task = self.compiled.tasks[target]
        if task.work:
            self._open(task, arrivals)
        else:
            self._pass(task, arrivals)

    def _open(self, task: CompiledTask, arrivals: Sequence[Arrival]) -> None:
        visit = self._visit(task, arrivals)
        self.opened[task.name] = visit.number
        data = {"task": task.name, "from": self.first.item, **_spelled(visit)}
        self.add(EventKind.OPENED, item_id(self.first.instance, self.state.events + 1), data)

    def _pass(self, task: CompiledTask, arrivals: Sequence[Arrival]) -> None:
        if self.passed == AUTOMATIC_STEPS:
            raise refusal.endless(self.first.instance, task, AUTOMATIC_STEPS)
        self.passed += 1
        outcomes = choice.by_conditions(self.compiled, task, self.state.data) if task.decides else task.outcomes
        data = {"task": task.name, "outcome": choice.spelled(outcomes), "from": self.first.item}
        self.add(EventKind.PASSED, None, data)
        under_way = _under_way(arrivals)
        back = all(arrival.back for arrival in arrivals)
        self.go(task, choice.targets(outcomes), under_way[0] if under_way else None, back)

    def _visit(self, task: CompiledTask, arrivals: Sequence[Arrival]) -> RowVisit:
        """The visit of its row that is under way, where the task is not yet in it; else a new one."""
        row = self.compiled.rows[task.step]
        if len(row) > 1:
            last = self._latest(task.name)
            for visit in self._visits_to_join(task.step, arrivals):
                if visit.number > last:
                    return visit
        due = self.calendar.due(self.compiled.steps[task.step].standard, self.first.at, self.compiled.days)
        self.begun[task.step] = RowVisit(
            number=1 + max(map(self._latest, row)),
            due_at=due.at if due else None,
            provisional=due is not None and due.provisional,
        )
        return self.begun[task.step]

    def _latest(self, task: str) -> int:
        """Number of its latest visit; 0 where it had none."""
        return self.opened.get(task) or self.visits.get(task, 0)

    def _visits_to_join(self, step: str, arrivals: Sequence[Arrival]) -> Iterator[RowVisit]:
        yield from _under_way(arrivals)
        if step in self.begun:
            yield self.begun[step]
        if not all(arrival.back for arrival in arrivals):
            yield from sorted({*self._open_visits(step), *self._waiting_visits(step)}, key=_number)

    def _open_visits(self, step: str) -> Iterator[RowVisit]:
        for item in self.state.open_items:
            if item.step == step:
                yield visit_of(item)

    def _waiting_visits(self, step: str) -> Iterator[RowVisit]:
        for point in self.compiled.rows[step]:
            yield from _under_way(self.state.arrivals.get(point, ()))


def visit_of(item: WorkItem) -> RowVisit:
    """The visit of its row that a work item belongs to."""
    return RowVisit(number=item.visit, due_at=item.due_at, provisional=item.provisional)


def _under_way(arrivals: Sequence[Arrival]) -> list[RowVisit]:
    """The visits that arrivals go on with, the oldest first."""
    return sorted([arrival.visit for arrival in arrivals if arrival.visit], key=_number)


def _number(visit: RowVisit) -> int:
    return visit.number


def _spelled(visit: RowVisit | None) -> dict[str, Any]:
    """As events keep it."""
    if visit is None:
        return {"visit": 0, "due": None, "provisional": False}
    due: datetime | None = visit.due_at
    return {"visit": visit.number, "due": due.isoformat() if due else None, "provisional": visit.provisional}
