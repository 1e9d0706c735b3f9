"""`comply` compares what an engine has recorded with the standards."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from flows import flow, kinerja
from still_clock import Clock

from sopengine.compliance.rate import Rate
from sopengine.engine import Engine
from sopengine.errors import MisuseError, NotFoundError
from sopengine.interchange.writers.cells import safe_cell
from sopengine.messages.lengths import hours_text
from sopengine.messages.speech import speech
from sopengine.report import Report, comply
from sopengine.report.csv_text import COLUMNS, csv_text
from sopengine.report.words import rate_text, verdict_text

DAY = timedelta(hours=7, minutes=30)


def finish(engine: Engine, clock: Clock, instance: int, *outcomes: str | None) -> None:
    """Complete the open work, an hour and a quarter later each time."""
    for outcome in outcomes:
        clock.go_on(minutes=75)
        engine.done(engine.work_items(instance=instance)[0].id, by="staf-1", outcome=outcome)


@pytest.fixture
def report(engine: Engine, clock: Clock) -> Report:
    """One instance that took its loop, one that has begun, one of another SOP."""
    engine.start(kinerja(), by="sekretaris", ref="Triwulan I")
    finish(engine, clock, 1, None, None, "Tidak", None, "Ya", None)
    engine.start(kinerja(), by="sekretaris")
    engine.start(flow({"satu": {"": []}}, duration="Segera"), by="sekretaris")
    finish(engine, clock, 3, None)
    return comply(engine)


def test_everything_is_compared_by_sop(report: Report) -> None:
    assert [runs.sop for runs in report.sops] == ["contoh", "kinerja"]
    contoh, all_kinerja = report.sops
    assert (all_kinerja.started, all_kinerja.completed, all_kinerja.running) == (2, 1, 1)
    counts, of_contoh = report.of_sop(all_kinerja), report.of_sop(contoh)
    assert counts is not None
    assert of_contoh is not None
    assert (counts.late, counts.rework) == (5, 2)
    assert (of_contoh.not_measurable, of_contoh.rate, report.lost(contoh)) == (1, None, None)
    assert report.is_late
    assert report.working_day == DAY


def test_an_instance_is_held_against_the_standards_on_its_path(report: Report) -> None:
    run = next(total for total in report.instances if total.ref == "Triwulan I")
    assert (run.standard, run.standard_with_rework) == (timedelta(hours=4), timedelta(hours=6))
    assert run.working == timedelta(hours=6.5)
    assert run.lost is not None
    assert run.lost.step in ("rekap", "analisa")


def test_one_instance_is_found_by_number_or_reference(report: Report, engine: Engine) -> None:
    assert comply(engine, instance="Triwulan I").visits == comply(engine, instance=1).visits
    assert {visit.instance for visit in comply(engine, instance=1).visits} == {1}


def test_one_sop_is_told_step_by_step(report: Report, engine: Engine) -> None:
    of_one = comply(engine, sop="kinerja")
    assert [step.step for step in of_one.steps] == ["perintah", "rekap", "analisa", "lapor"]
    assert {visit.sop for visit in of_one.visits} == {"kinerja"}


def test_versions_of_an_sop_are_held_against_their_own_standards(engine: Engine, clock: Clock) -> None:
    for standard in ("60 menit", "90 menit"):
        run = engine.start(flow({"satu": {"": []}}, duration=standard), by="sekretaris")
        finish(engine, clock, run.id, None)
        clock.go_on(days=1)
    found = comply(engine)
    assert [visit.verdict for visit in found.visits] == ["late", "on time"]
    assert [(step.standard, step.versions) for step in found.steps] == [("60 menit", (1,)), ("90 menit", (2,))]


def test_it_tells_how_things_stood_at_an_earlier_moment(report: Report, engine: Engine) -> None:
    start = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)
    earlier = comply(engine, instance=1, now=start + timedelta(minutes=80))
    assert [str(visit.verdict) for visit in earlier.visits] == ["late", "running"]
    assert earlier.instances[0].ended_at is None
    assert comply(engine, now=start - timedelta(days=1)).visits == ()


def test_nothing_recorded_is_an_empty_report(engine: Engine) -> None:
    empty = comply(engine)
    assert (empty.visits, empty.steps, empty.sops, empty.is_late) == ((), (), (), False)


def test_what_is_not_there_is_not_found(report: Report, engine: Engine) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'kinerja'"):
        comply(engine, sop="kinerj")
    with pytest.raises(NotFoundError, match="sop status"):
        comply(engine, sop="pengadaan-barang")
    with pytest.raises(NotFoundError):
        comply(engine, instance=77)


def test_an_instance_and_an_sop_together_are_refused(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="not both"):
        comply(engine, instance=1, sop="kinerja")


def test_a_naive_now_is_refused(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="no zone"):
        comply(engine, now=datetime(2026, 1, 1))  # noqa: DTZ001


def test_as_plain_data_it_is_json_with_seconds_and_utc(report: Report) -> None:
    plain = json.loads(json.dumps(report.as_dict()))
    assert plain["working_day"] == 27_000
    assert "Perpres 21/2023" in plain["basis"]
    visit = next(visit for visit in plain["visits"] if visit["sop"] == "kinerja")
    assert visit["opened_at"] == "2026-07-01T01:15:00+00:00"
    assert visit["sojourn"] == {"clock": 4500, "working": 4500}
    assert (visit["verdict"], visit["late_by"], visit["basis"]) == ("late", 900, "sojourn")
    assert plain["sops"][1]["tally"]["rate"] == {"kept": 1, "of": 6, "low": 0.0301, "high": 0.5635}
    assert plain["sops"][0]["tally"]["rate"] is None


def test_as_csv_every_visit_is_a_line(report: Report) -> None:
    lines = list(csv.DictReader(io.StringIO(csv_text(report.visits))))
    assert len(lines) == len(report.visits)
    assert tuple(lines[0]) == COLUMNS
    late = next(line for line in lines if line["sop"] == "kinerja")
    assert (late["opened"], late["late_by_minutes"], late["sojourn_minutes"]) == ("2026-07-01 08:15:00", "15", "75")


def test_what_is_done_after_hours_of_the_due_day_is_on_time(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"satu": {"": []}}, duration="1 hari"), by="sekretaris")
    clock.go_on(days=1, hours=12)
    (still_open,) = comply(engine).visits
    assert (still_open.late_by, verdict_text(still_open, speech("en"))) == (None, "running")
    finish(engine, clock, 1, None)
    (done,) = comply(engine).visits
    assert (done.late_by, verdict_text(done, speech("en"))) == (None, "on time")


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+62", "-", "@sekretaris", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert safe_cell(f"a{cell}") == f"a{cell}"


@pytest.mark.parametrize(
    ("hours", "english", "indonesian"),
    [
        (0, "0 min", "0 menit"),
        (0.25, "15 min", "15 menit"),
        (1.01, "1 h 1 min", "1 jam 1 menit"),
        (7.5, "7 h 30 min", "7 jam 30 menit"),
        (18, "18 h", "18 jam"),
    ],
)
def test_a_length_is_told_in_hours_and_never_in_days(hours: float, english: str, indonesian: str) -> None:
    length = timedelta(hours=hours)
    assert (hours_text(length, speech("en")), hours_text(length, speech("id"))) == (english, indonesian)
    assert hours_text(None, speech("en")) == ""


def test_a_rate_has_one_decimal_place_and_100_means_all() -> None:
    told = [rate_text(Rate(kept=kept, of=of), speech("en")) for kept, of in ((26, 30), (9999, 10_000), (3, 3), (0, 4))]
    assert told == ["86.7 %", "99.9 %", "100.0 %", "0.0 %"]
    assert rate_text(Rate(kept=26, of=30), speech("id")) == "86,7 %"
    assert rate_text(None, speech("en")) == ""


def test_a_rate_is_as_sure_as_there_were_visits() -> None:
    few, many = Rate(kept=1, of=2), Rate(kept=500, of=1000)
    assert (round(few.low, 3), round(few.high, 3)) == (0.095, 0.905)
    assert (round(many.low, 3), round(many.high, 3)) == (0.469, 0.531)
    assert (Rate(kept=0, of=1).low, Rate(kept=1, of=1).high) == (0.0, 1.0)
