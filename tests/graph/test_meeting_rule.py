"""Where several arrows meet: the tables, compared with the rule said slowly, and played to the end."""

from __future__ import annotations

from random import Random

import pytest
from random_flows import SlowRule, Ways, play, random_flow

from sopengine.graph.meeting import meetings, members
from sopengine.graph.net import Net

REPAIR: Ways = [[[1, 2]], [[4], [3]], [[4]], [[1]], [[]]]
"""A fork; one branch decides between the join and a repair that comes back to it."""


def tables(ways: Ways) -> dict[int, list[int]]:
    return {point: members(tasks) for point, tasks in meetings(ways, [0]).waiting_for().items()}


def test_a_join_waits_for_everything_between_the_fork_and_itself() -> None:
    assert tables(REPAIR)[4] == [0, 1, 2, 3]


def test_a_repaired_piece_waits_for_nothing_but_what_came_before() -> None:
    assert meetings(REPAIR, [0]).back == {(3, 1)}
    assert tables(REPAIR)[1] == [0]


def test_work_that_can_only_go_back_is_on_its_way_from_where_it_goes_back_to() -> None:
    ways: Ways = [[[1, 4]], [[2], [4]], [[3]], [[1]], [[]]]
    assert tables(ways)[4] == [0, 1, 2, 3]


def test_of_a_circle_with_two_ways_in_the_arrows_up_the_list_lead_back() -> None:
    ways = [[[1], [2]], [[2]], [[1], []]]
    assert meetings(ways, [0]).back == {(2, 1)}


def test_a_task_that_leads_to_itself_leads_back() -> None:
    assert meetings([[[0], []]], [0]).back == {(0, 0)}


def test_what_nobody_can_come_to_has_tables_too() -> None:
    assert tables([[[2]], [[2], [1]], [[]]]) == {2: [0, 1]}


def test_nested_loops_of_which_none_ends_take_no_longer_than_others() -> None:
    half = 150
    ways = [[[task + 1]] for task in range(half)]
    ways += [[[task + 1], [2 * half - 1 - task]] for task in range(half, 2 * half - 1)] + [[[0]]]
    assert tables(ways)[1] == [0]


@pytest.mark.parametrize("seed", range(8))
def test_the_tables_are_those_of_the_rule_said_slowly(seed: int) -> None:
    random = Random(seed)
    for _ in range(150):
        ways, entries = random_flow(random)
        net, slow = Net(ways, entries), SlowRule(ways, entries)
        assert net.meetings.back == slow.back, (ways, entries)
        assert {p: set(members(tasks)) for p, tasks in net.waits_for.items()} == slow.waits_for(), (ways, entries)


@pytest.mark.parametrize("seed", range(8))
def test_no_flow_can_hang_in_any_state(seed: int) -> None:
    random = Random(1_000 + seed)
    for _ in range(150):
        ways, entries = random_flow(random, most=7)
        waits_for = {point: set(members(tasks)) for point, tasks in Net(ways, entries).waits_for.items()}
        assert not play(ways, entries, waits_for, most=300).hangs, (ways, entries)


@pytest.mark.parametrize("seed", range(4))
def test_no_task_waits_for_itself_even_by_way_of_others(seed: int) -> None:
    random = Random(2_000 + seed)
    for _ in range(300):
        ways, entries = random_flow(random, most=12)
        net = Net(ways, entries)
        waits = {task: set(members(net.meetings.coming[task])) for task in net.live}
        while waits:
            free = {task for task in waits if not waits[task] & waits.keys()}
            assert free, (ways, entries)
            waits = {task: waits[task] for task in waits.keys() - free}


def test_a_flow_without_a_start_has_its_tables_too() -> None:
    assert meetings([[[1]], [[0, 1]]], []).back == frozenset()
