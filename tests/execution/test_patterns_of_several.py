"""Control-flow patterns of several pieces of work, and of instances that call others, each under its name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flows import Tasks, flow
from running import NOW, Run

from sopengine.compiled.tables import Compiled, CompiledEach, CompiledOutcome
from sopengine.errors import RefusedError
from sopengine.execution.drafting.family import CHILD_CANCELLED
from sopengine.execution.values.events.event import item_id
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkState
from sopengine.expression.data import DataType, Field

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
DESA = Field(id="desa", type=DataType.TEXT)
NILAI = Field(id="nilai", type=DataType.NUMBER)


def several(each: CompiledEach, **settings: object) -> Compiled:
    return flow(CHAIN, more={"b": {"each": each}}, **settings)  # type: ignore[arg-type]


def test_multiple_instances_known_at_design_time() -> None:
    run = Run(several(CompiledEach(count=3))).done("a")
    assert [(item.task, item.visit, item.entry) for item in run.instance.open_items] == [
        ("b", 1, "1"),
        ("b", 1, "2"),
        ("b", 1, "3"),
    ]
    run.walk(None, None)
    assert run.open == ["b"]
    assert run.done("b").open == ["c"]
    assert run.done("c").completed


def test_multiple_instances_known_at_run_time() -> None:
    run = Run(flow(CHAIN, data=[NILAI], more={"a": {"asks": ("nilai",)}, "b": {"each": CompiledEach(field="nilai")}}))
    assert run.done("a", nilai=4).open == ["b"] * 4


def test_one_work_item_for_each_actor_stands_in_the_inbox_of_that_actor() -> None:
    run = Run(several(CompiledEach(actors=("kabid-a", "kabid-b")))).done("a")
    assert [item.actor for item in run.instance.open_items] == ["kabid-a", "kabid-b"]
    assert len({item.due_at for item in run.instance.open_items}) == 1


def test_each_of_nothing_passes_at_once() -> None:
    run = Run(flow(CHAIN, data=[NILAI], more={"a": {"asks": ("nilai",)}, "b": {"each": CompiledEach(field="nilai")}}))
    assert run.done("a", nilai=0).open == ["c"]


def test_n_out_of_m() -> None:
    run = Run(several(CompiledEach(count=3, done_when=2))).done("a").done("b")
    assert run.open == ["b", "b"]
    assert run.done("b").open == ["c"]
    assert [item.state for item in run.items.values() if item.task == "b"] == ["done", "done", "withdrawn"]


def test_n_out_of_m_takes_all_where_there_are_fewer() -> None:
    run = Run(several(CompiledEach(count=2, done_when=5))).walk(None, None)
    assert run.open == ["b"]
    assert run.done("b").open == ["c"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_several_go_on_at_the_latest_of_them_in_whatever_order_they_are_recorded(order: tuple[int, int]) -> None:
    run = Run(several(CompiledEach(count=2)), at=NOW - timedelta(hours=3)).done("a", at=NOW - timedelta(hours=3))
    items = run.instance.open_items
    for place in order:
        run.complete(items[place], at=NOW - timedelta(hours=2 - place))
    assert run.item("c").opened_at == NOW - timedelta(hours=1)


def test_undoing_one_of_several_opens_those_again_that_were_too_many() -> None:
    run = Run(several(CompiledEach(count=3, done_when=2))).done("a").done("b", by="staf-1").done("b", by="staf-2")
    first = next(item for item in run.items.values() if item.task == "b")
    before = run.told()
    run.undo_item(first)
    assert [item.state for item in run.items.values() if item.task == "b"] == ["open", "done", "open"]
    assert run.open == ["b", "b"]
    run.complete(run.item("b"))
    assert run.told() == before


def test_too_many_entries_are_refused_before_anything_is_written() -> None:
    run = Run(flow(CHAIN, data=[NILAI], more={"a": {"asks": ("nilai",)}, "b": {"each": CompiledEach(field="nilai")}}))
    with pytest.raises(RefusedError, match="'nilai' of instance 12 has 10001 entries"):
        run.done("a", nilai=10_001)
    assert run.open == ["a"]


def caller(*, child: Compiled | None = None, each: CompiledEach | None = None) -> Compiled:
    """`b` calls the SOP `anak`."""
    child = child or flow({"x": {"": ["y"]}, "y": {"": []}}, id="anak", data=[NILAI], more={"x": {"asks": ("nilai",)}})
    said = {"call": "anak"} | ({"each": each} if each else {})
    asked = {"asks": ("nilai", "desa")}
    return flow(CHAIN, data=[NILAI, DESA], more={"a": asked, "b": said}, called={"anak": child})


def called(compiled: Compiled | None = None) -> Run:
    return Run(compiled or caller()).done("a", nilai=5, desa="Sukamaju")


def test_call() -> None:
    run = called()
    assert run.item("b").awaits is Awaits.CHILD
    assert (run.child().ref, run.child().sop, run.child().parent) == ("Triwulan II/1", "anak", run.item("b").id)
    run.done("x", nilai=7).later(minutes=30).done("y")
    assert run.child().state is InstanceState.COMPLETED
    assert run.open == ["c"]
    assert run.item("c").opened_at == NOW + timedelta(minutes=30)
    assert run.latest("b").done_by == "sop"
    assert run.replays()


def test_a_call_hands_fields_of_equal_name_and_type_down_and_back() -> None:
    run = called()
    assert run.child().data == {"nilai": "5"}
    run.done("x", nilai=7).done("y")
    assert run.instance.data == {"nilai": "7", "desa": "Sukamaju"}


def test_a_person_does_not_complete_what_a_child_does() -> None:
    with pytest.raises(RefusedError, match="goes on when what it called, anak, ends"):
        called().done("b")


def test_a_child_that_is_cancelled_opens_its_parents_task_for_a_person() -> None:
    run = called().cancel(13)
    assert run.child().state is InstanceState.CANCELLED
    assert (run.item("b").awaits, run.item("b").note) == (Awaits.PERSON, CHILD_CANCELLED)
    assert run.done("b").open == ["c"]
    assert run.replays()


def test_what_a_person_did_in_place_of_a_child_is_undone_with_its_note() -> None:
    run = called().cancel(13)
    before = run.told()
    run.done("b").undo("b")
    assert run.told() == before
    assert run.item("b").note == CHILD_CANCELLED


def test_cancelling_the_parent_cancels_its_children() -> None:
    run = called().cancel()
    assert {one.state for one in run.kept} == {InstanceState.CANCELLED}
    assert run.replays()


def test_sending_back_a_call_cancels_its_child_and_the_next_call_begins_another() -> None:
    run = called().back("b")
    assert (run.child().state, run.open) == (InstanceState.CANCELLED, ["a"])
    run.done("a", nilai=1, desa="Sukamaju")
    assert (run.child(14).state, run.child(14).ref) == (InstanceState.RUNNING, "Triwulan II/2")
    assert run.replays()


def test_undoing_what_led_to_a_call_cancels_its_child() -> None:
    run = called().undo("a")
    assert (run.child().state, run.open) == (InstanceState.CANCELLED, ["a"])
    assert run.replays()


def test_what_led_to_a_call_is_not_undone_once_somebody_worked_in_the_child() -> None:
    run = called().done("x", nilai=1)
    with pytest.raises(RefusedError, match="was begun since"):
        run.undo("a")


def test_a_child_that_only_stood_still_may_be_undone_with_its_call() -> None:
    run = called().suspend().resume().undo("a")
    assert (run.child().state, run.open) == (InstanceState.CANCELLED, ["a"])


def test_the_last_step_of_a_child_is_undone_while_its_parent_has_not_gone_on() -> None:
    run = called().done("x", nilai=7)
    before = run.told()
    run.done("y")
    after = run.told()
    run.undo("y")
    assert run.told() == before
    assert run.done("y").told() == after
    assert run.replays()


def test_the_last_step_of_a_child_stays_done_once_its_parent_has_gone_on() -> None:
    run = called().done("x", nilai=7).done("y").begin("c")
    with pytest.raises(RefusedError, match="'c', which it opened, was begun since"):
        run.undo("y")


@pytest.mark.parametrize("state", ["cancelled", "suspended"])
def test_a_child_does_not_go_on_in_a_parent_that_stands_still(state: str) -> None:
    run = called().done("x", nilai=7).done("y")
    run.cancel() if state == "cancelled" else run.suspend()
    with pytest.raises(RefusedError, match=state):
        run.undo("y")


def test_a_child_stands_still_with_its_parent_and_goes_on_with_it() -> None:
    run = called().suspend()
    assert {one.state for one in run.kept} == {InstanceState.SUSPENDED}
    with pytest.raises(RefusedError, match="sop resume 12"):
        run.resume(13)
    assert {one.state for one in run.resume().kept} == {InstanceState.RUNNING}
    assert run.replays()


def test_a_child_that_was_suspended_alone_is_resumed_alone() -> None:
    run = called().suspend(13)
    assert run.instance.state is InstanceState.RUNNING
    assert run.resume(13).child().state is InstanceState.RUNNING


def test_each_calls_a_child_of_its_own_and_enough_cancels_the_others() -> None:
    run = called(caller(each=CompiledEach(count=3, done_when=2)))
    assert [run.child(number).ref for number in (13, 14, 15)] == ["Triwulan II/1", "Triwulan II/2", "Triwulan II/3"]
    for number in (14, 13):
        run.complete(run.child(number).open_items[0], nilai=1).complete(run.child(number).open_items[0])
    assert run.open == ["c"]
    assert run.child(15).state is InstanceState.CANCELLED
    assert run.replays()


@pytest.mark.parametrize("suspended", [False, True])
def test_undoing_a_child_out_of_enough_lets_the_cancelled_ones_go_on(suspended: bool) -> None:
    """One that stood still by itself stands still again."""
    run = called(caller(each=CompiledEach(count=2, done_when=1))).done("x", nilai=1)
    if suspended:
        run.suspend(14)
    before = run.told()
    run.done("y").undo("y")
    assert run.told() == before
    assert run.replays()


def test_what_waited_in_a_cancelled_child_waits_again() -> None:
    ways: Tasks = {"x": {"": ["y", "z"]}, "y": {"": ["w"]}, "z": {"": ["w"]}, "w": {"": []}}
    child = flow(ways, id="anak", data=[NILAI])
    run = called(caller(child=child, each=CompiledEach(count=2, done_when=1)))
    for number in (13, 14):
        for task in ("x", "y"):
            (item,) = (one for one in run.child(number).open_items if one.task == task)
            run.complete(item)
    run.complete(run.child(13).open_items[0])
    before = run.told()
    run.complete(run.child(13).open_items[0]).undo_item(
        next(one for one in run.records.items.values() if one.task == "w")
    )
    assert run.told() == before
    assert run.replays()


def test_a_child_without_work_of_anybody_ends_at_once() -> None:
    run = called(caller(child=flow({"k": {"": []}}, id="anak", capsules=["k"])))
    assert (run.open, run.child().state) == (["c"], InstanceState.COMPLETED)
    assert run.undo("a").open == ["a"]
    assert run.done("a", nilai=5, desa="Sukamaju").open == ["c"]
    assert run.replays()


def test_a_circle_of_calls_ends_with_one_clear_message() -> None:
    """The language refuses it; tables made by hand are stopped as well."""
    self_calling = flow({"k": {"": []}}, id="anak", more={"k": {"call": "anak"}})
    with pytest.raises(RefusedError, match="more than 1000 tasks without work"):
        called(caller(child=self_calling))


def test_children_of_children_are_cancelled_and_stand_still_with_the_first() -> None:
    cucu = flow({"z": {"": []}}, id="cucu")
    anak = flow({"x": {"": ["y"]}, "y": {"": []}}, id="anak", more={"x": {"call": "cucu"}}, called={"cucu": cucu})
    top = flow(CHAIN, more={"b": {"call": "anak"}}, called={"anak": anak, "cucu": cucu})
    run = Run(top).done("a")
    assert run.child(14).ref == "Triwulan II/1/1"
    assert {one.state for one in run.suspend().kept} == {InstanceState.SUSPENDED}
    run.resume().done("z").done("y")
    assert run.open == ["c"]
    assert run.replays()
    run = Run(top).done("a").cancel()
    assert {one.state for one in run.kept} == {InstanceState.CANCELLED}


def test_a_correction_moves_the_start_of_a_child_with_the_work_item_that_called_it() -> None:
    run = Run(caller(), at=NOW - timedelta(hours=5)).done("a", nilai=5, desa="Sukamaju", at=NOW - timedelta(hours=4))
    run.correct("a", done_at=NOW - timedelta(hours=2))
    assert run.child().started_at == run.item("x").opened_at == run.item("b").opened_at == NOW - timedelta(hours=2)
    assert run.replays()
    run.done("x", nilai=1, at=NOW - timedelta(hours=1))
    with pytest.raises(RefusedError, match="'x', which it opened, was worked on"):
        run.correct("a", done_at=NOW)


def test_the_decision_of_a_call_looks_at_what_its_child_hands_back() -> None:
    ways: Tasks = {"a": {"": ["b"]}, "b": {"Besar": ["c"], "Kecil": ["d"]}, "c": {"": []}, "d": {"": []}}
    outcomes = (
        CompiledOutcome(label="Besar", targets=("c",), when="nilai > 6"),
        CompiledOutcome(label="Kecil", targets=("d",), otherwise=True),
    )
    child = caller().called["anak"]
    compiled = flow(
        ways,
        data=[NILAI, DESA],
        more={"a": {"asks": ("nilai", "desa")}, "b": {"call": "anak", "outcomes": outcomes}},
        called={"anak": child},
    )
    assert called(compiled).done("x", nilai=7).done("y").open == ["c"]
    assert called(compiled).done("x", nilai=5).done("y").open == ["d"]


def test_work_items_of_a_child_bear_its_number() -> None:
    assert called().item("x").id > item_id(13, 0)
    assert called().latest("b").state is WorkState.OPEN
