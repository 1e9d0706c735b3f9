"""Undo, back, correct, suspend, cancel, migrate, and the times of what follows: as the office understands them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flows import Tasks, flow
from running import NOW, Run

from sopengine.compiled.tables import Compiled, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.errors import RefusedError
from sopengine.execution.values.events.changes import Returned
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkState
from sopengine.expression.data import DataType, Field

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
DIAMOND: Tasks = {"a": {"": ["b", "c"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}}
NILAI = Field(id="nilai", type=DataType.NUMBER)
HOUR = timedelta(hours=1)


def jakarta(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2026."""
    return datetime(2026, 1, day, hour - 7, minute, tzinfo=UTC)


# Times


def test_a_meeting_opens_at_the_latest_of_what_arrived_in_whatever_order_it_was_recorded() -> None:
    ways: Tasks = {
        "terima": {"": ["periksa", "catat"]},
        "periksa": {"Ya": ["terbit"], "Tidak": []},
        "catat": {"": ["terbit"]},
        "terbit": {"": []},
    }
    run = Run(flow(ways), at=jakarta(5, 8)).done("terima", at=jakarta(5, 8, 5))
    run.done("periksa", "Ya", at=jakarta(7, 15)).done("catat", at=jakarta(5, 8, 9))
    assert run.item("terbit").opened_at == jakarta(7, 15)


def test_a_meeting_opens_no_earlier_than_the_branch_ended_that_released_it() -> None:
    ways: Tasks = {**DIAMOND, "c": {"Ya": ["d"], "Batal": []}}
    run = Run(flow(ways), at=jakarta(5, 8)).done("a", at=jakarta(5, 8))
    run.done("c", "Batal", at=jakarta(8, 9)).done("b", at=jakarta(6, 9))
    assert run.item("d").opened_at == jakarta(8, 9)


def test_an_instance_ends_when_its_latest_work_did() -> None:
    ways: Tasks = {"a": {"": ["b", "c"]}, "b": {"": []}, "c": {"": []}}
    run = Run(flow(ways), at=jakarta(5, 8)).done("a", at=jakarta(5, 8))
    run.done("b", at=jakarta(9, 9)).done("c", at=jakarta(5, 9))
    assert run.instance.ended_at == jakarta(9, 9)


def test_a_clock_that_was_set_back_stops_no_command() -> None:
    run = Run(flow(DIAMOND)).later(hours=3).done("a")
    run.now -= 2 * HOUR
    run.begin("b").done("b").suspend().resume().done("c").back("d").done("c").correct("b", note="cek").cancel()
    assert all(event.recorded_at >= event.at for event in run.events)
    assert run.replays()


# Undo


def test_undo_opens_the_visit_again_with_its_old_due_time() -> None:
    run = Run(flow(CHAIN))
    before = run.told()
    run.later(minutes=20).done("a").later(minutes=20).undo("a")
    assert run.told() == before
    assert run.latest("b").state is WorkState.WITHDRAWN
    assert [event.kind for event in run.events][-2:] == ["withdrawn", "undone"]


def test_undo_looks_at_nothing_but_what_it_opened() -> None:
    run = Run(flow(DIAMOND)).done("a").done("b").begin("c").undo("b")
    assert (run.open, run.waiting) == (["b", "c"], {})
    assert run.done("b").waiting == {"d": 1}


@pytest.mark.parametrize("how", ["begin", "done", "back"])
def test_undo_is_refused_once_somebody_went_on(how: str) -> None:
    run = Run(flow(CHAIN)).done("a")
    getattr(run, how)("b")
    with pytest.raises(RefusedError, match=r"'b', which it opened, was (begun|done|sent back) since"):
        run.undo_item(next(item for item in run.items.values() if item.task == "a"))


def test_undo_is_of_those_who_did_it() -> None:
    with pytest.raises(RefusedError, match="was done by staf-1"):
        Run(flow(CHAIN)).done("a").undo("a", by="staf-2")
    with pytest.raises(RefusedError, match="there is nothing to undo"):
        Run(flow(CHAIN)).undo("a")


def test_a_meeting_that_is_withdrawn_gives_its_other_arrivals_back() -> None:
    run = Run(flow(DIAMOND)).done("a").done("b").done("c")
    assert run.open == ["d"]
    run.undo("c")
    assert (run.open, run.waiting) == (["c"], {"d": 1})
    run.undo("b")
    assert (run.open, run.waiting) == (["b", "c"], {})
    assert run.done("c").done("b").open == ["d"]
    assert run.replays()


