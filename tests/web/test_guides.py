"""The pictures of the guides, drawn from the demo; what an admin and a Plh. do there, click by click.

`SOP_GUIDE_PICTURES=docs/pictures/web pytest tests/web/test_guides.py` draws the committed ones anew.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from furnished_demo import NOW, furnished
from in_a_browser import Server, browsing, needs_chromium, serving

from sopengine.engine import Engine
from sopengine.web.access.filled import LARGEST_UPLOAD

ROOT = Path(__file__).parent.parent.parent
COMMITTED = ROOT / "docs" / "pictures" / "web"
GUIDES = ("petugas", "pengawas", "pimpinan", "admin")
PHONE, DESK = (360, 740), (960, 620)
LIST = (
    "Id;Nama;NIP;Jabatan;Sebagai;Mulai;Instansi;Peran\n"
    + "".join(
        f"staf-{number};Staf Ke-{number};19900101201501{number:04};Tim Sakip;;1 April 2026;Dinas Tenaga Kerja;petugas\n"
        for number in range(2, 12)
    )
).encode()
AMISS = LIST.replace(b"199001012015010004", b"1990").replace(b"1 April 2026", b"31 April 2026", 1)
LARGEST = 120_000
"""Bytes of a picture."""
Act = Callable[[Any], None]


def chosen(content: bytes) -> Act:
    def act(page: Any) -> None:
        page.set_input_files("#file", {"name": "pegawai.csv", "mimeType": "text/csv", "buffer": content})
        page.get_by_role("button", name="Periksa").click()
        page.wait_for_selector("h1:has-text('Periksa daftar')")

    return act


def approving(page: Any) -> None:
    """The form of an approval, with the versions below it."""
    summary = page.locator("summary", has_text="Sahkan versi ini")
    summary.click()
    summary.evaluate("one => one.scrollIntoView()")


def filled(page: Any) -> None:
    """The form of a position for somebody who stands in."""
    page.locator("summary", has_text="Beri jabatan").click()
    page.fill("#position", "Kepala Dinas")
    page.select_option("#kind", "plh")
    page.fill("#first", "6 April 2026")
    page.fill("#last", "10 April 2026")
    page.fill("#letter", "800/15/427.51/2026")
    page.eval_on_selector("#agency, #position", "one => one.scrollIntoView()")


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture."""

    person: str
    path: str
    shows: str
    """Words that the reader of the guide has to see."""
    size: tuple[int, int] = DESK
    act: Act | None = None


