"""Files: added with a task, kept by their digest beside the store, taken home; hostile ones refused."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest
from browsing import Browser, words
from in_a_browser import serving
from office_on_the_web import DEFINITIONS, Worked

from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.office.keeping.attachments import LARGEST, fit_name
from sopengine.web.access import filled

PDF = b"%PDF-1.7 rekap"


@pytest.fixture
def item(worked: Worked) -> WorkItem:
    return worked("analisa")


@pytest.fixture
def page(engine: Engine, tmp_path: Path) -> Browser:
    return Browser(engine, DEFINITIONS, "sekretaris", tmp_path / "files")


def test_files_are_added_with_the_completion(page: Browser, item: WorkItem, engine: Engine, tmp_path: Path) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    sent = {**form.fields, "outcome": "Ya"}
    for _ in range(2):
        answer = page.upload(form.action, sent, **{"rekap tw3.pdf": PDF, "catatan.txt": b"sudah lengkap"})
        assert answer.headers["location"] == f"/?saved={item.id}"
    digest = hashlib.sha256(PDF).hexdigest()
    assert (tmp_path / "files" / digest).read_bytes() == PDF
    added = [event for event in engine.events(item.instance) if event.kind == "attached"]
    assert len(added) == 2
    text = page.get(f"/instances/{item.instance}").text
    assert "rekap tw3.pdf 1 kB · sekretaris" in words(text)
    assert engine.verify(item.instance)


def test_a_file_is_taken_home_and_never_opened_in_a_page(page: Browser, item: WorkItem) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    answer = page.upload(f"/tasks/{item.id}/files", form.fields, **{"a; b ü.pdf": PDF})
    assert answer.headers["location"] == f"/tasks/{item.id}#files"
    seq = page.get(f"/tasks/{item.id}").text.partition(f"/instances/{item.instance}/files/")[2].partition('"')[0]
    answer = page.get(f"/instances/{item.instance}/files/{seq}")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a%3B%20b%20%C3%BC.pdf"
    assert "sandbox" in answer.headers["content-security-policy"]
    for wrong in ("1", "999", "9" * 30):
        assert page.get(f"/instances/{item.instance}/files/{wrong}").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("skrip.html", b"<script>alert(1)</script>", "none of these kinds"),
        ("gambar.png", b"<svg onload=alert(1)>", "none of these kinds"),
        ("tanpa-akhiran", PDF, "none of these kinds"),
        ("a.exe", b"MZ", "none of these kinds"),
        ("a.txt", b"MZ\0\0", "none of these kinds"),
        ("kosong.pdf", b"", "is empty"),
        ("besar.pdf", PDF + bytes(LARGEST), "is larger than 25 MB"),
    ],
)
def test_a_file_of_a_wrong_kind_is_told_at_its_field_with_all_that_was_typed(
    name: str, data: bytes, said: str, page: Browser, item: WorkItem, engine: Engine
) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    answer = page.upload(form.action, {**form.fields, "outcome": "Ya", "note": "lihat lampiran"}, **{name: data})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert "lihat lampiran" in answer.text
    assert engine.work_item(item.id) == item


def test_an_upload_beyond_all_limits_is_not_read(page: Browser, item: WorkItem) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    headers = {"origin": "http://127.0.0.1", "content-length": str(2 * 1024**3), "content-type": "multipart/form-data"}
    assert page.send("POST", form.action, headers).status_code == 413
    assert page.upload(form.action, form.fields, **{f"{n}.txt": b"a" for n in range(6)}).status_code == 413


def test_a_route_that_takes_no_files_refuses_them(page: Browser, item: WorkItem) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/back")
    assert page.upload(form.action, {**form.fields, "note": "x"}, **{"a.pdf": PDF}).status_code == 413


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\Users\\staf\\rekap.pdf", "rekap.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", ".."),
        ("", "berkas"),
        ("a\nb\x00c\u202efdp.exe", "a b_c_fdp.exe"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_no_path(given: str, kept: str) -> None:
    assert fit_name(given) == kept


def test_a_file_that_was_changed_or_is_gone_is_not_handed_out(page: Browser, item: WorkItem, tmp_path: Path) -> None:
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    page.upload(f"/tasks/{item.id}/files", form.fields, **{"a.pdf": PDF})
    (kept,) = (tmp_path / "files").iterdir()
    path = page.get(f"/tasks/{item.id}").text.partition('href="/instances/1/files/')[2].partition('"')[0]
    kept.write_bytes(b"lain")
    assert "was changed since" in words(page.get(f"/instances/1/files/{path}").text)
    kept.unlink()
    assert "not beside the store any more" in words(page.get(f"/instances/1/files/{path}").text)


def test_without_a_folder_nothing_is_lost_in_silence(engine: Engine, item: WorkItem) -> None:
    page = Browser(engine, DEFINITIONS, "sekretaris")
    form = page.form(f"/tasks/{item.id}", f"/tasks/{item.id}/done")
    answer = page.upload(form.action, {**form.fields, "outcome": "Ya"}, **{"a.pdf": PDF})
    assert "this server has no folder for files" in words(answer.text)


def test_an_upload_of_two_gigabytes_is_heard_out_for_a_while_and_told_on_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser whose connection breaks while it sends shows that, and not what is wrong."""
    monkeypatch.setattr(filled, "_LONGEST_DRAIN", 0.5)
    with Engine(str(tmp_path / "sop.db")) as engine, serving(engine, DEFINITIONS) as running:
        port = int(running.address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as sender:
            head = (
                f"POST /who HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {running.address}\r\n"
                f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {2 * 1024**3}\r\n\r\n"
            )
            sender.sendall(head.encode() + bytes(8 * 1024 * 1024))
            answer = sender.makefile("rb").readline()
    assert b" 413 " in answer
