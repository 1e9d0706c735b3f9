"""Mends: one arrow led elsewhere, kept only if the flow, checked again, has lost the trouble and gained no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from sopengine.frozen import frozen
from sopengine.graph.meeting import members
from sopengine.graph.net import END, Net
from sopengine.rules.soundness.forks import Fork, before, ends
from sopengine.rules.soundness.play import Completion
from sopengine.rules.soundness.search import Way

MOST_TRIED = 30
"""Mends tried for one trouble."""
MOST_CHECKED = 1_500
"""Tasks checked again for the mends of one trouble."""
MOST_BESIDE = 3
"""Tasks beside the trouble of which mends are tried."""


@frozen
class Arrow:
    """One target of one outcome."""

    task: int
    outcome: int
    target: int


@frozen
class Mend:
    """An arrow that should lead elsewhere."""

    arrow: Arrow
    new: int
    """The better target."""
    net: Net
    """The flow with it."""


def first_that_holds(net: Net, tries: Iterator[tuple[Arrow, int]], holds: Callable[[Net], bool]) -> Mend | None:
    """The first sensible mend that passes the check."""
    sensible = (attempt for attempt in _once(tries) if _sensible(net, *attempt))
    for arrow, new in islice(sensible, min(MOST_TRIED, MOST_CHECKED // len(net.ways) + 1)):
        changed = net.changed(arrow.task, arrow.outcome, arrow.target, new)
        if changed.live == net.live and changed.endless <= net.endless and holds(changed):
            return Mend(arrow=arrow, new=new, net=changed)
    return None


def against_collision(net: Net, fork: Fork, way: Way) -> Iterator[tuple[Arrow, int]]:
    """Repair inside the branch; decide when the other branch is there; join; else go on from the same task, or end."""
    targets = net.ways[fork.task][fork.outcome]
    join = net.join(targets)
    after = way.completions[_begun(way, fork) + 1 :]
    taken = [arrow for done in reversed(after) for arrow in _arrows(net, done)]
    back = [arrow for arrow in taken if (arrow.task, arrow.target) in net.meetings.back]
    for arrow in back:
        yield from ((arrow, first) for first in targets if first != arrow.task and _leads(net, first, arrow.task, join))
    for arrow in back:
        yield from ((other, arrow.task) for task in _beside(way) for other in _all_arrows(net, task))
    if join is not None:
        yield from ((arrow, join) for arrow in (*back, *taken))
    yield from ((arrow, arrow.task) for arrow in back)
    touched = dict.fromkeys(arrow.task for arrow in taken)
    yield from ((arrow, new) for arrow in (*back, *taken) for new in (END, *touched))
    yield from ((arrow, END) for arrow in _arrows(net, Completion(task=fork.task, outcome=fork.outcome)))


def against_end(net: Net, way: Way) -> Iterator[tuple[Arrow, int]]:
    """Let the branch that ends first go where the others join or end."""
    for arrow in _arrows(net, way.completions[-1]):
        for other in members(way.open):
            later = [task for task in members(net.after[other]) if ends(net, task) or task in net.waits_for]
            yield from ((arrow, task) for task in (*later, other) if arrow.target == END)


def _leads(net: Net, first: int, task: int, join: int | None) -> bool:
    return bool(before(net, first, join) >> task & 1)


def _once(tries: Iterator[tuple[Arrow, int]]) -> Iterator[tuple[Arrow, int]]:
    seen = set()
    for attempt in tries:
        if attempt not in seen:
            seen.add(attempt)
            yield attempt


def _sensible(net: Net, arrow: Arrow, new: int) -> bool:
    """Not a decision all of whose outcomes lead to the same, not the arrow as it is."""
    outcomes = net.outcomes[arrow.task]
    if new == arrow.target or arrow.target not in outcomes[arrow.outcome] or new in outcomes[arrow.outcome]:
        return False
    changed = {tuple(sorted(new if target == arrow.target else target for target in outcomes[arrow.outcome]))}
    others = {tuple(sorted(targets)) for number, targets in enumerate(outcomes) if number != arrow.outcome}
    return not others or changed != others


def _beside(way: Way) -> list[int]:
    """Work under way at the end, that which is opened twice first; of many only some."""
    twice = [] if way.twice is None else [way.twice]
    return [*twice, *(task for task in members(way.open)[:MOST_BESIDE] if task not in twice)]


def _begun(way: Way, fork: Fork) -> int:
    """Where the fork was completed first."""
    places = (n for n, done in enumerate(way.completions) if (done.task, done.outcome) == (fork.task, fork.outcome))
    return next(places, -1)


def _arrows(net: Net, done: Completion) -> Iterator[Arrow]:
    for outcome in net.taken[done.task][done.outcome]:
        for target in net.outcomes[done.task][outcome]:
            yield Arrow(task=done.task, outcome=outcome, target=target)


def _all_arrows(net: Net, task: int) -> Iterator[Arrow]:
    for outcome in range(len(net.outcomes[task])):
        yield from _arrows(net, Completion(task=task, outcome=outcome))
