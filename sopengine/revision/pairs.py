"""What of the old version is what in the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from sopengine.frozen import frozen
from sopengine.model.definition import Actor, Artifact, Definition
from sopengine.model.step import Step, Task

ALIKE = 0.6
"""Share of common words from which two activities under different ids are the same row, where the verb is the same."""

T = TypeVar("T")


@frozen
class Pairs(Generic[T]):
    """Things of two versions, each in its order."""

    old: Sequence[T]
    new: Sequence[T]
    before: Mapping[int, int]
    """Place in the new version -> place in the old one."""

    @property
    def kept(self) -> list[tuple[T, T]]:
        """Old and new, in the new order."""
        return [(self.old[self.before[place]], one) for place, one in enumerate(self.new) if place in self.before]

    @property
    def added(self) -> list[T]:
        return [one for place, one in enumerate(self.new) if place not in self.before]

    @property
    def removed(self) -> list[T]:
        still = set(self.before.values())
        return [one for place, one in enumerate(self.old) if place not in still]

    @property
    def moved(self) -> list[tuple[int, int]]:
        """Old and new place of as few as can be said to have left their order."""
        places = [(self.before[place], place) for place in range(len(self.new)) if place in self.before]
        stayed = _longest_rise([old for old, _ in places])
        return [pair for pair in places if pair[0] not in stayed]


@frozen
class Versions:
    """An old and a new version and what in them is the same."""

    old: Definition
    new: Definition
    actors: Pairs[Actor]
    artifacts: Pairs[Artifact]
    steps: Pairs[Step]
    tasks: Mapping[int, Pairs[Task]]
    """By the place of the step in the new version, of those that are in both."""


def paired(old: Definition, new: Definition) -> Versions:
    actors = _named(old.actors, new.actors)
    now = {before.id: after.id for before, after in actors.kept}
    steps = _steps(old.steps, new.steps)
    tasks = {
        place: _tasks(old.steps[before].tasks, new.steps[place].tasks, now) for place, before in steps.before.items()
    }
    return Versions(
        old=old, new=new, actors=actors, artifacts=_named(old.artifacts, new.artifacts), steps=steps, tasks=tasks
    )


Titled = TypeVar("Titled", Actor, Artifact)


def _named(old: Sequence[Titled], new: Sequence[Titled]) -> Pairs[Titled]:
    """By id, then by title."""
    before = _same(old, new, lambda one: one.id, {})
    return Pairs(old=old, new=new, before=_same(old, new, lambda one: one.title, before))


def _steps(old: Sequence[Step], new: Sequence[Step]) -> Pairs[Step]:
    """By id, then by activity, then by verb and common words, the likest first."""
    before = _same(old, new, lambda step: step.id, {})
    before = _same(old, new, lambda step: step.activity, before)
    return Pairs(old=old, new=new, before=_alike(old, new, before))


def _tasks(old: Sequence[Task], new: Sequence[Task], now: Mapping[str, str]) -> Pairs[Task]:
    """By actor, the first of each with the first, then by their order. `now`: old id of an actor -> its new one."""
    before = _same(_counted([now.get(task.actor, "") for task in old]), _counted([task.actor for task in new]), _itself)
    left = [place for place in range(len(old)) if place not in before.values()]
    free = [place for place in range(len(new)) if place not in before]
    return Pairs(old=old, new=new, before={**before, **dict(zip(free, left, strict=False))})


def _same(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], before: Mapping[int, int] | None = None
) -> dict[int, int]:
    """The pairs so far and those of equal key among what is left."""
    found = dict(before or {})
    taken = set(found.values())
    places = {key(one): place for place, one in reversed(list(enumerate(old))) if place not in taken}
    for place, one in enumerate(new):
        if place not in found and key(one) in places:
            found[place] = places.pop(key(one))
    return found


def _alike(old: Sequence[Step], new: Sequence[Step], before: Mapping[int, int]) -> dict[int, int]:
    found = dict(before)
    left = [(place, _words(step)) for place, step in enumerate(old) if place not in before.values()]
    free = [(place, _words(step)) for place, step in enumerate(new) if place not in before]
    likeness = [(_common(one, other), now, then) for now, one in free for then, other in left]
    likely = sorted((pair for pair in likeness if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    for _, now, then in likely:
        if now not in found and then not in found.values():
            found[now] = then
    return found


def _words(step: Step) -> Counter[str]:
    """In the order of the sentence."""
    return Counter(step.activity.casefold().split())


def _common(one: Counter[str], other: Counter[str]) -> float:
    """Share of words that both have: 1 where all are the same, 0 where the first one differs."""
    if next(iter(one), "") != next(iter(other), ""):
        return 0.0
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Each with how often it has come before."""
    seen: Counter[str] = Counter()
    counted = []
    for name in names:
        counted.append((name, seen[name]))
        seen[name] += 1
    return counted


def _itself(one: tuple[str, int]) -> Hashable:
    return one


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """As many of the numbers as follow each other in rising order."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        place = bisect_left(ends, number)
        chain = (*(chains[place - 1] if place else ()), number)
        ends[place : place + 1], chains[place : place + 1] = [number], [chain]
    return set(chains[-1]) if chains else set()
