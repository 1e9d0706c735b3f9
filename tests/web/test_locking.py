"""Reports that people fill in and lock: who may, what stays, what is recorded, and what two at once see."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browsing import Browser, words
from office_on_the_web import DEFINITIONS, Opened, Worked
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.copying import copy_to, digest
from sopengine.engine.reporting import ReadBeforeError, reports_of
from sopengine.errors import MisuseError, RefusedError
from sopengine.execution.positions import agency_of
from sopengine.office.keeping.proof import faults_of_reports
from sopengine.people.changes import Add, GiveRole
from sopengine.people.values import Role
from sopengine.store.reports.values import Assessment

QUARTER = "2026-Q3"
FILL, TABLE, LOCK, REOPEN = (f"/reports/{QUARTER}/{name}" for name in ("fill", "monitoring", "lock", "reopen"))
LUMAJANG = "lumajang-pengukuran-kinerja"


@pytest.fixture
def office(engine: Engine, worked: Worked, lumajang: Compiled, clock: Clock) -> Engine:
    """Work of a quarter that is over; then the people come who answer for it."""
    worked("analisa")
    clock.now = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    agency = agency_of(lumajang)
    roles = {"pengawas": Role.PENGAWAS, "kepala-dinas": Role.PIMPINAN, "penyusun": Role.PENYUSUN, "admin": Role.ADMIN}
    engine.change_people([*(Add(person=name) for name in roles), Add(person="staf-1")], by="admin")
    given = [GiveRole(person=who, agency=agency, role=role) for who, role in roles.items()]
    engine.change_people(given, by="admin")
    return engine


@pytest.fixture
def person(office: Engine) -> Callable[[str], Browser]:
    return lambda name: Browser(office, DEFINITIONS, name)


def fill(page: Browser, **typed: str) -> int:
    form = page.form(FILL, FILL)
    return page.post(FILL, {**form.fields, **{f"{name}.1": text for name, text in typed.items()}}).status_code


def lock(page: Browser) -> int:
    return page.post(LOCK, page.form(LOCK, LOCK).fields).status_code


def test_what_is_filled_in_stands_in_the_table_and_in_every_file(person: Callable[[str], Browser]) -> None:
    page = person("pengawas")
    assert fill(page, note="Lampiran terlambat", action="Sepakati format\r\nlampiran", initials="PGW") == 303
    said = words(page.get(TABLE).text)
    assert "Lampiran terlambat" in said
    assert "Sepakati format lampiran PGW" in said
    csv = page.get(f"/reports/{QUARTER}/monev.csv").text
    assert "Sepakati format" in csv
    assert "PGW" in csv
    assert "Sepakati format" in page.get(f"/reports/{QUARTER}/print").text
    assert "PGW" in page.get(f"/reports/{QUARTER}").text


def test_two_who_fill_in_the_same_see_both_and_lose_nothing(person: Callable[[str], Browser], office: Engine) -> None:
    first, second = person("pengawas"), person("kepala-dinas")
    fields = second.form(FILL, FILL).fields
    assert fill(first, action="Milik pengawas") == 303
    answer = second.post(FILL, {**fields, "action.1": "Milik pimpinan"})
    assert answer.status_code == 409
    said = words(answer.text)
    assert "pengawas wrote there meanwhile" in said
    assert "Milik pengawas" in said
    assert "Milik pimpinan" in answer.text
    assert "Milik pimpinan" not in first.get(TABLE).text
    again = second.post(FILL, {**fields, "action.1": "Milik pimpinan", "seq.1": seq_of(answer.text)})
    assert again.status_code == 303
    assert len(reports_of(office).state(QUARTER).events) == 2


def seq_of(page: str) -> str:
    return page.partition('name="seq.1" value="')[2].partition('"')[0]


def test_saving_twice_or_without_a_change_records_nothing(person: Callable[[str], Browser], office: Engine) -> None:
    page = person("pengawas")
    fields = page.form(FILL, FILL).fields | {"action.1": "Sekali"}
    assert [page.post(FILL, fields).status_code for _ in range(2)] == [303, 303]
    assert fill(page, action="Sekali") == 303
    assert len(reports_of(office).state(QUARTER).events) == 1


def test_a_locked_report_keeps_its_figures_also_after_a_correction(
    person: Callable[[str], Browser], office: Engine
) -> None:
    page = person("pengawas")
    fill(page, action="Sepakati format")
    assert lock(page) == 303
    before = words(page.get(TABLE).text)
    assert "Locked" in before
    last = [item for item in office.visits() if item.done_at][-1]
    office.correct(last.id, by="staf-1", done_at=last.opened_at + timedelta(days=60))
    assert "What stands here of one SOP is measured anew." in words(page.get(f"/reports/{QUARTER}?sop={LUMAJANG}").text)
    fresh = words(page.get(f"{TABLE}?sop={LUMAJANG}").text)
    assert rate(fresh) != rate(before)
    assert words(page.get(TABLE).text) == before
    assert "Sepakati format" in page.get(f"/reports/{QUARTER}/print").text
    assert list(faults_of_reports(office)) == []


def rate(said: str) -> str:
    return said.partition("On time ")[2].partition(")")[0]


def test_the_figures_as_a_file_have_the_digest_that_is_printed(person: Callable[[str], Browser]) -> None:
    page = person("pengawas")
    lock(page)
    answer = page.get(f"/reports/{QUARTER}/figures.json")
    assert json.loads(answer.content)["period"] == QUARTER
    assert hashlib.sha256(answer.content).hexdigest() in words(page.get(TABLE).text)


def test_nothing_of_a_locked_report_is_written_any_more(person: Callable[[str], Browser], office: Engine) -> None:
    page = person("pengawas")
    fields, locking = page.form(FILL, FILL).fields, page.form(LOCK, LOCK).fields
    assert lock(page) == 303
    refused = page.post(FILL, {**fields, "action.1": "Terlambat"})
    assert refused.status_code == 409
    assert "Action to be taken Terlambat" in words(refused.text)
    assert page.post(LOCK, locking).status_code == 409
    assert len(reports_of(office).state(QUARTER).events) == 1
    shown = page.get(FILL).text
    assert 'name="action.1"' not in shown
    assert "<button" not in shown.partition("<form")[2].partition("</main>")[0].partition("fieldset")[2]


def test_only_an_admin_reopens_and_says_why(person: Callable[[str], Browser], office: Engine) -> None:
    lock(person("pengawas"))
    for name in ("pengawas", "kepala-dinas", "penyusun"):
        page = person(name)
        assert page.post(REOPEN, {"token": page.token(), "reason": "ingin"}).status_code == 403
        assert REOPEN not in page.get(f"/reports/{QUARTER}").text
    admin = person("admin")
    fields = admin.form(f"/reports/{QUARTER}", REOPEN).fields
    assert admin.post(REOPEN, {**fields, "reason": "  "}).status_code == 422
    assert admin.post(REOPEN, {**fields, "reason": "Salah catat di Sintang"}).status_code == 303
    assert admin.post(REOPEN, {**fields, "reason": "lagi"}).status_code == 409
    said = words(person("pengawas").get(f"/reports/{QUARTER}").text)
    assert "reopened: Salah catat di Sintang" in said
    assert lock(person("kepala-dinas")) == 303
    kinds = [one.kind.value for one in reports_of(office).state(QUARTER).events]
    assert kinds == ["locked", "reopened", "locked"]
    log = words(admin.get("/people/log").text)
    assert "report Quarter III 2026: reopened: Salah catat di Sintang" in log
    assert "report Quarter III 2026: locked" in log


def test_the_engine_asks_for_the_role_itself(office: Engine) -> None:
    reports = reports_of(office)
    one = Assessment(agency="Dinas Tenaga Kerja", sop=LUMAJANG, action="x")
    for who in ("staf-1", "penyusun", "orang-luar"):
        with pytest.raises(RefusedError, match="may not assess SOPs of Dinas Tenaga Kerja"):
            reports.assess(QUARTER, [one], by=who)
        with pytest.raises(RefusedError, match="may not do that with a report"):
            reports.lock(QUARTER, "{}", version=0, by=who)
    elsewhere = Assessment(agency="Dinas Lain", sop=LUMAJANG, action="x")
    with pytest.raises(RefusedError, match="Dinas Lain"):
        reports.assess(QUARTER, [elsewhere], by="pengawas")
    reports.lock(QUARTER, "{}", version=0, by="Pengawas")
    with pytest.raises(RefusedError, match="that is for admin"):
        reports.reopen(QUARTER, by="pengawas", reason="x")
    assert reports.reopen(QUARTER, by="admin", reason="x").locked is None


def test_a_report_that_changed_since_it_was_looked_at_is_not_locked(person: Callable[[str], Browser]) -> None:
    page = person("kepala-dinas")
    seen = page.form(LOCK, LOCK).fields
    fill(person("pengawas"), action="Baru")
    answer = page.post(LOCK, seen)
    assert answer.status_code == 409
    assert "was changed meanwhile" in words(answer.text)
    assert lock(page) == 303


def test_a_period_that_still_runs_is_not_locked(person: Callable[[str], Browser], office: Engine) -> None:
    page = person("pengawas")
    running = "/reports/2026-Q4/lock"
    assert "has not ended" in words(page.get(running).text)
    answer = page.post(running, {"token": page.token(), "version": "0"})
    assert answer.status_code == 409
    assert reports_of(office).state("2026-Q4").locked is None


def test_half_a_year_is_a_report_too(person: Callable[[str], Browser]) -> None:
    said = words(person("pengawas").get("/reports/2026-S2").text)
    assert "Semester II 2026" in said
    assert person("pengawas").get("/reports/2026-S3").status_code == 404


def test_the_list_says_which_are_locked_and_leads_to_each_table(person: Callable[[str], Browser]) -> None:
    page = person("pengawas")
    lock(page)
    said = page.get("/reports").text
    assert "Quarter III 2026 1 July – 30 September 2026 locked" in words(said)
    assert f'href="{TABLE}"' in said
    assert page.get(f"/reports?quarter={QUARTER}&sop={LUMAJANG}").headers["location"].endswith(f"?sop={LUMAJANG}")


@pytest.mark.parametrize("typed", ["a" * 4001, "terselubung \u202e teks", "x\x00y"])
def test_a_text_that_does_not_fit_is_told_and_kept(
    person: Callable[[str], Browser], office: Engine, typed: str
) -> None:
    page = person("pengawas")
    answer = page.post(FILL, page.form(FILL, FILL).fields | {"action.1": typed, "note.1": "tetap ada"})
    assert answer.status_code == 409
    assert "tetap ada" in answer.text
    assert not reports_of(office).state(QUARTER).events


def test_what_is_written_runs_nowhere(person: Callable[[str], Browser]) -> None:
    page, hostile = person("pengawas"), "<script>alert(1)</script>=cmd|' /C calc'!A1"
    assert fill(page, note=hostile, action=hostile, initials="=1+1") == 303
    lock(page)
    for path in (TABLE, f"/reports/{QUARTER}", f"/reports/{QUARTER}/print", FILL):
        assert "<script>alert" not in page.get(path).text
    assert ";'=1+1" in page.get(f"/reports/{QUARTER}/monev.csv").text


def test_figures_that_were_changed_are_not_shown(tmp_path: Path, lumajang: Compiled, clock: Clock) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file), clock=clock) as engine:
        engine.done(engine.start(lumajang, by="staf-1").open_items[0].id, by="kepala-dinas")
        clock.now = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
        page = Browser(engine, DEFINITIONS, "siapa-saja")
        lock(page)
        assert page.get(TABLE).status_code == 200
        with closing(sqlite3.connect(file)) as connection:
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                connection.execute("UPDATE locked_figures SET text = replace(text, '1', '2')")
            connection.execute("DROP TRIGGER locked_figures_no_update")
            connection.execute("UPDATE locked_figures SET text = replace(text, '1', '2')")
            connection.commit()
        for path in (TABLE, f"/reports/{QUARTER}", f"/reports/{QUARTER}/print", f"/reports/{QUARTER}/figures.json"):
            answer = page.get(path)
            assert answer.status_code == 503
            assert "are not those that were locked" in words(answer.text)
        assert any("are not those that were locked" in str(fault.what) for fault in faults_of_reports(engine))


def test_a_copy_of_the_store_has_the_locked_report(
    person: Callable[[str], Browser], office: Engine, tmp_path: Path
) -> None:
    page = person("pengawas")
    fill(page, action="Sepakati format")
    lock(page)
    moved = copy_to(office, str(tmp_path / "salinan.db"))
    with Engine(str(tmp_path / "salinan.db")) as copy:
        assert digest(copy) == digest(office) == moved.digest
        assert reports_of(copy).state(QUARTER) == reports_of(office).state(QUARTER)
        assert reports_of(copy).figures(reports_of(copy).state(QUARTER))


def test_of_a_write_with_an_old_number_nothing_is_kept(office: Engine) -> None:
    reports = reports_of(office)
    one = Assessment(agency="Dinas Tenaga Kerja", sop=LUMAJANG, action="pertama")
    reports.assess(QUARTER, [one], by="pengawas")
    other = Assessment(agency="Dinas Tenaga Kerja", sop="lain", action="baru")
    outdated = Assessment(agency="Dinas Tenaga Kerja", sop=LUMAJANG, action="kedua")
    with pytest.raises(ReadBeforeError):
        reports.assess(QUARTER, [other, outdated], by="admin")
    assert len(reports.state(QUARTER).events) == 1
    with pytest.raises(MisuseError, match="too long"):
        reports.assess(QUARTER, [Assessment(agency="Dinas Tenaga Kerja", sop="lain", note="a" * 5000)], by="admin")


def test_in_an_office_without_people_anybody_locks_and_reopens(
    opened: Opened, worked: Worked, clock: Clock, engine: Engine
) -> None:
    worked("analisa")
    clock.now = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    page = opened("siapa-saja")
    assert fill(page, action="Tindakan") == 303
    assert lock(page) == 303
    form = page.form(f"/reports/{QUARTER}", REOPEN)
    assert page.post(REOPEN, {**form.fields, "reason": "keliru"}).status_code == 303
    assert reports_of(engine).state(QUARTER).locked is None


def test_many_who_write_at_once_leave_one_unbroken_chain(engine: Engine) -> None:
    """Different rows do not collide; of those who lock at once one does."""
    reports, refused = reports_of(engine), []

    def write(number: int) -> None:
        one = Assessment(agency="Dinas Tenaga Kerja", sop=f"sop-{number}", action="x")
        reports.assess(QUARTER, [one], by=f"pengawas-{number}")

    def locked(number: int) -> None:
        try:
            reports.lock(QUARTER, "{}", version=8, by=f"pengawas-{number}")
        except RefusedError as error:
            refused.append(error)

    for what in (write, locked):
        threads = [threading.Thread(target=what, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    state = reports.state(QUARTER)
    assert len(state.assessments) == 8
    assert [one.seq for one in state.events] == list(range(1, 10))
    assert len(refused) == 7
    assert list(faults_of_reports(engine)) == []
