"""The calendars on the pages: hours, days off, what is provisional, whence; brought up to date from the file."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from browsing import Browser, words
from hypothesis import given
from hypothesis import strategies as st
from office_on_the_web import DEFINITIONS

from sopengine.calendar.hours import Day
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.calendar.timeline import Timeline
from sopengine.engine import Engine
from sopengine.language.calendar.hours import load_calendar
from sopengine.office.running.starting import startable
from sopengine.people.changes import Add, GiveRole
from sopengine.people.values import Agency, Role

LUMAJANG = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
SOP = "lumajang-pengukuran-kinerja"
SIX_DAYS = """\
calendar: 1
id: enam-hari
title: Enam hari kerja
hours: {monday: "07:30-14:00", saturday: "07:30-12:00"}
periods:
  - {title: Masa haji, first: 2026-05-18, last: 2026-05-22, hours: {monday: "08:00-12:00"}}
days_off: {2026-12-15: Hari jadi daerah}
half_days: {2026-12-24: "07:30-11:30"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of definitions, in which one actor works six days."""
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "enam-hari.yaml").write_text(SIX_DAYS, encoding="utf-8")
    shutil.copy(DEFINITIONS / "sintang-pengumpulan-data-kinerja.yaml", tmp_path)
    text = (DEFINITIONS / f"{SOP}.yaml").read_text(encoding="utf-8")
    told = text.replace("{title: Tim Sakip, kind: team}", "{title: Tim Sakip, kind: team, calendar: enam-hari}")
    assert told != text
    (tmp_path / f"{SOP}.yaml").write_text(told, encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(engine: Engine, folder: Path) -> Browser:
    return Browser(engine, folder, "siapa-saja")


def test_a_month_shows_ramadan_joint_leave_and_how_many_days_are_worked(page: Browser) -> None:
    said = words(page.get("/calendar?month=2026-03").text)
    for told in (
        "March 2026 17 working days",
        "18 CB Cuti Bersama Hari Suci Nyepi",
        "17 08:00–15:00",
        "25 07:30–16:00",
        "Ramadan 2026 19 February 2026 – 20 March 2026 Monday–Thursday 08:00–12:00, 12:30–15:00",
        "37 h 30 min a week",
        "Working hours by Perpres 21/2023",
    ):
        assert told in said
    assert "provisional" not in said


def test_what_rests_on_an_estimate_says_so(page: Browser) -> None:
    said = words(page.get("/calendar?month=2027-03").text)
    assert "10 March Hari Raya Idul Fitri (perkiraan) provisional" in said
    assert "as long as the moon has not been seen" in said
    said = words(page.get("/calendar?month=2031-03").text)
    assert "The days off of 2031 are not decided yet." in said


def test_a_calendar_of_one_actor_says_whose_it_is_and_which_file_to_change(page: Browser, folder: Path) -> None:
    said = words(page.get("/calendar?of=enam-hari&month=2026-12").text)
    assert "Enam hari kerja · Dinas Tenaga Kerja (Tim Sakip)" in said
    assert "24 December hours of its own 07:30–11:30" in said
    assert "15 December Hari jadi daerah" in said
    assert f"{folder / 'calendars' / 'enam-hari.yaml'} ; holidays and joint leave as for government offices" in said
    assert "Masa haji" in words(page.get("/calendar?of=enam-hari&month=2026-05").text)


def test_what_the_file_says_else_counts_once_an_admin_has_brought_it_up_to_date(engine: Engine, folder: Path) -> None:
    engine.change_people(
        [
            Add(person="admin"),
            Add(person="staf-1"),
            GiveRole(person="admin", agency=LUMAJANG, role=Role.ADMIN),
        ],
        by="admin",
    )
    instance = engine.start(startable(folder, SOP), by="staf-1", ref="Triwulan I")
    while instance.open_items[0].task != "ukur":
        instance = engine.done(instance.open_items[0].id, by="staf-1")
    due = instance.open_items[0].due_at
    file = folder / "calendars" / "enam-hari.yaml"
    off = {(engine.now() + timedelta(days=more)).date().isoformat(): "Libur" for more in range(1, 4)}
    days = ", ".join(f"{day}: {why}" for day, why in off.items())
    file.write_text(SIX_DAYS.replace("{2026-12-15: Hari jadi daerah}", f"{{{days}}}"), encoding="utf-8")
    other, admin = Browser(engine, folder, "staf-1"), Browser(engine, folder, "admin")
    assert "Ask the admin to bring it up to date." in words(other.get("/calendar?of=enam-hari").text)
    assert other.post("/calendar/renew", {"token": other.token(), "of": "enam-hari"}).status_code == 403
    answer = admin.post("/calendar/renew", admin.form("/calendar?of=enam-hari", "/calendar/renew").fields)
    said = words(admin.get(answer.headers["location"]).text)
    assert "Brought up to date. 1 due time moved." in said
    assert "The file says something else" not in said
    moved = engine.instance("Triwulan I").open_items[0].due_at
    assert due
    assert moved
    assert moved > due


def test_a_broken_file_is_told_with_its_line_and_what_was_kept_goes_on(engine: Engine, folder: Path) -> None:
    file, page = folder / "calendars" / "enam-hari.yaml", Browser(engine, folder, "siapa-saja")
    engine.start(startable(folder, SOP), by="staf-1", ref="Triwulan I")
    file.write_text(SIX_DAYS.replace("07:30-14:00", "14:00-07:30"), encoding="utf-8")
    said = words(page.get("/calendar?of=enam-hari").text)
    assert "Its file has errors. What was kept of it before goes on to count. line 4:" in said
    assert "Monday" in said
    assert page.post("/calendar/renew", {"token": page.token(), "of": "enam-hari"}).status_code == 422
    file.unlink()
    assert "Its file is gone." in words(page.get("/calendar?of=enam-hari").text)


@pytest.mark.parametrize("month", ["", "2026-13", "1989-12", "2100-01", "x", "<script>", "2026-03-01"])
def test_a_month_that_no_calendar_has_becomes_this_one(page: Browser, engine: Engine, month: str) -> None:
    answer = page.get(f"/calendar?month={month}")
    assert answer.status_code == 200
    assert str(engine.now().year) in words(answer.text)


def test_a_calendar_that_nobody_goes_by_is_not_found(page: Browser) -> None:
    assert page.get("/calendar?of=../../etc").status_code == 404


@given(day=st.dates(date(2020, 1, 1), date(2030, 12, 31)), six=st.booleans())
def test_hours_by_the_day_are_those_that_due_times_are_counted_with(
    tmp_path_factory: pytest.TempPathFactory, day: date, six: bool
) -> None:
    file = tmp_path_factory.getbasetemp() / "enam-hari.yaml"
    file.write_text(SIX_DAYS, encoding="utf-8")
    hours = load_calendar(file, "Asia/Makassar") if six else indonesian_hours("Asia/Makassar")
    timeline = Timeline(hours)
    midnight = timeline.midnight(day.toordinal())
    spans: Day = tuple(
        ((opens - midnight) // 60_000_000, (closes - midnight) // 60_000_000)
        for opens, closes in timeline.spans(midnight, timeline.midnight(day.toordinal() + 1))
    )
    assert hours.on(day) == spans
    noon = midnight + 12 * 3600 * 1_000_000
    assert hours.is_uncertain(day) == timeline.is_uncertain(noon, noon + 1)
