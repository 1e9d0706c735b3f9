"""What is found by pairs of work and by decomposition, compared with all states of the same flows."""

from __future__ import annotations

from random import Random

import pytest
from random_flows import Played, play, random_flow

from sopengine.graph.meeting import members
from sopengine.graph.net import END, Net
from sopengine.rules.soundness.examination import Trouble, collisions, early_ends, entangled_forks
from sopengine.rules.soundness.search import Capped, search


def played(net: Net, most: int = 3_000) -> Played:
    ways = [[list(targets) for targets in outcomes] for outcomes in net.choices]
    return play(ways, net.entries, {p: set(members(tasks)) for p, tasks in net.waits_for.items()}, most)


def length(troubles: list[Trouble]) -> int | None:
    return min((len(trouble.way.completions) for trouble in troubles if trouble.way), default=None)


@pytest.mark.parametrize("seed", range(10))
def test_the_search_of_all_states_agrees(seed: int) -> None:
    random = Random(3_000 + seed)
    for _ in range(120):
        ways, entries = random_flow(random, most=7)
        net = Net(ways, entries)
        truth, found, ends = played(net, most=800), list(collisions(net)), list(early_ends(net))
        assert all(trouble.way for trouble in (*found, *ends)), (ways, entries)
        if truth.whole or truth.twice:
            assert length(found) == truth.twice, (ways, entries)
        if truth.whole and truth.twice is None:
            assert length(ends) == truth.left_open, (ways, entries)
            assert bool(net.endless) == truth.stuck, (ways, entries)


@pytest.mark.parametrize("seed", range(4))
def test_what_can_be_taken_together_is_tried_together(seed: int) -> None:
    random = Random(4_000 + seed)
    for _ in range(80):
        ways, entries = random_flow(random, most=6)
        net = Net(ways, entries, many=range(len(ways)))
        truth = played(net, most=800)
        if truth.whole or truth.twice:
            assert length(list(collisions(net))) == truth.twice, (ways, entries)


@pytest.mark.parametrize("seed", range(6))
def test_a_mend_that_is_told_cures(seed: int) -> None:
    random, cured = Random(5_000 + seed), 0
    for _ in range(150):
        ways, entries = random_flow(random, most=6)
        found = list(collisions(Net(ways, entries)))
        last = found[-1].mend if found else None
        if last and not entangled_forks(last.net):
            truth = played(last.net, most=800)
            assert truth.twice is None, (ways, entries)
            cured += truth.whole
    assert cured > 5


def test_a_way_is_told_from_the_start_to_the_second_opening() -> None:
    net = Net([[[1]], [[2, 3]], [[4], [0]], [[4]], [[END]]], [0])
    (trouble,) = collisions(net)
    assert trouble.way
    assert [(done.task, done.outcome) for done in trouble.way.completions] == [(0, 0), (1, 0), (2, 1), (0, 0), (1, 0)]
    assert trouble.way.twice == 3


def test_the_mend_repairs_inside_the_branch_where_it_can() -> None:
    net = Net([[[1, 3]], [[2]], [[4], [0]], [[4]], [[END]]], [0])
    (trouble,) = collisions(net)
    assert trouble.mend
    assert (trouble.mend.arrow.task, trouble.mend.arrow.target, trouble.mend.new) == (2, 0, 1)


def test_two_causes_are_two_troubles_and_one_mend_each() -> None:
    broken = [[[1, 3]], [[2]], [[4], [0]], [[4]]]
    twice = [*broken, *([[[t + 4 for t in targets] for targets in outcomes] for outcomes in broken]), [[END]]]
    found = list(collisions(Net(twice, [0])))
    assert [trouble.fork.task for trouble in found] == [0, 4]
    assert found[1].mend
    assert not entangled_forks(found[1].mend.net)


def test_other_work_is_let_on_where_the_way_waits_for_it() -> None:
    net = Net([[[1, 2, 3]], [[4]], [[4]], [[7], [3, 0]], [[5]], [[6], [0]], [[7]], [[END]]], [0])
    truth = played(net)
    assert length(list(collisions(net))) == truth.twice


def test_a_task_without_work_is_not_opened_twice() -> None:
    ways = [[[1, 2]], [[0], [END]], [[END]]]
    assert [trouble.way.twice for trouble in collisions(Net(ways, [0])) if trouble.way] == [2]
    assert not list(collisions(Net(ways, [0], idle=[2])))


def test_a_search_that_sees_too_much_says_that_it_does_not_know() -> None:
    net = Net([[[1, 2]], [[3]], [[3]], [[END]]], [0])
    with pytest.raises(Capped):
        search(net, lambda move: False, most=2)


def test_branches_that_join_leave_nothing_open() -> None:
    assert not list(early_ends(Net([[[1, 2]], [[3]], [[3]], [[END]]], [0])))


def test_of_an_end_beside_other_work_the_nearest_way_is_told_once() -> None:
    found = list(early_ends(Net([[[1, 2, END]], [[END]], [[3]], [[END]]], [0])))
    assert [len(trouble.way.completions) for trouble in found if trouble.way] == [1]


@pytest.mark.parametrize("tasks", [40, 120])
def test_a_flow_that_is_too_tangled_is_said_not_to_be_proven(tasks: int) -> None:
    everywhere = [[[other for other in range(tasks) if other != task]] for task in range(tasks)]
    (trouble,) = collisions(Net(everywhere, [0]))
    assert trouble.way is None
    assert list(early_ends(Net(everywhere, [0]))) == []
