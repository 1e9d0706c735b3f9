"""A list of employees on the pages: looked through row by row, then kept whole or not at all; hostile files refused."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib

import openpyxl
import pytest
from browsing import SAME, Browser, forms_of, words
from httpx import Response
from office_on_the_web import DEFINITIONS

from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Add, GiveRole
from sopengine.people.values import Agency, Role
from sopengine.web.access import passwords

LUMAJANG = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
HEAD = "Id;Nama;NIP;Surel;Jabatan;Sebagai;Mulai;Sampai;Nomor surat;Peran;Instansi\n"
TEN = HEAD + "".join(
    f"staf-{number};Staf {number};19700101199001{number:04};;Tim SAKIP;;1 Januari 2026;;;petugas;Dinas Tenaga Kerja\n"
    for number in range(1, 11)
)


@pytest.fixture
def staffed(engine: Engine) -> Engine:
    engine.change_people([Add(person="admin"), GiveRole(person="admin", agency=LUMAJANG, role=Role.ADMIN)], by="admin")
    return engine


@pytest.fixture
def admin(staffed: Engine) -> Browser:
    return Browser(staffed, DEFINITIONS, "admin")


def look(page: Browser, content: bytes | str, name: str = "pegawai.csv") -> Response:
    data = content.encode() if isinstance(content, str) else content
    return page.upload("/people/import", {"token": page.token()}, **{name: data})


def keep(page: Browser, looked: Response, **more: str) -> Response:
    form = next(form for form in forms_of(looked.text) if form.action == "/people/import/keep")
    return page.post("/people/import/keep", {**form.fields, **more})


def test_ten_people_are_looked_through_and_then_kept(admin: Browser, staffed: Engine) -> None:
    looked = look(admin, TEN)
    said = words(looked.text)
    assert "pegawai.csv · 10 rows · 10 new people · 0 changed · 10 positions" in said
    assert "Tim Sakip, Dinas Tenaga Kerja, from 1 January 2026" in said
    assert [one.id for one in staffed.people()] == ["admin"]
    answer = keep(admin, looked)
    assert answer.headers["location"] == "/people?added=10&changed=0&held=10"
    assert "10 people added. 0 changed, 10 positions." in words(admin.get(answer.headers["location"]).text)
    assert len(staffed.holdings()) == 10
    again = look(admin, TEN)
    assert "All of it is known already." in words(again.text)
    assert keep(admin, looked).headers["location"] == "/people?added=0&changed=0&held=0"
    assert len(staffed.holdings()) == 10


def test_each_row_that_is_amiss_is_told_with_its_column_and_nothing_is_kept(admin: Browser, staffed: Engine) -> None:
    rows = [
        "staf-1;A;12;;;;;;;;",
        "staf-2;B;;bukan surel;;;;;;;",
        "staf-3;C;;;Tim SAKIP;kepala;;;;;Dinas Tenaga Kerja",
        "staf-4;D;;;Tim SAKIP;;32 Januari 2026;;;;Dinas Tenaga Kerja",
        "staf-5;E;;;Tim SAKIP;;2 Januari 2026;1 Januari 2026;;;Dinas Tenaga Kerja",
        "staf-6;F;;;;;;;;bos;",
        "staf-7;=HYPERLINK(1);;;;;;;;;",
        "staf-8;G;;;Tim SAKIP;;;;;;Dinas Pelik",
        "dua kata;H;;;;;;;;;",
        "-;-;-;;;;;;;;",
    ]
    looked = look(admin, HEAD + "\n".join(rows))
    assert looked.status_code == 422
    said = words(looked.text)
    assert "Nothing is kept. 10 rows are amiss." in said
    columns = "C NIP|D Surel|F Sebagai|G Mulai|H Sampai|J Peran|B Nama|K Instansi"
    for row, where in enumerate(columns.split("|"), 2):
        assert f"Row {row} Column {where}" in said
    assert "Row 10 Column A Id 'dua kata' is no short id" in said
    assert "Row 11 Column B Nama nobody is named" in said
    assert not any(form.action == "/people/import/keep" for form in forms_of(looked.text))
    assert [one.id for one in staffed.people()] == ["admin"]


def test_a_position_that_no_sop_has_is_doubted_and_may_be_kept(admin: Browser, staffed: Engine) -> None:
    looked = look(admin, "Id;Nama;Jabatan;Instansi\nstaf-1;A;Tim SAKEP;Dinas Tenaga Kerja\n")
    assert "did you mean" in words(looked.text)
    keep(admin, looked)
    assert staffed.holdings()[0].position == "Tim SAKEP"


def test_the_new_ones_get_accounts_whose_passwords_are_shown_once(admin: Browser, staffed: Engine) -> None:
    accounts = accounts_of(staffed)
    accounts.keep("admin", passwords.kept("sandi yang panjang"), by="admin")
    signing = admin.form("/signin", "/signin")
    admin.post("/signin", {**signing.fields, "name": "admin", "password": "sandi yang panjang"})
    token = forms_of(admin.get("/account").text)[0].fields["token"]
    looked = admin.upload("/people/import", {"token": token}, **{"pegawai.csv": TEN.encode()})
    page = keep(admin, looked, accounts="1")
    shown = re.findall(r'<code class="secret">([^<]+)</code>', page.text)
    assert len(set(shown)) == 10
    first = accounts.account("staf-1")
    assert first
    assert first.must_change
    assert passwords.fits(shown[0], first.password)


def test_what_changed_meanwhile_is_looked_through_again(admin: Browser, staffed: Engine) -> None:
    looked = look(admin, "Id;Nama;NIP\nstaf-1;A;197001011990010001\n")
    staffed.change_people([Add(person="staf-2", nip="197001011990010001")], by="admin")
    answer = keep(admin, looked)
    assert answer.status_code == 422
    assert "Row 2 Column C NIP the NIP '197001011990010001' is that of staf-2" in words(answer.text)
    assert [one.id for one in staffed.people()] == ["admin", "staf-2"]


def packed(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return content.getvalue()


def with_formula() -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    assert book.active
    book.active.append(["Nama", "Jabatan"])
    book.active.append(["A", '=VLOOKUP("A",B1:C9,2)'])
    book.save(content)
    return content.getvalue()


def entities() -> bytes:
    """A workbook whose one part grows when it is read."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><Types>&l9;</Types>'
    return packed({"[Content_Types].xml": bomb.encode()})