def test_what_met_on_the_way_through_a_capsule_is_given_back_as_well() -> None:
    ways: Tasks = {**DIAMOND, "d": {"": ["e"]}, "e": {"": []}}
    run = Run(flow(ways, capsules=["d"])).done("a").done("b")
    before = run.told()
    run.done("c")
    assert run.open == ["e"]
    assert run.undo("c").told() == before


def test_a_completed_instance_runs_again() -> None:
    run = Run(flow(CHAIN)).walk(None, None, None)
    assert run.completed
    run.undo("c")
    assert (run.instance.state, run.instance.ended_at, run.open) == (InstanceState.RUNNING, None, ["c"])
    assert run.done("c").completed


def test_undo_gives_the_fields_what_they_held_before() -> None:
    more = {"a": {"asks": ("nilai",)}, "b": {"asks": ("nilai",)}}
    run = Run(flow(CHAIN, data=[NILAI], more=more)).done("a", nilai=1).done("b", nilai=2)
    assert run.undo("b").instance.data == {"nilai": "1"}
    assert run.undo("a").instance.data == {}
    assert run.done("a", nilai=3).done("b", nilai=4).undo("b").instance.data == {"nilai": "3"}


def test_undo_forgets_the_due_time_that_only_the_count_gave() -> None:
    run = Run(flow(CHAIN, more={"a": {"standard": "2 menit/berkas"}})).done("a", count=10).undo("a")
    assert run.item("a").due_at is None
    assert run.replays()


def test_undo_in_a_suspended_or_cancelled_instance_is_refused() -> None:
    with pytest.raises(RefusedError, match="is suspended"):
        Run(flow(CHAIN)).done("a").suspend().undo("a")
    with pytest.raises(RefusedError, match="was cancelled"):
        Run(flow(CHAIN)).done("a").cancel().undo("a")


# Back


def test_back_opens_a_new_visit_with_a_reason_and_a_new_due_time() -> None:
    run = Run(flow(CHAIN)).done("a").later(hours=2).back("b")
    again = run.item("a")
    assert (again.visit, again.opened_at, again.due_at) == (2, NOW + 2 * HOUR, NOW + 3 * HOUR)
    (event,) = [event for event in run.events if isinstance(event, Returned)]
    assert event.reason == run.latest("b").note == "belum lengkap"
    assert run.done("a").open == ["b"]


def test_back_goes_to_any_visit_that_led_there() -> None:
    run = Run(flow(CHAIN)).done("a").done("b").back("c", to="a")
    assert (run.open, run.item("a").visit) == (["a"], 2)
    with pytest.raises(RefusedError, match="only to what led to it: b, a"):
        Run(flow(CHAIN)).done("a").done("b").back("c", to="c")
    with pytest.raises(RefusedError, match="nobody did anything before it"):
        Run(flow(CHAIN)).back("a")


def test_back_withdraws_what_descends_and_leaves_other_branches() -> None:
    ways: Tasks = {"a": {"": ["b", "x"]}, "b": {"": ["c", "d"]}, "c": {"": []}, "d": {"": []}, "x": {"": []}}
    run = Run(flow(ways)).done("a").done("b").back("d", to="b")
    assert run.open == ["x", "b"]
    run = Run(flow(ways)).done("a").done("b").back("d", to="a")
    assert run.open == ["a"]


def test_back_from_a_meeting_keeps_what_other_branches_brought() -> None:
    run = Run(flow(DIAMOND)).done("a").done("b").done("c").back("d", to="b")
    assert (run.open, run.waiting) == (["b"], {"d": 1})
    assert (run.done("b").open, run.waiting) == (["d"], {})
    assert run.done("d").completed


def test_back_over_a_meeting_lets_that_wait_for_the_repair_alone() -> None:
    ways: Tasks = {**DIAMOND, "d": {"": ["e"]}, "e": {"": []}}
    run = Run(flow(ways)).done("a").done("b").done("c").done("d").back("e", to="b")
    assert (run.open, run.waiting) == (["b"], {})
    assert run.done("b").open == ["d"]


# Correct


def test_a_corrected_time_moves_what_it_opened_with_its_due_time() -> None:
    run = Run(flow(CHAIN), at=NOW - 24 * HOUR).done("a", at=NOW - 23 * HOUR)
    run.correct("a", done_at=NOW - 22 * HOUR, reason="salah catat")
    assert (run.item("b").opened_at, run.item("b").due_at) == (NOW - 22 * HOUR, NOW - 21 * HOUR)
    assert run.latest("a").corrected == 1
    assert run.replays()


