"""Where instances stand, and what has become of their tasks; now and then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flows import flow, kinerja
from still_clock import Clock

from sopengine.diagram.views.progress import State
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, StorageError
from sopengine.execution.values.instance import InstanceState
from sopengine.office.forms.live import live_form
from sopengine.office.running.standing import standing, standings


def go(engine: Engine, clock: Clock, minutes: int, outcome: str | None = None) -> None:
    """Complete the open work so much later."""
    clock.go_on(minutes=minutes)
    engine.done(engine.work_items()[0].id, by="sekretaris", outcome=outcome)


def test_each_instance_is_told_with_its_open_work_and_the_worst_of_its_lateness(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"bagi": {"": ["a", "b"]}, "a": {"": []}, "b": {"": []}}), by="staf-1")
    go(engine, clock, 10)
    clock.go_on(minutes=90)
    (one,) = standings(engine)
    assert [work.item.task for work in one.open] == ["a", "b"]
    assert one.latest is not None
    assert one.latest.late == timedelta(minutes=30)
    assert one.since == clock.now - timedelta(minutes=90)


def test_then_is_what_the_events_up_to_then_add_up_to(engine: Engine, clock: Clock) -> None:
    begun = clock.now
    together = flow({"bagi": {"": ["a", "b"]}, "a": {"": ["c"]}, "b": {"": ["c"]}, "c": {"": []}})
    engine.start(together, by="staf-1")
    for minutes in (10, 10, 10, 10):
        go(engine, clock, minutes)
    assert standing(engine, 1).instance.state is InstanceState.COMPLETED
    then = standing(engine, 1, at=lambda zone: begun + timedelta(minutes=25))
    assert then.instance.state is InstanceState.RUNNING
    assert [work.item.task for work in then.open] == ["b"]
    assert [(point.task, point.awaited) for point in then.waiting] == [("c", ("b",))]
    assert [work.item.task for work in then.path] == ["bagi", "a", "b"]


def test_of_a_long_path_the_latest_is_told_and_that_something_is_left_out(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"bagi": {"": ["a", "b"]}, "a": {"Lagi": ["a"], "Cukup": []}, "b": {"": []}}), by="staf-1")
    go(engine, clock, 1)
    for _ in range(5):
        item = next(item for item in engine.work_items() if item.task == "a")
        engine.done(item.id, by="staf-1", outcome="Lagi", at=clock.go_on(minutes=1))
    whole, part = standing(engine, 1), standing(engine, 1, latest=3)
    assert part.path == whole.path[-3:]
    assert (whole.is_whole, part.is_whole, standing(engine, 1, latest=8).is_whole) == (True, False, True)
    assert sorted(work.item.task for work in part.open) == ["a", "b"], "open work is told however early it was opened"
    then = standing(engine, 1, latest=2, at=lambda zone: clock.now)
    assert (len(then.path), then.is_whole) == (2, False)


def test_before_it_began_an_instance_does_not_stand_anywhere(engine: Engine, clock: Clock) -> None:
    engine.start(kinerja(), by="staf-1")
    before = clock.now - timedelta(minutes=1)
    assert standings(engine, at=lambda zone: before) == ()
    with pytest.raises(NotFoundError, match="instance 1 had not begun by then"):
        standing(engine, 1, at=lambda zone: before)


def test_the_live_form_tells_what_became_of_each_task_that_was_reached(engine: Engine, clock: Clock) -> None:
    engine.start(kinerja(), by="staf-1")
    go(engine, clock, 75)
    go(engine, clock, 10)
    go(engine, clock, 10, "Tidak")
    done_at = clock.now
    go(engine, clock, 10)
    clock.go_on(minutes=70)
    live = live_form(engine, 1)
    marks = live.progress.marks()
    assert {name: (mark.state, mark.visits) for name, mark in marks.items()} == {
        "perintah": (State.DONE_LATE, 1),
        "rekap": (State.DONE, 2),
        "analisa": (State.LATE, 2),
    }
    assert marks["analisa"].outcomes == {"Tidak"}
    with pytest.raises(StorageError, match="no text of kinerja that can be drawn"):
        _ = live.graph
    then = live_form(engine, 1, at=lambda zone: done_at)
    assert then.progress.marks()["rekap"].state is State.CURRENT
    assert (then.progress.moment, then.compiled.sop) == (done_at, "kinerja")
