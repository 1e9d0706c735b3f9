"""What supervisors and heads do, in a real Chromium: why a step is late, the quarter on paper, a version approved."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from in_a_browser import Server, browsing, needs_chromium, pictures, serving
from office_on_the_web import DEFINITIONS
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.reporting import reports_of
from sopengine.execution.positions import agency_of
from sopengine.office.running.starting import startable
from sopengine.people.changes import Add, GiveRole, Hold
from sopengine.people.values import Role

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HEAD, SUPERVISOR, ADMIN = "kepala-dinas", "pengawas", "admin"
SOPS = (
    "lumajang-pengukuran-kinerja",
    "sintang-pengumpulan-data-kinerja",
    "tangerang-pengumpulan-data-kinerja",
    "kapuas-hulu-pengumpulan-data-kinerja",
)
PAGES = {
    "meja": "/desk",
    "terbuka": "/open",
    "laporan": "/reports",
    "triwulan": "/reports/2026-Q3",
    "monitoring": "/reports/2026-Q3/monitoring",
    "isi": "/reports/2026-Q3/fill",
    "kunci": "/reports/2026-Q3/lock",
}
Window = Callable[..., Any]


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Definitions that an analyst changes."""
    return Path(shutil.copytree(DEFINITIONS, tmp_path_factory.mktemp("office") / "definitions"))


@pytest.fixture(scope="module")
def server(clock: Clock, folder: Path) -> Iterator[Server]:
    """Four agencies with work of a quarter that is over; some of it is late, one step has just come to the head."""
    needs_chromium()
    with Engine(str(folder.parent / "sop.db"), clock=clock) as engine:
        sops = [startable(folder, name) for name in SOPS]
        _work(engine, clock, sops)
        _people(engine, sops)
        with serving(engine, folder) as running:
            yield running


@pytest.fixture(scope="module")
def window(server: Server) -> Iterator[Window]:
    """A new window of somebody."""
    with browsing() as browser:

        def new(person: str, size: Any = DESK, *, dark: bool = False, script: bool = True) -> Any:
            context = browser.new_context(
                viewport=size,
                locale="id-ID",
                color_scheme="dark" if dark else "light",
                java_script_enabled=script,
                base_url=server.address,
            )
            page = context.new_page()
            page.goto("/who")
            page.fill("#name", person)
            page.click("form.narrow button")
            return page

        yield new


def _work(engine: Engine, clock: Clock, sops: list[Compiled]) -> None:
    """Each SOP runs twice, the second time slower; of the last runs something is still open."""
    for round_, pace in enumerate((timedelta(minutes=20), timedelta(hours=20), timedelta(hours=3))):
        for sop in sops:
            instance = engine.start(sop, by="staf-1", ref=f"{sop.sop.partition('-')[0].title()} {round_ + 1}")
            for _ in range(6 + 12 * (round_ < 2)):
                if not instance.open_items:
                    break
                clock.now += pace
                item = instance.open_items[0]
                outcome = sop.tasks[item.task].labels[:1] or None
                engine.begin(item.id, by=item.actor, at=clock.now - pace / 3)
                instance = engine.done(item.id, by=item.actor, outcome=outcome)
    clock.now = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    engine.start(sops[0], by="staf-1", ref="Pengukuran Triwulan III 2026")


def _people(engine: Engine, sops: list[Compiled]) -> None:
    names = {actor for sop in sops for actor in sop.actors if actor not in sop.external}
    engine.change_people([Add(person=name) for name in sorted({*names, HEAD, SUPERVISOR, ADMIN})], by=ADMIN)
    roles = {SUPERVISOR: Role.PENGAWAS, HEAD: Role.PIMPINAN, ADMIN: Role.ADMIN}
    for sop in sops:
        agency = agency_of(sop)
        held = [
            Hold(person=actor, agency=agency, position=actor, first_day=date(2026, 1, 1))
            for actor in sop.actors
            if actor not in sop.external
        ]
        given = [GiveRole(person=who, agency=agency, role=role) for who, role in roles.items()]
        engine.change_people([*held, *given], by=ADMIN)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_supervisor_has_the_monitoring_table_on_paper_after_three_clicks(window: Window, script: bool) -> None:
    """From signing in; without scripts the third is that of the browser's own menu."""
    page, clicks = window(SUPERVISOR, script=script), 0
    page.get_by_role("navigation", name="Halaman").first.get_by_role("link", name="Laporan").click()
    clicks += 1
    page.get_by_role("row", name="Triwulan III 2026").get_by_role("link", name="Cetak tabel monitoring").click()
    clicks += 1
    page.wait_for_url("**/reports/2026-Q3/monitoring")
    button = page.get_by_role("button", name="Cetak")
    assert button.is_visible() is script
    if script:
        page.evaluate("window.print = () => { window.printed = true; }")
        button.click()
        assert page.evaluate("window.printed")
    clicks += 1
    assert clicks <= 3
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")


def test_a_supervisor_finds_why_a_step_is_late_and_prints_the_quarter(window: Window) -> None:
    page = window(SUPERVISOR)
    page.get_by_role("link", name="Meja pimpinan").first.click()
    late = page.locator(".group.late li.task").first
    position = late.locator(".facts span").first.inner_text()
    late.get_by_role("link", name="Lihat sebabnya").click()
    page.wait_for_url("**/instances/*")
    assert position in page.locator("main").inner_text()
    page.goto("/open?late=1")
    page.locator("table.work a").first.click()
    page.wait_for_url("**/tasks/*")
    page.get_by_role("link", name="Laporan").first.click()
    page.get_by_role("link", name="Triwulan III 2026", exact=True).click()
    assert "Ke mana waktu pergi" in page.locator("main").inner_text()
    page.get_by_role("link", name="Cetak", exact=True).click()
    page.wait_for_url("**/print")
    assert page.locator("table.monev tbody tr:not(.signed)").count() == len(SOPS)


