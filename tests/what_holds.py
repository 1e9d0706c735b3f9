"""What holds after every command, whatever came before: no token lost, none doubled, nothing before its cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from player import Player

from sopengine.compiled.tables import Compiled
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.events.telling import Escalated, Reminded
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import Awaits, TimerKind, WorkItem, WorkState
from sopengine.store.outbox.values import LetterState

ENDING = (TimerKind.WAIT, TimerKind.OVERDUE)
ALIVE = (InstanceState.RUNNING, InstanceState.SUSPENDED)


def check(player: Player) -> None:
    """Of every instance; the store and the memory agree."""
    for instance in player.instances:
        compiled = player.memory.pinned(instance.digest)
        items = {item.id: item for item in player.memory.work_items(instance=instance.id)}
        somebody_can_go_on(compiled, instance)
        no_work_is_doubled(items)
        nothing_is_before_its_cause(instance, items)
        timers_are_those_of_open_work(player, compiled, instance)
        nobody_is_told_twice(player, instance)
        nothing_changes_by_being_reminded(player, instance)
        letters_are_those_of_work_that_wants_them(player, items)
        children_run_where_their_parents_wait(player, instance, items)
    the_flow_alone_can_come_to_this(player)
    store_and_memory_agree(player)


def somebody_can_go_on(compiled: Compiled, instance: Instance) -> None:
    assert (instance.ended_at is None) == (instance.state in ALIVE)
    assert bool(instance.open_items) == (instance.state in ALIVE)
    assert instance.open_items or not instance.arrivals
    under_way = {item.task for item in instance.open_items} | set(instance.arrivals)
    for point in instance.arrivals:
        assert under_way & compiled.awaited[point], f"{point} could start"


def no_work_is_doubled(items: dict[int, WorkItem]) -> None:
    wanted = [item for item in items.values() if not item.withdrawn]
    assert max(Counter((item.task, item.visit, item.entry) for item in wanted).values(), default=1) == 1
    due = {(item.step, item.visit, item.due_at) for item in wanted if item.awaits is not Awaits.TIME}
    assert len(due) == len({(step, visit) for step, visit, _ in due})


def nothing_is_before_its_cause(instance: Instance, items: dict[int, WorkItem]) -> None:
    for item in items.values():
        assert item.withdrawn or item.opened_at >= instance.started_at
        assert all(time >= item.opened_at for time in (item.started_at, item.done_at, item.ended_at) if time)
        opener = items.get(item.opened_by or 0)
        if opener and item.state not in (WorkState.WITHDRAWN, WorkState.RETURNED):
            assert opener.ended_at, f"{item.task} is open though {opener.task} is open again"
            assert opener.ended_at <= item.opened_at, (opener, item)
        if item.state is WorkState.DONE and instance.ended_at:
            assert item.ended_at
            assert item.ended_at <= instance.ended_at


def timers_are_those_of_open_work(player: Player, compiled: Compiled, instance: Instance) -> None:
    timers = player.memory.timers(instance.id)
    timed = {
        item.id for item in instance.open_items if compiled.tasks[item.task].wait or compiled.tasks[item.task].overdue
    }
    ending = [timer.item for timer in timers if timer.kind in ENDING]
    assert sorted(ending) == (sorted(timed) if instance.state is InstanceState.RUNNING else [])
    tells = {item.id for item in instance.open_items if compiled.tasks[item.task].tells and item.due_at}
    assert {timer.item for timer in timers if timer.kind not in ENDING} <= tells
    assert instance.state is InstanceState.RUNNING or not timers


def nobody_is_told_twice(player: Player, instance: Instance) -> None:
    """Of one due time of one piece of work; and all that is late was told of, or will be."""
    events = player.memory.happened[instance.id]
    told = [event for event in events if isinstance(event, Reminded | Escalated) and not by_hand(event)]
    assert max(Counter((event.kind, event.item, event.due_at) for event in told).values(), default=1) == 1
    escalated = {(event.item, event.due_at) for event in told if isinstance(event, Escalated)}
    waiting = {timer.item for timer in player.memory.timers(instance.id) if timer.kind is TimerKind.ESCALATE}
    compiled = player.memory.pinned(instance.digest)
    for item in instance.open_items if instance.state is InstanceState.RUNNING else ():
        if compiled.tasks[item.task].escalate and item.due_at:
            assert item.id in waiting or (item.id, item.due_at) in escalated, item


def by_hand(event: Event) -> bool:
    return isinstance(event, Reminded) and event.by_hand


def nothing_changes_by_being_reminded(player: Player, instance: Instance) -> None:
    """But for the numbers of changes and events: who reminds does no work."""
    events = player.memory.happened[instance.id]
    without = [event for event in events if not by_hand(event)]
    if len(without) == len(events):
        return
    again, items = replay(player.memory.pinned, without)
    assert replace(again, version=instance.version, events=instance.events) == instance
    assert items == tuple(player.memory.work_items(instance=instance.id))


def letters_are_those_of_work_that_wants_them(player: Player, items: dict[int, WorkItem]) -> None:
    """What nobody wants any more is not told of; nothing that is to be told is missing."""
    for instance in player.instances:
        letters = Clockwork(player.engine).letters_of(instance.id)
        told = [event for event in player.memory.happened[instance.id] if isinstance(event, Reminded | Escalated)]
        assert {letter.key for letter in letters} == {f"{event.instance}-{event.seq}" for event in told}
        for letter in letters:
            item = items.get(letter.item)
            if item and letter.state is LetterState.WAITING and letter.kind is NoticeKind.REMINDER:
                # One by hand may wait until a worker finds that the work is over.
                over = item.state in (WorkState.DONE, WorkState.EXPIRED)
                assert item.open or (letter.by_hand and over)
            if item and letter.state is LetterState.WAITING and letter.kind is NoticeKind.ESCALATION:
                assert not item.withdrawn


def children_run_where_their_parents_wait(player: Player, instance: Instance, items: dict[int, WorkItem]) -> None:
    for item in items.values():
        called = [one for one in player.instances if one.parent == item.id]
        alive = [one for one in called if one.state in ALIVE]
        assert len(alive) == (item.open and item.awaits is Awaits.CHILD)
        assert all(one.started_at == item.opened_at for one in alive)
        if instance.state is InstanceState.SUSPENDED:
            assert all(one.state is InstanceState.SUSPENDED for one in alive)


def the_flow_alone_can_come_to_this(player: Player) -> None:
    """As long as nothing was sent back: what is open and what waits is a state of the plain game."""
    instance, played = player.instances[0], player.made.played
    if player.sent_back or not played.whole or instance.state not in ALIVE:
        return
    number = {name: place for place, name in enumerate(player.made.names)}
    open_visits = {(item.task, item.visit) for item in instance.open_items}
    state = tuple(sorted(number[task] for task, _ in open_visits)), frozenset(number[one] for one in instance.arrivals)
    assert state in played.seen, state


def store_and_memory_agree(player: Player) -> None:
    engine, memory = player.engine, player.memory
    assert list(engine.instances()) == player.instances
    for instance in player.instances:
        assert list(engine.visits(instance.id)) == list(memory.work_items(instance=instance.id))
        assert {(timer.item, timer.kind): timer for timer in engine.timers(instance.id)} == {
            (timer.item, timer.kind): timer for timer in memory.timers(instance.id)
        }


def all_is_what_happened(player: Player) -> None:
    """Replay is state, in the whole store."""
    assert [str(fault.what) for fault in player.engine.faults()] == []
    for instance in player.instances:
        assert list(player.engine.events(instance.id)) == player.memory.happened[instance.id]
