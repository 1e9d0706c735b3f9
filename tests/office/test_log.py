"""The log that other programs read: every fact once, in order, as corrected, and nothing that breaks a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flows import flow, kinerja
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.errors import NotFoundError, StorageError
from sopengine.interchange.log import Transition
from sopengine.interchange.writers.xes import xes
from sopengine.office.keeping.log import Wanted, export_log, log_cases
from sopengine.office.words.times import moment

XES = "{http://www.xes-standard.org/}"
HOSTILE = "Ref <&>\"' \x0b ]]> &amp;\n=1+1"


def work(engine: Engine, clock: Clock, *outcomes: str | None, instance: int = 1) -> None:
    for outcome in outcomes:
        clock.go_on(minutes=30)
        item = engine.work_items(instance=instance)[0].id
        engine.begin(item, by="staf-2")
        clock.go_on(minutes=45)
        engine.done(item, by="staf-1", outcome=outcome, note="Dicatat")


def told(case: ElementTree.Element) -> dict[str, str]:
    return {one.get("key", ""): one.get("value", "") for one in case if one.tag != f"{XES}event"}


@pytest.fixture
def one_run(engine: Engine, clock: Clock) -> Engine:
    engine.start(kinerja(), by="sekretaris", ref="Triwulan I")
    work(engine, clock, None, None, "Tidak", None, "Ya", None)
    return engine


def test_every_visit_was_received_started_and_completed(one_run: Engine) -> None:
    (case,) = log_cases(one_run, Wanted())
    by_work: dict[int, list[Transition]] = {}
    for event in case.events:
        by_work.setdefault(event.work, []).append(event.transition)
    assert len(by_work) == 6
    assert set(map(tuple, by_work.values())) == {(Transition.SCHEDULE, Transition.START, Transition.COMPLETE)}
    assert [event.at for event in case.events] == sorted(event.at for event in case.events)
    assert (case.name, case.version, case.state) == ("Triwulan I", 1, "completed")


def test_an_event_says_who_and_an_end_what_and_when_it_was_recorded(one_run: Engine) -> None:
    (case,) = log_cases(one_run, Wanted())
    start, end = (next(event for event in case.events if event.transition == way) for way in ("start", "complete"))
    assert (start.resource, end.resource) == ("staf-2", "staf-1")
    assert (start.recorded_at, end.note) == (None, "Dicatat")
    assert end.recorded_at == end.at
    assert {event.outcome for event in case.events if event.task == "analisa"} == {"", "Ya", "Tidak"}


def test_what_was_sent_back_and_withdrawn_is_told(engine: Engine, clock: Clock) -> None:
    engine.start(kinerja(), by="sekretaris")
    work(engine, clock, None)
    engine.back(engine.work_items(instance=1)[0].id, by="staf-1", reason="Kurang")
    engine.cancel(1, by="staf-1", reason="Batal")
    (case,) = log_cases(engine, Wanted())
    assert {Transition.ABORT, Transition.WITHDRAW} <= {event.transition for event in case.events}
    assert case.name == "1"


def test_corrected_values_are_those_that_are_told(one_run: Engine) -> None:
    item = one_run.visits(1)[0]
    assert item.done_at
    one_run.correct(item.id, by="staf-1", done_by="staf-3", reason="Salah orang")
    (case,) = log_cases(one_run, Wanted())
    assert [event.resource for event in case.events if event.work == item.id][-1] == "staf-3"


def test_a_window_keeps_what_happened_in_it_and_runs_with_nothing_in_it_are_left_out(
    one_run: Engine, clock: Clock
) -> None:
    (whole,) = log_cases(one_run, Wanted())
    third = whole.events[2].at
    (cut,) = log_cases(one_run, Wanted(until=lambda _: third))
    assert [event for event in whole.events if event.at <= third] == list(cut.events)
    assert list(log_cases(one_run, Wanted(since=moment("2027-01-01", clock(), begins=True)))) == []


@pytest.mark.parametrize("count", [199, 200, 201, 401])
def test_no_run_is_lost_between_two_pieces(engine: Engine, count: int) -> None:
    compiled = flow({"satu": {"": []}})
    for _ in range(count):
        engine.start(compiled, by="sekretaris")
    assert [case.number for case in log_cases(engine, Wanted())] == list(range(1, count + 1))


def test_xes_holds_hostile_texts_and_every_event_has_what_the_standard_asks(engine: Engine, tmp_path: Path) -> None:
    engine.start(kinerja(), by="sekretaris <b>", ref=HOSTILE.replace("\x0b", "").replace("\n", " "))
    engine.done(engine.work_items(instance=1)[0].id, by="staf-1", note='"><event/>\u202e😀')
    told_of = export_log(engine, Wanted(), [tmp_path / "log.xes"])
    root = ElementTree.parse(tmp_path / "log.xes").getroot()
    (trace,) = root.iter(f"{XES}trace")
    assert told(trace)["concept:name"] == HOSTILE.replace("\x0b", "").replace("\n", " ")
    events = [told(event) for event in trace.iter(f"{XES}event")]
    assert (told_of.cases, told_of.events) == (1, len(events))
    for event in events:
        assert {"concept:name", "lifecycle:transition", "time:timestamp"} <= event.keys()
        assert datetime.fromisoformat(event["time:timestamp"]).tzinfo
    assert next(event["note"] for event in events if "note" in event) == '"><event/>\u202e😀'


def test_xes_leaves_out_what_no_xml_can_hold(one_run: Engine) -> None:
    (case,) = log_cases(one_run, Wanted())
    object.__setattr__(case, "name", "A\x00\x0b\ud800\ufffeB")
    (trace,) = ElementTree.fromstring(b"".join(xes([case]))).iter(f"{XES}trace")
    assert told(trace)["concept:name"] == "AB"


def test_csv_has_an_event_a_line_and_no_cell_is_a_formula(engine: Engine, tmp_path: Path) -> None:
    engine.start(kinerja(), by="sekretaris", ref="=1+1")
    export_log(engine, Wanted(), [tmp_path / "log.csv"])
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["case"], row["transition"], row["visit"]) == ("'=1+1", "schedule", "1")


def test_an_sop_that_the_store_does_not_have_is_said_and_nothing_is_written(one_run: Engine, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        export_log(one_run, Wanted(sop="kinerjaa"), [tmp_path / "log.xes"])
    assert not list(tmp_path.iterdir())


def test_an_error_half_way_leaves_the_file_as_it_was(
    one_run: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.xes"
    file.write_bytes(b"before")

    def breaks(question: object) -> Iterator[None]:
        raise StorageError("cannot use the store {store}: {reason}", store="x", reason="gone")

    monkeypatch.setattr(one_run, "ask", breaks)
    with pytest.raises(StorageError):
        export_log(one_run, Wanted(), [file])
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_the_command_names_the_files_and_counts_what_is_in_them(typed: Callable[..., str]) -> None:
    Path("definitions/satu.yaml").write_text(
        "sop: 1\nid: satu\ntitle: Surat\nagency: {name: Dinas}\ndocument: {number: '1'}\nactors: {staf: Staf}\n"
        "steps: [{id: tulis, activity: Menulis surat, actor: staf, duration: 15 menit}]\n",
        encoding="utf-8",
    )
    typed("start", "satu", "--ref", "Surat 1")
    assert typed("log", "export", "--format", "xes,csv", "-o", "keluar").split() == ["keluar.xes", "keluar.csv"]
    assert typed("log", "export", "--format", "xes", "-o", "keluar.xes").split() == ["keluar.xes"]
    assert "xes, csv" in typed("log", "export", "--format", "pdf", code=2)
    assert "no such" in typed("log", "export", "--sop", "lain", code=3).replace("no instance of an SOP", "no such")
