"""What goes on while somebody sits before a page: the session ends, they go back, others work meanwhile."""

from __future__ import annotations

from typing import Any

from hands import Hand
from office_with_accounts import RIGHT, Enters, Staffed

from sopengine.compiled.tables import Compiled
from sopengine.engine.accounts import accounts_of


def task(hand: Hand, ref: str) -> Any:
    return hand.page.locator("li.task", has_text=ref)


def test_a_form_whose_session_ended_comes_back_in_the_browser(enters: Enters, staffed: Staffed) -> None:
    hand = enters("sekretaris", "360")
    hand.page.goto(f"/tasks/{staffed.engine.instance('Triwulan II 2026').open_items[0].id}")
    hand.page.fill("#note", "baris satu\nbaris dua")
    accounts = accounts_of(staffed.engine)
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
    assert staffed.engine.instance("Triwulan II 2026").open_items[0].task == "rekap"


def test_back_and_reload_after_a_completion_do_nothing_twice(enters: Enters, staffed: Staffed) -> None:
    hand = enters("sekretaris", "1280")
    hand.press("Selesai", task(hand, "Surat 1"))
    hand.page.wait_for_selector(".notice.saved")
    hand.page.reload()
    hand.page.go_back()
    hand.page.reload()
    hand.page.go_forward()
    assert staffed.engine.instance("Surat 1").open_items[0].task == "rencana"
    assert hand.page.locator("h1").inner_text() == "Tugas saya"


def test_the_inbox_brings_itself_up_to_date(enters: Enters, staffed: Staffed, lumajang: Compiled) -> None:
    hand = enters("kepala-dinas", "1280")
    page = hand.page
    page.clock.install()
    page.goto("/")
    assert task(hand, "Baru saja").count() == 0
    staffed.engine.start(lumajang, by="staf-1", ref="Baru saja")
    page.clock.fast_forward(21_000)
    page.wait_for_selector("li.task:has-text('Baru saja')")
    task(hand, "Baru saja").get_by_role("button", name="Selesai").click()
    page.wait_for_selector(".notice.saved")
    assert staffed.engine.instance("Baru saja").open_items[0].task == "arahan"
