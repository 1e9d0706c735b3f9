"""What each role comes for, from signing in to done: on a phone, at a desk, and without scripts, in a real Chromium."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hands import TASKS, Hand
from in_a_browser import pictures
from office_with_accounts import Enters, Staffed

from sopengine.compiled.tables import Compiled
from sopengine.engine.reporting import reports_of
from sopengine.office.running.starting import startable

SOP, QUARTER = "lumajang-pengukuran-kinerja", "2026-Q2"
TITLE = "Pengukuran dan Pengumpulan Data Kinerja"
DOCS = Path(__file__).parent.parent.parent / "docs" / "web.md"
FIVE_DAYS = """\
calendar: 1
id: kantor
title: Kantor Lumajang
based_on: indonesia
days_off: {2026-12-15: Hari jadi daerah}
"""
every_way = pytest.mark.parametrize(
    ("size", "script"),
    [("360", True), ("1280", True), ("360", False), ("1280", False)],
    ids=["360", "1280", "360 without script", "1280 without script"],
)


def task(hand: Hand, ref: str) -> Any:
    return hand.page.locator("li.task", has_text=ref)


def after_the_quarter(staffed: Staffed) -> None:
    staffed.clock.now += timedelta(days=2)


@every_way
def test_an_official_finishes_three_tasks_and_sends_one_back(
    enters: Enters, staffed: Staffed, size: str, script: bool
) -> None:
    hand = enters("sekretaris", size, script)
    for number in (1, 2, 3):
        hand.press("Selesai", task(hand, f"Surat {number}"))
        assert hand.page.locator(".notice.saved").is_visible()
    hand.follow("Tidak, kembalikan", task(hand, "Triwulan II 2026"))
    hand.page.fill("#note", "Angka IKU 3 belum sama.\nLihat lampiran 2.")
    hand.press("Tidak, kembalikan")
    assert hand.page.locator(".notice.saved").is_visible()
    engine = staffed.engine
    assert [engine.instance(f"Surat {number}").open_items[0].task for number in (1, 2, 3)] == ["rencana"] * 3
    assert engine.instance("Triwulan II 2026").open_items[0].task == "rekap"
    hand.has_done("finish three tasks, send one back")


@every_way
def test_a_plh_acts_for_a_head_on_leave(
    enters: Enters, staffed: Staffed, lumajang: Compiled, size: str, script: bool
) -> None:
    staffed.clock.now += timedelta(days=1)
    begun = staffed.engine.start(lumajang, by="staf-1", ref="Juli 2026")
    hand = enters("sekretaris", size, script)
    assert "Plh. Kepala Dinas" in task(hand, "Juli 2026").inner_text()
    hand.press("Selesai", task(hand, "Juli 2026"))
    (done,) = [item for item in staffed.engine.visits(begun.id) if item.done_by]
    assert (done.done_by, str(done.done_as), done.done_for) == ("sekretaris", "plh", "kepala-dinas")
    hand.has_done("act for a head on leave")


@every_way
def test_a_supervisor_finds_why_a_step_is_late(enters: Enters, size: str, script: bool) -> None:
    hand = enters("pengawas", size, script)
    hand.follow("Lihat sebabnya", hand.page.locator("section.late"))
    assert "Angka IKU 3 belum sama dengan lampiran." in hand.page.locator("main").inner_text()
    assert hand.page.locator(".badge.late").first.is_visible()
    hand.has_done("find why a step is late")


@every_way
def test_a_supervisor_prints_the_monitoring_table(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    """Without scripts it is the menu of the browser that prints: the same count."""
    after_the_quarter(staffed)
    hand = enters("pengawas", size, script)
    hand.follow("Tabel monitoring, Triwulan II 2026")
    button = hand.page.get_by_role("button", name="Cetak")
    assert button.is_visible() is script
    if script:
        hand.page.evaluate("window.print = () => { window.printed = true; }")
        hand.open(button)
        assert hand.page.evaluate("window.printed")
    else:
        hand.clicks += 1
    hand.page.emulate_media(media="print")
    assert hand.page.locator("header.bar").is_hidden()
    assert hand.page.locator("table.monev").is_visible()
    hand.page.pdf(path=pictures() / f"monev-{size}.pdf", landscape=True, format="A4")
    hand.has_done("print the monitoring table")


@every_way
def test_a_supervisor_fills_in_the_monitoring_table(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    after_the_quarter(staffed)
    hand = enters("pengawas", size, script)
    hand.follow("Tabel monitoring, Triwulan II 2026")
    hand.follow("Isi catatan dan tindakan")
    hand.page.fill("#action-1", "Sepakati format lampiran IKU sebelum langkah 5")
    hand.press("Simpan")
    assert "Sepakati format lampiran IKU" in hand.page.locator("table.monev").inner_text()
    hand.has_done("fill in the monitoring table")


@every_way
def test_a_supervisor_locks_the_quarter(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    after_the_quarter(staffed)
    hand = enters("pengawas", size, script)
    hand.go_to("Laporan")
    hand.click(hand.page.get_by_role("link", name="Triwulan II 2026", exact=True))
    hand.follow("Kunci laporan")
    hand.press("Kunci laporan")
    assert "Dikunci" in hand.page.locator(".seal").first.inner_text()
    assert reports_of(staffed.engine).state(QUARTER).locked is not None
    hand.has_done("lock the quarter")


@every_way
def test_a_head_reads_and_approves_a_version(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    file = staffed.definitions / f"{SOP}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("120 menit", "90 menit", 1), encoding="utf-8")
    hand = enters("kepala-dinas", size, script)
    hand.follow("Periksa", task(hand, "Perlu disahkan"))
    assert hand.page.locator(".paper svg").first.is_visible()
    assert "120 menit → 90 menit" in hand.page.locator("main").inner_text()
    hand.open(hand.page.locator("details.offer > summary"))
    hand.press("Sahkan versi", hand.page.locator("details.offer form"))
    assert hand.page.url.endswith("?approved=1")
    (approval,) = staffed.engine.approvals()
    assert approval.by == "kepala-dinas"
    hand.has_done("approve a version")


@every_way
def test_an_analyst_looks_through_the_findings_of_an_sop(enters: Enters, size: str, script: bool) -> None:
    hand = enters("penyusun", size, script)
    hand.go_to("Katalog SOP")
    hand.page.fill("#find", "pengukuran")
    hand.press("Cari")
    hand.follow(TITLE)
    found = hand.page.locator("main").inner_text()
    assert "'Tim Sakip' sudah tercantum pada kolom pelaksana" in found
    assert "awali dengan kata kerja" in found
    hand.has_done("look through the findings of an SOP")


@every_way
def test_an_analyst_takes_the_form_and_its_source_away(
    enters: Enters, staffed: Staffed, size: str, script: bool
) -> None:
    hand = enters("penyusun", size, script)
    hand.go_to("Katalog SOP")
    hand.follow(TITLE)
    assert hand.take("PDF").read_bytes().startswith(b"%PDF")
    assert hand.take("YAML").read_bytes() == (staffed.definitions / f"{SOP}.yaml").read_bytes()
    hand.has_done("take the form and its source away")


@every_way
def test_an_admin_adds_ten_people_from_a_spreadsheet(
    enters: Enters, staffed: Staffed, tmp_path: Path, size: str, script: bool
) -> None:
    rows = "".join(f"pegawai-{number};Pegawai Nomor {number};Tim SAKIP;petugas\n" for number in range(1, 11))
    chosen = tmp_path / "pegawai.csv"
    chosen.write_text(f"Id;Nama;Jabatan;Peran\n{rows}", encoding="utf-8")
    before = len(staffed.engine.people())
    hand = enters("admin", size, script)
    hand.go_to("Orang")
    hand.follow("Dari lembar kerja")
    hand.page.set_input_files("input[type=file]", chosen)
    hand.press("Periksa")
    hand.press("Tambahkan 10 orang")
    assert len(staffed.engine.people()) == before + 10
    hand.has_done("add ten people from a spreadsheet")


@every_way
def test_an_admin_lets_somebody_stand_in(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    hand = enters("admin", size, script)
    hand.go_to("Orang")
    hand.follow("staf-1")
    offer = hand.page.locator("details.offer", has_text="Beri jabatan")
    hand.open(offer.locator("summary"))
    if hand.page.locator("select[name=agency]:visible").count():
        offer.locator("select[name=agency]").select_option(label="Dinas Tenaga Kerja, Pemerintah Kabupaten Lumajang")
    hand.page.fill("#position", "Sekretaris")
    hand.page.select_option("#kind", "plh")
    hand.page.fill("#first", "6 Juli 2026")
    hand.page.fill("#last", "10 Juli 2026")
    hand.page.fill("#letter", "800/15/427.51/2026")
    hand.press("Beri jabatan", offer)
    held = [one for one in staffed.engine.holdings("staf-1") if one.letter]
    assert [(one.position, str(one.kind), one.letter) for one in held] == [("sekretaris", "plh", "800/15/427.51/2026")]
    hand.has_done("let somebody stand in")


@every_way
def test_an_admin_brings_a_calendar_up_to_date(enters: Enters, staffed: Staffed, size: str, script: bool) -> None:
    folder = staffed.definitions
    file, sop = folder / "calendars" / "kantor.yaml", folder / f"{SOP}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(FIVE_DAYS, encoding="utf-8")
    text = sop.read_text(encoding="utf-8")
    sop.write_text(text.replace("kind: team}", "kind: team, calendar: kantor}"), encoding="utf-8")
    staffed.engine.start(startable(folder, SOP), by="staf-1", ref="Dengan kalender sendiri")
    file.write_text(FIVE_DAYS.replace("12-15", "12-16"), encoding="utf-8")
    hand = enters("admin", size, script)
    hand.open(hand.page.locator("details.me > summary"))
    hand.follow("Kalender kerja", hand.page.locator("details.me"))
    hand.follow("Kantor Lumajang")
    hand.press("Perbarui dari berkasnya")
    assert hand.page.locator(".notice.saved").is_visible()
    hand.has_done("bring a calendar up to date")


@every_way
def test_an_admin_makes_a_new_password_for_who_forgot_theirs(enters: Enters, size: str, script: bool) -> None:
    hand = enters("admin", size, script)
    hand.go_to("Orang")
    hand.follow("staf-1")
    hand.press("Buat kata sandi baru")
    given = hand.page.locator("code.secret").inner_text()
    hand.has_done("make a new password")
    page = hand.page.context.browser.new_page(locale="id-ID", base_url=hand.page.url)
    page.goto("/signin")
    page.fill("#name", "staf-1")
    page.fill("#password", given)
    page.get_by_role("button", name="Masuk").click()
    assert "Pilih dulu kata sandi Anda sendiri" in page.locator("main").inner_text()
    page.close()


@every_way
def test_an_admin_finds_who_did_what(enters: Enters, size: str, script: bool) -> None:
    hand = enters("admin", size, script)
    hand.go_to("Orang")
    hand.follow("Jejak kegiatan")
    hand.page.fill("#who", "admin")
    hand.page.select_option("#what", "people")
    hand.press("Cari")
    lines = hand.page.locator("table.log tbody tr")
    assert lines.filter(has_text="sekretaris memangku Plh.").count() == 1
    assert lines.filter(has_text="staf-1 menyelesaikan").count() == 0
    hand.has_done("find who did what")


def test_the_clicks_of_every_task_stand_in_the_docs() -> None:
    """Seconds are of one machine; what was measured last lies beside the pictures of pages."""
    table = [line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    told = {cells[1].strip(): tuple(cell.strip() for cell in cells[2:5]) for cells in table if len(cells) > 6}
    expected = {name: (role, str(phone), str(desk)) for name, (role, phone, desk) in TASKS.items()}
    assert {name: told.get(name) for name in expected} == expected
