"""Commands are decided without clock and store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flows import flow, kinerja

from sopengine.calendar import office_calendar
from sopengine.errors import RefusedError
from sopengine.execution import decide
from sopengine.execution.command import Done, Start
from sopengine.execution.decide import Change
from sopengine.execution.event import EVENTS_AT_MOST, EventKind, instance_of
from sopengine.execution.instance import Instance, InstanceState, WorkItem
from sopengine.model.compiled import Compiled

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
"""Wednesday 08:15 in Jakarta."""
CALENDAR = office_calendar("Asia/Jakarta")


def start(compiled: Compiled, at: datetime | None = None) -> Change:
    return decide.start(compiled, CALENDAR, 12, Start(by="sekretaris", at=at, ref="Triwulan II"), NOW)


def done(
    compiled: Compiled,
    instance: Instance,
    task: str | None = None,
    outcome: str | None = None,
    at: datetime | None = None,
    now: datetime = NOW,
) -> Change:
    item = next(item for item in instance.open_items if task in (None, item.task))
    command = Done(item=item.id, by="staf-1", outcome=outcome, at=at)
    return decide.done(compiled, CALENDAR, instance, item, command, now)


def walk(compiled: Compiled, *outcomes: str | None) -> Change:
    change = start(compiled)
    for outcome in outcomes:
        change = done(compiled, change.after, outcome=outcome)
    return change


def tasks(items: tuple[WorkItem, ...]) -> list[str]:
    return [item.task for item in items]


def test_a_start_opens_the_first_task() -> None:
    change = start(kinerja())
    assert [event.kind for event in change.events] == [EventKind.STARTED, EventKind.OPENED]
    assert tasks(change.after.open_items) == tasks(change.opened) == ["perintah"]
    assert change.after.state is InstanceState.RUNNING
    assert (change.after.started_by, change.after.ref) == ("sekretaris", "Triwulan II")


def test_a_completion_closes_one_item_and_opens_the_next() -> None:
    compiled = kinerja()
    change = done(compiled, start(compiled).after)
    assert change.closed is not None
    assert (change.closed.task, change.closed.done_by, change.closed.done_at) == ("perintah", "staf-1", NOW)
    assert tasks(change.opened) == ["rekap"]
    assert change.opened[0].opened_by == change.closed.id
    assert change.after.version == 2


def test_work_items_know_their_instance_by_their_number() -> None:
    item = start(kinerja()).opened[0]
    assert instance_of(item.id) == item.instance == 12


def test_the_outcome_says_where_the_work_goes() -> None:
    compiled = kinerja()
    at_decision = walk(compiled, None, None).after
    assert at_decision.open_items[0].outcomes == ("Ya", "Tidak")
    assert tasks(done(compiled, at_decision, outcome="Ya").opened) == ["lapor"]
    assert tasks(done(compiled, at_decision, outcome="Tidak").opened) == ["rekap"]


def test_a_loop_makes_new_visits() -> None:
    change = walk(kinerja(), None, None, "Tidak", None, "Tidak")
    assert change.after.open_items[0].visit == 3
    assert change.after.visits == {"perintah": 1, "rekap": 3, "analisa": 2}


def test_the_last_completion_completes_the_instance() -> None:
    change = walk(kinerja(), None, None, "Ya", None)
    assert change.after.state is InstanceState.COMPLETED
    assert change.after.ended_at == NOW
    assert change.after.open_items == change.opened == ()
    assert change.events[-1].kind is EventKind.COMPLETED


def test_an_instance_with_open_branches_is_not_completed() -> None:
    compiled = flow({"bagi": {"": ["a", "b"]}, "a": {"": []}, "b": {"": []}})
    both = walk(compiled, None).after
    assert tasks(both.open_items) == ["a", "b"]
    one = done(compiled, both, "b").after
    assert (tasks(one.open_items), one.state) == (["a"], InstanceState.RUNNING)
    assert done(compiled, one, "a").after.state is InstanceState.COMPLETED


def test_due_is_the_standard_in_working_time() -> None:
    assert start(kinerja()).opened[0].due_at == NOW + timedelta(hours=1)


def test_without_length_nothing_is_due() -> None:
    assert start(flow({"a": {"": []}}, duration="Sesuai kebutuhan")).opened[0].due_at is None


def test_a_row_of_several_tasks_is_one_visit_with_one_due_time() -> None:
    compiled = flow({"periksa/staf": {"": ["periksa/kabid"]}, "periksa/kabid": {"Ya": [], "Tidak": ["periksa/staf"]}})
    first = start(compiled).after
    later = NOW + timedelta(minutes=30)
    second = done(compiled, first, now=later).after
    assert (second.open_items[0].visit, second.open_items[0].due_at) == (1, first.open_items[0].due_at)
    back = done(compiled, second, outcome="Tidak", now=later).after
    assert (back.open_items[0].visit, back.open_items[0].due_at) == (2, later + timedelta(hours=1))


def test_a_task_that_leads_to_itself_begins_a_new_visit() -> None:
    compiled = flow({"a": {"Ulang": ["a"], "Selesai": []}})
    assert walk(compiled, "Ulang").opened[0].visit == 2


def test_side_by_side_tasks_of_a_row_share_its_visit() -> None:
    compiled = flow({"bagi": {"": ["r/x", "r/y"]}, "r/x": {"": []}, "r/y": {"": []}})
    assert [item.visit for item in walk(compiled, None).opened] == [1, 1]


def test_work_recorded_later_happened_when_it_is_said() -> None:
    compiled = kinerja()
    begun, ended = NOW - timedelta(days=2), NOW - timedelta(days=1)
    change = done(compiled, start(compiled, at=begun).after, at=ended)
    assert change.closed is not None
    assert change.closed.done_at == change.opened[0].opened_at == ended
    assert {event.recorded_at for event in change.events} == {NOW}


def test_a_time_said_to_the_minute_is_not_before_an_opening_in_that_minute() -> None:
    compiled = kinerja()
    begun = NOW - timedelta(minutes=5, seconds=-20)
    change = done(compiled, start(compiled, at=begun).after, at=NOW - timedelta(minutes=5))
    assert change.closed is not None
    assert change.closed.done_at == begun


def test_a_clock_that_was_set_back_does_not_stop_the_work() -> None:
    compiled = kinerja()
    change = done(compiled, start(compiled).after, now=NOW - timedelta(hours=1))
    assert change.closed is not None
    assert change.closed.done_at == NOW


def test_steps_ahead_are_those_of_every_outcome() -> None:
    assert decide.steps_ahead(kinerja(), "analisa") == {"lapor", "rekap"}
    assert decide.steps_ahead(kinerja(), "lapor") == frozenset()


def refusal(compiled: Compiled, outcomes: tuple[str | None, ...], **command: object) -> str:
    with pytest.raises(RefusedError) as caught:
        done(compiled, walk(compiled, *outcomes).after, **command)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_decision_without_outcome_is_refused() -> None:
    said = refusal(kinerja(), (None, None))
    assert said == "work item 12/analisa needs an outcome (Sudah benar?): one of Ya, Tidak"


def test_an_unknown_outcome_is_refused_with_the_labels() -> None:
    said = refusal(kinerja(), (None, None), outcome="Mungkin")
    assert said == "'Mungkin' is no outcome of work item 12/analisa: choose one of Ya, Tidak"


def test_an_outcome_where_nothing_is_decided_is_refused() -> None:
    said = refusal(kinerja(), (), outcome="Ya")
    assert said == "work item 12/perintah decides nothing: complete it without the outcome 'Ya'"


def test_a_time_before_the_opening_is_refused_in_local_time() -> None:
    said = refusal(kinerja(), (), at=NOW - timedelta(minutes=1))
    assert said == "work item 12/perintah cannot be done at 2026-07-01 08:14: it was opened at 2026-07-01 08:15"


def test_the_future_is_refused() -> None:
    said = refusal(kinerja(), (), at=NOW + timedelta(minutes=1))
    assert said == "2026-07-01 08:16 is in the future (it is 2026-07-01 08:15): record work when it is done"
    with pytest.raises(RefusedError):
        start(kinerja(), at=NOW + timedelta(seconds=1))


def test_completing_twice_is_refused() -> None:
    compiled = kinerja()
    before = start(compiled).after
    change = done(compiled, before)
    assert change.closed is not None
    with pytest.raises(RefusedError) as caught:
        decide.done(compiled, CALENDAR, change.after, change.closed, Done(item=change.closed.id, by="sekretaris"), NOW)
    assert str(caught.value) == "work item 12/perintah is done (by staf-1, 2026-07-01 08:15); open ones: sop tasks"


def test_an_instance_holds_no_more_events_than_its_numbers_allow() -> None:
    compiled = kinerja()
    full = replace(start(compiled).after, events=EVENTS_AT_MOST - 1)
    with pytest.raises(RefusedError, match="as many as one can have"):
        done(compiled, full)
