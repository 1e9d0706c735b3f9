"""One task of each role by keys alone, from signing in to done: what has the focus is seen, and Enter does it."""

from __future__ import annotations

from typing import Any

import pytest
from office_with_accounts import RIGHT, Staffed

SOP = "lumajang-pengukuran-kinerja"
MOST = 90
"""Presses of Tab, from the top of a page to what is wanted there."""
FOCUSED = """() => { const one = document.activeElement; const style = getComputedStyle(one);
    return [one.innerText ?? "", one.id, style.outlineStyle + " " + style.outlineWidth]; }"""


class Keys:
    """Presses them; there is no mouse."""

    def __init__(self, page: Any, person: str) -> None:
        self.page = page
        page.set_default_timeout(15_000)
        page.goto("/")
        page.keyboard.type(person)
        page.keyboard.press("Tab")
        page.keyboard.type(RIGHT)
        self.enter()

    def to(self, words: str = "", id: str = "") -> None:
        """On with Tab to what says exactly this, or has this id; it has to be seen that it has the focus."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            said, known_as, ring = self.page.evaluate(FOCUSED)
            if said.strip() == words if words else known_as == id:
                assert ring == "solid 3px", words or id
                return
        raise AssertionError(f"no way to {words or id} on {self.page.url}")

    def enter(self) -> None:
        """Leads to another page."""
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")

    def says(self, words: str) -> bool:
        return words in self.page.locator("main").inner_text()


@pytest.fixture
def page(chromium: Any, staffed: Staffed) -> Any:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="id-ID", base_url=staffed.server.address
    )
    yield context.new_page()
    context.close()


def test_an_official_finishes_a_task(page: Any, staffed: Staffed) -> None:
    keys = Keys(page, "sekretaris")
    keys.to("Selesai")
    keys.enter()
    assert page.locator(".notice.saved").is_visible()
    assert "Surat 1" in page.locator(".notice.saved").inner_text()
    assert staffed.engine.instance("Surat 1").open_items[0].task == "rencana"


def test_a_supervisor_finds_why_a_step_is_late(page: Any) -> None:
    keys = Keys(page, "pengawas")
    keys.to("Lihat sebabnya")
    keys.enter()
    assert keys.says("Angka IKU 3 belum sama dengan lampiran.")


def test_a_head_approves_a_version(page: Any, staffed: Staffed) -> None:
    file = staffed.definitions / f"{SOP}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("120 menit", "90 menit", 1), encoding="utf-8")
    keys = Keys(page, "kepala-dinas")
    keys.to("Periksa")
    keys.enter()
    keys.to("Sahkan versi ini")
    page.keyboard.press("Enter")
    keys.to("Sahkan versi")
    keys.enter()
    assert [approval.by for approval in staffed.engine.approvals()] == ["kepala-dinas"]


def test_an_analyst_finds_an_sop_and_its_findings(page: Any) -> None:
    keys = Keys(page, "penyusun")
    keys.to("Katalog SOP")
    keys.enter()
    keys.to(id="find")
    page.keyboard.type("pengukuran")
    keys.enter()
    keys.to("Pengukuran dan Pengumpulan Data Kinerja")
    keys.enter()
    assert keys.says("'Tim Sakip' sudah tercantum pada kolom pelaksana")


def test_an_admin_finds_who_did_what(page: Any) -> None:
    keys = Keys(page, "admin")
    keys.to("Orang")
    keys.enter()
    keys.to("Jejak kegiatan")
    keys.enter()
    keys.to(id="who")
    page.keyboard.type("sekretaris")
    keys.enter()
    assert page.locator("table.log tbody tr", has_text="menyelesaikan langkah 2").count() == 2
