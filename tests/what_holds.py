"""What holds after every command, whatever came before: no token lost, none doubled, nothing before its cause."""

from __future__ import annotations

from collections import Counter

from player import Player

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState

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
        assert item.opened_at >= instance.started_at
        assert all(time >= item.opened_at for time in (item.started_at, item.done_at, item.ended_at) if time)
        opener = items.get(item.opened_by or 0)
        if opener and item.state not in (WorkState.WITHDRAWN, WorkState.RETURNED):
            assert opener.ended_at, f"{item.task} is open though {opener.task} is open again"
            assert opener.ended_at <= item.opened_at, (opener, item)
        if item.state is WorkState.DONE and instance.ended_at:
            assert item.ended_at
            assert item.ended_at <= instance.ended_at


def timers_are_those_of_open_work(player: Player, compiled: Compiled, instance: Instance) -> None:
    timed = {
        item.id for item in instance.open_items if compiled.tasks[item.task].wait or compiled.tasks[item.task].overdue
    }
    kept = {timer.item for timer in player.memory.timers(instance.id)}
    assert kept == (timed if instance.state is InstanceState.RUNNING else set())


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
        assert {timer.item: timer for timer in engine.timers(instance.id)} == {
            timer.item: timer for timer in memory.timers(instance.id)
        }


def all_is_what_happened(player: Player) -> None:
    """Replay is state, in the whole store."""
    assert [str(fault.what) for fault in player.engine.faults()] == []
    for instance in player.instances:
        assert list(player.engine.events(instance.id)) == player.memory.happened[instance.id]
