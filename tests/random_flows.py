"""Random small flows, and what can happen in them: the meeting rule and the game played slowly, with plain sets."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

END = -1
Ways = list[list[list[int]]]
"""Of each task its outcomes, each the tasks it leads to, or END."""
Arrow = tuple[int, int]
State = tuple[tuple[int, ...], frozenset[int]]
"""Open tasks, as often as they are open, in order; meeting points with arrivals."""


def random_flow(random: Random, most: int = 8) -> tuple[Ways, list[int]]:
    """Forks, loops, circles with several ways in, tasks nobody comes to; now and then a second start."""
    count = random.randint(2, most)
    back = random.choice([0.05, 0.15, 0.3, 0.5])
    ways = [
        [_outcome(random, task, count, back) for _ in range(random.choice([1, 1, 1, 2, 2, 3]))] for task in range(count)
    ]
    return ways, [0] + ([random.randrange(count)] if random.random() < 0.1 else [])


def _outcome(random: Random, task: int, count: int, back: float) -> list[int]:
    targets = []
    for _ in range(random.choice([1, 1, 1, 1, 2, 2, 3])):
        ahead = task + 1 + random.choice([0, 0, 0, 1, 1, 2])
        targets.append(random.randrange(count) if random.random() < back else ahead if ahead < count else END)
    return sorted(set(targets), reverse=True)


def arrows_of(ways: Ways) -> set[Arrow]:
    return {
        (task, target)
        for task, outcomes in enumerate(ways)
        for targets in outcomes
        for target in targets
        if target != END
    }


def reached(arrows: set[Arrow], starts: set[int], without: int | None = None) -> set[int]:
    """The starts and all that can be reached from them, not passing one task."""
    seen = starts - {without}
    todo = list(seen)
    while todo:
        here = todo.pop()
        for source, target in arrows:
            if source == here and target not in seen and target != without:
                seen.add(target)
                todo.append(target)
    return seen


class SlowRule:
    """The rule where several arrows meet, word by word."""

    def __init__(self, ways: Ways, entries: Sequence[int]) -> None:
        self.ways = ways
        self.starts = set(entries)
        arrows = arrows_of(ways)
        self.tasks = reached(arrows, self.starts)
        self.live = {(a, b) for a, b in arrows if a in self.tasks}
        self.natural = {(a, b) for a, b in self.live if a == b or a not in reached(self.live, self.starts, without=b)}
        """Arrows to a task that every way to their source has passed."""
        rest = self.live - self.natural
        self.back = self.natural | {(a, b) for a, b in rest if b <= a and a in reached(rest, {b})}
        """And of other circles, the arrows that go up the list."""
        onward = arrows - self.back
        self.forward = {task: reached(onward, {b for a, b in onward if a == task}) for task in range(len(ways))}
        self.loops = {head: self._loop(head) for _, head in self.natural}
        self.finishing = self._finishing()

    def waits_for(self) -> dict[int, set[int]]:
        written = [target for outcomes in self.ways for targets in outcomes for target in targets if target != END]
        points = {target for target in written if written.count(target) > 1}
        coming = [self._coming(task) for task in range(len(self.ways))]
        return {point: {task for task in range(len(self.ways)) if point in coming[task]} for point in points}

    def _loop(self, head: int) -> set[int]:
        sources = {a for a, b in self.natural if b == head}
        return {head} | reached({(b, a) for a, b in self.live}, sources, without=head)

    def _finishing(self) -> set[int]:
        """Tasks of which some outcome leads to ends alone without going back."""
        done: set[int] = set()
        for _ in self.ways:
            done = {
                task
                for task, outcomes in enumerate(self.ways)
                if any(all(t == END or (t in done and (task, t) not in self.back) for t in ts) for ts in outcomes)
            }
        return done

    def _coming(self, task: int) -> set[int]:
        """Where the work of a task is on its way to."""
        coming = set(self.forward[task])
        todo: list[tuple[int, frozenset[int]]] = []
        if task in self.tasks - self.finishing:
            todo.append((task, frozenset()))
        seen = set(todo)
        while todo:
            at, outside = todo.pop()
            for source, head in self.natural:
                state = (head, outside | self.loops[head])
                if source in self.forward[at] | {at} and state not in seen:
                    seen.add(state)
                    coming |= self.forward[head] - state[1]
                    if head not in self.finishing:
                        todo.append(state)
        return coming


@dataclass
class Played:
    """All that was seen when every way was tried."""

    states: int = 0
    hangs: list[State] = field(default_factory=list)
    whole: bool = True
    """No state was left out."""
    seen: set[State] = field(default_factory=set)
    twice: int | None = None
    """Completions of the shortest way to a task that is opened while it is open."""
    left_open: int | None = None
    """Of the shortest way to an end beside other work, short of opening a task twice."""
    stuck: bool = False
    """From some state no way leads to where nothing is under way; only told where no task can be opened twice."""


def play(ways: Ways, entries: Sequence[int], waits_for: dict[int, set[int]], most: int = 3_000) -> Played:
    """Breadth first through all states; a task is open at most twice."""
    played = Played()
    starts: list[State] = [((entry,), frozenset()) for entry in dict.fromkeys(entries)]
    depth: dict[State, tuple[int, bool]] = dict.fromkeys(starts, (0, True))
    before: dict[State, set[State]] = {state: set() for state in starts}
    todo = deque(starts)
    while todo:
        state = todo.popleft()
        played.states += 1
        if not state[0] and state[1]:
            played.hangs.append(state)
        length, single = depth[state]
        for after, twice, ended in _moves(state, ways, waits_for):
            if twice and single and played.twice is None:
                played.twice = length + 1
            if ended and single and played.left_open is None:
                played.left_open = length + 1
            if any(after[0].count(task) > 2 for task in after[0]) or len(depth) >= most:
                played.whole = False
                continue
            if after not in depth:
                depth[after] = (length + 1, single and not twice)
                before[after] = set()
                todo.append(after)
            before[after].add(state)
    played.seen = set(depth)
    played.stuck = played.twice is None and played.whole and not _all_can_end(before)
    return played


def _moves(state: State, ways: Ways, waits_for: dict[int, set[int]]) -> Iterator[tuple[State, bool, bool]]:
    """After each completion: the state, whether a task was opened twice, whether a branch ended beside other work."""
    for task in dict.fromkeys(state[0]):
        for targets in ways[task]:
            open, waiting, twice = list(state[0]), set(state[1]), False
            open.remove(task)
            for target in targets:
                if target in waits_for:
                    waiting.add(target)
                elif target != END:
                    twice |= target in open
                    open.append(target)
            under_way = set(open) | waiting
            for point in sorted(waiting):
                if not waits_for[point] & under_way:
                    waiting.remove(point)
                    twice |= point in open
                    open.append(point)
            yield (tuple(sorted(open)), frozenset(waiting)), twice, END in targets and bool(under_way)


def _all_can_end(before: dict[State, set[State]]) -> bool:
    ending = {state for state in before if not state[0] and not state[1]}
    todo = list(ending)
    while todo:
        new = before[todo.pop()] - ending
        ending |= new
        todo += new
    return len(ending) == len(before)
