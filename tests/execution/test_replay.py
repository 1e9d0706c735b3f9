"""The state of an instance is the fold of its events."""

from __future__ import annotations

import pytest
from flows import flow, kinerja
from running import NOW, Run

from sopengine.execution.fold.replay import replay
from sopengine.execution.fold.state import opened
from sopengine.execution.values.events import Event, EventKind


def test_the_events_lead_to_the_decided_state_after_every_command() -> None:
    run = Run(kinerja())
    for outcome in (None, None, "Tidak", None, "Ya", None):
        run.walk(outcome)
        instance, items = replay(run.compiled, run.events)
        assert instance == run.instance
        assert run.change.closed in items
    assert [item.visit for item in items] == [1, 1, 1, 2, 2, 1]


def test_the_events_lead_to_what_waits_and_what_was_passed() -> None:
    run = Run(
        flow(
            {"a": {"": ["b", "c"]}, "b": {"": ["k"]}, "c": {"": ["k"]}, "k": {"": ["d"]}, "d": {"": []}}, capsules=["k"]
        )
    )
    for task in "abcd":
        run.done(task)
        assert replay(run.compiled, run.events) == (run.instance, tuple(run.items.values()))
    kinds = [EventKind.ARRIVED, EventKind.ARRIVED, EventKind.PASSED]
    assert [event.kind for event in run.events if event.data.get("task") == "k"] == kinds


def test_an_event_about_no_work_item_opens_none() -> None:
    event = Event(
        instance=1,
        seq=2,
        version=1,
        kind=EventKind.OPENED,
        at=NOW,
        recorded_at=NOW,
        by="staf-1",
        data={"task": "rekap", "visit": 1, "due": None, "provisional": False, "from": None},
    )
    with pytest.raises(ValueError, match="event 1/2 names no work item"):
        opened(kinerja(), event)
