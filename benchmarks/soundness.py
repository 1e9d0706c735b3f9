"""How long soundness takes, and whether it is right on many random flows: `python benchmarks/soundness.py [FLOWS]`.

CPU time, medians. The random flows (100,000 unless said otherwise) have forks, loops and circles with several ways
in; each is played through all its states, as slowly and plainly as the tests do it, and the answers are compared.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from random_flows import SlowRule, Ways, play, random_flow

from sopengine.cli.terminal.table import table
from sopengine.graph.meeting import members
from sopengine.graph.net import END, Net
from sopengine.rules.soundness.examination import Trouble, collisions, early_ends

FLOWS = 100_000
A_TASK = 1_000
"""Flows of one job."""
MOST_STATES = 1_000
"""Of one flow; where it has more, only what was seen is compared."""
ROUNDS = 7
SLOW_RULE_EVERY = 5


def main() -> None:
    flows = int(sys.argv[1]) if len(sys.argv) > 1 else FLOWS
    print(table(("What", "CPU, median", "Gate"), [*timings()]))
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        for part in pool.map(compare, range(-(-flows // A_TASK))):
            counts.update(part)
    print(table(("Random flows", "Count"), [(name, f"{count:,}") for name, count in sorted(counts.items())]))


def timings() -> list[tuple[str, str, str]]:
    sound, broken = office(1_000), office(1_000, broken=True)
    (trouble,) = found(broken)
    assert trouble.way
    return [
        ("tables of 2,000 tasks", milliseconds(lambda: tables(office(2_000))), ""),
        ("soundness of 1,000 tasks, sound", milliseconds(lambda: found(sound)), "<= 150 ms"),
        (f"1,000 tasks, a way of {len(trouble.way.completions)}", milliseconds(lambda: trace(broken)), "<= 150 ms"),
        ("1,000 tasks, way and mend", milliseconds(lambda: found(broken)), "<= 150 ms"),
    ]


def office(tasks: int, *, broken: bool = False) -> Ways:
    """Blocks of ten: a repair loop, a fork of three whose middle branch decides and repairs, a join; the end may lead
    back to the start. `broken`: in the middle, a branch goes back to before its fork."""
    ways: Ways = []
    for first in range(0, tasks, 10):
        fork, join = first + 3, first + 9
        ways += [
            [[first + 1]],
            [[first + 2]],
            [[fork], [first + 1]],
            [[first + 4, first + 6, first + 8]],
            [[first + 5]],
        ]
        ways += [[[join]], [[first + 7]], [[join], [first + 6]], [[join]], [[first + 10]]]
        if broken and first == tasks // 2:
            ways[first + 7] = [[join], [first + 1]]
    ways[-1] = [[END], [0]]
    return ways


def tables(ways: Ways) -> dict[int, int]:
    return Net(ways, [0]).waits_for


def trace(ways: Ways) -> Trouble:
    """The first trouble without its mend."""
    return next(collisions(Net(ways, [0]), mends=False))


def found(ways: Ways) -> list[Trouble]:
    net = Net(ways, [0])
    return [*collisions(net), *early_ends(net)]


def milliseconds(work: Callable[[], object]) -> str:
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return f"{statistics.median(spent) * 1e3:.0f} ms"


def compare(job: int) -> Counter[str]:
    random, counts = Random(job), Counter[str]()
    for number in range(A_TASK):
        ways, entries = random_flow(random)
        counts.update(judged(ways, entries, by_slow_rule=number % SLOW_RULE_EVERY == 0))
    return counts


def judged(ways: Ways, entries: list[int], *, by_slow_rule: bool) -> Counter[str]:
    net = Net(ways, entries)
    waits_for = {point: set(members(tasks)) for point, tasks in net.waits_for.items()}
    truth = play(ways, entries, waits_for, MOST_STATES)
    collided, ends = list(collisions(net)), list(early_ends(net))
    counts = Counter({"flows": 1, "states": truth.states, "hanging states": len(truth.hangs)})
    if by_slow_rule:
        slow = SlowRule(ways, entries)
        counts["tables compared"] += 1
        counts["tables that differ"] += (slow.back, slow.waits_for()) != (net.meetings.back, waits_for)
    if any(trouble.way is None for trouble in (*collided, *ends)):
        counts["not proven"] += 1
        return counts
    if truth.whole or truth.twice:
        counts["opened twice: compared"] += 1
        counts["opened twice: yes"] += truth.twice is not None
        counts["opened twice: disagreeing"] += shortest(collided) != truth.twice
    if truth.whole and truth.twice is None:
        counts["end beside work, no end: compared"] += 1
        counts["end beside work: yes"] += truth.left_open is not None
        counts["end beside work: disagreeing"] += shortest(ends) != truth.left_open
        counts["no end: yes"] += truth.stuck
        counts["no end: disagreeing"] += bool(net.endless) != truth.stuck
    counts["mends told"] += sum(trouble.mend is not None for trouble in collided)
    counts["troubles told"] += len(collided)
    return counts


def shortest(troubles: list[Trouble]) -> int | None:
    return min((len(trouble.way.completions) for trouble in troubles if trouble.way), default=None)


if __name__ == "__main__":
    main()
