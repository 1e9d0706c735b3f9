"""The flow in numbers."""

from __future__ import annotations

from sopengine.graph.net import END, Net


def test_where_several_may_be_taken_every_combination_is_a_choice() -> None:
    net = Net([[[1], [2], [END]], [[END]], [[END]]], [0], many=[0])
    assert net.taken[0] == ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2))
    assert net.choices[0][3:5] == ((1, 2), (1, END))


def test_of_many_outcomes_two_and_all_are_combined() -> None:
    net = Net([[[task] for task in range(1, 7)], *([[[END]]] * 6)], [0], many=[0])
    assert {len(numbers) for numbers in net.taken[0]} == {1, 2, 6}


def test_combinations_make_no_meeting_points() -> None:
    assert Net([[[1], [2]], [[END]], [[END]]], [0], many=[0]).waits_for == {}


def test_branches_join_where_every_way_to_an_end_passes() -> None:
    net = Net([[[1, 2]], [[3], [1]], [[3]], [[4], [END]], [[END]]], [0])
    assert net.join([1, 2]) == 3


def test_branches_that_end_apart_or_never_join_nowhere() -> None:
    net = Net([[[1, 2, 3]], [[END]], [[END]], [[3]]], [0])
    assert net.join([1, 2]) is None
    assert net.join([1, 3]) is None


def test_a_flow_with_one_arrow_led_elsewhere_leaves_the_first_as_it_was() -> None:
    net = Net([[[1]], [[0], [END]]], [0])
    assert net.changed(1, 0, 0, END).outcomes == (((1,),), ((END,), (END,)))
    assert net.outcomes == (((1,),), ((0,), (END,)))


def test_a_task_of_which_each_outcome_keeps_some_work_going_is_endless() -> None:
    assert Net([[[1, 2]], [[END]], [[2, 1]]], [0]).endless == {0, 2}