def test_a_correction_is_refused_where_what_followed_was_done_earlier() -> None:
    run = Run(flow(CHAIN), at=NOW - 6 * HOUR).done("a", at=NOW - 5 * HOUR).done("b", at=NOW - 4 * HOUR)
    with pytest.raises(RefusedError, match="'b', which it opened, was worked on"):
        run.correct("a", done_at=NOW - 3 * HOUR)
    with pytest.raises(RefusedError, match="in the future"):
        run.correct("a", done_at=NOW + HOUR)
    with pytest.raises(RefusedError, match="already"):
        run.correct("a", done_at=NOW - 5 * HOUR)
    with pytest.raises(RefusedError, match="complete it first"):
        run.correct("c", done_at=NOW)


def test_a_correction_of_the_last_work_moves_the_end() -> None:
    run = Run(flow({"a": {"": []}}), at=NOW - 6 * HOUR).done("a", at=NOW - HOUR)
    run.correct("a", done_at=NOW - 3 * HOUR)
    assert run.instance.ended_at == NOW - 3 * HOUR
    assert run.replays()


def test_a_correction_moves_what_waits_at_a_meeting() -> None:
    run = Run(flow(DIAMOND), at=NOW - 6 * HOUR).done("a", at=NOW - 6 * HOUR).done("b", at=NOW - 5 * HOUR)
    run.correct("b", done_at=NOW - 2 * HOUR).done("c", at=NOW - 4 * HOUR)
    assert run.item("d").opened_at == NOW - 2 * HOUR


def test_a_correction_of_one_of_two_that_met_before_the_meeting_keeps_the_later() -> None:
    ways: Tasks = {
        "a": {"": ["b", "c", "x"]},
        "b": {"": ["k"]},
        "c": {"": ["k"]},
        "k": {"": ["d"]},
        "x": {"": ["d"]},
        "d": {"": []},
    }
    run = Run(flow(ways, capsules=["k"]), at=NOW - 6 * HOUR).done("a", at=NOW - 6 * HOUR)
    run.done("b", at=NOW - 2 * HOUR).done("c", at=NOW - 3 * HOUR).correct("c", done_at=NOW - 4 * HOUR)
    assert run.done("x", at=NOW - 5 * HOUR).item("d").opened_at == NOW - 2 * HOUR


def test_of_a_cancelled_instance_nothing_is_corrected_to_after_its_end() -> None:
    run = Run(flow(CHAIN)).done("a").cancel().later(hours=2)
    with pytest.raises(RefusedError, match="instance 12 was cancelled"):
        run.correct("a", done_at=NOW + HOUR)


# Suspend, resume, cancel


