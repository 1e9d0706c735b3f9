"""Reminders and escalations: when they are told, of what due time, and what takes them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flows import Tasks, flow
from running import NOW, Run

from sopengine.compiled.tables import Compiled, CompiledOverdue
from sopengine.duration.standard import Duration
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import TimerKind

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c/kabid"]}, "c/kabid": {"": []}}
HOUR = timedelta(hours=1)
DUE = datetime(2026, 7, 3, 9, 30, tzinfo=UTC)
"""Friday 16:30 in Jakarta: two working days after the start, on Wednesday."""


def telling(standard: str = "2 hari kerja", text: str = "sop: 1\n", **said: Any) -> Compiled:
    """`b` is told of a day before it is due, and its late work to the head."""
    said = {"remind": Duration.parse("1 hari"), "escalate": "kabid", "standard": standard, **said}
    return flow(CHAIN, text=text, more={"b": said})


def told(run: Run) -> list[tuple[str, str]]:
    """Kind and actor."""
    return [(str(notice.kind), notice.actor) for notice in run.records.told]


def taken_back(run: Run) -> list[tuple[str, bool]]:
    """Kind, and whether what was sent is cancelled too; once each, in order."""
    return [(str(recall.kind), recall.sent) for recall in run.records.recalled]


def waiting(run: Run) -> list[str]:
    return sorted(kind for _, kind in run.records.set)


def test_its_actor_is_reminded_when_the_office_opens_the_day_before() -> None:
    run = Run(telling()).done("a")
    assert (run.item("b").due_at, waiting(run)) == (DUE, ["escalate", "remind"])
    assert told(run.later(hours=23, minutes=14)) == []  # Thursday 07:29
    assert told(run.later(minutes=1)) == [("reminder", "staf-1")]
    (notice,) = run.records.told
    assert (notice.due_at, notice.at, notice.item) == (DUE, NOW + timedelta(hours=23, minutes=15), run.item("b").id)
    assert notice.key == f"12-{run.instance.events}"
    assert (run.open, waiting(run), run.replays()) == (["b"], ["escalate"], True)


def test_another_is_told_once_it_is_late_dated_when_it_was_due() -> None:
    run = Run(telling()).done("a").later(days=3)  # Saturday
    assert told(run) == [("reminder", "staf-1")]
    run.later(days=1, hours=23, minutes=15)  # Monday 07:30: the hour opens, nothing was worked yet
    assert told(run) == [("reminder", "staf-1")]
    assert told(run.later(seconds=1)) == [("reminder", "staf-1"), ("escalation", "kabid")]
    assert (run.records.told[-1].at, run.events[-1].kind) == (DUE, "escalated")
    assert (run.open, waiting(run), run.replays()) == (["b"], [], True)


def test_what_is_done_in_time_is_told_to_nobody() -> None:
    run = Run(telling()).walk(None, None)
    assert waiting(run) == []
    assert told(run.later(days=30)) == []


def test_who_does_work_is_not_reminded_of_it_just_then() -> None:
    run = Run(telling()).done("a")
    run.now += timedelta(days=1)
    assert told(run.done("b")) == []
    assert taken_back(run) == [("reminder", False), ("escalation", True)]


def test_late_work_is_told_of_even_where_it_is_done_before_anything_fired() -> None:
    run = Run(telling()).done("a")
    run.now += timedelta(days=6)
    assert told(run.done("b")) == [("reminder", "staf-1"), ("escalation", "kabid")]
    assert taken_back(run) == [("reminder", False)]


def test_work_recorded_later_was_never_late() -> None:
    run = Run(telling()).done("a").later(days=6)
    assert told(run) == [("reminder", "staf-1"), ("escalation", "kabid")]
    run.done("b", at=DUE + HOUR)  # in the evening of the due day
    assert taken_back(run) == [("reminder", False), ("escalation", True)]


def test_work_recorded_later_that_was_late_is_told_of() -> None:
    run = Run(telling()).done("a")
    run.now += timedelta(days=6)
    run.done("b", at=run.now - HOUR)
    assert told(run) == [("reminder", "staf-1"), ("escalation", "kabid")]
    assert taken_back(run) == [("reminder", False)]


def test_a_reminder_that_would_come_before_the_work_says_nothing() -> None:
    run = Run(telling("1 jam")).done("a")
    assert waiting(run) == ["escalate"]


def test_without_a_due_time_nobody_is_told() -> None:
    assert waiting(Run(telling("Sesuai kebutuhan")).done("a")) == []


def test_a_suspension_moves_what_is_to_be_told() -> None:
    run = Run(telling()).done("a").suspend()
    assert waiting(run) == []
    assert told(run.later(days=7)) == []
    run.resume()  # the next Wednesday: six working days were touched, Wednesday twice
    due = run.item("b").due_at
    assert due
    assert due == datetime(2026, 7, 13, 9, 0, tzinfo=UTC)
    assert {timer.kind: timer.at for timer in run.records.set.values()} == {
        TimerKind.REMIND: datetime(2026, 7, 10, 0, 30, tzinfo=UTC),
        TimerKind.ESCALATE: due,
    }


def test_of_one_due_time_nobody_is_reminded_twice_of_a_new_one_again() -> None:
    run = Run(telling("1 hari kerja", remind=Duration.parse("2 jam"))).done("a").later(days=1, hours=6)
    assert told(run) == [("reminder", "staf-1")]
    run.suspend().later(minutes=1)
    run.resume()
    moved = run.item("b").due_at
    assert moved
    assert waiting(run) == ["escalate", "remind"]
    assert told(run.later(days=1, minutes=20)) == [("reminder", "staf-1")] * 2
    assert run.records.told[-1].due_at == moved


def test_what_undo_takes_away_is_cancelled_and_what_it_opens_again_is_told_after_all() -> None:
    run = Run(telling()).done("a").later(days=1)
    assert told(run) == [("reminder", "staf-1")]
    run.undo("a")
    assert run.open == ["a"]
    assert taken_back(run) == [("reminder", True), ("escalation", True)]
    assert waiting(run) == []


def test_undo_of_the_work_itself_sets_its_time_again_without_a_second_reminder() -> None:
    run = Run(telling()).done("a").later(days=1).done("b").undo("b")
    assert run.change.revived == (run.item("b").id,)
    assert (run.open, waiting(run)) == (["b"], ["escalate"])


def test_what_is_sent_back_and_what_is_cancelled_is_told_no_more() -> None:
    run = Run(telling()).done("a").later(days=1).back("b")
    assert (taken_back(run), waiting(run)) == ([("reminder", True), ("escalation", True)], [])
    run = Run(telling()).done("a").later(days=1).cancel()
    assert (taken_back(run), waiting(run)) == ([("reminder", True), ("escalation", True)], [])


def test_it_goes_beside_a_time_out() -> None:
    out = CompiledOverdue(after=Duration.parse("2 hari kerja"), targets=("c/kabid",))
    run = Run(telling(overdue=out)).done("a")
    assert waiting(run) == ["escalate", "overdue", "remind"]
    run.later(days=7)
    assert (told(run), run.open) == ([("reminder", "staf-1"), ("escalation", "kabid")], ["c/kabid"])
    assert (waiting(run), run.replays()) == ([], True)


def test_a_version_that_tells_nobody_stops_it_and_one_that_does_begins() -> None:
    run = Run(telling()).done("a")
    silent = flow(CHAIN, more={"b": {"standard": "2 hari kerja"}})
    assert waiting(run.migrate(silent)) == []
    assert waiting(run.migrate(telling(text="sop: 1\n# 2"))) == ["escalate", "remind"]


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.ESCALATION])
def test_nobody_is_told_of_work_that_ended_meanwhile(kind: NoticeKind) -> None:
    run = Run(telling()).walk(None, None, None).later(days=30)
    assert kind not in [notice.kind for notice in run.records.told]