HOSTILE = {
    "nothing": (b"", "has no row of headings"),
    "a zip bomb": (packed({"xl/worksheets/sheet1.xml": b"0" * 60_000_000}), "holds too much"),
    "growing entities": (entities(), "is no spreadsheet that can be read"),
    "a formula without result": (with_formula(), "cell B2: a formula without its result"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "save it as XLSX or as CSV UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "save it as XLSX or as CSV UTF-8"),
    "a document": (b"%PDF-1.7\n%\xe2\xe3\n", "has no row of headings"),
    "an odd half of UTF-16": ("Nama;Jabatan\n".encode("utf-16") + b"x", "is no text that can be read"),
    "too many bytes": (b"Nama;Jabatan\n" + b"x" * 10_000_000, "has more than 10,000,000 bytes"),
    "too many rows": (b"Nama;Jabatan\n" + b"A;B\n" * 1_000, "has more than 1000 rows"),
    "far too many rows": (b"Nama;Jabatan\n" + b"A;B\n" * 20_001, "has more than 20000 rows"),
}


@pytest.mark.parametrize(("content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_list_is_refused_with_a_page_on_which_another_is_chosen(
    admin: Browser, content: bytes, why: str
) -> None:
    answer = look(admin, content, "../../pegawai.xlsx")
    assert answer.status_code == 422
    said = words(answer.text)
    assert "Nothing is kept." in said
    assert why in said
    assert ".." not in said
    assert any(form.action == "/people/import" for form in forms_of(answer.text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_whatever_encoding_a_spreadsheet_saves(
    admin: Browser, staffed: Engine, encoding: str
) -> None:
    keep(admin, look(admin, "Id;Nama\nstaf-1;André – S.T.\n".encode(encoding)))
    assert staffed.known_person("staf-1").name == "André – S.T."


@pytest.mark.parametrize(
    "carried", ["", "!", "AAAA", base64.b64encode(zlib.compress(b"0" * 30_000_000)).decode()], ids=len
)
def test_a_list_that_did_not_arrive_is_not_kept(admin: Browser, carried: str) -> None:
    answer = admin.post("/people/import/keep", {"token": admin.token(), "list": carried, "name": "x"})
    assert answer.status_code == 422
    assert "Nothing is kept." in words(answer.text)


def test_two_gigabytes_are_told_of_before_they_are_read(admin: Browser) -> None:
    headers = {**SAME, "content-length": str(2 * 1024**3), "content-type": "multipart/form-data; boundary=x"}
    answer = admin.send("POST", "/people/import", headers)
    assert answer.status_code == 413
    assert "More was sent than a form may have" in words(answer.text)


def test_nobody_but_an_admin_may(staffed: Engine, admin: Browser) -> None:
    staffed.change_people([Add(person="staf-1")], by="admin")
    page = Browser(staffed, DEFINITIONS, "staf-1")
    assert page.get("/people/import").status_code == 403
    assert look(page, TEN).status_code == 403
    assert "/people/import" not in page.get("/people").text
