"""What each role comes for, from signing in to done, in a real Chromium on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from in_a_browser import Server, browsing, needs_chromium, pictures, serving
from office_of_roles import DINAS, at_work, manned
from office_on_the_web import DEFINITIONS

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Hold
from sopengine.people.values import HoldingKind
from sopengine.web.access import passwords

SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 900}}
RIGHT = "kuda makan rumput"
KEPT = passwords.kept(RIGHT)
WHO = ("staf-1", "sekretaris", "pengawas", "kepala-dinas", "admin")
sizes = pytest.mark.parametrize("size", SIZES)


class Time:
    """Goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 29, 1, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Hand:
    """Somebody's, on a page: counts its clicks."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = 0

    def click(self, what: Any) -> None:
        what.first.click()
        self.clicks += 1

    def press(self, name: str, within: Any = None) -> None:
        self.click((within or self.page).get_by_role("button", name=name))

    def follow(self, name: str, within: Any = None) -> None:
        self.click((within or self.page.locator("main")).get_by_role("link", name=name))


Enters = Callable[[str, str], Hand]


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def server(tmp_path: Path, clock: Time, lumajang: Compiled) -> Iterator[Server]:
    """On the last days of a quarter: four matters with the secretary, one late; a Plh. for the head from tomorrow."""
    needs_chromium()
    with Engine(str(tmp_path / "sop.db"), clock=clock) as engine:
        manned(engine)
        plh = Hold(
            person="sekretaris",
            agency=DINAS,
            position="kepala-dinas",
            kind=HoldingKind.PLH,
            first_day=date(2026, 6, 30),
            last_day=date(2026, 7, 3),
            letter="800/12/2026",
        )
        engine.change_people([plh], by="admin")
        for person in WHO:
            accounts_of(engine).keep(person, KEPT, by="admin")
        late = at_work(engine, lumajang, "analisa", "Triwulan I 2026")
        engine.done(late.id, by="sekretaris", outcome="Tidak", note="Angka IKU 3 belum sama dengan lampiran.")
        clock.now += timedelta(hours=5)
        for number in (1, 2, 3):
            at_work(engine, lumajang, "arahan", f"Surat {number}")
        at_work(engine, lumajang, "analisa", "Triwulan II 2026")
        with serving(engine, DEFINITIONS) as running:
            yield running


@pytest.fixture(scope="module")
def folder() -> Path:
    return pictures()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def enters(chromium: Any, server: Server) -> Iterator[Enters]:
    """Somebody signs in; clicks are counted from then on."""
    contexts = []

    def entered(person: str, size: str, script: bool = True) -> Hand:
        context = chromium.new_context(
            viewport=SIZES[size], locale="id-ID", base_url=server.address, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/")
        page.fill("#name", person)
        page.fill("#password", RIGHT)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_selector("nav.tabs", state="attached")
        return Hand(page)

    yield entered
    for context in contexts:
        context.close()


def task(hand: Hand, ref: str) -> Any:
    return hand.page.locator("li.task", has_text=ref)


@sizes
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_an_official_finishes_three_tasks_and_sends_one_back(
    enters: Callable[..., Hand], server: Server, size: str, script: bool
) -> None:
    hand = enters("sekretaris", size, script)
    for number in (1, 2, 3):
        hand.press("Selesai", task(hand, f"Surat {number}"))
        hand.page.wait_for_selector(".notice.saved")
    assert hand.clicks == 3
    hand.follow("Tidak, kembalikan", task(hand, "Triwulan II 2026"))
    hand.page.fill("#note", "Angka IKU 3 belum sama.\nLihat lampiran 2.")
    hand.press("Tidak, kembalikan")
    hand.page.wait_for_selector(".notice.saved")
    assert hand.clicks == 5
    assert [server.engine.instance(f"Surat {number}").open_items[0].task for number in (1, 2, 3)] == ["rencana"] * 3
    assert server.engine.instance("Triwulan II 2026").open_items[0].task == "rekap"


@sizes
def test_a_plh_acts_for_a_head_on_leave(
    enters: Enters, server: Server, clock: Time, size: str, lumajang: Compiled
) -> None:
    clock.now += timedelta(days=1)
    server.engine.start(lumajang, by="staf-1", ref="Juli 2026")
    hand = enters("sekretaris", size)
    assert "Plh. Kepala Dinas" in task(hand, "Juli 2026").inner_text()
    hand.press("Selesai", task(hand, "Juli 2026"))
    hand.page.wait_for_selector(".notice.saved")
    (done,) = [item for item in server.engine.visits(server.engine.instance("Juli 2026").id) if item.done_by]
    assert (done.done_by, str(done.done_as), done.done_for) == ("sekretaris", "plh", "kepala-dinas")
    assert hand.clicks == 1


@sizes
def test_a_supervisor_finds_why_a_step_is_late_and_prints_the_quarter(enters: Enters, size: str, folder: Path) -> None:
    hand = enters("pengawas", size)
    hand.page.goto("/desk")
    hand.follow("Lihat sebabnya", hand.page.locator("section.late"))
    assert "Angka IKU 3 belum sama dengan lampiran." in hand.page.locator("main").inner_text()
    assert hand.page.locator(".badge.late").first.is_visible()
    hand.page.goto("/")
    before = hand.clicks
    if size == "360":
        hand.click(hand.page.locator("nav.bottom").get_by_role("link", name="Lainnya"))
        hand.follow("Laporan")
    else:
        hand.click(hand.page.locator("nav.tabs").get_by_role("link", name="Laporan"))
    hand.follow("Tabel monitoring")
    hand.page.wait_for_load_state()
    assert hand.clicks - before <= 3
    hand.page.emulate_media(media="print")
    assert hand.page.locator("header.bar").is_hidden()
    assert hand.page.locator("table").first.is_visible()
    hand.page.pdf(path=folder / f"monev-{size}.pdf", landscape=True, format="A4", print_background=True)


@sizes
def test_a_head_reads_and_approves_a_version(enters: Enters, server: Server, size: str) -> None:
    hand = enters("kepala-dinas", size)
    hand.page.goto("/sops/lumajang-pengukuran-kinerja")
    assert hand.page.locator(".paper svg, .leaf svg").first.is_visible()
    hand.click(hand.page.locator("details.offer > summary"))
    hand.press("Sahkan versi", hand.page.locator("details.offer form"))
    hand.page.wait_for_url("**?approved=1")
    (approval,) = server.engine.approvals()
    assert approval.by == "kepala-dinas"
    assert hand.clicks == 2


@sizes
def test_an_admin_adds_ten_people_from_a_spreadsheet(enters: Enters, server: Server, size: str, tmp_path: Path) -> None:
    rows = "".join(f"pegawai-{number};Pegawai Nomor {number};Tim SAKIP;petugas\n" for number in range(1, 11))
    chosen = tmp_path / "pegawai.csv"
    chosen.write_text(f"Id;Nama;Jabatan;Peran\n{rows}", encoding="utf-8")
    before = len(server.engine.people())
    hand = enters("admin", size)
    hand.page.goto("/people/import")
    hand.page.set_input_files("input[type=file]", chosen)
    hand.click(hand.page.locator("main form button.filled"))
    hand.page.wait_for_load_state()
    hand.click(hand.page.locator("main form button.filled"))
    hand.page.wait_for_load_state()
    assert len(server.engine.people()) == before + 10
    assert hand.clicks == 2


def test_keys_alone_lead_from_signing_in_to_done(chromium: Any, server: Server) -> None:
    context = chromium.new_context(viewport=SIZES["1280"], locale="id-ID", base_url=server.address)
    page = context.new_page()
    page.goto("/")
    page.keyboard.type("sekretaris")
    page.keyboard.press("Tab")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Tugas saya')")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('li.task button')"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.saved")
    context.close()


def test_a_form_whose_session_ended_comes_back_in_the_browser(enters: Enters, server: Server) -> None:
    hand = enters("sekretaris", "360")
    hand.page.goto(f"/tasks/{server.engine.instance('Triwulan II 2026').open_items[0].id}")
    hand.page.fill("#note", "baris satu\nbaris dua")
    accounts = accounts_of(server.engine)
    for session in accounts.sessions():
        accounts.end_from_afar(session.person, [session.hash], by="admin")
    hand.press("Tidak, kembalikan")
    hand.page.fill("#name", "sekretaris")
    hand.page.fill("#password", RIGHT)
    hand.press("Masuk")
    hand.page.wait_for_selector("textarea:visible")
    assert hand.page.locator("textarea:visible").input_value() == "baris satu\nbaris dua"
    hand.press("Kirim sekarang")
    hand.page.wait_for_url("**/?saved=*")
    assert server.engine.instance("Triwulan II 2026").open_items[0].task == "rekap"


def test_back_and_reload_after_a_completion_do_nothing_twice(enters: Enters, server: Server) -> None:
    hand = enters("sekretaris", "1280")
    hand.press("Selesai", task(hand, "Surat 1"))
    hand.page.wait_for_selector(".notice.saved")
    hand.page.reload()
    hand.page.go_back()
    hand.page.reload()
    hand.page.go_forward()
    assert server.engine.instance("Surat 1").open_items[0].task == "rencana"
    assert hand.page.locator("h1").inner_text() == "Tugas saya"


def test_the_inbox_brings_itself_up_to_date(
    enters: Enters, server: Server, lumajang: Compiled, clock: Time, chromium: Any
) -> None:
    hand = enters("kepala-dinas", "1280")
    page = hand.page
    page.clock.install()
    page.goto("/")
    assert task(hand, "Baru saja").count() == 0
    server.engine.start(lumajang, by="staf-1", ref="Baru saja")
    page.clock.fast_forward(21_000)
    page.wait_for_selector("li.task:has-text('Baru saja')")
    hand.press("Selesai", task(hand, "Baru saja"))
    page.wait_for_selector(".notice.saved")
    assert server.engine.instance("Baru saja").open_items[0].task == "arahan"
