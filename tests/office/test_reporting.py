"""Reports of real stores: what they show is what was recorded, also of stores that hold little or odd things."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flows import flow, kinerja
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import Period, Question
from sopengine.engine import Engine
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.messages.speech import speech
from sopengine.office.reporting.account import period_of_trend
from sopengine.office.reporting.files import write_handed_in, write_page
from sopengine.office.reporting.papers import counted, measures, office
from sopengine.office.reporting.reported import reported
from sopengine.report.account import Account
from sopengine.report.page.document import document
from sopengine.rules.runnable import runnable
from sopengine.settings.values import Monitoring

QUARTER = Period(since=date(2026, 7, 1), until=date(2026, 9, 30))
LOOP = """\
sop: 1
id: {id}
title: {title}
agency: {{government: Pemerintah Kabupaten Contoh, name: {agency}}}
document: {{number: 7/SOP/2026}}
actors: {{staf: Staf, sekretaris: Sekretaris}}
steps:
  - {{id: rekap, activity: Merekap data, actor: staf, duration: {standard}}}
  - {{id: analisa, activity: Menganalisa rekap, actor: sekretaris, duration: 1 jam, question: Benar?,
      decision: {{Ya: lapor, Tidak: rekap}}}}
  - {{id: lapor, activity: Melaporkan hasil, actor: sekretaris, duration: 30 menit}}
