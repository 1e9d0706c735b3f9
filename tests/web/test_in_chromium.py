"""What officials do, in a real Chromium on a real server: phone and desk, keyboard alone, without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from in_a_browser import Server, browsing, needs_chromium, pictures, serving
from office_on_the_web import DEFINITIONS

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.people.changes import Add, Change, GiveRole, Hold
from sopengine.people.values import Agency, HoldingKind, Role

DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
STILL = """() => document.querySelectorAll("nav.bottom, .question").forEach((one) => (one.style.position = "static"))"""
"""What stays in sight would hide the middle of a picture of the whole page; a style sheet would be blocked."""
"""In a picture of a whole page nothing hovers over the middle of it."""
Window = Callable[..., Any]


class Time:
    """Goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Time:
    return Time()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, clock: Time, lumajang: Compiled) -> Iterator[Server]:
    """An office with four holders, a Plh., a supervisor, and work on its desks."""
    needs_chromium()
    with Engine(str(tmp_path_factory.mktemp("office") / "sop.db"), clock=clock) as engine:
        _people(engine)
        _work(engine, clock, lumajang)
        with serving(engine, DEFINITIONS) as running:
            yield running


@pytest.fixture(scope="module")
def folder() -> Path:
    return pictures()


@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Any]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def window(chromium: Any, server: Server) -> Iterator[Window]:
    """A new window of somebody, at `/`."""
    opened = []

    def new(person: str, size: dict[str, int] = PHONE, dark: bool = False, script: bool = True) -> Any:
        context = chromium.new_context(
            viewport=size,
            locale="id-ID",
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            base_url=server.address,
        )
        opened.append(context)
        page = context.new_page()
        page.goto("/who")
        page.fill("#name", person)
        page.click("form.narrow button")
        return page

    yield new
    for context in opened:
        context.close()


def _people(engine: Engine) -> None:
    held = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "staf-1": "tim-sakip", "staf-2": "tim-sakip"}
    changes: list[Change] = [Add(person=name) for name in (*held, "pengawas", "admin")]
    changes += [Hold(person=who, agency=DINAS, position=what, first_day=date(2026, 1, 1)) for who, what in held.items()]
    plh = Hold(
        person="sekretaris",
        agency=DINAS,
        position="kepala-dinas",
        kind=HoldingKind.PLH,
        first_day=date(2026, 7, 1),
        last_day=date(2026, 7, 3),
        letter="800/12/2026",
    )
    changes += [plh, GiveRole(person="pengawas", agency=DINAS, role=Role.PENGAWAS)]
    engine.change_people(changes, by="admin")


def _work(engine: Engine, clock: Time, sop: Compiled) -> None:
    """Late, due today; one that was sent back."""
    by = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "tim-sakip": "staf-1"}
    for ref, until in (("Triwulan I 2026", "analisa"), ("Triwulan II 2026", "analisa"), ("Juni 2026", "arahan")):
        instance = engine.start(sop, by="staf-1", ref=ref)
        while instance.open_items[0].task != until:
            clock.now += timedelta(minutes=4)
            item = instance.open_items[0]
            instance = engine.done(item.id, by=by[item.actor])
    first = engine.instance("Triwulan I 2026").open_items[0]
    engine.done(first.id, by="sekretaris", outcome="Tidak", note="Angka IKU 3 belum sama dengan lampiran.")
    clock.now += timedelta(minutes=70)
    engine.start(sop, by="staf-1", ref="Juli 2026")


def open_of(server: Server, ref: str) -> WorkItem:
    return server.engine.instance(ref).open_items[0]


