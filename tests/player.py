"""Plays commands on a store and on records in memory at once: both must say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from memory_records import MemoryRecords
from random_sops import Made, another_version
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution import decide
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.drafting.draft import TimersDueError
from sopengine.execution.values import commands
from sopengine.execution.values.change import Change
from sopengine.execution.values.handing import Remind
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Timer, TimerKind, WorkItem

PEOPLE = ("staf-1", "staf-2")


@dataclass(slots=True)
class Player:
    """One SOP, one instance of it with all that it calls, two stores."""

    made: Made
    random: Random
    url: str = "sqlite://"
    clock: Clock = field(default_factory=Clock)
    story: list[str] = field(default_factory=list)
    """What was done, to be read where something does not hold."""
    sent_back: bool = False
    engine: Engine = field(init=False)
    memory: MemoryRecords = field(init=False)

    def __post_init__(self) -> None:
        compiled = self.made.compiled
        self.engine = Engine(self.url, clock=self.clock)
        self.memory = MemoryRecords(compiled, *compiled.called.values())
        self.both(
            "start",
            lambda: self.engine.start(compiled, by="sekretaris", ref="Contoh"),
            lambda: decide.start(self.memory, compiled, _start(compiled), self.clock.now),
        )

    # What is asked of both.

    def both(self, told: str, ask: Callable[[], Any], decide_it: Callable[[], Change]) -> bool:
        """Whether it was done; both must say the same, though the engine says more of why something was refused."""
        self.story.append(f"{self.clock.now:%d %H:%M} {told}")
        answers = (_answer(ask), _answer(lambda: self._kept(decide_it)))
        kept, remembered = answers
        if isinstance(kept, tuple):
            kept = kept[0]
        refused = isinstance(kept, str)
        assert refused == isinstance(remembered, str), (kept, remembered)
        assert refused or kept == remembered
        return not refused

    def _kept(self, decide_it: Callable[[], Change]) -> Instance:
        while True:
            try:
                return self.memory.save(decide_it())
            except TimersDueError as due:
                self._fire(due.instance)

    def _fire(self, instance: int) -> None:
        command = commands.OnInstance(by=BY_ITSELF, instance=instance)
        while True:
            try:
                change = decide.fire_due(self.memory, command, self.clock.now)
            except TimersDueError as due:
                self._fire(due.instance)
                continue
            if change is None:
                return
            self.memory.save(change)

    # Commands.

    def complete(self, item: WorkItem, outcomes: tuple[str, ...], late: bool = False) -> bool:
        by, count = self.random.choice(PEOPLE), self.random.choice([None, None, 3])
        data = {"nilai": str(self.random.randint(0, 9))} if item.asks else {}
        at = self.some_time(item) if late else None
        return self.both(
            f"done {item.id} {item.task} {outcomes} {data} at={at}",
            lambda: self.engine.done(item.id, by=by, outcome=outcomes, data=data, count=count, at=at),
            lambda: decide.done(
                self.memory,
                commands.Complete(item=item.id, by=by, outcomes=outcomes, data=data, count=count, at=at),
                self.clock.now,
            ),
        )

    def begin(self, item: WorkItem) -> bool:
        return self.on_item("begin", self.engine.begin, decide.begin, item)

    def undo(self, item: WorkItem) -> bool:
        return self.on_item("undo", self.engine.undo, decide.undo, item, by=item.done_by or "staf-1")

    def on_item(self, told: str, ask: Any, decide_it: Any, item: WorkItem, by: str = "staf-1") -> bool:
        return self.both(
            f"{told} {item.id} {item.task}",
            lambda: ask(item.id, by=by),
            lambda: decide_it(self.memory, commands.OnItem(item=item.id, by=by), self.clock.now),
        )

    def back(self, item: WorkItem, to: int | None) -> bool:
        done = self.both(
            f"back {item.id} {item.task} to {to}",
            lambda: self.engine.back(item.id, by="staf-2", reason="belum lengkap", to=to),
            lambda: decide.back(
                self.memory,
                commands.SendBack(item=item.id, by="staf-2", reason="belum lengkap", to=to),
                self.clock.now,
            ),
        )
        self.sent_back |= done
        return done

    def remind(self, item: WorkItem) -> bool:
        by, note = self.random.choice(PEOPLE), self.random.choice(["", "ditunggu"])
        return self.both(
            f"remind {item.id} {item.task} {by}",
            lambda: self.engine.remind(item.id, by=by, note=note),
            lambda: decide.remind(self.memory, Remind(item=item.id, by=by, note=note), self.clock.now),
        )

    def correct(self, item: WorkItem) -> bool:
        done_at = self.some_time(item) if self.random.random() < 0.8 else None
        note = "koreksi" if done_at is None else None
        done_by = self.random.choice([None, *PEOPLE])
        return self.both(
            f"correct {item.id} {item.task} {done_at} {done_by}",
            lambda: self.engine.correct(item.id, by="staf-1", done_at=done_at, done_by=done_by, note=note),
            lambda: decide.correct(
                self.memory,
                commands.Correct(item=item.id, by="staf-1", done_at=done_at, done_by=done_by, note=note),
                self.clock.now,
            ),
        )

    def on_instance(self, told: str, instance: int) -> bool:
        command = commands.OnInstance(by="sekretaris", instance=instance, reason="" if told == "resume" else "alasan")
        said = {} if told == "resume" else {"reason": "alasan"}
        return self.both(
            f"{told} {instance}",
            lambda: getattr(self.engine, told)(instance, by="sekretaris", **said),
            lambda: getattr(decide, told)(self.memory, command, self.clock.now),
        )

    def message(self, name: str) -> bool:
        at = self.clock.now - timedelta(hours=self.random.randint(0, 30)) if self.random.random() < 0.3 else None
        return self.both(
            f"message {name} at={at}",
            lambda: self.engine.message(1, name, by="program", at=at),
            lambda: decide.message(
                self.memory, commands.Send(by="program", instance=1, name=name, at=at), self.clock.now
            ),
        )

    def migrate(self) -> bool:
        old = self.engine.compiled(self.engine.instance(1).digest)
        new = another_version(old)
        self.memory.versions[new.digest] = new
        return self.both(
            "migrate",
            lambda: self.engine.migrate(1, new, by="sekretaris"),
            lambda: decide.migrate(
                self.memory,
                commands.OnInstance(by="sekretaris", instance=1, reason=new.digest),
                new,
                {},
                self.clock.now,
            ),
        )

    def time_passes(self, **by: float) -> None:
        self.clock.go_on(**by)
        self.story.append(f"{self.clock.now:%d %H:%M}")
        if self.random.random() < 0.5:
            self.fire()

    def fire(self) -> None:
        """What is due happens, in the order in which a worker finds it."""
        for instance in self.engine._store.read(lambda reader: reader.instances_due(self.clock.now, 100)):
            self.engine._fire(instance)
            self._fire(instance)

    # What there is.

    def some_time(self, item: WorkItem) -> Any:
        """Between the opening of a work item and now, or just beside."""
        span = max(timedelta(), self.clock.now - item.opened_at)
        beside = timedelta(minutes=self.random.choice([0, 0, 0, 0, -5, 5]))
        return item.opened_at + span * self.random.random() + beside

    @property
    def instances(self) -> list[Instance]:
        return list(self.memory.kept.values())

    @property
    def open_items(self) -> list[WorkItem]:
        return [item for one in self.instances for item in one.open_items]

    def labels(self, item: WorkItem) -> tuple[str, ...]:
        if not item.outcomes:
            return ()
        compiled = self.memory.pinned(self.memory.kept[item.instance].digest)
        most = len(item.outcomes) if compiled.tasks[item.task].many else 1
        return tuple(self.random.sample(item.outcomes, self.random.randint(1, most)))

    def told(self) -> tuple[object, ...]:
        """What people see, without the numbers under which it is kept."""
        wanted = (_seen(one) for one in self.instances if one.state is not InstanceState.CANCELLED)
        ahead = [timer for timer in self.memory.set.values() if not self._is_told_now(timer)]
        return (*wanted, sorted((timer.at, timer.fires_at, timer.kind) for timer in ahead))

    def _is_told_now(self, timer: Timer) -> bool:
        """What tells of work tells once: done again after it has told, nothing waits."""
        return timer.kind in (TimerKind.REMIND, TimerKind.ESCALATE) and timer.fires_at <= self.clock.now


def _start(compiled: Compiled) -> commands.Start:
    return commands.Start(by="sekretaris", sop=compiled.sop, ref="Contoh")


def _answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (RefusedError, NotFoundError) as error:
        return str(error)


def _seen(one: Instance) -> tuple[object, ...]:
    items = sorted(
        (item.task, item.visit, item.entry, str(item.due_at), str(item.opened_at), item.awaits, item.note)
        for item in one.open_items
    )
    waits = sorted((point, str(sorted(arrival.at for arrival in some))) for point, some in one.arrivals.items())
    messages = sorted((message.name, message.at) for message in one.messages)
    return (one.sop, one.state, one.ended_at, items, waits, messages, sorted(one.data.items()))
