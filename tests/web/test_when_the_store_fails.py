"""A store that is damaged, gone, held, replaced or upgraded meanwhile: a page that says so, and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from browsing import Browser, forms_of, words
from office_on_the_web import DEFINITIONS

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.store.driver.gate import Gate
from sopengine.web.routes import ROUTES

ON_LINUX = pytest.mark.skipif(sys.platform == "win32", reason="an open file can be neither moved nor replaced there")
pytestmark = ON_LINUX


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sop.db"


@pytest.fixture
def page(file: Path, lumajang: Compiled) -> Iterator[Browser]:
    """The head's, who has one task."""
    with Engine(str(file)) as engine:
        engine.start(lumajang, by="staf-1", ref="Triwulan II 2026")
        yield Browser(engine, DEFINITIONS, "kepala-dinas")


def gone(file: Path) -> None:
    file.rename(file.with_suffix(".away"))


def damaged(file: Path) -> None:
    gone(file)
    file.write_bytes(b"ini bukan basis data" * 500)


def emptied(file: Path) -> None:
    gone(file)
    file.write_bytes(b"")


def upgraded(file: Path) -> None:
    """By a later release, which knows other tables."""
    shutil.copyfile(file, file.with_suffix(".away"))
    with closing(sqlite3.connect(file)) as other:
        other.executescript("UPDATE alembic_version SET version_num = '9999'; ALTER TABLE instance RENAME TO matter;")


def put_back(file: Path) -> None:
    file.with_suffix(".away").replace(file)


TROUBLES: dict[Callable[[Path], None], str] = {
    gone: "sudah tidak ada: kembalikan berkasnya",
    damaged: "berkas ini bukan basis data",
    emptied: "diganti dengan berkas data yang kosong",
    upgraded: "diubah dari tabel 0004 ke 9999",
}


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_every_page_says_what_is_wrong_and_serves_again_when_it_is_mended(
    trouble: Callable[[Path], None], file: Path, page: Browser
) -> None:
    trouble(file)
    for route in ROUTES:
        path = re.sub(r"\{\w+(:int)?\}", "1", route.path)
        fields = {"token": "00", "note": "Angka IKU 3 <b>"}
        answer = (
            page.post(path, fields, **{"accept-language": "id"})
            if route.writes
            else page.get(path, **{"accept-language": "id"})
        )
        if route.name in ("static", "metrics"):
            assert answer.status_code == 404
            continue
        if trouble is upgraded and answer.status_code != 503:
            # What a later release left as it was can be read all the same; nothing is written.
            assert answer.status_code < 500, route.path
            continue
        assert answer.status_code == 503, route.path
        if route.name != "health":
            assert TROUBLES[trouble] in words(answer.text), route.path
            assert "Catatan tidak dapat dicapai sekarang" in answer.text, route.path
            assert "Coba lagi" in answer.text
            assert not route.writes or "Angka IKU 3 &lt;b&gt;" in answer.text
            assert answer.headers["retry-after"]
    put_back(file)
    assert "Triwulan II 2026" in page.get("/").text
    assert page.get("/health").status_code == 200


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_what_was_filled_in_is_sent_again_from_the_page_and_done_once(
    trouble: Callable[[Path], None], file: Path, page: Browser
) -> None:
    form = _task_form(page)
    trouble(file)
    answer = page.post(form[0], {**form[1], "note": "baris satu\nbaris dua"})
    again = forms_of(answer.text)[-1]
    assert again.action == form[0]
    put_back(file)
    for _ in range(2):
        assert page.post(again.action, again.fields).status_code == 303
    with Engine(str(file)) as engine:
        (instance,) = engine.instances()
        assert [item.note for item in engine.visits(instance.id) if item.done_by] == ["baris satu\nbaris dua"]


def test_a_store_that_another_holds_is_told_with_its_holder(
    file: Path, page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gate.held, "__defaults__", ("", 0.3))
    action, fields = _task_form(page)
    other = Gate(file)
    with other.held("sekretaris"):
        answer = page.post(action, {**fields, "note": "sudah lengkap"})
    other.close()
    assert answer.status_code == 503
    assert "sekretaris" in words(answer.text)
    assert str(os.getpid()) in words(answer.text)
    assert "sudah lengkap" in answer.text
    assert page.post(action, {**fields, "note": "sudah lengkap"}).status_code == 303


def test_what_is_written_after_a_file_was_replaced_lies_in_the_new_one(
    file: Path, page: Browser, lumajang: Compiled
) -> None:
    """SQLite itself would go on with the file that has gone, and nobody would ever read that."""
    with Engine(str(file.with_name("other.db"))) as engine:
        engine.start(lumajang, by="staf-1", ref="Dari cadangan")
    action, fields = _task_form(page)
    file.with_name("other.db").replace(file)
    assert "Dari cadangan" in page.get("/").text
    assert page.post(action, fields).status_code == 303
    with Engine(str(file)) as engine:
        assert engine.instance("Dari cadangan").open_items[0].task == "arahan"


def _task_form(page: Browser) -> tuple[str, dict[str, str]]:
    """Action and fields of the sheet of the one task."""
    sheet = re.search(r'href="(/tasks/\d+)"', page.get("/").text)
    assert sheet
    form = page.form(sheet[1], f"{sheet[1]}/done")
    return form.action, form.fields
