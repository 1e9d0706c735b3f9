"""What becomes of a reminder that somebody asked for: its letters, and the reminders that come by themselves."""

from __future__ import annotations

import pytest
from flows import Tasks, flow
from running import Run
from still_clock import Clock
from test_outbox import CHAIN, Post, states, telling, worker

from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import TimerKind
from sopengine.store.outbox.values import LetterState

PLAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}


@pytest.fixture(params=["tells by itself", "tells nothing by itself"])
def item(request: pytest.FixtureRequest, engine: Engine) -> int:
    """An open work item of `b`."""
    sop = telling() if request.param == "tells by itself" else flow(PLAIN)
    started = engine.start(sop, by="staf-1")
    return engine.done(started.open_items[0].id, by="staf-1").open_items[0].id


def test_its_letter_is_kept_with_it_and_goes_out_at_once(engine: Engine, clock: Clock, item: int) -> None:
    engine.remind(item, by="sekretaris", note="ditunggu")
    (letter,) = Clockwork(engine).letters(10)
    assert (letter.kind, letter.by_hand, letter.seq) == (NoticeKind.REMINDER, True, engine.instance(1).events)
    assert letter.made_at == clock.now
    post = Post()
    worker(engine, post).run_once()
    assert post.arrived == [f"{letter.key}-staf-1", f"{letter.key}-webhook"]


def test_of_work_that_is_done_by_then_nothing_goes_out(engine: Engine, item: int) -> None:
    engine.remind(item, by="sekretaris")
    engine.done(item, by="staf-1")
    post = Post()
    worker(engine, post).run_once()
    assert post.arrived == []
    assert set(states(engine).values()) == {LetterState.WITHDRAWN}


def test_of_work_that_is_open_again_it_goes_out_after_all(engine: Engine, item: int) -> None:
    engine.remind(item, by="sekretaris")
    engine.done(item, by="staf-1")
    worker(engine, Post()).run_once()
    engine.undo(item, by="staf-1")
    post = Post()
    worker(engine, post).run_once()
    assert len(post.arrived) == 2


def test_of_work_that_is_withdrawn_a_cancellation_follows(engine: Engine, item: int) -> None:
    engine.remind(item, by="sekretaris")
    post = Post()
    worker(engine, post).run_once()
    engine.cancel(1, by="sekretaris", reason="ganda")
    worker(engine, post).run_once()
    told, cancelled = post.arrived[:2], post.arrived[2:]
    assert cancelled == [f"{key}-batal" for key in told]


def test_where_nobody_has_an_address_nothing_is_tried_in_vain(engine: Engine, item: int) -> None:
    engine.remind(item, by="sekretaris")
    clockwork = Clockwork(engine)
    letter = clockwork.take_letter("satu")
    assert letter
    clockwork.address(letter, [], "satu")
    assert clockwork.letters_of(1) == []


def test_a_due_time_that_moves_takes_nothing_back_that_was_asked_for_by_hand() -> None:
    run = Run(telling("1 hari kerja")).done("a").remind("b").suspend()
    run.later(days=3)
    run.resume()
    assert [(str(one.kind), one.sent, one.by_hand) for one in run.records.recalled] == [
        ("reminder", False, False),
        ("escalation", True, True),
    ]


def test_it_stays_in_the_outbox_when_the_due_time_moves(engine: Engine, clock: Clock) -> None:
    begun = engine.start(telling("1 hari kerja"), by="staf-1")
    (b,) = engine.done(begun.open_items[0].id, by="staf-1").open_items
    engine.remind(b.id, by="sekretaris")
    engine.suspend(1, by="sekretaris", reason="audit")
    clock.go_on(days=3)
    moved = engine.resume(1, by="sekretaris").open_items[0].due_at
    assert moved != b.due_at
    assert [letter.state for letter in Clockwork(engine).letters_of(1)] == [LetterState.WAITING]


def test_it_takes_the_place_of_no_reminder_that_comes_by_itself() -> None:
    run = Run(flow(CHAIN, more={"b": {"remind": Duration.parse("1 hari"), "standard": "2 hari kerja"}})).done("a")
    run.now = run.item("b").due_at or run.now
    run.now = run.now.replace(day=1)
    run.remind("b").suspend()
    run.resume()
    assert [timer.kind for timer in run.records.set.values()] == [TimerKind.REMIND]
    run.later(days=2)
    assert [(str(notice.kind), notice.due_at == notice.at) for notice in run.records.told] == [
        ("reminder", True),
        ("reminder", False),
    ]
    assert run.replays()
