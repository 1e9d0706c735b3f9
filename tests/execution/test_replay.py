"""The state of an instance is the fold of its events."""

from __future__ import annotations

import pytest
from flows import flow, kinerja
from running import NOW, Run

from sopengine.execution.fold.items import opened
from sopengine.execution.fold.replay import replay
from sopengine.execution.values.events.flow import Opened


def test_the_events_lead_to_the_decided_state_after_every_command() -> None:
    run = Run(kinerja())
    for outcome in (None, None, "Tidak", None, "Ya", None):
        run.walk(outcome)
        instance, items = replay(run.records.pinned, run.events)
        assert instance == run.instance
        assert set(run.change.changed) <= set(items)
    assert [item.visit for item in items] == [1, 1, 1, 2, 2, 1]


def test_the_events_lead_to_what_waits_and_what_was_passed() -> None:
    run = Run(
        flow(
            {"a": {"": ["b", "c"]}, "b": {"": ["k"]}, "c": {"": ["k"]}, "k": {"": ["d"]}, "d": {"": []}}, capsules=["k"]
        )
    )
    for task in "abcd":
        run.done(task)
        assert replay(run.records.pinned, run.events) == (run.instance, tuple(run.items.values()))
    kinds = ["arrived", "arrived", "passed"]
    assert [event.kind for event in run.events if getattr(event, "task", "") == "k"] == kinds


def test_an_event_about_no_work_item_opens_none() -> None:
    event = Opened(instance=1, seq=2, version=1, at=NOW, recorded_at=NOW, by="staf-1", task="rekap", visit=1)
    with pytest.raises(ValueError, match="event 1/2 names no work item"):
        opened(kinerja(), event)