"""


def sop(
    id: str = "kinerja", *, agency: str = "Dinas Contoh", standard: str = "2 jam", title: str = "Kinerja"
) -> Compiled:
    text = LOOP.format(id=id, agency=agency, standard=standard, title=title)
    definition = parse(text.encode(), f"{id}.yaml").definition
    assert definition
    return runnable(Graph(definition))


def play(engine: Engine, clock: Clock, instance: int, *outcomes: str | None, begun: bool = True) -> None:
    for outcome in outcomes:
        item = engine.work_items(instance=instance)[0].id
        if begun:
            clock.go_on(minutes=30)
            engine.begin(item, by="staf-1")
        clock.go_on(minutes=40)
        engine.done(item, by="staf-1", outcome=outcome)


def account(*engines: Engine, period: Period = QUARTER, drawn: bool = True) -> Account:
    now = max(engine.now() for engine in engines)
    question = Question(at=lambda _: now, period=period)
    return reported([(f"{n}.db", engine) for n, engine in enumerate(engines)], question, Monitoring(), drawn=drawn)


def told(account: Account) -> str:
    return document(account, speech("en"))


@pytest.fixture
def worked(engine: Engine, clock: Clock) -> Engine:
    """One run with a loop, one under way."""
    engine.start(sop(), by="sekretaris", ref="Triwulan II")
    play(engine, clock, 1, None, "Tidak", None, "Ya", None)
    engine.start(sop(), by="sekretaris", ref="Triwulan III")
    play(engine, clock, 2, None)
    return engine


def test_a_report_shows_the_runs_and_what_was_late_in_them(worked: Engine) -> None:
    found = account(worked)
    assert {run.label: (len(run.pieces), run.end is None) for run in found.runs} == {
        "Triwulan II": (5, False),
        "Triwulan III": (2, True),
    }
    assert found.more_runs == 0
    assert found.window is not None
    assert all(found.window.begin <= run.begin for run in found.runs)


def test_arrows_of_the_map_tell_how_often_they_were_travelled(worked: Engine) -> None:
    (runs,) = account(worked).answer.sops
    graph = Graph(parse(worked.compiled(runs.digest).text.encode(), "x.yaml").definition)  # type: ignore[arg-type]
    went = counted(
        [(runs.digest, "rekap", "", 3), (runs.digest, "analisa", "Tidak", 1), (runs.digest, "analisa", "Ya", 2)]
    )
    found = measures(graph, went[runs.digest], {}, runs.started)
    assert {way: one.count for way, one in found.items() if one.count} == {
        ("rekap", "", "analisa"): 3,
        ("analisa", "Tidak", "rekap"): 1,
        ("analisa", "Ya", "lapor"): 2,
    }
    assert "3x" in account(worked).paper(runs).map


def test_what_is_known_of_an_sop_comes_from_its_kept_text_not_from_a_file(worked: Engine) -> None:
    found = account(worked, drawn=False)
    paper = found.paper(found.answer.sops[0])
    assert (paper.office, paper.number, paper.map) == ("Dinas Contoh, Pemerintah Kabupaten Contoh", "7/SOP/2026", "")


@pytest.mark.parametrize(
    ("name", "government", "shown"),
    [
        ("Dinas Sosial", "Pemerintah Kabupaten Contoh", "Dinas Sosial, Pemerintah Kabupaten Contoh"),
        ("Dinas Sosial Kabupaten Contoh", "Pemerintah Kabupaten Contoh", "Dinas Sosial Kabupaten Contoh"),
        ("Dinas Sosial", "", "Dinas Sosial"),
    ],
)
def test_an_office_is_named_with_its_government_unless_its_name_says_it(name: str, government: str, shown: str) -> None:
    text = LOOP.format(id="x", agency=name, standard="1 jam", title="X").replace(
        "Pemerintah Kabupaten Contoh", government
    )
    text = text.replace("government: , ", "")
    definition = parse(text.encode(), "x.yaml").definition
    assert definition
    assert office(Graph(definition)) == shown


def test_a_period_without_work_and_a_store_with_one_run(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    engine.start(sop(), by="sekretaris")
    for period in (Period(since=date(2020, 1, 1), until=date(2020, 3, 31)), QUARTER, Period()):
        found = account(engine, period=period)
        write_page(found, tmp_path / "a.html", speech("id"))
        write_handed_in(found, tmp_path / "a.csv")
    assert "No work was recorded in this period." in told(account(engine, period=Period(until=date(2020, 3, 31))))


def test_a_standard_that_changed_thrice_has_a_row_for_each(engine: Engine, clock: Clock) -> None:
    for number, standard in enumerate(("1 jam", "2 jam", "3 jam"), 1):
        engine.start(sop(standard=standard), by="sekretaris")
        play(engine, clock, number, None, "Ya", None)
    text = told(account(engine))
    assert all(f"Merekap data (version {number})" in text for number in (1, 2, 3))


def test_two_stores_of_the_same_agency_are_told_together(worked: Engine, clock: Clock) -> None:
    with Engine("sqlite://", clock=clock) as second:
        second.start(sop(), by="sekretaris", ref="Cabang")
        play(second, clock, 1, None, "Ya", None, begun=False)
        found = account(worked, second)
    (runs,) = found.answer.sops
    assert (runs.started, runs.completed) == (3, 2)
    assert {run.label for run in found.runs} == {"Triwulan II", "Triwulan III", "Cabang"}
    assert "Read from 2 stores: 0.db, 1.db." in told(found)


def test_corrected_undone_and_cancelled_work_is_in_no_figure_twice(
    worked: Engine, clock: Clock, tmp_path: Path
) -> None:
    item = worked.visits(1)[0]
    assert item.done_at
    worked.correct(item.id, by="staf-1", done_by="staf-2", reason="Salah orang")
    worked.start(sop(), by="sekretaris", ref="Batal")
    worked.cancel(3, by="sekretaris", reason="Ganda")
    found = account(worked)
    text = told(found)
    assert "Visits that stand as corrected: 1." in text
    assert "1 cancelled" in text
    assert "Batal" not in {run.label for run in found.runs}


def test_months_before_a_period_are_asked_for_too() -> None:
    now = datetime(2026, 10, 1, tzinfo=UTC)
    assert period_of_trend(QUARTER, now) == Period(since=date(2026, 2, 1), until=date(2026, 9, 30))
    assert period_of_trend(Period(since=date(2026, 2, 1)), now).since == date(2025, 9, 1)
    whole_year = Period(since=date(2025, 1, 1), until=date(2025, 12, 31))
    assert period_of_trend(whole_year, now) == whole_year
    assert period_of_trend(Period(), now) == Period()


@pytest.fixture
def many(clock: Clock) -> Iterator[Engine]:
    with Engine("sqlite://", clock=clock) as engine:
        for number in range(1, 31):
            engine.start(flow({"satu": {"": []}}) if number % 2 else kinerja(), by="sekretaris", ref=f"Berkas {number}")
            clock.go_on(minutes=5)
        yield engine


def test_only_the_longest_runs_are_shown_and_the_others_counted(many: Engine) -> None:
    found = account(many)
    assert [run.label for run in found.runs] == [f"Berkas {number}" for number in range(1, 21)]
    assert found.more_runs == 10


def test_a_run_that_goes_on_is_as_long_as_until_now(engine: Engine, clock: Clock) -> None:
    engine.start(flow({"satu": {"": []}}), by="sekretaris", ref="Berjalan")
    for number in range(2, 27):
        engine.start(flow({"satu": {"": []}}), by="sekretaris", ref=f"Selesai {number}")
        clock.go_on(minutes=1)
        engine.done(engine.work_items(instance=number)[0].id, by="staf-1")
    found = account(engine)
    assert found.runs[0].label == "Berjalan"
    assert found.more_runs == 6