PAGES = {
    "tugas": ("sekretaris", "/"),
    "tugas-kosong": ("pengawas", "/"),
    "lembar": ("sekretaris", "/tasks/{analisa}"),
    "lembar-bukan-saya": ("staf-1", "/tasks/{analisa}"),
    "proses-semua": ("sekretaris", "/instances?all=1"),
    "proses": ("sekretaris", "/instances/2"),
    "mulai": ("staf-1", "/instances/new"),
    "akun": ("staf-1", "/account"),
    "siapa": ("staf-1", "/who"),
    "tidak-ada": ("staf-1", "/tidak-ada"),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_page_fits_its_window_and_says_nothing_to_the_console(
    window: Window, server: Server, folder: Path, size: dict[str, int], dark: bool
) -> None:
    analisa = open_of(server, "Triwulan II 2026").id
    said: list[str] = []
    for person in sorted({who for who, _ in PAGES.values()}):
        page = window(person, size, dark)
        page.on("console", lambda message: said.append(message.text))
        for name, (who, path) in PAGES.items():
            if who != person:
                continue
            page.goto(path.format(analisa=analisa))
            look = "gelap" if dark else "terang"
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
            small = page.evaluate(
                """() => [...document.querySelectorAll('main button, main .button, .bottom a')].filter((one) =>
                one.offsetHeight && one.offsetHeight < (innerWidth < 760 ? 44 : 24)).map((one) => one.textContent)"""
            )
            assert small == [], name
            page.evaluate(STILL)
            page.screenshot(path=folder / f"{name}-{size['width']}-{look}.png", full_page=True)
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_an_official_needs_two_clicks_to_finish(
    window: Window, server: Server, size: dict[str, int], lumajang: Any
) -> None:
    ref = f"Dua klik {size['width']}"
    server.engine.start(lumajang, by="staf-1", ref=ref)
    page = window("kepala-dinas", size)
    task = page.locator("li.task", has_text=ref)
    task.get_by_role("button", name="Selesai").click()
    page.wait_for_url("**/?saved=*")
    assert "kini di Sekretaris" in page.locator(".notice.saved").inner_text()
    assert open_of(server, ref).task == "arahan"
    page.get_by_role("button", name="Batalkan").click()
    page.wait_for_url("**/tasks/*")
    assert open_of(server, ref).task == "perintah"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_sending_back_asks_for_the_reason_first(window: Window, server: Server, script: bool, lumajang: Any) -> None:
    ref = f"Kembali {script}"
    instance = server.engine.start(lumajang, by="staf-1", ref=ref)
    for who in ("kepala-dinas", "sekretaris", "staf-1", "staf-1", "staf-1", "staf-1"):
        instance = server.engine.done(instance.open_items[0].id, by=who)
    page = window("sekretaris", script=script)
    page.goto(f"/tasks/{instance.open_items[0].id}")
    page.get_by_role("button", name="Tidak, kembalikan").click()
    page.wait_for_selector(".notice.error")
    assert "Belum tersimpan: tulis dulu alasannya." in page.locator(".notice.error").inner_text()
    page.fill("#note", "Angka IKU 3 belum sama")
    page.get_by_role("button", name="Tidak, kembalikan").click()
    page.wait_for_url("**/?saved=*")
    assert open_of(server, ref).task == "rekap"


def test_a_task_is_finished_by_keyboard_alone(window: Window, server: Server, lumajang: Any) -> None:
    server.engine.start(lumajang, by="staf-1", ref="Papan tombol")
    page = window("kepala-dinas", DESK)
    page.goto(f"/tasks/{open_of(server, 'Papan tombol').id}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "answer filled":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/?saved=*")
    assert open_of(server, "Papan tombol").task == "arahan"


def test_a_double_click_does_it_once(window: Window, server: Server, lumajang: Any) -> None:
    server.engine.start(lumajang, by="staf-1", ref="Klik ganda")
    page = window("kepala-dinas", script=False)
    page.locator("li.task", has_text="Klik ganda").get_by_role("button", name="Selesai").dblclick()
    page.wait_for_url("**/?saved=*")
    page.go_back()
    page.reload()
    assert open_of(server, "Klik ganda").task == "arahan"


def test_nothing_that_somebody_wrote_runs(window: Window, server: Server, lumajang: Any) -> None:
    begun = server.engine.start(lumajang, by="staf-1", ref=HOSTILE)
    server.engine.done(begun.open_items[0].id, by="kepala-dinas", note=HOSTILE)
    page = window("sekretaris", DESK)
    number = server.engine.instance(HOSTILE).id
    for path in ("/", f"/tasks/{open_of(server, HOSTILE).id}", f"/instances/{number}", "/instances", "/instances/new"):
        page.goto(path)
        assert page.evaluate("window.hacked") is None


def test_the_form_pans_on_a_phone_and_opens_where_the_work_is(window: Window, server: Server) -> None:
    page = window("pengawas")
    page.goto(f"/instances/{server.engine.instance('Triwulan II 2026').id}")
    paper = page.locator(".paper")
    inside = paper.evaluate(
        """(paper) => { const frame = paper.getBoundingClientRect();
        const place = paper.querySelector('[data-symbol="analisa"]').getBoundingClientRect();
        return place.left >= frame.left && place.right <= frame.right && place.top >= frame.top
            && place.bottom <= frame.bottom && paper.scrollWidth > paper.clientWidth; }"""
    )
    assert inside
