"""The state of an instance is the fold of its events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flows import kinerja

from sopengine.calendar import office_calendar
from sopengine.execution import decide
from sopengine.execution.command import Done, Start
from sopengine.execution.event import Event, EventKind
from sopengine.execution.replay import opened, replay

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


def test_the_events_lead_to_the_decided_state_after_every_command() -> None:
    compiled, calendar = kinerja(), office_calendar("Asia/Jakarta")
    change = decide.start(compiled, calendar, 3, Start(by="sekretaris"), NOW)
    events = list(change.events)
    for outcome in (None, None, "Tidak", None, "Ya", None):
        item = change.after.open_items[0]
        command = Done(item=item.id, by="staf-1", outcome=outcome)
        change = decide.done(compiled, calendar, change.after, item, command, NOW)
        events.extend(change.events)
        instance, items = replay(compiled, events)
        assert instance == change.after
        assert change.closed in items
    assert [item.visit for item in items] == [1, 1, 1, 2, 2, 1]


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
