"""A flow examined: each trouble with the way to it and a mend, and what could not be proven."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

from sopengine.frozen import frozen
from sopengine.graph.net import Net
from sopengine.rules.soundness.forks import Branches, Fork, entangled, forks, joined
from sopengine.rules.soundness.mends import Mend, against_collision, against_end, first_that_holds
from sopengine.rules.soundness.pairs import collide
from sopengine.rules.soundness.plans import Plan, Planner
from sopengine.rules.soundness.play import Completion, Move
from sopengine.rules.soundness.search import MOST_COMPLETIONS, Capped, Goal, Way, follow, search
from sopengine.rules.soundness.tangle import tangled

SHORTEN = 2_000
"""Completions tried to find a shorter way where one is known."""


MOST_TOLD = 5
"""Troubles of one kind told at once; the next ones are told when these are mended."""


@frozen
class Trouble:
    """Something that can go wrong after a fork."""

    fork: Fork
    way: Way | None
    """None where none was found and none was ruled out."""
    mend: Mend | None = None


Entangled = dict[Fork, tuple[Branches, ...]]


def collisions(net: Net, *, mends: bool = True) -> Iterator[Trouble]:
    """Tasks that can be opened while they are open; what one mend cures is one trouble."""
    if tangled(net):
        yield Trouble(fork=next(forks(net)), way=None)
        return
    try:
        yield from _collisions(net, mends)
    except Capped:
        yield Trouble(fork=next(forks(net)), way=None)


def _collisions(net: Net, mends: bool) -> Iterator[Trouble]:
    mended, left = net, entangled_forks(net)
    planner = Planner(net)
    for _ in range(MOST_TOLD):
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
    """Branches that can end while others are under way: the nearest, and of other forks some; each end once."""
    if not tangled(net):
        with suppress(Capped):
            yield from _early_ends(net)


def _early_ends(net: Net) -> Iterator[Trouble]:
    planner, entangled = Planner(net), entangled_forks(net)
    plans = [plan for fork in forks(net) if not joined(net, fork) if (plan := planner.end_beside(fork))]
    told: set[Completion] = set()
    for number, plan in enumerate(sorted(plans, key=_length)):
        trouble = _played(net, net, plan, _left_open, shorten=number == 0)
        if number == 0 and trouble is None:
            return
        if trouble and trouble.way and trouble.way.completions[-1] not in told and len(told) < MOST_TOLD:
            told.add(trouble.way.completions[-1])
            holds = partial(_ends_together, plan.fork, entangled)
            yield replace(trouble, mend=first_that_holds(net, against_end(net, trouble.way), holds))


def entangled_forks(net: Net) -> Entangled:
    """The forks whose branches may collide, as far as two pieces of work show it."""
    if not net.meetings.back:
        return {}
    pairs = {fork: entangled(net, fork) for fork in forks(net)}
    if not collide(net, [pair for of_fork in pairs.values() for pair in of_fork]):
        return {}
    return {fork: of_fork for fork, of_fork in pairs.items() if of_fork and collide(net, of_fork)}


def _mend(net: Net, trouble: Trouble, left: Entangled) -> Mend | None:
    tries = against_collision(net, trouble.fork, trouble.way) if trouble.way else iter(())
    return first_that_holds(net, tries, partial(_none_new, left))


def _none_new(known: Entangled, net: Net) -> bool:
    """Whether only the known forks may collide."""
    return not collide(net, [pair for fork in forks(net) if fork not in known for pair in entangled(net, fork)])


def _ends_together(fork: Fork, known: Entangled, net: Net) -> bool:
    try:
        return _none_new(known, net) and Planner(net).end_beside(fork) is None
    except Capped:
        return False


def _played(net: Net, mended: Net, plan: Plan, goal: Goal, *, shorten: bool = True) -> Trouble | None:
    """The plan as it really comes about; None where nothing more can happen, or only after what was told."""
    way = follow(net, plan.entry, plan.completions, goal)
    if (way and len(way.completions) == len(plan.completions)) or not shorten:
        return Trouble(fork=plan.fork, way=way) if way else None
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


def _length(plan: Plan) -> int:
    return len(plan.completions)
