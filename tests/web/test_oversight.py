"""The desk of a head and the open work of an office: what is late, where, who is asked, and by whom it may be seen."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.positions import agency_of
from sopengine.office.running.overseen import AGES, by_position, lying, place_of
from sopengine.office.running.starting import startable
from sopengine.people.changes import Add, GiveRole, Hold
from sopengine.people.values import Agency, Role

ELSEWHERE = "sintang-pengumpulan-data-kinerja"


class Time:
    """Goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 1, 1, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def office(time: Time, lumajang: Compiled, tmp_path: Path) -> Engine:
    """Two agencies; of one a head, who holds its first step, and a supervisor; of the other only work."""
    engine = Engine(str(tmp_path / "sop.db"), clock=time)
    agency = agency_of(lumajang)
    engine.change_people(
        [
            *(Add(person=name) for name in ("kepala-dinas", "sekretaris", "pengawas", "admin")),
            Hold(person="kepala-dinas", agency=agency, position="kepala-dinas", first_day=date(2026, 1, 1)),
            Hold(person="sekretaris", agency=agency, position="sekretaris", first_day=date(2026, 1, 1)),
            GiveRole(person="kepala-dinas", agency=agency, role=Role.PIMPINAN),
            GiveRole(person="pengawas", agency=agency, role=Role.PENGAWAS),
        ],
        by="admin",
    )
    engine.start(lumajang, by="sekretaris", ref="Triwulan III 2026")
    engine.start(startable(DEFINITIONS, ELSEWHERE), by="sekretaris", ref="Sintang September")
    return engine


def seen(engine: Engine, person: str, path: str, definitions: Path = DEFINITIONS) -> str:
    answer = Browser(engine, definitions, person).get(path)
    assert answer.status_code == 200, answer.text
    return str(words(answer.text))


def test_the_desk_tells_what_waits_for_the_head_and_what_is_late(office: Engine, time: Time) -> None:
    said = seen(office, "kepala-dinas", "/desk")
    assert "Wait for me 1" in said
    assert "Nothing is late." in said
    time.now = datetime(2026, 9, 9, 3, 0, tzinfo=UTC)
    said = seen(office, "kepala-dinas", "/desk")
    assert "Late 1" in said
    assert "6 working days since 2026-09-01 08:25 Triwulan III 2026" in said
    assert "Kepala Dinas kepala-dinas 1 1 open 1 1 late oldest 6 working days" in said


def test_what_is_of_another_agency_is_no_business_of_this_head(office: Engine) -> None:
    for path in ("/desk", "/open"):
        assert "Sintang" not in seen(office, "kepala-dinas", path)
        assert "Sintang" not in seen(office, "pengawas", path)


def test_who_answers_for_nothing_sees_no_desk(office: Engine) -> None:
    page = Browser(office, DEFINITIONS, "sekretaris")
    assert page.get("/desk").status_code == 403
    assert page.get("/open").status_code == 403
    assert 'href="/desk"' not in page.get("/").text


def test_in_a_store_without_people_all_work_is_overseen(opened: Opened, engine: Engine, lumajang: Compiled) -> None:
    engine.start(lumajang, by="staf-1", ref="Triwulan I")
    said = words(opened("siapa-saja").get("/desk").text)
    assert "Open work by position 1" in said
    assert "Wait for me 0" in said


def test_an_office_without_work_is_told_what_to_do_first(opened: Opened) -> None:
    for path in ("/desk", "/open"):
        answer = opened("siapa-saja").get(path).text
        assert "Work appears here once a process is started." in words(answer)
        assert 'href="/instances/new"' in answer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("sop=lumajang-pengukuran-kinerja", 1),
        (f"sop={ELSEWHERE}", 1),
        ("agency=Dinas+Tenaga+Kerja", 1),
        ("position=Kepala+Dinas", 1),
        ("late=1", 2),
        ("age=0", 0),
        ("age=2", 2),
        ("age=99", 2),
        ("age=%C2%B2", 2),
        ("sop=%3Cscript%3E", 0),
        ("from=999999999", 2),
        ("from=99999999", 2),
        ("from=-1&age=x", 2),
    ],
)
def test_open_work_is_narrowed(office_of_nobody: Engine, time: Time, query: str, found: int) -> None:
    time.now = datetime(2026, 9, 9, 3, 0, tzinfo=UTC)
    said = seen(office_of_nobody, "siapa-saja", f"/open?{query}")
    assert f"{found} of 2 open" in said


@pytest.fixture
def office_of_nobody(time: Time, lumajang: Compiled, tmp_path: Path) -> Engine:
    """Two agencies, no people."""
    engine = Engine(str(tmp_path / "plain.db"), clock=time)
    engine.start(lumajang, by="sekretaris", ref="Triwulan III 2026")
    engine.start(startable(DEFINITIONS, ELSEWHERE), by="sekretaris", ref="Sintang September")
    return engine


def test_all_open_work_is_counted_once_and_in_one_age(office_of_nobody: Engine, time: Time) -> None:
    for day in (1, 2, 4, 9, 25):
        time.now = datetime(2026, 9, day, 9, 0, tzinfo=UTC)
        found = lying(office_of_nobody, lambda _: True)
        assert len(found) == len({one.item for one in found}) == len(office_of_nobody.work_items())
        assert sum(each.open for each in by_position(found)) == len(found)
        assert all(AGES[place_of(one.age)][0] <= one.age for one in found)
        by_hand = {item.id for item in office_of_nobody.work_items() if _late(office_of_nobody, item.id)}
        assert {one.item for one in found if one.late} == by_hand


def _late(engine: Engine, id: int) -> bool:
    item = engine.work_item(id)
    assert item
    return engine.late_by(item, engine.compiled(engine.instance(item.instance).digest)) is not None


def test_a_changed_sop_waits_for_the_head_until_it_is_approved(office: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    page = Browser(office, folder, "kepala-dinas")
    assert "To approve" not in words(page.get("/desk").text)
    file = folder / "lumajang-pengukuran-kinerja.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("10 menit", "15 menit", 1), encoding="utf-8")
    said = words(page.get("/desk").text)
    assert "Wait for me 2" in said
    assert "version 2 To approve: 1 change." in said
    assert "To approve" not in seen(office, "pengawas", "/desk", folder)
    path = "/sops/lumajang-pengukuran-kinerja"
    form = page.form(path, f"{path}/approve")
    assert page.post(form.action, form.fields).status_code == 303
    assert "To approve" not in words(page.get("/desk").text)


def test_a_role_of_another_government_does_not_count(office: Engine) -> None:
    other = Agency(government="Pemerintah Kabupaten Sumenep", name="Dinas Tenaga Kerja")
    office.change_people([GiveRole(person="admin", agency=other, role=Role.ADMIN)], by="admin")
    assert "Open work by position 0" in seen(office, "admin", "/desk")
