"""Control-flow patterns in which time passes, or something comes from outside, each under its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flows import More, Tasks, flow
from running import NOW, Run

from sopengine.compiled.tables import Compiled, CompiledEach, CompiledOutcome, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.errors import RefusedError
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkState
from sopengine.expression.data import DataType, Field

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
NILAI = Field(id="nilai", type=DataType.NUMBER)
HOUR = timedelta(hours=1)


def waiting(time: str = "2 jam") -> Compiled:
    """`b` is a wait."""
    return flow(CHAIN, more={"b": {"wait": Duration.parse(time), "standard": "Sesuai kebutuhan"}})


def listening(**said: object) -> Compiled:
    """`b` waits for the message `kabar`."""
    return flow(CHAIN, data=[NILAI], more={"b": {"message": "kabar", **said}})


def timed(after: str = "2 jam", **said: object) -> Compiled:
    """`b` has a time-out that leads to `d`."""
    ways: Tasks = {**CHAIN, "d": {"": ["c"]}}
    return flow(ways, more={"b": {"overdue": CompiledOverdue(after=Duration.parse(after), targets=("d",)), **said}})


def test_wait() -> None:
    run = Run(waiting()).done("a")
    assert (run.item("b").awaits, run.item("b").due_at) == (Awaits.TIME, NOW + 2 * HOUR)
    assert run.later(hours=1).open == ["b"]
    assert run.later(hours=4).open == ["c"]
    assert run.item("c").opened_at == NOW + 2 * HOUR
    assert run.replays()


def test_a_person_does_not_complete_a_wait() -> None:
    with pytest.raises(RefusedError, match="it goes on when its time is over"):
        Run(waiting()).done("a").done("b")


def test_whoever_acts_on_an_instance_fires_what_is_due_in_it() -> None:
    run = Run(waiting()).done("a")
    run.now += 3 * HOUR
    with pytest.raises(StopIteration):
        run.item("c")
    run.suspend()
    assert run.open == ["c"]


def test_a_wait_that_was_over_when_it_was_recorded_passes_at_once() -> None:
    run = Run(waiting("1 jam"), at=NOW - 24 * HOUR).done("a", at=NOW - 23 * HOUR)
    assert run.open == ["c"]
    assert run.latest("b").ended_at == run.item("c").opened_at


def test_waits_in_a_row_fire_at_their_own_times_though_nobody_looked() -> None:
    ways: Tasks = {**CHAIN, "c": {"": ["d"]}, "d": {"": []}}
    hour = Duration.parse("1 jam")
    run = Run(flow(ways, more={"b": {"wait": hour}, "c": {"wait": hour}})).done("a").later(days=1)
    assert run.item("d").opened_at == NOW + 2 * HOUR


def test_message() -> None:
    run = Run(listening()).done("a")
    assert run.item("b").awaits is Awaits.MESSAGE
    assert run.later(minutes=5).message("kabar").open == ["c"]
    assert run.latest("b").done_by == "program"
    assert run.replays()


def test_persistent_trigger() -> None:
    """A message that comes before its wait is kept, and taken once."""
    run = Run(listening()).message("kabar")
    assert [message.name for message in run.instance.messages] == ["kabar"]
    assert run.done("a").open == ["c"]
    assert run.instance.messages == ()
    assert run.replays()


def test_a_message_that_comes_twice_serves_two_waits() -> None:
    ways: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": ["d"]}, "d": {"": []}}
    said = {"message": "kabar"}
    run = Run(flow(ways, more={"b": said, "c": said})).message("kabar").done("a")
    assert run.open == ["c"]
    assert run.message("kabar").open == ["d"]
    run = Run(flow(ways, more={"b": said, "c": said})).message("kabar").message("kabar").done("a")
    assert (run.open, run.instance.messages) == (["d"], ())


def test_a_message_that_comes_twice_for_one_wait_is_kept_for_the_next() -> None:
    run = Run(listening()).done("a").message("kabar").message("kabar")
    assert (run.open, len(run.instance.messages)) == (["c"], 1)


def test_nothing_goes_on_before_the_message_that_it_waited_for() -> None:
    run = Run(listening(), at=NOW - 3 * HOUR).message("kabar", at=NOW - HOUR).done("a", at=NOW - 2 * HOUR)
    assert run.item("c").opened_at == NOW - HOUR


def test_a_message_recorded_with_a_time_before_its_wait_is_taken_when_that_opened() -> None:
    run = Run(listening()).later(hours=2).done("a").message("kabar", at=NOW + HOUR)
    assert run.item("c").opened_at == NOW + 2 * HOUR


def test_a_message_brings_what_its_wait_asks_for() -> None:
    run = Run(listening(asks=("nilai",)))
    with pytest.raises(RefusedError, match="'kabar' to instance 12 has to bring nilai"):
        run.message("kabar")
    assert run.done("a").message("kabar", nilai=3).instance.data == {"nilai": "3"}


def test_an_unknown_message_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(RefusedError, match="did you mean 'kabar'"):
        Run(listening()).message("kabra")
    with pytest.raises(RefusedError, match="it waits for: kabar"):
        Run(listening()).message("surat")
    with pytest.raises(RefusedError, match="waits for no message"):
        Run(waiting()).message("kabar")


def test_undoing_what_took_a_message_keeps_it_again_with_its_data() -> None:
    run = Run(listening(asks=("nilai",))).message("kabar", nilai=3)
    before = run.told()
    run.later(minutes=5).done("a")
    after = run.told()
    run.undo("a")
    assert run.told() == before
    assert [(message.at, message.data) for message in run.instance.messages] == [(NOW, {"nilai": "3"})]
    assert run.done("a").told() == after
    assert run.replays()


def test_the_data_of_a_message_decide() -> None:
    outcomes = (
        CompiledOutcome(label="Besar", targets=("c",), when="nilai > 6"),
        CompiledOutcome(label="Kecil", targets=("a",), otherwise=True),
    )
    run = Run(listening(asks=("nilai",), outcomes=outcomes)).done("a")
    assert run.message("kabar", nilai=2).open == ["a"]
    assert run.done("a").message("kabar", nilai=9).open == ["c"]


def test_deferred_choice_answer() -> None:
    run = Run(timed()).done("a").later(hours=1).done("b")
    assert run.open == ["c"]
    assert run.later(days=2).open == ["c"]
    assert run.records.set == {}


def test_deferred_choice_time_out() -> None:
    run = Run(timed()).done("a").later(days=1)
    assert run.open == ["d"]
    assert run.latest("b").state is WorkState.EXPIRED
    assert run.item("d").opened_at == NOW + 2 * HOUR
    assert run.replays()


def test_a_time_out_fires_when_lateness_exceeds_zero() -> None:
    """Due at closing it is late once the office works again, dated at the due time."""
    run = Run(timed("1 hari kerja")).done("a")
    due = datetime(2026, 7, 2, 9, tzinfo=UTC)
    run.now = due
    assert run.later(hours=2).open == ["b"]
    assert run.later(days=1).open == ["d"]
    assert run.item("d").opened_at == due


def test_work_recorded_later_takes_its_time_out_back() -> None:
    run = Run(timed()).done("a").later(days=1)
    assert run.open == ["d"]
    run.complete(run.latest("b"), at=NOW + HOUR)
    assert run.open == ["c"]
    assert (run.latest("b").state, run.item("c").opened_at) == (WorkState.DONE, NOW + HOUR)
    assert run.latest("d").state is WorkState.WITHDRAWN
    assert run.records.set == {}
    assert run.replays()


def test_work_recorded_later_than_a_time_out_that_nobody_noticed_is_in_time() -> None:
    run = Run(timed()).done("a")
    run.now += timedelta(days=1)
    assert run.done("b", at=NOW + HOUR).open == ["c"]


def test_work_done_after_its_time_out_is_refused() -> None:
    run = Run(timed()).done("a")
    run.now += timedelta(days=1)
    with pytest.raises(RefusedError, match="nobody acted on work item 12/b in time"):
        run.done("b", at=NOW + 3 * HOUR)


def test_a_time_out_stays_once_something_after_it_was_begun() -> None:
    run = Run(timed()).done("a").later(days=1).begin("d")
    with pytest.raises(RefusedError, match="'d', which it opened, was begun since"):
        run.complete(run.latest("b"), at=NOW + HOUR)
    run.correct("b", done_at=NOW + HOUR, done_by="staf-1")
    late = run.latest("b")
    assert (late.state, late.done_at, late.done_by) == (WorkState.EXPIRED, NOW + HOUR, "staf-1")
    assert (late.ended_at, run.item("d").opened_at) == (NOW + 2 * HOUR, NOW + 2 * HOUR)
    assert run.replays()


def test_a_time_out_is_corrected_only_by_a_time_before_it() -> None:
    run = Run(timed()).done("a").later(days=1)
    with pytest.raises(RefusedError, match="if somebody did, say when"):
        run.correct("b", note="Sudah dikerjakan")
    with pytest.raises(RefusedError, match="the work went on without it"):
        run.correct("b", done_at=NOW + 4 * HOUR)


def test_a_message_recorded_later_takes_the_time_out_of_its_wait_back() -> None:
    run = Run(timed(message="kabar")).done("a").later(days=1)
    assert run.open == ["d"]
    assert run.message("kabar", at=NOW + HOUR).open == ["c"]
    assert run.replays()


def test_of_several_work_items_one_that_is_overdue_takes_all_out() -> None:
    run = Run(timed(each=CompiledEach(count=3))).done("a").done("b").later(days=1)
    assert run.open == ["d"]
    assert [item.state for item in run.items.values() if item.task == "b"] == ["done", "expired", "withdrawn"]
    assert run.records.set == {}


def test_one_of_several_recorded_later_opens_the_others_again_until_their_time_out() -> None:
    run = Run(timed(each=CompiledEach(count=2))).done("a").later(days=1)
    items = [item for item in run.items.values() if item.task == "b"]
    run.complete(items[1], at=NOW + HOUR)
    assert run.open == ["d"]
    run.complete(items[0], at=NOW + HOUR)
    assert run.open == ["c"]
    assert (run.records.set, run.replays()) == ({}, True)


def test_a_time_out_of_a_call_cancels_its_child() -> None:
    compiled = timed(call="anak")
    child = flow({"x": {"": []}}, id="anak")
    run = Run(flow_with(compiled, child)).done("a").later(days=1)
    assert (run.open, run.child().state) == (["d"], InstanceState.CANCELLED)


def flow_with(compiled: Compiled, child: Compiled) -> Compiled:
    return replace(compiled, called={child.sop: child})


def test_timers_of_parent_and_child_that_are_due_together_fire_in_their_order() -> None:
    child = flow({"x": {"": ["y"]}, "y": {"": []}}, id="anak", more={"x": {"wait": Duration.parse("2 jam")}})
    run = Run(flow_with(timed(call="anak"), child)).done("a")
    assert len(run.records.set) == 2
    run.now += timedelta(days=1)
    run.suspend()
    assert run.open == ["d"]
    assert run.replays()


def test_a_time_out_with_no_way_left_leaves_the_work_where_it_is() -> None:
    """The way is closed by a limit beyond a capsule: the person still can act."""
    ways: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "k": {"": ["a"]}, "c": {"": []}}
    out = CompiledOverdue(after=Duration.parse("2 jam"), targets=("k",))
    run = Run(flow(ways, capsules=["k"], more={"a": {"limit": 1}, "b": {"overdue": out}})).done("a").later(days=1)
    assert (run.open, run.records.set) == (["b"], {})
    assert run.done("b").open == ["c"]


def test_structured_loop_with_a_limit() -> None:
    ways: Tasks = {"a": {"": ["b"]}, "b": {"Ulang": ["a"], "Lanjut": []}}
    run = Run(flow(ways, more={"a": {"limit": 2}})).walk(None, "Ulang", None)
    with pytest.raises(RefusedError, match="come to 'a' 2 times"):
        run.done("b", "Ulang")
    assert run.done("b", "Lanjut").completed


def test_a_limit_counts_the_visits_of_its_task_not_of_its_row() -> None:
    ways: Tasks = {"r/x": {"": ["b"]}, "b": {"Ulang": ["r/x"], "Lain": ["r/y"]}, "r/y": {"": ["b"]}}
    run = Run(flow(ways, more={"r/y": {"limit": 2}})).walk(None, "Ulang", None, "Ulang", None, "Lain", None, "Lain")
    assert run.open == ["r/y"]
    with pytest.raises(RefusedError, match="come to 'r/y' 2 times"):
        run.done("r/y").done("b", "Lain")


def test_visits_that_were_undone_do_not_count_for_a_limit() -> None:
    ways: Tasks = {"a": {"": ["b"]}, "b": {"Ulang": ["a"], "Lanjut": []}}
    run = Run(flow(ways, more={"a": {"limit": 2}})).walk(None, "Ulang").undo("b")
    assert run.done("b", "Ulang").open == ["a"]


def test_data_do_not_choose_a_way_that_a_limit_has_closed() -> None:
    outcomes = (
        CompiledOutcome(label="Ulang", targets=("a",), when="nilai > 6"),
        CompiledOutcome(label="Lanjut", targets=("c",), otherwise=True),
    )
    ways: Tasks = {"a": {"": ["b"]}, "b": {"Ulang": ["a"], "Lanjut": ["c"]}, "c": {"": []}}
    more: More = {"a": {"asks": ("nilai",), "limit": 2}, "b": {"outcomes": outcomes}}
    run = Run(flow(ways, data=[NILAI], more=more)).done("a", nilai=9).done("b")
    assert run.open == ["a"]
    assert run.done("a", nilai=9).done("b").open == ["c"]


def test_cancel_task() -> None:
    """Sending back withdraws what descends from the earlier visit; other branches stay."""
    ways: Tasks = {"a": {"": ["b", "x"]}, "b": {"": ["c", "d"]}, "c": {"": []}, "d": {"": []}, "x": {"": []}}
    run = Run(flow(ways)).done("a").done("b").back("c", to="b")
    assert run.open == ["x", "b"]
    assert (run.latest("d").state, run.latest("c").state) == (WorkState.WITHDRAWN, WorkState.RETURNED)
    assert run.replays()


def test_cancel_case() -> None:
    run = Run(waiting()).done("a").cancel()
    assert (run.instance.state, run.open, run.records.set) == (InstanceState.CANCELLED, [], {})
    assert run.latest("b").state is WorkState.WITHDRAWN
    with pytest.raises(RefusedError, match="was cancelled"):
        run.cancel()
    assert run.replays()


def test_external_actors_keep_no_office_hours() -> None:
    compiled = flow({"a/pemohon": {"": []}}, duration="3 hari", external=frozenset({"pemohon"}))
    assert Run(compiled).item().due_at == NOW + timedelta(days=3)


def test_work_of_a_system_awaits_a_program() -> None:
    run = Run(flow({"a/sistem": {"": []}}, programs=frozenset({"sistem"})))
    assert run.item().awaits is Awaits.PROGRAM
    assert run.done().completed


@pytest.mark.parametrize("by_field", [True, False])
def test_count_gives_the_due_time_of_a_standard_per_item(by_field: bool) -> None:
    told = {"count": "nilai", "asks": ("nilai",)} if by_field else {}
    compiled = flow(CHAIN, data=[NILAI], more={"b": {"standard": "2 menit/berkas", **told}})
    run = Run(compiled).done("a")
    assert run.item("b").due_at is None
    run.later(hours=1)
    run.done("b", nilai=40) if by_field else run.done("b", count=40)
    assert (run.latest("b").count, run.latest("b").due_at) == (40, NOW + timedelta(minutes=80))
    assert run.replays()


def test_count_that_is_known_before_gives_the_due_time_at_the_opening() -> None:
    more: More = {"a": {"asks": ("nilai",)}, "b": {"standard": "2 menit/berkas", "count": "nilai"}}
    run = Run(flow(CHAIN, data=[NILAI], more=more)).done("a", nilai=30)
    assert run.item("b").due_at == NOW + HOUR
