"""A row with several tasks: one visit, one due time, from the first task opened; an arrow back begins a new one."""

from __future__ import annotations

from datetime import timedelta

from flows import Tasks, flow
from running import NOW, Run

LATER = NOW + timedelta(minutes=30)


def opened(run: Run) -> list[tuple[str, int]]:
    return [(item.task, item.visit) for item in run.items.values()]


def test_a_row_of_several_tasks_is_one_visit_with_one_due_time() -> None:
    compiled = flow({"periksa/staf": {"": ["periksa/kabid"]}, "periksa/kabid": {"Ya": [], "Tidak": ["periksa/staf"]}})
    run = Run(compiled)
    due = run.item().due_at
    run.done(now=LATER)
    assert (run.item().visit, run.item().due_at) == (1, due)
    run.done(None, "Tidak", now=LATER)
    assert (run.item().visit, run.item().due_at) == (2, LATER + timedelta(hours=1))
    run.done(now=LATER)
    assert opened(run) == [("periksa/staf", 1), ("periksa/kabid", 1), ("periksa/staf", 2), ("periksa/kabid", 2)]


def test_a_task_that_leads_to_itself_begins_a_new_visit() -> None:
    assert Run(flow({"a": {"Ulang": ["a"], "Selesai": []}})).done(None, "Ulang").item().visit == 2


def test_side_by_side_tasks_of_a_row_share_its_visit() -> None:
    run = Run(flow({"bagi": {"": ["r/x", "r/y"]}, "r/x": {"": []}, "r/y": {"": []}})).done()
    assert [item.visit for item in run.instance.open_items] == [1, 1]


def test_branches_that_come_to_a_row_one_after_the_other_share_its_visit() -> None:
    ways: Tasks = {"bagi": {"": ["a", "b"]}, "a": {"": ["r/x"]}, "b": {"": ["r/y"]}, "r/x": {"": []}, "r/y": {"": []}}
    run = Run(flow(ways)).done("bagi").done("a")
    due = run.item("r/x").due_at
    run.done("b", now=LATER)
    assert (run.item("r/y").visit, run.item("r/y").due_at) == (1, due)


def test_a_row_that_nothing_is_under_way_in_begins_a_new_visit() -> None:
    run = Run(flow({"r/x": {"": ["lain"]}, "lain": {"": ["r/y"]}, "r/y": {"": []}})).walk(None, None)
    assert opened(run) == [("r/x", 1), ("lain", 1), ("r/y", 2)]


def test_an_arrow_that_leads_back_begins_a_new_visit_though_the_row_is_under_way() -> None:
    ways: Tasks = {
        "bagi": {"": ["r/x", "r/y"]},
        "r/x": {"": ["cek"]},
        "r/y": {"": []},
        "cek": {"Ya": [], "Tidak": ["r/x"]},
    }
    run = Run(flow(ways)).done("bagi").done("r/x").done("cek", "Tidak", now=LATER)
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("r/y", 1), ("r/x", 2)]
    assert run.item("r/x").due_at == LATER + timedelta(hours=1)


def test_one_outcome_that_leads_back_to_two_tasks_of_a_row_begins_one_visit() -> None:
    ways: Tasks = {
        "bagi": {"": ["r/x", "r/y"]},
        "r/x": {"": ["cek"]},
        "r/y": {"": ["cek"]},
        "cek": {"Ya": [], "Tidak": ["r/x", "r/y"]},
    }
    run = Run(flow(ways)).done("bagi").done("r/x").done("r/y").done("cek", "Tidak")
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("r/x", 2), ("r/y", 2)]


def test_work_that_waits_inside_its_row_keeps_the_visit_under_way() -> None:
    ways: Tasks = {
        "bagi": {"": ["r/x", "lain", "lambat"]},
        "r/x": {"": ["r/z"]},
        "lain": {"": ["r/z"]},
        "lambat": {"": ["r/y"]},
        "r/z": {"": []},
        "r/y": {"": []},
    }
    run = Run(flow(ways)).done("bagi").done("r/x")
    due = run.items[run.change.changed[0].id].due_at
    run.done("lambat", now=LATER).done("lain", now=LATER)
    assert run.waiting == {}
    assert opened(run)[-2:] == [("r/y", 1), ("r/z", 1)]
    assert {run.item("r/y").due_at, run.item("r/z").due_at} == {due}


def test_a_second_piece_of_work_in_a_row_is_a_visit_of_its_own() -> None:
    ways: Tasks = {"a": {"": ["r/x", "b"]}, "b": {"Ulang": ["a"], "Cukup": []}, "r/x": {"": ["r/y"]}, "r/y": {"": []}}
    run = Run(flow(ways)).done("a").done("r/x").done("b", "Ulang").done("a")
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("r/y", 1), ("r/x", 2), ("b", 2)]
    run.done("r/x")
    assert [(item.task, item.visit) for item in run.instance.open_items] == [("r/y", 1), ("b", 2), ("r/y", 2)]


def test_a_task_without_work_stays_in_the_visit_of_its_row() -> None:
    ways: Tasks = {"r/x": {"": ["r/k"]}, "r/k": {"": ["r/y"]}, "r/y": {"Ya": [], "Tidak": ["r/k"]}}
    run = Run(flow(ways, capsules=["r/k"])).done("r/x").done("r/y", "Tidak")
    assert opened(run) == [("r/x", 1), ("r/y", 1), ("r/y", 2)]
