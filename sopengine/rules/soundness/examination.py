"""A flow examined: each trouble with the way to it and a mend, and what could not be proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from sopengine.graph.net import Net
from sopengine.rules.soundness.forks import Branches, Fork, entangled, forks, joined
from sopengine.rules.soundness.mends import Mend, against_collision, against_end, first_that_holds
from sopengine.rules.soundness.pairs import collide
from sopengine.rules.soundness.plans import Plan, Planner
from sopengine.rules.soundness.play import Completion, Move
from sopengine.rules.soundness.search import MOST_COMPLETIONS, Capped, Goal, Way, follow, search

SHORTEN = 4_000
"""Completions tried to find a shorter way where one is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that can go wrong after a fork."""

    fork: Fork
    way: Way | None
    """None where none was found and none was ruled out."""
    mend: Mend | None = None


Entangled = dict[Fork, tuple[Branches, ...]]


def collisions(net: Net, *, mends: bool = True) -> Iterator[Trouble]:
    """Tasks that can be opened while they are open; what one mend cures is one trouble."""
    mended, left = net, entangled_forks(net)
    planner = Planner(net)
    while left:
        plan = min(filter(None, (planner.collision(*item) for item in left.items())), key=_length, default=None)
        trouble = _played(net, mended, plan, _twice) if plan else None
        if plan is None or trouble is None:
            return
        del left[plan.fork]
        mend = _mend(mended, trouble, left) if mends else None
        yield replace(trouble, mend=mend)
        if trouble.way and mend is None:
            return
        if mend:
            mended, left = mend.net, entangled_forks(mend.net)


def early_ends(net: Net) -> Iterator[Trouble]:
    """Branches that can end while others are under way; one after each fork, and each end once."""
    planner = Planner(net)
    plans = [plan for fork in forks(net) if not joined(net, fork) if (plan := planner.end_beside(fork))]
    told: set[Completion] = set()
    for trouble in sorted(filter(None, (_played(net, net, plan, _left_open) for plan in plans)), key=_way_length):
        if trouble.way and trouble.way.completions[-1] not in told:
            told.add(trouble.way.completions[-1])
            tries = against_end(net, trouble.way)
            yield replace(trouble, mend=first_that_holds(net, tries, partial(_ends_together, net, trouble.fork)))


def entangled_forks(net: Net) -> Entangled:
    """The forks whose branches may collide, as far as two pieces of work show it."""
    if not net.meetings.back:
        return {}
    pairs = {fork: entangled(net, fork) for fork in forks(net)}
    if not collide(net, [pair for of_fork in pairs.values() for pair in of_fork]):
        return {}
    return {fork: of_fork for fork, of_fork in pairs.items() if of_fork and collide(net, of_fork)}


def _mend(net: Net, trouble: Trouble, left: Entangled) -> Mend | None:
    def holds(changed: Net) -> bool:
        return set(entangled_forks(changed)) <= set(left)

    return first_that_holds(net, against_collision(net, trouble.fork, trouble.way), holds) if trouble.way else None


def _ends_together(net: Net, fork: Fork, changed: Net) -> bool:
    return Planner(changed).end_beside(fork) is None and set(entangled_forks(changed)) <= set(entangled_forks(net))


def _played(net: Net, mended: Net, plan: Plan, goal: Goal) -> Trouble | None:
    """The plan as it really comes about; None where nothing more can happen, or only after what was told."""
    way = follow(net, plan.entry, plan.completions, goal)
    if way and len(way.completions) == len(plan.completions):
        return Trouble(fork=plan.fork, way=way)
    try:
        shortest = search(mended, goal, SHORTEN if way else MOST_COMPLETIONS)
    except Capped:
        return Trouble(fork=plan.fork, way=way)
    again = follow(net, shortest.entry, shortest.completions, goal) if shortest else None
    return Trouble(fork=plan.fork, way=again or way) if again or way else None


def _twice(move: Move) -> bool:
    return move.twice is not None


def _left_open(move: Move) -> bool:
    return move.left_open


def _way_length(trouble: Trouble) -> int:
    return len(trouble.way.completions) if trouble.way else 0


def _length(plan: Plan) -> int:
    return len(plan.completions)
