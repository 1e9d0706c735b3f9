"""Stores that are hard to tell of, with names as long as offices have.

Whatever `sop comply` prints fits a terminal of 80 columns in both languages, and what its figures rest on stands in the
terminal, in the report, and in the table that is handed in.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flows import Tasks, flow
from still_clock import Clock

from sopengine.calendar import OfficeHours
from sopengine.calendar.hours import span
from sopengine.calendar.kept import text_of
from sopengine.cli import sop
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkState

LOOP: Tasks = {
    "menerima-dan-mencatat-berkas-permohonan": {"": ["memeriksa-kelengkapan-berkas-permohonan"]},
    "memeriksa-kelengkapan-berkas-permohonan": {"Ya": [], "Tidak": ["menerima-dan-mencatat-berkas-permohonan"]},
}
SOP = "penyusunan-dan-penyampaian-laporan-pertanggungjawaban-kinerja"
AGENCY = "Dinas Perindustrian, Perdagangan, Koperasi, Usaha Mikro dan Transmigrasi Kabupaten Contoh Sekali"
ACTOR = "Jabatan Fungsional Tertentu Perencana Ahli Muda pada Sub Bagian Perencanaan dan Keuangan"
TITLE = "Penyusunan dan Penyampaian Laporan Pertanggungjawaban Kinerja Instansi Pemerintah yang Terintegrasi"
REF = "Surat Permohonan Nomor 470/Sekretariat Daerah Kabupaten Contoh tentang hal yang panjang sekali"
AT = ("--at", "2026-09-30")


def long(number: int, duration: str = "60 menit") -> Compiled:
    version = flow(LOOP, id=SOP, duration=duration)
    actors = dict.fromkeys(version.actors, ACTOR)
    return replace(version, agency=AGENCY, title=TITLE, actors=actors, digest=f"{number:064}")


def played(engine: Engine, clock: Clock, version: Compiled, ref: str) -> int:
    """Once around the loop, the second step late; the number of the run."""
    run = engine.start(version, by="sekretaris", ref=ref).id
    for minutes, outcome in ((15, None), (600, "Tidak"), (20, None), (30, "Ya")):
        clock.go_on(minutes=minutes)
        (item,) = (item for item in engine.work_items(instance=run) if item.state is WorkState.OPEN)
        engine.done(item.id, by="staf-1", outcome=outcome)
    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`many`: standards changed thrice, corrected, undone, begun by a clock that went back; others: a run goes on."""
    found = tmp_path_factory.mktemp("stores")
    clock = Clock()
    with Engine(str(found / "many.db"), clock=clock) as engine:
        for number, duration in enumerate(("60 menit", "30 menit", "2 jam", "1 hari")):
            played(engine, clock, long(number, duration), f"{REF} {number}")
            clock.go_on(days=10)
        undone = engine.start(long(3, "1 hari"), by="sekretaris", ref="urung").id
        item = engine.work_items(instance=undone)[0].id
        engine.done(item, by="staf-1")
        engine.undo_latest(undone, by="staf-1")
        corrected = engine.start(long(3, "1 hari"), by="sekretaris", ref="koreksi").id
        item = engine.work_items(instance=corrected)[0].id
        clock.go_on(hours=2)
        engine.done(item, by="staf-1")
        engine.correct(item, by="staf-1", done_at=clock.now - timedelta(minutes=5))
        back = engine.start(long(3, "1 hari"), by="sekretaris", ref="mundur").id
        item = engine.work_items(instance=back)[0].id
        clock.go_on(hours=2)
        engine.done(item, by="staf-1")
    with closing(sqlite3.connect(found / "many.db")) as connection:
        connection.execute(
            "UPDATE work_item SET started_at = done_at + 60000000, started_by = 'staf-1' WHERE id = ?", (item,)
        )
        connection.commit()
    for name in ("one", "other"):
        with Engine(str(found / f"{name}.db"), clock=Clock()) as engine:
            engine.start(long(0), by="sekretaris", ref=REF)
    with Engine(str(found / "idle.db"), clock=Clock()) as engine:
        engine.approve(long(0), by="kepala-dinas")
    return found


def run(folder: Path, *arguments: str, language: str = "en") -> list[str]:
    dbs = [part for part in arguments if part.endswith(".db")]
    others = [part for part in arguments if not part.endswith(".db")]
    named = [word for db in dbs for word in ("--db", str(folder / db))]
    result = CliRunner(env={"COLUMNS": "80", "SOP_LANG": language}).invoke(sop, ["comply", *others, *named])
    assert result.exit_code in (0, 1), result.output
    return result.output.splitlines()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("many.db", *AT),
        ("many.db", *AT, "--sop", SOP),
        ("many.db", *AT, "1"),
        ("many.db", *AT, "urung"),
        ("many.db", *AT, "mundur"),
        ("many.db", "other.db", *AT),
        ("many.db", "other.db", *AT, "--sop", SOP),
        ("one.db", *AT),
        ("one.db", "--at", "2026-07-01 08:30"),
        ("one.db", "--at", "2026-07-01 08:30", "1"),
        ("idle.db", "--month", "2026-08"),
        *(
            ("many.db", *AT, "--by", by)
            for by in ("step", "actor", "agency", "version", "month", "step,month", "step,actor,agency,version,month")
        ),
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal(folder: Path, arguments: tuple[str, ...], language: str) -> None:
    lines = run(folder, *arguments, language=language)
    assert len(lines) > 3
    assert [line for line in lines if len(line) > 80] == []


