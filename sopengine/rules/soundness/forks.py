"""Where work begins to go on side by side, and which of its branches can get in each other's way."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache, reduce
from itertools import combinations
from operator import or_

from sopengine.frozen import frozen
from sopengine.graph.meeting import members
from sopengine.graph.net import END, Net


@frozen
class Fork:
    """A choice that leads to several tasks, or to a task and an end."""

    task: int
    outcome: int


Branches = tuple[int, int]
"""The first tasks of two branches."""


def forks(net: Net) -> Iterator[Fork]:
    """Those that the work can come to."""
    for task in net.live:
        for outcome, targets in enumerate(net.choices[task]):
            if len(targets) > 1:
                yield Fork(task=task, outcome=outcome)


def branches(net: Net, fork: Fork) -> Iterator[Branches]:
    yield from combinations(sorted(net.ways[fork.task][fork.outcome]), 2)


def entangled(net: Net, fork: Fork) -> tuple[Branches, ...]:
    """The pairs of branches whose work may come to the same task, or pass the point where they join."""
    targets = net.ways[fork.task][fork.outcome]
    if len(targets) < 2:
        return ()
    join = net.join(targets)
    inside = {target: before(net, target, join) for target in targets}
    straying = {target for target in targets if _strays(net, inside[target], join)}
    if not straying and _disjoint(inside.values()):
        return ()
    return tuple(
        (one, other)
        for one, other in branches(net, fork)
        if one in straying or other in straying or inside[one] & inside[other]
    )


def joined(net: Net, fork: Fork) -> bool:
    """Whether, for certain, all branches go on to one task that waits for them all."""
    targets = net.ways[fork.task][fork.outcome]
    join = net.join(targets)
    if join is None or END in net.choices[fork.task][fork.outcome]:
        return False
    inside = [before(net, target, join) for target in targets]
    apart = _disjoint(inside) and not any(tasks & ~net.waits_for.get(join, 0) for tasks in inside)
    return apart and not any(ends(net, task) for tasks in inside for task in members(tasks))


@lru_cache(maxsize=4_096)
def before(net: Net, task: int, join: int | None) -> int:
    """The set of tasks that work comes to from here without passing the join."""
    if task == join:
        return 0
    seen, todo = {task}, [task]
    while todo:
        for targets in net.ways[todo.pop()]:
            for target in targets:
                if target != join and target not in seen:
                    seen.add(target)
                    todo.append(target)
    return sum(1 << task for task in seen)


def _strays(net: Net, inside: int, join: int | None) -> bool:
    """Whether work of this branch can be near what follows the join while the join does not wait for it."""
    if join is None:
        return False
    loose = inside & ~net.waits_for.get(join, 0)
    for task in members(loose):
        loose |= net.after[task]
    return bool(loose & (net.after[join] | 1 << join))


def _disjoint(sets: Collection[int]) -> bool:
    return reduce(or_, sets).bit_count() == sum(tasks.bit_count() for tasks in sets)


def ends(net: Net, task: int) -> bool:
    """Whether some outcome of the task ends its branch."""
    return any(END in targets or not targets for targets in net.choices[task])
