"""The control-flow patterns that SOPs are made of, one test each, under the names they have in the literature."""

from __future__ import annotations

import pytest
from flows import Tasks, Ways, flow
from running import Run

FORK: Ways = {"": ["b", "c"]}
DIAMOND: Tasks = {"a": FORK, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}}


def test_sequence() -> None:
    run = Run(flow({"a": {"": ["b"]}, "b": {"": []}}))
    assert run.open == ["a"]
    assert run.done("a").open == ["b"]
    assert run.done("b").completed


def test_parallel_split() -> None:
    assert Run(flow(DIAMOND)).done("a").open == ["b", "c"]


@pytest.mark.parametrize("branches", ["bc", "cb"])
def test_synchronisation(branches: str) -> None:
    run = Run(flow(DIAMOND)).done("a")
    run.done(branches[0])
    assert (run.open, run.waiting) == ([branches[1]], {"d": 1})
    run.done(branches[1])
    assert (run.open, run.waiting) == (["d"], {})
    assert run.done("d").completed


def test_exclusive_choice() -> None:
    compiled = flow({"a": {"Ya": ["b"], "(lain)": ["c"]}, "b": {"": []}, "c": {"": []}})
    assert Run(compiled).done("a", "Ya").open == ["b"]
    assert Run(compiled).done("a", "(lain)").open == ["c"]


def test_simple_merge() -> None:
    compiled = flow({"a": {"Ya": ["b"], "Tidak": ["c"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}})
    for label, branch in (("Ya", "b"), ("Tidak", "c")):
        run = Run(compiled).done("a", label).done(branch)
        assert (run.open, run.visits["d"]) == (["d"], 1)


def test_multi_choice() -> None:
    ways: Tasks = {"a": {"X": ["b"], "Y": ["c"], "Z": ["d"]}, "b": {"": ["e"]}, "c": {"": ["e"]}, "d": {"": ["e"]}}
    compiled = flow({**ways, "e": {"": []}}, many=["a"])
    assert Run(compiled).done("a", "Z", "X").open == ["b", "d"]
    assert Run(compiled).done("a", "Y").open == ["c"]


@pytest.mark.parametrize("chosen", ["X", "XY", "YZ", "XYZ"])
def test_structured_synchronising_merge(chosen: str) -> None:
    ways: Tasks = {"a": {"X": ["b"], "Y": ["c"], "Z": ["d"]}, "b": {"": ["e"]}, "c": {"": ["e"]}, "d": {"": ["e"]}}
    run = Run(flow({**ways, "e": {"": []}}, many=["a"])).done("a", *chosen)
    while "e" not in run.open:
        assert run.open
        run.done()
    assert (run.open, run.waiting) == (["e"], {})
    assert run.done("e").completed


def test_multiple_merge_is_none() -> None:
    """All that has come by the time of the start is one start."""
    run = Run(flow(DIAMOND)).done("a").done("b").done("c")
    assert [item.task for item in run.items.values()].count("d") == 1


def test_structured_loop() -> None:
    run = Run(flow({"a": {"": ["b"]}, "b": {"Ulang": ["a"], "Lanjut": []}})).walk(None, "Ulang", None, "Ulang", None)
    assert (run.open, run.item().visit) == (["b"], 3)
    assert run.done("b", "Lanjut").completed


def test_arbitrary_cycles() -> None:
    """A circle with two ways in: nothing waits for what can only come by going round."""
    compiled = flow({"a": {"X": ["b"], "Y": ["c"]}, "b": {"": ["c"]}, "c": {"Ulang": ["b"], "Lanjut": []}})
    assert Run(compiled).walk("X", None, "Ulang", None, "Lanjut").completed
    assert Run(compiled).walk("Y", "Ulang", None, "Lanjut").completed


def test_implicit_termination() -> None:
    run = Run(flow({"a": FORK, "b": {"": []}, "c": {"": []}})).done("a").done("c")
    assert (run.open, run.completed) == (["b"], False)
    assert run.done("b").completed


def test_repair_in_one_branch_makes_the_meeting_wait() -> None:
    ways: Tasks = {"a": FORK, "b": {"Ya": ["e"], "Tidak": ["d"]}, "c": {"": ["e"]}, "d": {"": ["b"]}, "e": {"": []}}
    run = Run(flow(ways)).done("a").done("c")
    assert run.done("b", "Tidak").open == ["d"]
    assert (run.done("d").open, run.waiting) == (["b"], {"e": 1})
    assert (run.done("b", "Ya").open, run.waiting) == (["e"], {})


def test_a_branch_that_ends_elsewhere_releases_the_meeting() -> None:
    run = Run(flow({"a": FORK, "b": {"": ["d"]}, "c": {"Ya": ["d"], "Batal": []}, "d": {"": []}})).done("a").done("b")
    assert run.waiting == {"d": 1}
    run.done("c", "Batal")
    assert (run.open, run.waiting) == (["d"], {})
    assert run.item().opened_by == run.change.changed[0].id


def test_meetings_in_a_row_start_one_after_the_other() -> None:
    ways: Tasks = {"a": {"": ["b", "c", "d"]}, "b": {"": ["e"]}, "c": {"": ["e"]}, "d": {"": ["f"]}, "e": {"": ["f"]}}
    run = Run(flow({**ways, "f": {"": []}})).done("a").done("d").done("b")
    assert run.waiting == {"f": 1, "e": 1}
    assert (run.done("c").open, run.waiting) == (["e"], {"f": 1})
    assert (run.done("e").open, run.waiting) == (["f"], {})


def test_a_completion_that_releases_two_meetings_starts_both() -> None:
    ways: Tasks = {
        "a": {"": ["b", "c", "d"]},
        "b": {"": ["e"]},
        "c": {"": ["f"]},
        "d": {"X": ["e", "f"], "Z": []},
    }
    run = Run(flow({**ways, "e": {"": []}, "f": {"": []}})).done("a").done("c").done("b")
    assert run.waiting == {"f": 1, "e": 1}
    assert run.done("d", "Z").open == ["f", "e"]


def test_a_piece_that_goes_back_to_the_start_begins_the_branches_again() -> None:
    ways: Tasks = {"a": FORK, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"Ulang": ["a"], "Selesai": []}}
    run = Run(flow(ways)).done("a").done("b").done("c").done("d", "Ulang").done("a")
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("b", 2), ("c", 2)]
    assert run.done("c").done("b").done("d", "Selesai").completed