@pytest.mark.parametrize(("size", "script"), [(PHONE, True), (DESK, False)], ids=["360", "1280 without script"])
def test_two_clicks_from_the_desk_remind_whoever_has_late_work(
    window: Window, server: Server, size: dict[str, int], script: bool
) -> None:
    """And they read it on their first page; whoever reminds sees there whom it reached."""
    who = SUPERVISOR if script else HEAD
    page = window(who, size, script=script)
    page.goto("/desk")
    late = page.locator(".group.late li.task", has=page.get_by_role("link", name="Ingatkan")).last
    position = late.locator(".facts span").first.inner_text()
    late.get_by_role("link", name="Ingatkan").click()
    page.wait_for_url("**/remind?**")
    assert page.get_by_role("heading", name=f"Ingatkan {position}").count() == 1
    page.fill("#note", "Ditunggu rapat besok.")
    page.get_by_role("button", name="Ingatkan").click()
    page.wait_for_url("**/desk?reminded=*")
    item = server.engine.work_item(int(page.url.rpartition("=")[2]))
    assert item
    (holder,) = server.engine.at_whose_desk(item)
    said = page.locator(".notice.saved").inner_text()
    assert said.startswith("Diingatkan hari ini")
    assert f"Di halaman tugasnya, tanpa surel: {holder}." in said
    told = f"oleh {who}: “Ditunggu rapat besok.”"
    assert page.locator("li.task", has_text=told).count() == 1
    for look in (False, True):
        theirs = window(holder, size, dark=look, script=script)
        theirs.goto("/")
        assert theirs.locator("li.task", has_text=told).count() == 1
        theirs.screenshot(path=pictures() / f"reminded-{size['width']}-{'dark' if look else 'light'}.png")


@pytest.mark.parametrize(("size", "sop"), [(PHONE, SOPS[0]), (DESK, SOPS[1])], ids=["360", "1280"])
def test_a_head_looks_at_the_desk_and_approves_a_version(
    window: Window, server: Server, folder: Path, size: dict[str, int], sop: str
) -> None:
    file = folder / f"{sop}.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("30 Menit", "45 Menit", 1).replace("10 menit", "15 menit", 1),
        encoding="utf-8",
    )
    page = window(HEAD, size)
    (page.locator("nav.bottom") if size is PHONE else page.locator("nav.tabs")).locator("a").first.click()
    page.wait_for_url("**/desk")
    waiting = page.locator("li.task", has_text="Perlu disahkan:")
    waiting.get_by_role("link", name="Periksa").click()
    page.locator("summary", has_text="Sahkan").click()
    page.get_by_role("button", name="Sahkan").click()
    page.wait_for_url("**?approved=1")
    assert server.engine.approvals()[-1].by == HEAD
    page.goto("/desk")
    assert page.locator("li.task", has_text="Perlu disahkan").count() == 0
    assert page.get_by_role("heading", name="Menunggu saya 1").count() == 1


def test_a_report_is_filled_in_locked_and_reopened(window: Window, server: Server) -> None:
    page = window(SUPERVISOR, PHONE)
    page.goto("/reports/2026-Q3/fill")
    page.fill("#action-1", "Sepakati format lampiran IKU sebelum langkah 5")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/monitoring?saved=1")
    assert "Sepakati format lampiran IKU" in page.locator("table.monev").inner_text()
    page.goto("/reports/2026-Q3")
    page.get_by_role("link", name="Kunci laporan").click()
    page.get_by_role("button", name="Kunci laporan").click()
    page.wait_for_url("**?locked=1")
    assert "Dikunci" in page.locator(".seal").first.inner_text()
    admin = window(ADMIN)
    admin.goto("/reports/2026-Q3")
    admin.locator("summary", has_text="Buka kembali").click()
    admin.fill("#reason", "Pencatatan Sintang dibetulkan")
    admin.get_by_role("button", name="Buka kembali").click()
    admin.wait_for_url("**?reopened=1")
    assert "Pencatatan Sintang dibetulkan" in admin.locator("main").inner_text()
    assert reports_of(server.engine).state("2026-Q3").locked is None


def test_every_page_of_overseers_fits_its_window_and_its_paper(window: Window, tmp_path: Path) -> None:
    folder = pictures()
    for person, size, dark in (
        (SUPERVISOR, DESK, False),
        (HEAD, PHONE, False),
        (HEAD, DESK, True),
        (HEAD, PHONE, True),
    ):
        page = window(person, size, dark=dark)
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        for name, path in PAGES.items():
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (name, size)
            assert page.locator("h1").count() == 1, name
            assert page.locator("main .filled:visible").count() <= 1, name
            page.screenshot(path=folder / f"{name}-{size['width']}-{'gelap' if dark else 'terang'}.png", full_page=True)
            if size is DESK and not dark:
                page.emulate_media(media="print")
                assert not page.locator(".bar").is_visible()
                assert not page.locator(".button:visible, button:visible").count(), name
                page.pdf(path=folder / f"{name}.pdf", format="A4", landscape=True)
                page.emulate_media(media="screen")
        assert said == []