def test_nothing_that_groups_are_told_apart_by_is_left_out_where_room_is_narrow(folder: Path) -> None:
    words = " ".join(" ".join(run(folder, "many.db", *AT, "--by", "step,actor,agency,version,month")).split())
    for told in (AGENCY, ACTOR, SOP, "2 jam", "2026-07"):
        assert told in words


def test_what_was_corrected_undone_or_begun_by_a_clock_that_went_back_is_said(folder: Path) -> None:
    words = " ".join(" ".join(run(folder, "many.db", *AT)).split())
    assert "1 visit was corrected; 1 correction nobody confirmed." in words
    assert "1 withdrawn" in words
    assert "by a clock that went back: its length counts as nothing." in words


def written(folder: Path, *arguments: str, language: str = "id") -> tuple[str, str]:
    """Words of the report and of the table that is handed in."""
    page, table = folder / "laporan.html", folder / "monev.csv"
    run(folder, *arguments, "--report", str(page), "--monev", str(table), language=language)
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(words.split()), table.read_text(encoding="utf-8")


def test_the_report_tells_each_standard_of_a_step_that_changed_thrice(folder: Path) -> None:
    words, _ = written(folder, "many.db", *AT)
    for duration in ("60 menit", "30 menit", "2 jam", "1 hari"):
        assert re.search(rf"\(versi \d\) {duration} ", words), duration
    assert f"Dinas {AGENCY.removeprefix('Dinas ')}" in words


def test_the_report_says_what_its_figures_rest_on(folder: Path) -> None:
    words, _ = written(folder, "many.db", *AT)
    assert "Putaran yang tampil sesuai perbaikannya: 1." in words
    assert "Putaran yang ditarik atau dibatalkan, tidak masuk persentase: 1." in words
    assert "Putaran yang dicatat dengan jam mundur, lamanya dihitung nol: 1." in words
    assert "Lamanya dihitung sejak mulai yang dicatat; tanpa catatan itu sejak diterima, termasuk menunggu." in words


def test_two_stores_of_one_agency_are_one_agency_and_both_are_named(folder: Path) -> None:
    words, table = written(folder, "many.db", "other.db", *AT)
    assert "1 SOP · 1 instansi" in words
    assert f"Dibaca dari 2 basis data: {folder / 'many.db'}, {folder / 'other.db'}." in words
    assert table.count(TITLE) == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_of_one_running_run_has_no_median_and_no_division(folder: Path, language: str) -> None:
    words, table = written(folder, "one.db", "--at", "2026-07-01 08:30", language=language)
    told = {"id": "Tidak ada putaran yang dapat diukur.", "en": "No visit could be measured."}[language]
    assert told in words
    assert "1 proses dimulai, 0 selesai, 1 masih berjalan. Tidak ada putaran yang dapat diukur." in table
    assert "☒" not in table


def test_a_report_of_a_period_without_work_says_so_and_what_did_not_run(folder: Path) -> None:
    words, table = written(folder, "idle.db", "--month", "2026-08")
    assert "Tidak ada pekerjaan yang tercatat dalam masa ini." in words
    assert "SOP yang tidak berjalan" in words
    assert f"{AGENCY} {TITLE} belum pernah" in words
    assert len(table.splitlines()) == 1


def test_a_calendar_that_changed_in_the_period_leaves_the_due_times_as_they_were_recorded(tmp_path: Path) -> None:
    """Lengths are told by the hours that are kept now; what was promised stays."""
    clock, hours = Clock(), OfficeHours(timezone="Asia/Jakarta", week=(span("08:00", "12:00"),) * 5 + ((), ()))
    with Engine(str(tmp_path / "jam.db"), clock=clock) as engine:
        flowing = flow({"satu": {"": []}}, duration="8 jam", calendar="pagi", hours={"pagi": text_of(hours)})
        engine.start(flowing, by="sekretaris", ref="satu")
        clock.go_on(days=1, hours=2)
        engine.done(engine.work_items(instance=1)[0].id, by="staf-1")
        engine.update_calendar(
            "pagi", text_of(replace(hours, week=(span("08:00", "20:00"),) * 5 + ((), ()))), by="staf"
        )
    words, _ = written(tmp_path, "jam.db", *AT)
    assert "Tepat waktu 100,0 % 1 dari 1" in words
    assert "jam kerja menurut kalender tiap pelaksana" in words


def test_an_sop_whose_file_is_gone_is_told_by_what_the_store_keeps(folder: Path) -> None:
    """No file of an SOP lies beside these stores."""
    assert not list(folder.rglob("*.yaml"))
    words, table = written(folder, "many.db", *AT)
    assert TITLE in words
    assert TITLE in table
