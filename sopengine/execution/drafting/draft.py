"""A change in the making: work goes along arrows, meets, and opens tasks, until somebody has to act."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sopengine.compiled.tables import Compiled, CompiledTask
from sopengine.errors import NotFoundError
from sopengine.execution.acting import who_acts, who_tells
from sopengine.execution.fold.effects import apply
from sopengine.execution.fold.state import State, begun
from sopengine.execution.records import Records
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Command
from sopengine.execution.values.events.event import EVENTS_AT_MOST, Event, instance_of, item_id
from sopengine.execution.values.events.flow import Arrived, Started
from sopengine.execution.values.instance import Arrival, Instance, InstanceState, RowVisit
from sopengine.execution.values.notice import Notice, NoticeKind, Recall
from sopengine.execution.values.work import Timer, TimerKind, WorkItem, WorkState

AUTOMATIC_STEPS = 1_000
"""Tasks without work that one command may pass."""
_CAME_TO_AN_END = (WorkState.DONE, WorkState.EXPIRED, WorkState.RETURNED)
_NONE: frozenset[str] = frozenset()

_Kind = TypeVar("_Kind", bound=Event)


class TimersDueError(Exception):
    """Something in an instance has to happen by itself before anything else is done in it."""

    def __init__(self, instance: int) -> None:
        super().__init__(f"timers of instance {instance} are due")
        self.instance = instance


class Scene:
    """One command in the making, over all the instances that it touches."""

    __slots__ = (
        "at_work",
        "by",
        "drafts",
        "fingerprint",
        "firing",
        "from_outside",
        "key",
        "left_alone",
        "now",
        "passed",
        "records",
    )

    def __init__(
        self,
        records: Records,
        command: Command,
        now: datetime,
        at_work: int | None = None,
        left_alone: int | None = None,
        firing: Timer | None = None,
        from_outside: bool = False,
    ) -> None:
        """`at_work`: the work item that is done; `left_alone`: one whose timers need not have fired before.

        `firing`: what fires now; `from_outside`: who acts need not be one of the agency's people.
        """
        self.records = records
        self.at_work = at_work
        self.left_alone = left_alone
        self.firing = firing
        self.now = now
        self.by = who_tells(records, command.by) if from_outside else command.by
        self.from_outside = from_outside
        self.key = command.key
        self.fingerprint = command.fingerprint if command.key else ""
        self.passed = 0
        """How many tasks without work it has passed."""
        self.drafts: dict[int, Draft] = {}
        """By instance, in the order in which they were touched."""

    def of(self, id: int, known: Instance | None = None) -> Draft:
        """What becomes of an instance, locked; `known`: as it is, where that was asked already.

        Raises NotFoundError where there is none, TimersDueError where one of its timers should have fired by now.
        """
        if id not in self.drafts:
            instance = known or self.records.instance_to_change(id)
            if instance is None:
                raise refusal.no_instance(id)
            compiled = self.records.pinned(instance.digest)
            if compiled.timed and instance.state is InstanceState.RUNNING:
                self._let_timers_fire_first(id)
            if not self.drafts and not self.from_outside:
                self.by = who_acts(self.records, compiled, self.by, self.now)
            self.drafts[id] = Draft(self, compiled, State(compiled, instance), instance.version)
        return self.drafts[id]

    def of_item(self, item: int, known: Instance | None = None) -> Draft:
        """What becomes of the instance of a work item. Raises NotFoundError where there is none."""
        try:
            return self.of(instance_of(item), known)
        except NotFoundError:
            raise refusal.no_item(item) from None

    def _let_timers_fire_first(self, instance: int) -> None:
        for timer in self.records.timers(instance):
            if timer.fires_at <= self.now and not self._is_left_alone(timer) and self._comes_first(timer):
                raise TimersDueError(instance)

    def _is_left_alone(self, timer: Timer) -> bool:
        """Nobody is reminded of what they are just doing."""
        reminds = timer.kind is TimerKind.REMIND and timer.item == self.at_work
        return reminds or timer.item == self.left_alone

    def _comes_first(self, timer: Timer) -> bool:
        return self.firing is None or timer.turn < self.firing.turn

    def new(self, compiled: Compiled, first: Started) -> Draft:
        """What becomes of an instance that begins."""
        draft = self.drafts[first.instance] = Draft(self, compiled, State(compiled, begun(first)), 0)
        draft.events.append(first)
        return draft

    def change(self) -> Change:
        first, *others = self.drafts.values()
        return first.change(others)

    def pass_one(self, instance: int, task: CompiledTask) -> None:
        """Count a task that nobody works at. Raises RefusedError where one command passes too many."""
        if self.passed == AUTOMATIC_STEPS:
            raise refusal.endless(instance, task, AUTOMATIC_STEPS)
        self.passed += 1


class Draft:
    """What becomes of one instance. Each event is applied as it is added, so that the next one sees it."""

    __slots__ = (
        *("before", "begun_rows", "cause", "compiled", "events", "id", "knows_all", "moves", "notices"),
        *("opened_visits", "pending", "recalls", "revived", "scene", "state", "stopped", "timers", "version"),
    )

    def __init__(self, scene: Scene, compiled: Compiled, state: State, before: int) -> None:
        """`before`: version of the instance as it is kept; 0 for a new one."""
        self.scene = scene
        self.compiled = compiled
        self.state = state
        self.id = state.id
        self.before = before
        self.version = before + 1
        self.events: list[Event] = []
        self.knows_all = False
        """Whether its state has the work items that ended before this command, too."""
        self.moves: deque[tuple[str, Arrival]] = deque()
        """What is on its way along an arrow, and has not arrived."""
        self.cause: int | None = None
        """The work item whose end is followed just now."""
        self.opened_visits: dict[str, int] = {}
        """Task -> number of its latest visit, of those that this command opened."""
        self.begun_rows: dict[str, RowVisit] = {}
        """Step -> the visit of it that this command began."""
        self.pending: list[int] = []
        """Work items that have opened, and may go on by themselves: calls, and waits for a message."""
        self.timers: dict[tuple[int, TimerKind], Timer] = {}
        """To be set, by work item and kind."""
        self.stopped: set[tuple[int, TimerKind]] = set()
        self.notices: list[Notice] = []
        self.recalls: dict[tuple[int, NoticeKind], Recall] = {}
        self.revived: set[int] = set()

    def record(self, kind: type[_Kind], at: datetime, item: int | None = None, by: str = "", **said: Any) -> _Kind:
        """Add an event and apply it."""
        scene = self.scene
        seq = self.state.events + 1
        if seq > EVENTS_AT_MOST:
            raise refusal.full(self.id, self.state.events)
        event = kind(
            instance=self.id,
            seq=seq,
            version=self.version,
            at=at,
            recorded_at=max(scene.now, at),
            by=by or scene.by,
            item=item,
            key=scene.key,
            asked=scene.fingerprint,
            **said,
        )
        if scene.key is not None:
            scene.key, scene.fingerprint = None, ""
        self.keep(event)
        return event

    def keep(self, event: Event) -> None:
        self.events.append(event)
        apply(self.state, event)

    @property
    def next_item(self) -> int:
        """Id of the work item that the next event would open."""
        return item_id(self.id, self.state.events + 1)

    def go(
        self,
        source: CompiledTask,
        targets: Sequence[str],
        at: datetime,
        *,
        visit: RowVisit | None,
        back: bool = False,
        through: tuple[int, ...] = (),
    ) -> None:
        """Work leaves a task; `visit` and `back` are what it brings along while it stays in the row."""
        compiled = self.compiled
        for target in targets:
            stays = compiled.tasks[target].step == source.step
            leads_back = (source.name, target) in compiled.back
            arrival = Arrival(
                at=at,
                came_from=self.cause,
                visit=visit if stays and not leads_back else None,
                back=leads_back or (back and stays),
                through=through,
            )
            self.moves.append((target, arrival))

    def arrive(self, target: str, arrival: Arrival) -> None:
        """Wait at a meeting point."""
        self.record(Arrived, arrival.at, None, task=target, arrival=arrival)

    def ready(self) -> str | None:
        """The first meeting point at which something waits and to which nothing more is on its way."""
        state = self.state
        for point in state.arrivals:
            awaited = self.compiled.awaited.get(point, _NONE)
            if awaited.isdisjoint(state.arrivals) and not any(item.task in awaited for item in state.open_items):
                return point
        return None

    def set_timer(self, timer: Timer) -> None:
        self.timers[timer.item, timer.kind] = timer

    def stop_timers(self, item: int, kinds: Iterable[TimerKind] = TimerKind) -> None:
        """Of a work item that has ended, or that waits for something else; harmless where it has none."""
        for kind in kinds:
            self.timers.pop((item, kind), None)
            if item not in self.state.born_here:
                self.stopped.add((item, kind))

    def latest_ends(self) -> dict[str, datetime]:
        """Task -> when its latest work item was done, expired or, by this command, sent back."""
        kept = self.before and not self.knows_all
        ends = dict(self.scene.records.latest_ends(self.id)) if kept else {}
        for item in self.state.ended.values():
            if item.ended_at and item.state in _CAME_TO_AN_END:
                ends[item.task] = max(item.ended_at, ends.get(item.task, item.ended_at))
        return ends

    def change(self, others: Iterable[Draft] = ()) -> Change:
        state = self.state
        born = state.born_here
        items = {id: state.item(id) for id in sorted(state.touched)}
        return Change(
            before=self.before,
            after=state.instance(),
            events=tuple(self.events),
            opened=tuple([item for id, item in items.items() if item and id in born]),
            changed=tuple([item for id, item in items.items() if item and id not in born]),
            timers=tuple(self.timers.values()),
            stopped=tuple(sorted(self.stopped)),
            notices=tuple(self.notices),
            recalls=tuple(self.recalls.values()),
            revived=tuple(sorted(self.revived)),
            others=tuple([other.change() for other in others if other.events]),
        )


def know_all(draft: Draft) -> None:
    """Let the draft know the work items that have ended, too."""
    if draft.before and not draft.knows_all:
        draft.knows_all = True
        kept = {item.id: item for item in draft.scene.records.work_items(instance=draft.id) if not item.open}
        known = {item.id for item in draft.state.open_items}
        draft.state.ended = {id: item for id, item in kept.items() if id not in known} | draft.state.ended


def visit_of(item: WorkItem) -> RowVisit:
    """The visit of its row that a work item belongs to."""
    return RowVisit(number=item.visit, due_at=item.due_at, provisional=item.provisional)
