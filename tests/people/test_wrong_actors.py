"""Reports say who completed work without being in its position then, by the positions that are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flows import Tasks, flow
from staffed import AGENCY, DAY, FIRST, PEOPLE, TITLES, hold, kinerja, staff, started
from still_clock import Clock

from sopengine.compliance.question import Period, Question
from sopengine.compliance.records import WrongActor
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.messages.speech import speech
from sopengine.people.changes import Forget, Release
from sopengine.people.values import HoldingKind
from sopengine.report.lists.sentences import wrong_actors_text
from sopengine.warehouse import ask


def asked(engine: Engine, **more: object) -> Answer:
    now = engine.now()
    return ask([("store", engine.ask)], Question(at=lambda zone: now, **more))  # type: ignore[arg-type]


def told(answer: Answer) -> set[tuple[str, str, int, int]]:
    return {(one.actor, one.by, one.tasks, one.unchecked) for one in answer.wrong_actors}


def test_work_recorded_before_people_were_kept_is_held_against_what_is_kept_now(engine: Engine, clock: Clock) -> None:
    for by in ("kadis", "Siapa Saja"):
        (arahan,) = engine.done(started(engine), by=by).open_items
        engine.done(arahan.id, by="SEKRETARIS")
    staff(engine, kadis="kepala-dinas", sekretaris="Sekretaris")
    answer = asked(engine)
    assert told(answer) == {("Kepala Dinas", "Siapa Saja", 1, 1)}
    assert answer.posted == 4
    (wrong,) = answer.wrong_actors
    assert wrong == WrongActor(
        sop="kinerja", agency=AGENCY.name, step="perintah", number="1", activity="Kegiatan perintah",
        actor="Kepala Dinas", by="Siapa Saja", tasks=1, unchecked=1, assigned=0, first_at=clock.now, last_at=clock.now,
    )  # fmt: skip


def test_who_stood_in_worked_along_or_filled_a_vacant_position_is_no_wrong_actor(engine: Engine, clock: Clock) -> None:
    tasks: Tasks = {"perintah/kepala-dinas": {"": ["arahan/sekretaris"]}, "arahan/sekretaris": {"": []}}
    sop = flow(tasks, id="bersama", more={"perintah/kepala-dinas": {"partners": ("tim-sakip",)}})
    sop = replace(sop, actors=TITLES, agency=AGENCY.name, government=AGENCY.government)
    staff(engine, kadis="kepala-dinas", staf_1="tim-sakip")
    hold(engine, "staf-3", "kepala-dinas", HoldingKind.PLH, DAY, DAY)
    for by in ("kadis", "staf-1", "staf-3"):
        (arahan,) = engine.done(started(engine, sop), by=by).open_items
        engine.done(arahan.id, by="staf-1")
    answer = asked(engine)
    assert (answer.wrong_actors, answer.posted) == ((), 6), "nobody is secretary: others of the agency may"


def test_positions_that_were_mended_later_count_as_they_stand(engine: Engine, clock: Clock) -> None:
    """Checked when it was recorded; the order turns out to have ended the day before."""
    staff(engine, kadis="kepala-dinas", sekretaris="kepala-dinas")
    engine.done(started(engine), by="kadis")
    assert asked(engine).wrong_actors == ()
    ended = Release(person="kadis", agency=AGENCY, position="kepala-dinas", last_day=DAY - timedelta(days=1))
    engine.change_people([ended], by="staf-1")
    assert told(asked(engine)) == {("Kepala Dinas", "kadis", 1, 0)}


def test_whoever_was_forgotten_held_the_position_then(engine: Engine, clock: Clock) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    engine.done(started(engine), by="kadis")
    clock.go_on(days=1)
    engine.change_people([Forget(person="kadis", last_day=DAY)], by="staf-1")
    hold(engine, "staf-2", "kepala-dinas")
    assert asked(engine).wrong_actors == ()


def test_days_are_those_of_the_agency_and_the_period_that_of_the_question(engine: Engine, clock: Clock) -> None:
    """Held up to 1 July; done on 1 July at 23:30 in Jakarta, and on 2 July at 00:30."""
    for hours in (16.5, 17.5):
        clock.now = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=hours)
        engine.done(started(engine), by="kadis")
    staff(engine)
    hold(engine, "kadis", "kepala-dinas", first=FIRST, last=DAY)
    hold(engine, "staf-2", "kepala-dinas", first=DAY)
    answer = asked(engine)
    assert [one.first_at for one in answer.wrong_actors] == [clock.now]
    june = Period(since=date(2026, 6, 1), until=DAY)
    assert (asked(engine, period=june).wrong_actors, asked(engine, period=june).posted) == ((), 1)


def test_another_agency_of_the_same_titles_is_not_asked(engine: Engine, clock: Clock) -> None:
    engine.done(started(engine, replace(kinerja(), agency="Dinas Lain")), by="siapa")
    staff(engine, kadis="kepala-dinas")
    assert (asked(engine).wrong_actors, asked(engine).posted) == ((), 0)


def test_what_it_rests_on_is_said_in_both_languages(engine: Engine, clock: Clock) -> None:
    engine.done(started(engine), by=PEOPLE[2])
    staff(engine, kadis="kepala-dinas")
    answer = asked(engine)
    assert "1 of 1 completed tasks" in wrong_actors_text(answer, speech("en"))
    assert "1 dari 1 tugas" in wrong_actors_text(answer, speech("id"))


def test_what_was_undone_later_was_done_by_the_wrong_actor_until_then(engine: Engine, clock: Clock) -> None:
    begun = engine.done(started(engine), by="Siapa Saja")
    then = clock.now + timedelta(minutes=1)
    clock.go_on(minutes=5)
    engine.undo_latest(begun.id, by="Siapa Saja")
    staff(engine, kadis="kepala-dinas", sekretaris="Sekretaris")
    before = ask([("store", engine.ask)], Question(at=lambda zone: then))
    assert (told(before), before.posted) == ({("Kepala Dinas", "Siapa Saja", 1, 1)}, 1)
    assert (told(asked(engine)), asked(engine).posted) == (set(), 0)
