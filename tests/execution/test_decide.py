"""Commands are decided without clock and store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flows import flow, kinerja
from running import NOW, Run

from sopengine.compiled.tables import Compiled
from sopengine.errors import RefusedError
from sopengine.execution import decide
from sopengine.execution.values.commands import Complete
from sopengine.execution.values.events.event import EVENTS_AT_MOST, instance_of
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import WorkItem


def tasks(items: tuple[WorkItem, ...]) -> list[str]:
    return [item.task for item in items]


def test_a_start_opens_the_first_task() -> None:
    change = Run(kinerja()).change
    assert [event.kind for event in change.events] == ["started", "opened"]
    assert tasks(change.after.open_items) == tasks(change.opened) == ["perintah"]
    assert change.after.state is InstanceState.RUNNING
    assert (change.after.started_by, change.after.ref) == ("sekretaris", "Triwulan II")


def test_a_completion_closes_one_item_and_opens_the_next() -> None:
    change = Run(kinerja()).done().change
    (closed,) = change.changed
    assert (closed.task, closed.done_by, closed.done_at) == ("perintah", "staf-1", NOW)
    assert tasks(change.opened) == ["rekap"]
    assert change.opened[0].opened_by == closed.id
    assert change.after.version == 2


def test_work_items_know_their_instance_by_their_number() -> None:
    item = Run(kinerja()).item()
    assert instance_of(item.id) == item.instance == 12


def test_the_outcome_says_where_the_work_goes() -> None:
    assert Run(kinerja()).walk(None, None).item().outcomes == ("Ya", "Tidak")
    assert Run(kinerja()).walk(None, None, "Ya").open == ["lapor"]
    assert Run(kinerja()).walk(None, None, "Tidak").open == ["rekap"]


def test_a_loop_makes_new_visits() -> None:
    run = Run(kinerja()).walk(None, None, "Tidak", None, "Tidak")
    assert run.item().visit == 3
    assert run.visits == {"perintah": 1, "rekap": 3, "analisa": 2}


def test_the_last_completion_completes_the_instance() -> None:
    change = Run(kinerja()).walk(None, None, "Ya", None).change
    assert change.after.state is InstanceState.COMPLETED
    assert change.after.ended_at == NOW
    assert change.after.open_items == change.opened == ()
    assert change.events[-1].kind == "completed"


def test_due_is_the_standard_in_working_time() -> None:
    assert Run(kinerja()).item().due_at == NOW + timedelta(hours=1)


def test_without_length_nothing_is_due() -> None:
    assert Run(flow({"a": {"": []}}, duration="Sesuai kebutuhan")).item().due_at is None


def test_work_recorded_later_happened_when_it_is_said() -> None:
    begun, ended = NOW - timedelta(days=2), NOW - timedelta(days=1)
    change = Run(kinerja(), at=begun).done(at=ended).change
    (closed,) = change.changed
    assert closed.done_at == change.opened[0].opened_at == ended
    assert {event.recorded_at for event in change.events} == {NOW}


def test_a_time_said_to_the_minute_is_not_before_an_opening_in_that_minute() -> None:
    begun = NOW - timedelta(minutes=5, seconds=-20)
    change = Run(kinerja(), at=begun).done(at=NOW - timedelta(minutes=5)).change
    (closed,) = change.changed
    assert closed.done_at == begun


def test_a_clock_that_was_set_back_does_not_stop_the_work() -> None:
    change = Run(kinerja()).done(now=NOW - timedelta(hours=1)).change
    (closed,) = change.changed
    assert closed.done_at == NOW


def refusal(compiled: Compiled, outcomes: tuple[str | None, ...], *outcome: str, **command: object) -> str:
    run = Run(compiled).walk(*outcomes)
    with pytest.raises(RefusedError) as caught:
        run.done(None, *outcome, **command)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_decision_without_outcome_is_refused() -> None:
    said = refusal(kinerja(), (None, None))
    assert said == "work item 12/analisa needs an outcome (Sudah benar?): one of Ya, Tidak"


def test_an_unknown_outcome_is_refused_with_the_labels() -> None:
    said = refusal(kinerja(), (None, None), "Mungkin")
    assert said == "'Mungkin' is no outcome of work item 12/analisa: choose one of Ya, Tidak"


def test_two_outcomes_where_one_is_taken_are_refused() -> None:
    said = refusal(kinerja(), (None, None), "Ya", "Tidak")
    assert said == "work item 12/analisa takes one outcome only: choose one of Ya, Tidak"


def test_an_outcome_where_nothing_is_decided_is_refused() -> None:
    said = refusal(kinerja(), (), "Ya")
    assert said == "work item 12/perintah decides nothing: complete it without the outcome 'Ya'"


def test_a_time_before_the_opening_is_refused_in_local_time() -> None:
    said = refusal(kinerja(), (), at=NOW - timedelta(minutes=1))
    assert said == "work item 12/perintah cannot be done at 2026-07-01 08:14: it was opened at 2026-07-01 08:15"


def test_the_future_is_refused() -> None:
    said = refusal(kinerja(), (), at=NOW + timedelta(minutes=1))
    assert said == "2026-07-01 08:16 is in the future (it is 2026-07-01 08:15): record work when it is done"
    with pytest.raises(RefusedError):
        Run(kinerja(), at=NOW + timedelta(seconds=1))


def test_completing_twice_is_refused() -> None:
    run = Run(kinerja()).done()
    (closed,) = run.change.changed
    with pytest.raises(RefusedError) as caught:
        decide.done(run.records, Complete(item=closed.id, by="sekretaris"), NOW)
    assert str(caught.value) == "work item 12/perintah is done (by staf-1, 2026-07-01 08:15); open ones: sop tasks"


def test_an_instance_holds_no_more_events_than_its_numbers_allow() -> None:
    run = Run(kinerja())
    run.records.kept[12] = replace(run.instance, events=EVENTS_AT_MOST - 1)
    with pytest.raises(RefusedError, match="as many as one can have"):
        run.done()