@pytest.mark.parametrize(
    ("standard", "due", "moved"),
    [
        ("2 jam", NOW + 2 * HOUR, NOW + 3 * HOUR),
        ("1 x 24 jam", NOW + 24 * HOUR, NOW + 25 * HOUR),
        ("1 hari kerja", datetime(2026, 7, 2, 9, tzinfo=UTC), datetime(2026, 7, 3, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_suspension_moves_due_times_by_the_measure_of_their_standard(
    standard: str, due: datetime, moved: datetime
) -> None:
    run = Run(flow(CHAIN, duration=standard))
    assert run.item("a").due_at == due
    run.suspend()
    run.now += HOUR
    run.resume()
    assert run.item("a").due_at == moved
    assert run.replays()


def test_nothing_is_done_while_an_instance_is_suspended() -> None:
    run = Run(flow(CHAIN)).suspend()
    for command in (run.done, run.begin, run.back):
        with pytest.raises(RefusedError, match="is suspended"):
            command("a")
    with pytest.raises(RefusedError, match="is suspended"):
        run.suspend()
    with pytest.raises(RefusedError, match="is not suspended: it runs"):
        run.resume().resume()


def test_timers_stand_still_while_an_instance_is_suspended() -> None:
    run = Run(flow(CHAIN, more={"b": {"wait": Duration.parse("2 jam")}})).done("a").later(hours=0.5).suspend()
    assert run.records.set == {}
    run.later(hours=1)
    assert (run.resume().open, [timer.at for timer in run.records.set.values()]) == (["b"], [NOW + 3 * HOUR])
    assert run.later(hours=2).open == ["c"]


@pytest.mark.parametrize(("done", "due"), [(0, 2), (0.5, 2), (1, 2)])
def test_what_is_recorded_later_is_due_as_if_the_suspension_was_known(done: float, due: float) -> None:
    run = Run(flow(CHAIN)).suspend()
    run.now += HOUR
    run.resume().later(hours=0.25).done("a", at=NOW + done * HOUR)
    assert run.item("b").due_at == NOW + due * HOUR


def test_suspensions_do_not_begin_before_what_was_done_nor_overlap() -> None:
    run = Run(flow(CHAIN)).later(hours=2).done("a")
    with pytest.raises(RefusedError, match="cannot have been stopped at"):
        run.suspend(at=NOW + HOUR)
    run.later(hours=1).suspend().later(hours=1).resume()
    with pytest.raises(RefusedError, match="cannot have been stopped"):
        run.suspend(at=NOW + 3 * HOUR)
    with pytest.raises(RefusedError, match="cannot go on before it was suspended"):
        run.suspend().resume(at=NOW)


def test_a_correction_counts_suspensions_too() -> None:
    run = Run(flow(CHAIN)).done("a").suspend()
    run.now += HOUR
    run.resume()
    assert run.item("b").due_at == NOW + 2 * HOUR
    run.later(hours=0.5).correct("a", done_at=NOW + 1.25 * HOUR)
    assert run.item("b").due_at == NOW + 2.25 * HOUR
    run.correct("a", done_at=NOW + 0.5 * HOUR)
    assert run.item("b").due_at == NOW + 2 * HOUR


def test_cancelling_withdraws_what_is_open_and_gives_back_nothing() -> None:
    run = Run(flow(DIAMOND)).done("a").done("b").cancel()
    assert (run.open, run.waiting, run.instance.state) == ([], {}, InstanceState.CANCELLED)
    with pytest.raises(RefusedError, match="was cancelled"):
        run.suspend()


# Migrate


def renamed(ways: Tasks = CHAIN, **settings: object) -> Compiled:
    return flow(ways, text="sop: 1\n# lain\n", **settings)  # type: ignore[arg-type]


def test_open_tasks_go_on_by_name_and_keep_their_due_times() -> None:
    run = Run(flow(CHAIN)).done("a")
    due = run.item("b").due_at
    run.migrate(renamed(duration="3 hari kerja"))
    assert (run.open, run.item("b").due_at) == (["b"], due)
    run.done("b")
    assert run.item("c").due_at != due
    assert run.replays()


def test_open_tasks_go_on_under_the_names_that_a_map_gives() -> None:
    ways: Tasks = {"a": {"": ["baru"]}, "baru": {"": ["c"]}, "c": {"": []}}
    run = Run(flow(CHAIN)).done("a").migrate(renamed(ways), {"b": "baru"})
    assert run.open == ["baru"]
    assert run.done("baru").open == ["c"]
    assert run.replays()


def test_a_migration_names_all_that_stand_in_its_way() -> None:
    ways: Tasks = {"a": {"": ["b"]}, "b": {"": ["e"]}, "e": {"": []}}
    with pytest.raises(RefusedError) as caught:
        Run(flow(DIAMOND)).done("a").done("b").migrate(renamed(ways))
    assert "'c' has no counterpart 'c'; 'd' has no counterpart 'd'" in str(caught.value)
    waits = renamed(more={"b": {"wait": Duration.parse("1 jam")}})
    with pytest.raises(RefusedError, match="'b' and 'b' are not done in the same way"):
        Run(flow(CHAIN)).done("a").migrate(waits)


def test_data_that_the_new_version_cannot_read_stand_in_its_way() -> None:
    text = Field(id="nilai", type=DataType.TEXT)
    run = Run(flow(CHAIN, data=[text], more={"a": {"asks": ("nilai",)}})).done("a", nilai="banyak")
    with pytest.raises(RefusedError, match="nilai"):
        run.migrate(renamed(data=[NILAI]))


def test_a_migration_in_the_middle_of_a_meeting_keeps_what_waits() -> None:
    run = Run(flow(DIAMOND)).done("a").done("b").migrate(renamed(DIAMOND))
    assert (run.open, run.waiting) == (["c"], {"d": 1})
    assert run.done("c").open == ["d"]
    assert run.done("d").completed
    assert run.replays()


def test_what_waits_where_no_meeting_is_any_more_goes_on_at_once() -> None:
    ways: Tasks = {"a": {"": ["b", "c"]}, "b": {"": ["d"]}, "c": {"": []}, "d": {"": []}}
    run = Run(flow(DIAMOND)).done("a").done("b").migrate(renamed(ways))
    assert run.open == ["c", "d"]
    assert run.replays()


def test_two_meetings_that_become_one_keep_all_that_waits() -> None:
    ways: Tasks = {"a": {"": ["b", "c", "x"]}, "b": {"": ["d"]}, "c": {"": ["e"]}, "x": {"": ["d", "e"]}}
    old = flow({**ways, "d": {"": []}, "e": {"": []}})
    run = Run(old).done("a").done("b").done("c")
    assert run.waiting == {"d": 1, "e": 1}
    new: Tasks = {"a": {"": ["b", "c", "x"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "x": {"": ["d"]}, "d": {"": []}}
    run.migrate(renamed(new), {"e": "d"})
    assert (run.waiting, run.replays()) == ({"d": 2}, True)
    assert run.done("x").open == ["d"]
    assert run.done("d").completed


def test_undo_and_back_stop_where_the_new_version_knows_no_such_task() -> None:
    ways: Tasks = {"awal": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
    run = Run(flow(CHAIN)).done("a").migrate(renamed(ways))
    with pytest.raises(RefusedError, match="has no such task"):
        run.undo("a")
    with pytest.raises(RefusedError, match="nobody did anything before it"):
        run.back("b")


def test_a_join_is_not_given_back_to_a_meeting_that_the_new_version_lacks() -> None:
    ways: Tasks = {"a": {"": ["b", "c"]}, "b": {"": ["baru"]}, "c": {"": ["baru"]}, "baru": {"": []}}
    run = Run(flow(DIAMOND)).done("a").done("b").done("c").migrate(renamed(ways), {"d": "baru"})
    with pytest.raises(RefusedError, match="or none where its work met"):
        run.undo("c")
    with pytest.raises(RefusedError, match="or none where its work met"):
        run.back("baru", to="c")


def test_a_migration_hands_work_between_persons_and_programs() -> None:
    run = Run(flow({"a/x": {"": []}})).migrate(renamed({"a/x": {"": []}}, programs=frozenset({"x"})))
    assert run.item("a/x").awaits is Awaits.PROGRAM
    assert run.migrate(flow({"a/x": {"": []}})).item("a/x").awaits is Awaits.PERSON
    assert run.replays()


def test_a_migration_keeps_timers_of_the_same_kind_and_sets_and_clears_others() -> None:
    def timed(*names: str, hours: int = 2) -> Compiled:
        out = CompiledOverdue(after=Duration.parse(f"{hours} jam"), targets=("d",))
        return renamed(DIAMOND, more={name: {"overdue": out} for name in names})

    run = Run(timed("b")).done("a").migrate(timed("b", "c", hours=3))
    times = {run.items[timer.item].task: timer.at for timer in run.records.set.values()}
    assert times == {"b": NOW + 2 * HOUR, "c": NOW + 3 * HOUR}
    assert run.migrate(renamed(DIAMOND)).records.set == {}


def test_a_suspended_instance_migrates_and_goes_on_later() -> None:
    run = Run(flow(CHAIN)).done("a").suspend().migrate(renamed()).resume()
    assert run.done("b").open == ["c"]
    with pytest.raises(RefusedError, match="is completed"):
        run.done("c").migrate(flow(CHAIN))


def test_a_moved_work_item_is_due_by_the_version_that_it_goes_on_by_once_it_is_counted_anew() -> None:
    ways: Tasks = {"awal": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
    run = Run(flow({"r/x": {"": ["r/y"]}, "r/y": {"": []}})).done("r/x")
    run.migrate(renamed(ways), {"r/y": "b"}).suspend()
    run.now += HOUR
    assert run.resume().done("b").open == ["c"]
    assert run.replays()


def test_what_was_called_stays_with_its_version_when_the_caller_migrates() -> None:
    child = flow({"x": {"": []}}, id="anak")
    new_child = replace(child, digest=child.digest[::-1])
    run = Run(flow(CHAIN, more={"b": {"call": "anak"}}, called={"anak": child})).done("a")
    run.records.versions[new_child.digest] = new_child
    run.migrate(renamed(more={"b": {"call": "anak"}}, called={"anak": new_child}))
    assert run.child().digest == child.digest
    assert run.done("x").open == ["c"]
    run.undo("x").cancel(13)
    assert run.item("b").awaits is Awaits.PERSON
