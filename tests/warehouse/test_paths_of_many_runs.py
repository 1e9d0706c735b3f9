"""Standards along the paths of many runs are what the events of each run say, of branches side by side the longest."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from flows import Tasks, flow
from random_flows import END, random_flow
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.compliance import standard_along
from sopengine.compliance.question import Question
from sopengine.compliance.runs import SopRuns
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.errors import SopError
from sopengine.execution.as_of import as_of
from sopengine.execution.values.events.flow import Opened
from sopengine.execution.values.work import WorkItem
from sopengine.warehouse import ask

HOUR = timedelta(hours=1)
LENGTHS = ("30 menit", "1 jam", "2 jam", "3 jam", "5 jam", "Segera")
FORK: Tasks = {
    "mulai": {"": ["kiri", "kanan"]},
    "kiri": {"": ["lanjut"]},
    "lanjut": {"": ["periksa"]},
    "kanan": {"": ["periksa"]},
    "periksa": {"Ya": ["akhir"], "Tidak": ["mulai"]},
    "akhir": {"": []},
}
SEEDS = (1, 2, 3, 4, 6, 10, 13, 14, 58)
"""Of flows in which runs come to an end."""
STANDARDS = {"kiri": "2 jam", "lanjut": "1 jam", "kanan": "5 jam"}


def made(tasks: Tasks, standards: dict[str, str]) -> Compiled:
    return flow(tasks, more={name: {"standard": length} for name, length in standards.items()})


def runs(engine: Engine) -> SopRuns:
    (found,) = ask([("store", engine.ask)], Question(at=lambda zone: engine.now())).sops
    return found


def done(engine: Engine, task: str, outcome: str | None = None, instance: int = 1) -> None:
    (item,) = [item for item in engine.work_items(instance=instance) if item.task == task]
    engine.done(item.id, by="staf-1", outcome=outcome)


@pytest.mark.parametrize("first", ["kiri", "kanan"])
def test_of_branches_the_longest_counts_whichever_ends_last(engine: Engine, clock: Clock, first: str) -> None:
    """An hour, then two and one beside five, then two more hours: nine, not twelve."""
    engine.start(made({**FORK, "periksa": {"": ["akhir"]}}, STANDARDS), by="sekretaris")
    done(engine, "mulai")
    for task in ("kiri", "lanjut", "kanan") if first == "kiri" else ("kanan", "kiri", "lanjut"):
        clock.go_on(minutes=10)
        done(engine, task)
    for task in ("periksa", "akhir"):
        done(engine, task)
    found = runs(engine)
    assert (found.completed, found.standard, found.standard_with_rework) == (1, 8 * HOUR, 8 * HOUR)


def test_rework_over_a_fork_is_promised_once(engine: Engine, clock: Clock) -> None:
    engine.start(made(FORK, STANDARDS), by="sekretaris")
    for outcome in ("Tidak", "Ya"):
        for task in ("mulai", "kanan", "kiri", "lanjut"):
            clock.go_on(minutes=10)
            done(engine, task)
        done(engine, "periksa", outcome)
    done(engine, "akhir")
    found = runs(engine)
    assert (found.standard, found.standard_with_rework) == (8 * HOUR, 15 * HOUR)


def test_runs_that_went_the_same_way_are_reckoned_once(engine: Engine, clock: Clock) -> None:
    compiled = made({**FORK, "periksa": {"": ["akhir"]}}, STANDARDS)
    for instance in range(1, 6):
        engine.start(compiled, by="sekretaris")
        for task in ("mulai", "kanan", "kiri", "lanjut", "periksa", "akhir"):
            clock.go_on(minutes=10)
            done(engine, task, instance=instance)
    assert runs(engine).standard == 5 * 8 * HOUR


@pytest.mark.parametrize("seed", SEEDS)
def test_random_flows_with_forks_and_loops_have_the_path_of_their_events(
    engine: Engine, clock: Clock, seed: int
) -> None:
    random = Random(seed)
    compiled = random_sop(random)
    expected, alone, completed = [timedelta(), timedelta()], [timedelta(), timedelta()], 0
    for _ in range(12):
        number = engine.start(compiled, by="sekretaris").id
        play(engine, number, random, clock)
        if engine.instance(number).ended_at:
            completed += 1
            of_one = standard_along(as_of(engine.visits(number), clock.now), compiled, engine.calendar(compiled))
            for place, once in enumerate((True, False)):
                expected[place] += longest(engine, number, compiled, once=once)
            alone = [alone[0] + of_one.promised, alone[1] + of_one.with_rework]
    found = runs(engine)
    assert found.completed == completed >= 1
    assert [found.standard, found.standard_with_rework] == expected == alone


def random_sop(random: Random) -> Compiled:
    """One whose work can go on side by side."""
    while True:
        ways, _ = random_flow(random)
        named = {
            f"t{task}": {
                ("" if len(outcomes) == 1 else f"Jalan {number}"): [f"t{target}" for target in targets if target != END]
                for number, targets in enumerate(outcomes)
            }
            for task, outcomes in enumerate(ways)
        }
        compiled = made(named, {name: random.choice(LENGTHS) for name in named})
        if compiled.forks:
            return compiled


def play(engine: Engine, instance: int, random: Random, clock: Clock) -> None:
    """Until it ends, or for so long."""
    for _ in range(25):
        items = engine.work_items(instance=instance)
        if not items:
            return
        item = random.choice(items)
        clock.go_on(minutes=random.randint(0, 90))
        labels = engine.compiled(engine.instance(instance).digest).tasks[item.task].labels
        engine.done(item.id, by="staf-1", outcome=random.choice(labels) if labels else None)
        if random.random() < 0.15:
            undone(engine, instance)


def undone(engine: Engine, instance: int) -> None:
    try:
        engine.undo_latest(instance, by="staf-1")
    except SopError:
        return


def longest(engine: Engine, instance: int, compiled: Compiled, *, once: bool) -> timedelta:
    """Over every way from the start, by what the events say had led to each work item."""
    items = {item.id: item for item in engine.visits(instance)}
    opened = {event.item: event for event in engine.events(instance) if isinstance(event, Opened) and event.item}
    kept = {id: item for id, item in items.items() if item.state != "withdrawn"}

    def standard(item: WorkItem) -> timedelta:
        length: Duration = compiled.steps[item.step].standard
        return timedelta() if once and item.visit > 1 else engine.calendar(compiled).usual(length.high, "working")

    found: dict[int, timedelta] = {}
    for id in sorted(kept):
        event = opened[id]
        causes = {cause for arrival in event.took for cause in arrival.causes} | {event.came_from}
        before = max((found[cause] for cause in causes if cause in found), default=timedelta())
        found[id] = before + standard(kept[id])
    return max(found.values(), default=timedelta())
