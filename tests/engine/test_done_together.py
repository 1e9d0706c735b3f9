"""Completions in one transaction leave what they leave one by one, though what is alike in them is written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from databases import KINDS, empty
from flows import Tasks, flow
from still_clock import Clock

from sopengine.engine import Completion, Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution.values.events.event import instance_of, item_id

STRAIGHT = flow({"a": {"": ["b"]}, "b": {"Ya": ["c"], "Tidak": ["a"]}, "c": {"": []}}, "lurus")
FORKED = flow({"a": {"": ["b", "c"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}}, "cabang")
CALLED = flow({"x": {"": ["y"]}, "y": {"": []}}, "anak")


class Two:
    """The same work in two stores: in one together, in the other one by one."""

    def __init__(self, together: Engine, one_by_one: Engine) -> None:
        self.together, self.one_by_one = together, one_by_one

    def start(self, count: int) -> None:
        for number in range(count):
            for engine in (self.together, self.one_by_one):
                engine.start(FORKED if number % 3 == 2 else STRAIGHT, by="staf-1")

    def done(self, completions: Sequence[Completion]) -> None:
        answers = self.together.done_many(completions, by="staf-1")
        alone = [
            self.one_by_one.done(one.item, by="staf-1", outcome=one.outcome, note=one.note, key=one.key)
            for one in completions
        ]
        assert list(answers) == alone
        self.check()

    def check(self) -> None:
        here, there = self.together, self.one_by_one
        assert here.instances() == there.instances()
        assert here.visits() == there.visits()
        for number in here.numbers():
            assert here.events(number) == there.events(number)
            assert here.verify(number)
            assert not here.faults(number)


@pytest.fixture(params=KINDS)
def two(request: pytest.FixtureRequest) -> Iterator[Two]:
    with (
        empty(request.param) as url,
        empty(request.param) as other,
        Engine(url, clock=Clock()) as together,
        Engine(other, clock=Clock()) as one_by_one,
    ):
        yield Two(together, one_by_one)


def _open(engine: Engine) -> list[Completion]:
    return [
        Completion(item=item.id, outcome="Ya" if item.task == "b" and item.outcomes else None)
        for item in engine.work_items()
    ]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_completed_together_is_recorded_as_one_by_one(two: Two, seed: int) -> None:
    random = Random(seed)
    two.start(14)
    for turn in range(12):
        found = _open(two.together)
        if not found:
            break
        chosen = random.sample(found, random.randint(1, len(found)))
        two.done([Completion(item=one.item, outcome=_answer(random, one), note=f"{turn}") for one in chosen])


def _answer(random: Random, one: Completion) -> str | None:
    return random.choice(("Ya", "Tidak")) if one.outcome else None


def test_what_one_completion_opens_may_be_completed_by_the_next(two: Two) -> None:
    two.start(2)
    first, second = (one.item for one in _open(two.together))
    number = instance_of(first)
    opened = item_id(number, two.together.events(number)[-1].seq + 2)
    two.done([Completion(item=first), Completion(item=second), Completion(item=opened, outcome="Ya")])
    assert [item.task for item in two.together.work_items(number)] == ["c"]


def test_what_is_completed_together_is_completed_at_one_moment(url: str) -> None:
    clock = Clock()
    with Engine(url, clock=lambda: clock.go_on(seconds=1)) as engine:
        opened = [engine.start(STRAIGHT, by="staf-1").open_items[0].id for _ in range(3)]
        engine.done_many([Completion(item=item) for item in opened], by="staf-1")
        assert len({item.done_at for item in engine.visits() if item.done_at}) == 1


def test_instances_that_end_stand_beside_others_that_go_on(two: Two) -> None:
    two.start(2)
    first, second = _open(two.together)
    two.done([first])
    two.done([_open(two.together)[0]])
    two.done([_open(two.together)[0], second])
    assert [instance.state for instance in two.together.instances()] == ["completed", "running"]


def test_a_refused_one_takes_all_before_it_with_it(two: Two) -> None:
    two.start(3)
    first, second, third = _open(two.together)
    with pytest.raises(NotFoundError, match="there is no work item 999"):
        two.together.done_many([first, second, Completion(item=999), third], by="staf-1")
    two.check()


def test_an_item_that_is_completed_twice_is_refused_the_second_time(two: Two) -> None:
    two.start(2)
    first, second = _open(two.together)
    with pytest.raises(RefusedError, match="is done"):
        two.together.done_many([first, second, first], by="staf-1")
    two.check()


def test_a_key_that_comes_twice_completes_once_and_is_answered_twice(two: Two) -> None:
    two.start(2)
    first, second = _open(two.together)
    keyed = Completion(item=first.item, key="k")
    two.done([keyed, second, keyed])
    assert two.together.done_many([keyed], by="staf-1")[0].open_items[0].task == "b"
    two.check()


def test_a_key_of_another_completion_is_refused_though_that_is_of_the_same_transaction(two: Two) -> None:
    two.start(2)
    first, second = (one.item for one in _open(two.together))
    with pytest.raises(RefusedError, match="the key 'k' belongs to another command"):
        two.together.done_many([Completion(item=first, key="k"), Completion(item=second, key="k")], by="staf-1")
    two.check()


def test_the_last_work_of_a_child_finds_its_parent_as_what_was_completed_before_it_left_it(two: Two) -> None:
    child = flow({"x": {"": []}}, "anak")
    ways: Tasks = {"a": {"": ["b", "c"]}, "b": {"": ["e"]}, "c": {"": ["d"]}, "d": {"": []}, "e": {"": []}}
    parent = flow(ways, "induk", more={"b": {"call": "anak"}}, called={"anak": child})
    for engine in (two.together, two.one_by_one):
        begun = engine.start(parent, by="staf-1")
        engine.done(begun.open_items[0].id, by="staf-1")
    assert parent.straight["c"]
    items = {item.task: item.id for item in two.together.work_items()}
    two.done([Completion(item=items["c"]), Completion(item=items["x"])])
    assert {item.task for item in two.together.work_items()} == {"d", "e"}


def test_of_several_who_complete_the_same_in_other_orders_one_does_all_and_the_others_nothing(shared: str) -> None:
    with Engine(shared, clock=Clock()) as engine:
        for _ in range(12):
            engine.start(STRAIGHT, by="staf-1")
        items = [Completion(item=item.id) for item in engine.work_items()]

    def complete(seed: int) -> bool:
        chosen = Random(seed).sample(items, len(items))
        with Engine(shared, clock=Clock()) as one:
            try:
                one.done_many(chosen, by=f"staf-{seed}")
            except RefusedError:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(complete, range(4)))
    assert sum(done) == 1
    with Engine(shared) as engine:
        who = {item.done_by for item in engine.visits() if item.task == "a"}
        assert who == {f"staf-{done.index(True)}"}
        assert not engine.faults()
