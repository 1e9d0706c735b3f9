"""Each command at random on whatever a player has before it, and the way to the end when everybody goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from player import Player
from random_sops import MESSAGES, chosen_ways, costs_to_the_end
from what_holds import check

from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState

MOST_STEPS = 600
"""By when all must have ended."""


def one_command(player: Player) -> None:
    (command,) = player.random.choices([command for command, _ in COMMANDS], [weight for _, weight in COMMANDS])
    command(player)


def done(player: Player, late: bool = False) -> None:
    if people := work_of_people(player):
        item = player.random.choice(people)
        player.complete(item, player.labels(item), late)


def done_late(player: Player) -> None:
    done(player, late=True)


def done_before_its_time_out(player: Player) -> None:
    item = player.random.choice(list(player.memory.items.values()))
    player.complete(item, player.labels(item), late=True)


def begin(player: Player) -> None:
    if people := work_of_people(player):
        player.begin(player.random.choice(people))


def remind(player: Player) -> None:
    """Of open work mostly, of what it waits for too, and of what has ended."""
    if items := [*player.open_items, *player.open_items, *player.memory.items.values()]:
        player.remind(player.random.choice(items))


def back(player: Player) -> None:
    if player.open_items:
        item = player.random.choice(player.open_items)
        earlier = [one.id for one in ended(player) if one.instance == item.instance]
        player.back(item, player.random.choice([None, None, *earlier]))


def undo(player: Player) -> None:
    if found := ended(player):
        player.undo(player.random.choice(found))


def correct(player: Player) -> None:
    if found := ended(player):
        player.correct(player.random.choice(found))


def on_all(player: Player) -> None:
    command = player.random.choice(["suspend", "resume", "resume"])
    player.on_instance(command, player.random.choice(player.instances).id)


def cancel(player: Player) -> None:
    """Mostly of what was called, so that the play goes on."""
    player.on_instance("cancel", player.random.choice(player.instances[len(player.instances) > 1 :]).id)


def message(player: Player) -> None:
    player.message(player.random.choice(MESSAGES))


def wait(player: Player) -> None:
    player.time_passes(minutes=player.random.choice([1, 30, 300, 3_000]))


def set_the_clock_back(player: Player) -> None:
    player.time_passes(minutes=-player.random.choice([1, 60]))


def done_undone_and_done_again(player: Player) -> None:
    """Every undo is undone by doing again: people see the same."""
    player.fire()
    people = work_of_people(player)
    if not people:
        return
    item = player.random.choice(people)
    labels, before, draws = player.labels(item), player.told(), player.random.getstate()
    if not player.complete(item, labels):
        return
    check(player)
    after = player.told()
    if player.undo(player.memory.items[item.id]):
        assert player.told() == before, (before, player.told())
        check(player)
        player.random.setstate(draws)
        assert player.complete(item, labels)
        assert player.told() == after, (after, player.told())


COMMANDS: tuple[tuple[Callable[[Player], object], int], ...] = (
    (done, 30),
    (done_late, 12),
    (done_before_its_time_out, 4),
    (done_undone_and_done_again, 8),
    (begin, 4),
    (remind, 5),
    (back, 6),
    (undo, 8),
    (correct, 8),
    (on_all, 9),
    (cancel, 1),
    (message, 4),
    (Player.migrate, 2),
    (wait, 20),
    (set_the_clock_back, 1),
)
"""And how often each is played."""


def work_of_people(player: Player) -> list[WorkItem]:
    return [item for item in player.open_items if item.awaits in (Awaits.PERSON, Awaits.PROGRAM)]


def ended(player: Player) -> list[WorkItem]:
    return [item for item in player.memory.items.values() if item.state in (WorkState.DONE, WorkState.EXPIRED)]


def everybody_goes_on(player: Player) -> None:
    costs = costs_to_the_end(chosen_ways(player.made))
    for step in range(MOST_STEPS):
        let_overdue(player, step)
        suspended = [one for one in player.instances if one.state is InstanceState.SUSPENDED]
        if suspended:
            player.on_instance("resume", suspended[0].id)
        if not player.instances[0].open_items:
            assert not player.open_items
            return
        item = player.random.choice(player.open_items)
        if item.awaits is Awaits.MESSAGE:
            for name in MESSAGES:
                player.message(name)
        elif item.awaits is Awaits.TIME:
            player.time_passes(days=3)
        elif item.awaits in (Awaits.PERSON, Awaits.PROGRAM):
            player.complete(item, towards_the_end(player, item, costs))
        check(player)
    raise AssertionError(f"still open: {[item.task for item in player.open_items]}")


def let_overdue(player: Player, step: int) -> None:
    """Now and then: some ways out open only once work is overdue."""
    if step % 50 == 49:
        player.time_passes(days=30)
        player.fire()


def towards_the_end(player: Player, item: WorkItem, costs: Mapping[int, int]) -> tuple[str, ...]:
    number = {name: place for place, name in enumerate(player.made.names)}
    compiled = player.memory.pinned(player.memory.kept[item.instance].digest)
    ways = {
        outcome.label: max([costs.get(number.get(to, -1), 0) for to in outcome.targets], default=0)
        for outcome in compiled.tasks[item.task].outcomes
    }
    return (min(ways, key=lambda label: ways[label]),) if item.outcomes else ()
