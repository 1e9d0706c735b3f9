"""The history as a story: every kind of event is told, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.events import attaching, changes, course, flow, handing, telling
from sopengine.execution.values.events.event import Event, item_id
from sopengine.execution.values.events.kinds import KINDS
from sopengine.execution.values.instance import Arrival
from sopengine.execution.values.work import Awaits
from sopengine.messages.speech import speech
from sopengine.office.words.story import story
from sopengine.office.words.telling import Telling
from sopengine.rules import load, runnable

SOP = """\
sop: 1
id: kinerja
title: Pengukuran kinerja
agency: {name: Dinas Contoh}
actors: {sekretaris: Sekretaris, tim: Tim Sakip}
data: {jumlah: {type: number}}
steps:
  - {id: rekap, activity: Merekap data, actor: tim, duration: 60 menit, asks: [jumlah]}
  - id: analisa
    activity: Menganalisa hasil
    actor: sekretaris
    duration: 1 hari kerja
    decision: {Ya: kabar, Tidak: rekap}
  - {id: kabar, activity: Menunggu kabar, actor: tim, duration: 1 hari kerja, wait: {message: kabar}}
  - {id: jeda, activity: Menunggu, actor: tim, duration: 1 hari kerja, wait: 1 hari kerja}
  - {id: lapor, activity: Melaporkan, actor: sekretaris, duration: Segera}