SHOTS = {
    "petugas-tugas": Shot(person="staf-1", path="/", shows="Perjanjian Kinerja 2026", size=PHONE),
    "petugas-lembar": Shot(person="sekretaris", path="/tasks/{analisa}", shows="Tidak, kembalikan", size=PHONE),
    "petugas-mulai": Shot(person="staf-1", path="/instances/new", shows="Mulai", size=PHONE),
    "petugas-proses": Shot(person="staf-1", path="/instances/{number}", shows="Evaluasi Renja 2025"),
    "pengawas-meja": Shot(person="pengawas", path="/desk", shows="Terlambat"),
    "pengawas-ingatkan": Shot(
        person="pengawas",
        path="/tasks/{analisa}/remind?back=/desk",
        shows="Ingatkan Sekretaris",
        size=PHONE,
        act=lambda page: page.fill("#note", "Ditunggu Sekda sebelum rapat pukul 16.00."),
    ),
    "pengawas-laporan": Shot(person="pengawas", path="/reports/2026-Q1", shows="Dinas Tenaga Kerja"),
    "pimpinan-meja": Shot(person="kepala-dinas", path="/desk", shows="Pengukuran dan Pengumpulan Data Kinerja"),
    "pimpinan-sahkan": Shot(
        person="kepala-dinas",
        path="/sops/lumajang-pengukuran-kinerja",
        shows="2 Hari",
        act=approving,
    ),
    "admin-daftar": Shot(person="admin", path="/people/import", shows="Tambahkan 10 orang", act=chosen(LIST)),
    "admin-keliru": Shot(person="admin", path="/people/import", shows="2 baris keliru", act=chosen(AMISS)),
    "admin-plh": Shot(person="admin", path="/people/sekretaris", shows="Beri jabatan", act=filled),
    "admin-kalender": Shot(person="admin", path="/calendar?month=2026-03", shows="Cuti Bersama"),
    "admin-jejak": Shot(person="admin", path="/people/log?what=people", shows="sekretaris memangku Plh."),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needs_chromium()
    store, definitions = furnished(tmp_path_factory.mktemp("guides") / "sop-demo")
    with Engine(str(store), clock=lambda: NOW) as engine, serving(engine, definitions) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Any]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def window(chromium: Any, server: Server) -> Iterator[Callable[..., Any]]:
    """Of somebody, at `/`."""
    opened = []

    def new(person: str, size: tuple[int, int] = DESK) -> Any:
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(
            viewport=viewport, locale="id-ID", base_url=server.address, reduced_motion="reduce"
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto("/who")
        page.locator(".choices button", has_text=re.compile(f"^{person}")).click()
        page.wait_for_url(re.compile(r"/(desk)?$"))
        return page

    yield new
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(os.environ.get("SOP_GUIDE_PICTURES") or tmp_path_factory.mktemp("pictures"))


@pytest.mark.parametrize("name", SHOTS)
def test_each_picture_of_the_guides_can_be_drawn(
    window: Callable[..., Any], server: Server, folder: Path, name: str
) -> None:
    shot = SHOTS[name]
    instance = server.engine.instance("Evaluasi Renja 2025")
    page = window(shot.person, shot.size)
    page.goto(shot.path.format(analisa=instance.open_items[0].id, number=instance.id))
    if shot.act:
        shot.act(page)
    assert shot.shows in page.locator("main").inner_text()
    page.screenshot(path=folder / f"{name}.png")
    assert (folder / f"{name}.png").stat().st_size <= LARGEST


def test_the_guides_show_the_pictures_that_the_tests_draw() -> None:
    named = [
        name
        for guide in GUIDES
        for name in re.findall(
            r"\(\.\./pictures/web/([\w-]+)\.png\)", (ROOT / "docs" / "id" / f"{guide}.md").read_text(encoding="utf-8")
        )
    ]
    assert sorted(named) == sorted(SHOTS)
    assert sorted(file.stem for file in COMMITTED.glob("*.png")) == sorted(SHOTS)


@pytest.mark.parametrize("name", SHOTS)
def test_a_committed_picture_has_the_size_of_what_is_drawn(name: str) -> None:
    data = (COMMITTED / f"{name}.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == SHOTS[name].size
    assert len(data) <= LARGEST


def test_an_admin_adds_ten_people_from_a_spreadsheet_in_four_clicks(
    window: Callable[..., Any], server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "pegawai.csv"
    file.write_bytes(LIST)
    page = window("admin")
    page.goto("/people")
    page.get_by_role("link", name="Dari lembar kerja").click()
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Periksa").click()
    page.get_by_role("button", name="Tambahkan 10 orang").click()
    page.wait_for_url("**/people?added=10*")
    assert "10 orang ditambahkan." in page.locator(".notice.saved").inner_text()
    assert len(server.engine.people()) == 16


def test_a_plh_acts_for_a_head_on_leave_and_the_history_says_for_whom(
    window: Callable[..., Any], server: Server
) -> None:
    page = window("sekretaris", PHONE)
    task = page.locator("li.task", has_text="Lumajang April 2026")
    assert "Plh. Kepala Dinas atas nama kepala-dinas" in task.inner_text()
    task.get_by_role("button", name="Selesai").click()
    page.wait_for_url("**/?saved=*")
    item = server.engine.visits(server.engine.instance("Lumajang April 2026").id)[0]
    assert (item.done_by, item.done_for) == ("sekretaris", "kepala-dinas")
    page.goto(f"/instances/{server.engine.instance('Lumajang April 2026').id}")
    assert "Plh. Kepala Dinas (sekretaris) atas nama kepala-dinas" in page.locator("main").inner_text()


def test_an_admin_lets_somebody_stand_in_from_a_day_to_a_day(window: Callable[..., Any], server: Server) -> None:
    page = window("admin")
    page.goto("/people/sekretaris")
    filled(page)
    if page.locator("#agency").count():
        page.select_option("#agency", label=re.compile("Lumajang"))
    page.get_by_role("button", name="Beri jabatan").click()
    page.wait_for_url("**/people/sekretaris?saved=1")
    held = [one for one in server.engine.holdings("sekretaris") if one.first_day == (NOW + timedelta(days=6)).date()]
    assert [one.letter for one in held] == ["800/15/427.51/2026"]


def test_a_file_that_is_too_large_is_told_on_a_page(window: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "besar.xlsx"
    with file.open("wb") as content:
        content.truncate(LARGEST_UPLOAD + 1)
    page = window("admin")
    page.goto("/people/import")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Periksa").click()
    page.wait_for_selector(
        "h1:has-text('Tidak ada yang dilakukan')",
    )
    assert "Kiriman melebihi batas isian" in page.locator("main").inner_text()
