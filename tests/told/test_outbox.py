"""The outbox: what is kept to be told, who sends it, what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar.hours import OFF, Day
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.kept import text_of
from sopengine.compiled.tables import Compiled
from sopengine.duration.standard import Duration
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.engine.by_itself.worker import Sent, Told, Worker
from sopengine.errors import StorageError
from sopengine.execution.values.notice import NoticeKind
from sopengine.store.outbox.values import LEASE, PAUSES, Channel, Letter, LetterState

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c/kabid"]}, "c/kabid": {"": []}}
DUE = datetime(2026, 7, 3, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def telling(standard: str = "2 hari kerja") -> Compiled:
    said = {"remind": Duration.parse("1 hari"), "escalate": "kabid", "standard": standard}
    return flow(CHAIN, more={"b": said})


@dataclass
class Post:
    """Takes letters to two people and a program, or fails."""

    arrived: list[str] = field(default_factory=list)
    broken: bool = False
    to: Sequence[tuple[Channel, str]] = ((Channel.MAIL, "staf-1"), (Channel.WEBHOOK, ""))

    def addressed(self, _letter: Letter) -> Sequence[tuple[Channel, str]]:
        if not self.to:
            raise StorageError("nobody")
        return self.to

    def send(self, letter: Letter) -> None:
        if self.broken:
            raise StorageError("no line to {host}", host="x")
        self.arrived.append(letter.key)


def worker(engine: Engine, post: Post | None, told: list[Told] | None = None) -> Worker:
    found = [] if told is None else told
    return Worker(engine=engine, post=post, scheduled=lambda: (), tell=found.append, stop=threading.Event())


def begun(engine: Engine) -> int:
    """An instance whose `b` is open; its number."""
    started = engine.start(telling(), by="staf-1")
    return engine.done(started.open_items[0].id, by="staf-1").id


def states(engine: Engine, instance: int = 1) -> dict[str, LetterState]:
    return {letter.key: letter.state for letter in Clockwork(engine).letters_of(instance)}


def test_a_letter_is_kept_in_the_transaction_of_what_it_tells(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    assert Clockwork(engine).fire_next()
    (letter,) = Clockwork(engine).letters(10)
    assert (letter.kind, letter.actor, letter.due_at) == (NoticeKind.REMINDER, "staf-1", DUE)
    assert (letter.channel, letter.made_at) == (Channel.NONE, clock.now)
    assert letter.key == f"1-{engine.instance(1).events}"
    assert Clockwork(engine).fire_next() is None
    assert engine.verify(1)


def test_it_is_addressed_to_each_and_sent_to_each_with_a_key_of_its_own(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post, told = Post(), list[Told]()
    worker(engine, post, told).run_once()
    key = f"1-{engine.instance(1).events}"
    assert post.arrived == [f"{key}-staf-1", f"{key}-webhook"]
    assert set(states(engine).values()) == {LetterState.SENT}
    assert [one.letter.key for one in told if isinstance(one, Sent)] == post.arrived
    worker(engine, post).run_once()
    assert len(post.arrived) == 2


def test_what_fails_is_tried_again_for_three_days_and_then_given_up(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post = Post(broken=True, to=[(Channel.WEBHOOK, "")])
    one = worker(engine, post)
    one.run_once()
    first, tries = clock.now, [clock.now]
    while waiting := Clockwork(engine).letters(10):
        clock.now = waiting[0].ready_at - timedelta(seconds=1)
        assert Clockwork(engine).take_letter("x") is None
        clock.go_on(seconds=1)
        tries.append(clock.now)
        one.run_once()
    assert clock.now - first == 3 * DAY
    assert [later - earlier for earlier, later in pairwise(tries)] == [*PAUSES]
    (failed,) = Clockwork(engine).letters(10, failed=True)
    assert (failed.state, failed.attempts) == (LetterState.FAILED, len(PAUSES) + 1)
    assert Clockwork(engine).send_again() == 1
    post.broken = False
    one.run_once()
    assert post.arrived == [failed.key]


def test_a_webhook_that_is_down_for_a_day_is_told_everything_once_it_is_back(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post = Post(broken=True, to=[(Channel.WEBHOOK, "")])
    one = worker(engine, post)
    for minute in range(0, 3 * 24 * 60, 30):
        post.broken = minute < 24 * 60
        one.run_once()
        clock.go_on(minutes=30)
    assert len(post.arrived) == 1
    assert Clockwork(engine).letters(10) == []


def test_what_nobody_can_be_told_of_is_seen_among_the_failed(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    one = worker(engine, Post(to=()))
    for _ in range(80):
        one.run_once()
        clock.go_on(hours=1)
    (letter, *_) = Clockwork(engine).letters(10, failed=True)
    assert (letter.kind, letter.channel) == (NoticeKind.REMINDER, Channel.NONE)


def test_one_letter_has_one_sender_at_a_time(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    first = Clockwork(engine).take_letter("satu")
    assert first
    assert Clockwork(engine).take_letter("dua") is None
    assert not Clockwork(engine).sent(first, "dua")
    assert Clockwork(engine).sent(first, "satu")


def test_a_sender_that_died_is_waited_for_and_no_longer(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    assert Clockwork(engine).take_letter("satu")
    clock.now += LEASE - timedelta(seconds=1)
    assert Clockwork(engine).take_letter("dua") is None
    clock.go_on(seconds=1)
    second = Clockwork(engine).take_letter("dua")
    assert second
    assert not Clockwork(engine).sent(second, "satu"), "who was given up has no say any more"
    assert Clockwork(engine).not_sent(second, "satu", StorageError("late")) is None
    assert Clockwork(engine).sent(second, "dua")


def test_a_clock_that_was_ahead_puts_nothing_off(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    right = clock.now
    clock.go_on(days=400)
    assert Clockwork(engine).take_letter("satu")
    clock.now = right
    letter = Clockwork(engine).take_letter("dua")
    assert letter
    assert Clockwork(engine).sent(letter, "dua")


def test_a_clock_set_back_and_forward_fires_once(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    assert Clockwork(engine).fire_next()
    clock.go_on(days=-1)
    assert Clockwork(engine).fire_next() is None
    clock.go_on(days=1)
    assert Clockwork(engine).fire_next() is None
    assert len(Clockwork(engine).letters(10)) == 1
    assert engine.verify(1)


def test_what_was_not_sent_is_dropped_with_the_work(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    engine.undo_latest(1, by="staf-1")
    post = Post()
    worker(engine, post).run_once()
    assert post.arrived == []
    assert [*states(engine).values()] == [LetterState.WITHDRAWN]


def test_what_was_sent_is_followed_by_a_cancellation(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post = Post()
    worker(engine, post).run_once()
    engine.undo_latest(1, by="staf-1")
    worker(engine, post).run_once()
    told, cancelled = post.arrived[:2], post.arrived[2:]
    assert cancelled == [f"{key}-batal" for key in told]
    kinds = {letter.key: letter.kind for letter in Clockwork(engine).letters_of(1)}
    assert {kinds[key] for key in cancelled} == {NoticeKind.CANCELLATION}


def test_what_is_taken_back_while_it_is_sent_is_followed_by_a_cancellation(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post = Post(to=[(Channel.MAIL, "staf-1")])
    Clockwork(engine).fire_next()
    unaddressed = Clockwork(engine).take_letter("satu")
    assert unaddressed
    Clockwork(engine).address(unaddressed, post.to, "satu")
    letter = Clockwork(engine).take_letter("satu")
    assert letter
    engine.undo_latest(1, by="staf-1")
    assert Clockwork(engine).sent(letter, "satu")
    worker(engine, post).run_once()
    assert post.arrived == [f"{letter.key}-batal"]


def test_what_was_taken_back_while_its_sender_died_may_have_arrived(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    post = Post(to=[(Channel.MAIL, "staf-1")])
    Clockwork(engine).fire_next()
    unaddressed = Clockwork(engine).take_letter("satu")
    assert unaddressed
    Clockwork(engine).address(unaddressed, post.to, "satu")
    letter = Clockwork(engine).take_letter("satu")
    assert letter
    engine.undo_latest(1, by="staf-1")
    clock.now += LEASE
    worker(engine, post).run_once()
    assert post.arrived == [f"{letter.key}-batal"]


def test_what_is_taken_back_while_it_fails_is_over(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    letter = Clockwork(engine).take_letter("satu")
    assert letter
    engine.undo_latest(1, by="staf-1")
    assert Clockwork(engine).not_sent(letter, "satu", StorageError("no")) is LetterState.WITHDRAWN
    assert Clockwork(engine).letters(10) == []


def test_work_that_is_open_again_is_told_of_after_all(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    Clockwork(engine).fire_next()
    item = engine.instance(1).open_items[0].id
    engine.done(item, by="staf-1")
    assert [*states(engine).values()] == [LetterState.WITHDRAWN]
    engine.undo(item, by="staf-1")
    post = Post(to=[(Channel.MAIL, "staf-1")])
    worker(engine, post).run_once()
    assert len(post.arrived) == 1


def test_letters_wait_for_a_worker_that_can_send(engine: Engine, clock: Clock) -> None:
    begun(engine)
    clock.go_on(days=1)
    worker(engine, None).run_once()
    assert [*states(engine).values()] == [LetterState.WAITING]
    assert Clockwork(engine).letters(1)[0].attempts == 0


def test_what_cannot_be_fired_keeps_nothing_else_waiting(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(engine)
    begun(engine)
    clock.go_on(days=1)
    whole = Clockwork._fire_one

    def fails_for_the_first(self: Clockwork, writer: object, claimed: list[int]) -> object:
        found = whole(self, writer, claimed)  # type: ignore[arg-type]
        if claimed[-1:] == [1]:
            raise StorageError("broken")
        return found

    monkeypatch.setattr(Clockwork, "_fire_one", fails_for_the_first)
    told: list[Told] = []
    worker(engine, None, told).run_once()
    assert [letter.instance for letter in Clockwork(engine).letters(10)] == [2]
    monkeypatch.undo()
    clock.go_on(minutes=2)
    worker(engine, None).run_once()
    assert sorted(letter.instance for letter in Clockwork(engine).letters(10)) == [1, 2]


def by_calendar(hours: str, standard: str = "2 hari kerja") -> Compiled:
    return replace(telling(standard), calendar="dinas", hours={"dinas": hours})


def moved(engine: Engine, days: Mapping[date, Day]) -> None:
    """A decree changes days off in mid-year."""
    usual = indonesian_hours("Asia/Jakarta")
    engine.update_calendar("dinas", text_of(replace(usual, days={**usual.days, **days})), by="staf-1")


def begun_by_calendar(engine: Engine) -> None:
    started = engine.start(by_calendar(text_of(indonesian_hours("Asia/Jakarta"))), by="staf-1")
    engine.done(started.open_items[0].id, by="staf-1")


def waiting(engine: Engine) -> dict[str, datetime]:
    return {one.timer.kind.value: one.timer.at for one in Clockwork(engine).set_timers(10)}


def test_a_changed_decree_moves_what_is_to_be_told(engine: Engine, clock: Clock) -> None:
    begun_by_calendar(engine)
    assert waiting(engine) == {"remind": DUE - timedelta(days=1, hours=9), "escalate": DUE}
    moved(engine, {date(2026, 7, 2): OFF})
    later = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
    assert waiting(engine) == {"remind": datetime(2026, 7, 3, 0, 30, tzinfo=UTC), "escalate": later}
    clock.now = datetime(2026, 7, 2, 1, 0, tzinfo=UTC)
    assert Clockwork(engine).fire_next() is None
    clock.now = datetime(2026, 7, 3, 0, 30, tzinfo=UTC)
    assert Clockwork(engine).fire_next()
    assert engine.verify(1)


def test_a_changed_decree_takes_back_what_was_told_too_early(engine: Engine, clock: Clock) -> None:
    begun_by_calendar(engine)
    clock.now = DUE + timedelta(days=3)  # Monday: it is late
    post = Post(to=[(Channel.MAIL, "x")])
    worker(engine, post).run_once()
    assert len(post.arrived) == 2
    moved(engine, {date(2026, 7, 3): OFF, date(2026, 7, 6): OFF})
    worker(engine, post).run_once()
    kinds = {letter.key: letter.kind for letter in Clockwork(engine).letters_of(1)}
    assert [kinds[key] for key in post.arrived] == [
        NoticeKind.REMINDER,
        NoticeKind.ESCALATION,
        NoticeKind.CANCELLATION,
        NoticeKind.REMINDER,
    ]
    clock.now = datetime(2026, 7, 8, 0, 31, tzinfo=UTC)
    worker(engine, post).run_once()
    assert [letter.due_at.day for letter in Clockwork(engine).letters_of(1) if letter.key == post.arrived[-1]] == [7]
    assert engine.verify(1)


def test_over_the_end_of_a_year_and_through_ramadan_it_is_told_by_the_hours_of_those_days(
    engine: Engine, clock: Clock
) -> None:
    for day, remind, due in (
        (datetime(2026, 12, 30, 3, 0, tzinfo=UTC), "2026-12-31T00:30", "2027-01-04T09:00"),
        (datetime(2026, 3, 16, 3, 0, tzinfo=UTC), "2026-03-17T01:00", "2026-03-25T09:00"),
    ):
        clock.now = day
        begun(engine)
        (item,) = engine.instances()[-1].open_items
        timers = [one.timer for one in Clockwork(engine).set_timers(10) if one.timer.item == item.id]
        assert sorted(timer.at.strftime("%Y-%m-%dT%H:%M") for timer in timers) == [remind, due]