"""
AT = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


@pytest.fixture
def compiled(tmp_path: Path) -> Compiled:
    (tmp_path / "kinerja.yaml").write_text(SOP, encoding="utf-8")
    return runnable(load(tmp_path / "kinerja.yaml"))


def told(events: list[Event], compiled: Compiled, language: str = "en") -> list[str]:
    about = Telling(speech=speech(language), year=2026)
    return [
        f"{'' if sentence.leads else '→ '}{sentence.words}"
        for sentence in story(events, lambda _: compiled, lambda _: (4,), about)
    ]


def test_who_reads_the_form_is_told_rows_in_place_of_ids(compiled: Compiled, engine: Engine, clock: Clock) -> None:
    begun = engine.start(compiled, by="sekretaris")
    for outcome, data in ((None, {"jumlah": 3}), ("Tidak", {})):
        clock.now += timedelta(minutes=5)
        engine.done(engine.instance(begun.id).open_items[0].id, by="staf-1", outcome=outcome, data=data)
    by_rows = Telling(speech=speech("id"), year=2026, by_rows=True)
    found = story(engine.events(begun.id), lambda _: compiled, lambda _: (), by_rows)
    assert [sentence.words for sentence in found if sentence.leads] == [
        "sekretaris memulai proses",
        "staf-1 menyelesaikan langkah 1; jumlah = 3",
        "staf-1 menyelesaikan langkah 2; hasil Tidak",
    ]
    assert any("langkah 1 (putaran 2)" in sentence.words for sentence in found)


def test_a_year_of_trouble_reads_as_a_story(compiled: Compiled, engine: Engine, clock: Clock) -> None:
    begun = engine.start(compiled, by="sekretaris")

    def later(minutes: int = 5) -> None:
        clock.now += timedelta(minutes=minutes)

    def done(task: str, outcome: str | None = None, **data: int) -> None:
        later()
        note = "angka keliru" if outcome == "Tidak" else ""
        engine.done(engine.open_item(begun.id, task).id, by="staf-1", outcome=outcome, data=data, note=note)

    done("rekap", jumlah=3)
    engine.undo_latest(begun.id, by="staf-1")
    done("rekap", jumlah=4)
    done("analisa", "Tidak")
    engine.begin(engine.open_item(begun.id, "rekap").id, by="staf-2")
    done("rekap", jumlah=5)
    later()
    engine.back(engine.open_item(begun.id, "analisa").id, by="sekretaris", reason="lampiran kurang")
    engine.suspend(begun.id, by="sekretaris", reason="libur")
    later(60)
    engine.resume(begun.id, by="sekretaris")
    done("rekap", jumlah=5)
    engine.correct(engine.done_item(begun.id, "rekap").id, by="staf-1", done_by="staf-2", reason="salah nama")
    engine.cancel(begun.id, by="sekretaris", reason="tidak diperlukan")
    assert told(list(engine.events(begun.id)), compiled) == [
        "sekretaris started the instance",
        "→ rekap is up to Tim Sakip, due 2026-07-01 09:15",
        "staf-1 completed rekap; jumlah = 3 (undone later: 6)",
        "→ analisa is up to Sekretaris, due 2026-07-02 16:00",
        "staf-1 took back that rekap was done (3); it is open again",
        "→ analisa was withdrawn: what had opened it was undone",
        "staf-1 completed rekap; jumlah = 4",
        "→ analisa is up to Sekretaris, due 2026-07-02 16:00",
        "staf-1 completed analisa; outcome Tidak; note: angka keliru",
        "→ rekap (visit 2) is up to Tim Sakip, due 2026-07-01 09:30",
        "staf-2 began to work on rekap (visit 2)",
        "staf-1 completed rekap (visit 2); jumlah = 5",
        "→ analisa (visit 2) is up to Sekretaris, due 2026-07-02 16:00",
        "sekretaris sent analisa (visit 2) back to rekap (visit 2): lampiran kurang",
        "→ rekap (visit 3) is up to Tim Sakip, due 2026-07-01 09:40",
        "sekretaris suspended the instance: libur",
        "sekretaris let the instance go on",
        "→ rekap (visit 3) is now due 2026-07-01 10:40: the instance had been suspended",
        "staf-1 completed rekap (visit 3); jumlah = 5",
        "→ analisa (visit 3) is up to Sekretaris, due 2026-07-02 16:00",
        "staf-1 corrected rekap (visit 3): by staf-2; reason: salah nama; without confirmation",
        "sekretaris cancelled the instance: tidak diperlukan",
        "→ analisa (visit 3) was withdrawn: the instance was cancelled",
    ]


SAID: Mapping[type[Event], dict[str, Any]] = {
    flow.Started: {"sop": "kinerja", "digest": "0", "ref": "", "entry": "rekap", "parent": item_id(7, 2)},
    flow.Opened: {"task": "rekap", "visit": 1, "due_at": AT, "provisional": True, "entry": "Dinas A"},
    flow.Arrived: {"task": "lapor", "arrival": Arrival(at=AT, came_from=None)},
    flow.Passed: {"task": "analisa", "outcome": "Ya"},
    flow.Done: {"count": 3, "data": {"jumlah": "3"}},
    flow.Expired: {"outcome": "2 hari"},
    changes.Withdrawn: {"why": changes.Why.ENOUGH},
    changes.Returned: {"to": item_id(1, 2), "reason": "lampiran kurang"},
    changes.Undone: {"seq_undone": 5},
    changes.Recalled: {"task": "lapor", "causes": ()},
    changes.Rescheduled: {"step": "rekap", "visit": 2, "due_at": AT},
    changes.Reopened: {"opened_at": AT},
    changes.Corrected: {"done_at": AT, "note": "", "confirmed_by": "kabid"},
    handing.Assigned: {"to": "staf-2", "reason": "cuti"},
    telling.Reminded: {"due_at": AT},
    telling.Escalated: {"due_at": AT, "to": "kepala-dinas"},
    attaching.Attached: {"name": "rekap.pdf", "size": 240_000, "digest": "0" * 64},
    course.Handed: {"note": "proses anak dibatalkan"},
    course.Suspended: {"reason": "libur"},
    course.Cancelled: {"reason": "tidak perlu"},
    course.Messaged: {"name": "kabar"},
    course.Migrated: {"digest": "0123456789", "tasks": {"rekap": "rekap"}},
}
"""What events of a kind say beside what all say."""


def every_kind() -> list[Event]:
    """One after the other, as no instance would have them."""
    kinds = (flow.Started, flow.Opened, *(kind for kind in KINDS.values() if kind not in (flow.Started, flow.Opened)))
    return [
        kind(
            instance=1,
            seq=seq,
            version=seq,
            at=AT,
            recorded_at=AT,
            by="staf-1",
            item=item_id(1, 2),
            **SAID.get(kind, {}),
        )
        for seq, kind in enumerate(kinds, 1)
    ]


def test_every_kind_of_event_is_told_in_both_languages(compiled: Compiled) -> None:
    events = every_kind()
    assert {type(event) for event in events} == set(KINDS.values())
    english, indonesian = told(events, compiled), told(events, compiled, "id")
    assert len(english) == len(events)
    assert [line for line, other in zip(english, indonesian, strict=True) if line == other] == []
    assert "rekap for Dinas A is up to Tim Sakip, due 2026-07-01 08:15 (provisional)" in english
    assert "rekap untuk Dinas A dibuka untuk Tim Sakip, tenggat Rab 1 Jul 08.15 (sementara)" in indonesian


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"task": "kabar", "awaits": Awaits.MESSAGE}, "kabar waits for the message 'kabar'"),
        ({"task": "jeda", "awaits": Awaits.TIME}, "jeda waits for 1 hari kerja"),
        ({"task": "lapor", "awaits": Awaits.CHILD}, "lapor called : instance 4"),
    ],
)
def test_what_nobody_has_to_do_says_what_it_waits_for(compiled: Compiled, said: dict[str, Any], words: str) -> None:
    head: dict[str, Any] = {"instance": 1, "at": AT, "recorded_at": AT, "by": "staf-1"}
    start = flow.Started(seq=1, version=1, sop="kinerja", digest="0", ref="", entry="rekap", **head)
    opened = flow.Opened(seq=2, version=1, item=item_id(1, 2), visit=1, **head, **said)
    assert told([start, opened], compiled)[1] == f"→ {words}"


@pytest.mark.parametrize("why", list(changes.Why))
def test_every_reason_is_told_in_both_languages(compiled: Compiled, why: changes.Why) -> None:
    head: dict[str, Any] = {"instance": 1, "version": 1, "at": AT, "recorded_at": AT, "by": "staf-1"}
    events = [
        flow.Started(seq=1, sop="kinerja", digest="0", ref="", entry="rekap", **head),
        changes.Withdrawn(seq=2, item=item_id(1, 2), why=why, **head),
        changes.Rescheduled(seq=3, step="rekap", visit=1, due_at=AT, why=why, **head),
    ]
    for one, other in zip(told(events, compiled), told(events, compiled, "id"), strict=True):
        assert one.partition(": ")[2] != other.partition(": ")[2] or ": " not in one
