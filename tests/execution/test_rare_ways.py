"""Ways that plays seldom take: unknown numbers, corrections through the family, all ways closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flows import Tasks, flow
from running import NOW, Run

from sopengine.compiled.tables import CompiledEach, CompiledOutcome
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution import decide
from sopengine.execution.values import commands
from sopengine.expression.data import DataType, Field

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
DIAMOND: Tasks = {"a": {"": ["b", "c"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}}
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("item", [12_000_999, 99_000_002])
def test_work_items_that_there_are_not_are_told(item: int) -> None:
    records = Run(flow(CHAIN)).records
    with pytest.raises(NotFoundError, match=f"no work item {item}"):
        decide.undo(records, commands.OnItem(item=item, by="staf-1"), NOW)
    with pytest.raises(NotFoundError, match=f"no work item {item}"):
        decide.correct(records, commands.Correct(item=item, by="staf-1", note="cek"), NOW)
    with pytest.raises(NotFoundError, match="no instance 99"):
        decide.suspend(records, commands.OnInstance(instance=99, by="staf-1"), NOW)


def test_who_did_nothing_has_nothing_to_undo(engine: Engine) -> None:
    number = engine.start(flow(CHAIN), by="staf-1").id
    with pytest.raises(RefusedError, match="staf-2 has completed nothing"):
        engine.undo_latest(number, by="staf-2")


def test_a_correction_of_a_childs_last_work_moves_what_its_parent_opened() -> None:
    child = flow({"x": {"": []}}, id="anak")
    run = Run(flow(CHAIN, more={"b": {"call": "anak"}}, called={"anak": child}), at=NOW - 3 * HOUR)
    run.done("a", at=NOW - 3 * HOUR).done("x", at=NOW - 2 * HOUR).correct("x", done_at=NOW - HOUR)
    assert (run.latest("b").done_at, run.item("c").opened_at) == (NOW - HOUR, NOW - HOUR)
    assert run.child().ended_at == NOW - HOUR
    assert run.replays()


def test_a_correction_that_is_not_the_latest_of_what_met_moves_nothing() -> None:
    run = Run(flow(DIAMOND), at=NOW - 5 * HOUR).done("a", at=NOW - 5 * HOUR).done("b", at=NOW - HOUR)
    run.done("c", at=NOW - 3 * HOUR).correct("c", done_at=NOW - 2 * HOUR)
    assert run.item("d").opened_at == NOW - HOUR


def test_a_correction_of_the_branch_that_ended_elsewhere_moves_the_meeting() -> None:
    ways: Tasks = {**DIAMOND, "c": {"Ya": ["d"], "Batal": []}}
    run = Run(flow(ways), at=NOW - 5 * HOUR).done("a", at=NOW - 5 * HOUR)
    run.done("c", "Batal", at=NOW - 3 * HOUR).done("b", at=NOW - 4 * HOUR).correct("c", done_at=NOW - HOUR)
    assert run.item("d").opened_at == NOW - HOUR


def test_undo_of_the_branch_that_ended_elsewhere_takes_the_meeting_back() -> None:
    ways: Tasks = {**DIAMOND, "c": {"Ya": ["d"], "Batal": []}}
    run = Run(flow(ways)).done("a").done("c", "Batal").done("b").undo("c")
    assert (run.open, run.waiting) == (["c"], {"d": 1})
    assert run.done("c", "Ya").open == ["d"]
    run = Run(flow(ways)).done("a").done("c", "Batal").done("b").begin("d")
    with pytest.raises(RefusedError, match="'d', which it opened, was begun since"):
        run.undo("c")


def test_a_branch_that_ended_elsewhere_before_a_capsule_counts_as_well() -> None:
    ways: Tasks = {**DIAMOND, "c": {"Ya": ["d"], "Batal": []}, "d": {"": ["e"]}, "e": {"": []}}
    run = Run(flow(ways, capsules=["d"])).done("a").done("c", "Batal").done("b").undo("c")
    assert (run.open, run.waiting) == (["c"], {"d": 1})


def test_a_way_of_which_all_are_closed_is_told() -> None:
    outcomes = (
        CompiledOutcome(label="Ulang", targets=("a",), when="1 > 0"),
        CompiledOutcome(label="Lagi", targets=("a",), otherwise=True),
    )
    run = Run(flow({"a": {"": ["b"]}, "b": {"": ["a"]}}, more={"a": {"limit": 1}, "b": {"outcomes": outcomes}}))
    with pytest.raises(RefusedError, match="come to 'a' once"):
        run.done("a").done("b")


def test_a_map_to_a_row_of_several_tasks_means_its_first() -> None:
    ways: Tasks = {"a": {"": ["r/x"]}, "r/x": {"": ["r/y"]}, "r/y": {"": []}}
    run = Run(flow(CHAIN)).done("a").migrate(flow(ways, text="sop: 1\n# lain\n"), {"b": "r"})
    assert run.open == ["r/x"]


def test_data_that_the_new_version_does_not_know_stay() -> None:
    field = Field(id="nilai", type=DataType.NUMBER)
    run = Run(flow(CHAIN, data=[field], more={"a": {"asks": ("nilai",)}})).done("a", nilai=3)
    assert run.migrate(flow(CHAIN, text="sop: 1\n# lain\n")).instance.data == {"nilai": "3"}


def test_a_suspension_leaves_children_alone_that_are_suspended_already() -> None:
    child = flow({"x": {"": []}}, id="anak")
    run = Run(flow(CHAIN, more={"b": {"call": "anak"}}, called={"anak": child})).done("a").suspend(13).suspend()
    assert run.child().version == 2


def test_work_in_a_child_of_a_child_that_has_ended_keeps_the_first_call_from_being_undone() -> None:
    child = flow({"x": {"": ["y"]}, "y": {"": []}}, id="anak", more={"x": {"call": "cucu"}})
    cucu = flow({"z": {"": []}}, id="cucu")
    run = Run(flow(CHAIN, more={"b": {"call": "anak"}}, called={"anak": child, "cucu": cucu})).done("a")
    with pytest.raises(RefusedError, match="'b', which it opened, was begun since"):
        run.done("z").undo("a")


def test_a_child_without_arrivals_or_work_is_begun_again_with_its_call() -> None:
    """Enough are done before the others have begun: then they begin once that is undone."""
    child = flow({"k": {"": []}}, id="anak", capsules=["k"])
    more = {"b": {"call": "anak", "each": CompiledEach(count=2, done_when=1)}}
    run = Run(flow(CHAIN, more=more, called={"anak": child})).done("a")
    assert run.open == ["c"]
    assert run.undo("a").open == ["a"]
    assert run.done("a").open == ["c"]
    assert run.replays()
