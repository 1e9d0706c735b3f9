"""The report of a quarter: the page, the file that prints, the table that is handed in."""

from __future__ import annotations

import io
import zipfile

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened, Worked

from sopengine.engine import Engine
from sopengine.people.changes import Add, GiveRole
from sopengine.people.values import Agency, Role

LUMAJANG = "lumajang-pengukuran-kinerja"


def quarter_of(engine: Engine) -> str:
    now = engine.now()
    return f"{now.year}-Q{(now.month - 1) // 3 + 1}"


def test_a_quarter_is_shown_with_its_charts_and_its_table(opened: Opened, worked: Worked, engine: Engine) -> None:
    worked("analisa")
    page = opened("pengawas")
    said = words(page.get(f"/reports/{quarter_of(engine)}").text)
    assert "On time 100.0 %" in said
    assert "Time of each step against its standard" in said
    assert "Monitoring table" in said


def test_a_choice_leads_to_its_address(opened: Opened) -> None:
    page = opened("pengawas")
    answer = page.get(f"/reports?quarter=2025-Q3&sop={LUMAJANG}")
    assert answer.headers["location"] == f"/reports/2025-Q3?sop={LUMAJANG}"
    assert page.get("/reports?quarter=..%2F..%2Fx&sop=%0d%0a").headers["location"] == "/reports/..%2F..%2Fx?sop=%0D%0A"


def test_of_one_sop_its_form_and_its_steps_are_shown_too(opened: Opened, worked: Worked, engine: Engine) -> None:
    worked("analisa")
    path = f"/reports/{quarter_of(engine)}?sop={LUMAJANG}"
    assert "menyusun rencana kegiatan pengukuran" in words(opened("pengawas").get(path).text)


def test_a_quarter_without_work_says_so_and_offers_no_table(opened: Opened) -> None:
    answer = opened("pengawas").get("/reports/1999-Q2")
    assert answer.status_code == 200
    assert "monev." not in answer.text


@pytest.mark.parametrize("name", ["2026-Q5", "2026", "0000-Q1", "9999-Q4", "x" * 900, "%00", "2026-Q1%2f.."])
def test_what_is_no_quarter_is_told_so(opened: Opened, name: str) -> None:
    assert opened("pengawas").get(f"/reports/{name}").status_code == 404


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_the_table_is_handed_in_as_a_file(
    opened: Opened, worked: Worked, engine: Engine, ending: str, begins: bytes
) -> None:
    worked("analisa")
    answer = opened("pengawas").get(f"/reports/{quarter_of(engine)}/monev.{ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].endswith(f'monev-{quarter_of(engine)}.{ending}"')
    if begins == b"PK":
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_there_is_no_table_of_another_kind(opened: Opened) -> None:
    assert opened("pengawas").get("/reports/2026-Q1/monev.exe").status_code == 404


def test_the_file_that_prints_brings_its_style_and_may_load_nothing(
    opened: Opened, worked: Worked, engine: Engine
) -> None:
    worked("analisa")
    answer = opened("pengawas").get(f"/reports/{quarter_of(engine)}/print")
    assert "<style>" in answer.text
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_officials_without_a_role_see_no_reports(engine: Engine) -> None:
    agency = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
    engine.change_people([Add(person="staf-1"), Add(person="pengawas")], by="pengawas")
    engine.change_people([GiveRole(person="pengawas", agency=agency, role=Role.PENGAWAS)], by="pengawas")
    assert Browser(engine, DEFINITIONS, "staf-1").get("/reports/2026-Q1").status_code == 403
    assert Browser(engine, DEFINITIONS, "pengawas").get("/reports/2026-Q1").status_code == 200