def test_work_that_comes_to_an_open_task_is_a_visit_apart() -> None:
    run = Run(flow({"a": FORK, "b": {"": ["d"]}, "c": {"Lagi": ["d", "c"], "Cukup": []}, "d": {"": []}})).done("a")
    run.done("b").done("c", "Lagi")
    assert run.waiting == {"d": 2}
    run.done("c", "Cukup")
    assert (run.open, run.waiting) == (["d"], {})
    forked_before_a_loop = flow({"a": {"": ["b", "x"]}, "x": {"Ulang": ["a"], "Cukup": []}, "b": {"": []}})
    run = Run(forked_before_a_loop).done("a").done("x", "Ulang").done("a")
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("b", 1), ("b", 2), ("x", 2)]
    assert len({item.due_at for item in run.instance.open_items if item.task == "b"}) == 1


def test_the_repair_of_the_written_example() -> None:
    """0 forks to 1 and 2; 1 decides between 4 and the repair 3, which returns to 1; 2 goes to 4."""
    ways: Tasks = {
        "0": {"": ["1", "2"]},
        "1": {"Ya": ["4"], "Tidak": ["3"]},
        "2": {"": ["4"]},
        "3": {"": ["1"]},
        "4": {"": []},
    }
    compiled = flow(ways)
    assert compiled.waits_for == {"1": ("0",), "4": ("0", "1", "2", "3")}
    assert compiled.back == {("3", "1")}
    run = Run(compiled).done("0").done("2").done("1", "Tidak").done("3")
    assert (run.open, run.waiting) == (["1"], {"4": 1})
    assert run.done("1", "Ya").done("4").completed
