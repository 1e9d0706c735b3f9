"""Refusals say what, where and the mend."""

from __future__ import annotations

from datetime import UTC, datetime

from flows import kinerja

from sopengine.calendar import office_calendar
from sopengine.errors import NotFoundError, RefusedError
from sopengine.execution import decide, refusal
from sopengine.execution.command import Done, Start
from sopengine.execution.instance import Instance, WorkItem

NOW = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
COMPILED = kinerja()


def walked(*outcomes: str | None) -> tuple[Instance, list[WorkItem]]:
    calendar = office_calendar("Asia/Jakarta")
    change = decide.start(COMPILED, calendar, 12, Start(by="sekretaris"), NOW)
    items: list[WorkItem] = []
    for outcome in outcomes:
        item = change.after.open_items[0]
        command = Done(item=item.id, by="staf-1", outcome=outcome)
        change = decide.done(COMPILED, calendar, change.after, item, command, NOW)
        items += [change.closed] if change.closed else []
    return change.after, [*items, *change.after.open_items]


def test_a_misspelt_task_is_named_with_the_nearest_one() -> None:
    error = refusal.not_open(COMPILED, *walked(), "analisaa")
    assert isinstance(error, NotFoundError)
    assert str(error) == "kinerja has no task 'analisaa': did you mean 'analisa'?"


def test_an_unknown_task_is_named_with_all_there_are() -> None:
    error = refusal.not_open(COMPILED, *walked(), "xyz")
    assert str(error) == "kinerja has no task 'xyz'; its tasks: perintah, rekap, analisa, lapor"


def test_a_task_not_reached_yet_is_refused_with_what_is_open() -> None:
    error = refusal.not_open(COMPILED, *walked(None), "lapor")
    assert isinstance(error, RefusedError)
    assert str(error) == "work item 12/lapor is not open yet; open now: rekap (Staf-1)"


def test_a_finished_task_is_refused_with_who_did_it() -> None:
    error = refusal.not_open(COMPILED, *walked(None, None, "Ya"), "rekap")
    assert str(error) == "work item 12/rekap is done (by staf-1, 2026-07-01 08:15); open ones: sop tasks"


def test_a_task_that_a_completed_instance_never_reached_is_refused() -> None:
    instance, items = walked(None, None, "Ya", None)
    never_visited = [item for item in items if item.task != "rekap"]
    error = refusal.not_open(COMPILED, instance, never_visited, "rekap")
    assert str(error) == "instance 12 is completed (2026-07-01 08:15) without 'rekap': sop status 12"
