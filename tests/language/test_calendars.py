"""Calendar files: what they say, what they take from the one below, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sopengine.calendar.hours import OFF, OfficeHours, minutes
from sopengine.calendar.indonesia import ORDINARY
from sopengine.errors import DefinitionError
from sopengine.language import parse
from sopengine.language.calendar.file import read_calendar
from sopengine.language.calendar.hours import load_calendar
from sopengine.language.calendar.named import calendars_of_actors, named_calendars
from sopengine.language.shape.clock import parse_hours, parse_span, without
from sopengine.model.definition import Definition

HEAD = "calendar: 1\nid: kantor\n"


def written(folder: Path, text: str, name: str = "kantor") -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(HEAD.replace("kantor", name) + text, encoding="utf-8")
    return file


def loaded(folder: Path, text: str) -> OfficeHours:
    return load_calendar(written(folder, text), "Asia/Makassar")


def test_a_calendar_that_says_nothing_is_the_one_of_government_offices(tmp_path: Path) -> None:
    hours = loaded(tmp_path, "")
    assert (hours.week, hours.timezone) == (ORDINARY, "Asia/Makassar")
    assert hours.days[date(2026, 1, 1)] == OFF


def test_a_weekday_that_is_named_has_its_own_hours_and_breaks(tmp_path: Path) -> None:
    hours = loaded(
        tmp_path, "hours: {monday: 07:30-14:00, saturday: 07.30 – 12.00, friday: off}\nbreaks: {monday: 12:00-12:30}\n"
    )
    assert hours.week[0] == ((450, 720), (750, 840))
    assert hours.week[1] == ORDINARY[1]
    assert hours.week[4:6] == (OFF, ((450, 720),))


def test_days_off_and_half_days_win_over_the_week_and_are_certain(tmp_path: Path) -> None:
    hours = loaded(
        tmp_path,
        "days_off: {2026-07-01: Hari jadi}\nhalf_days: {2026-01-01: 07:30-12:00, 24 Desember 2027: 08:00-10:00}\n",
    )
    assert hours.days[date(2026, 7, 1)] == OFF
    assert minutes(hours.days[date(2026, 1, 1)]) == 270
    assert date(2027, 12, 24) not in hours.uncertain


def test_an_own_period_comes_before_those_below(tmp_path: Path) -> None:
    hours = loaded(
        tmp_path, "periods: [{title: Ramadan, first: 2026-02-19, last: 2026-03-20, hours: {monday: 08:00-12:00}}]\n"
    )
    assert hours.periods[0].week[0] == ((480, 720),)
    assert hours.periods[0].week[1] == ORDINARY[1]
    assert len(hours.periods) > 1


def test_a_calendar_may_be_based_on_another_file_or_on_nothing(tmp_path: Path) -> None:
    written(tmp_path, "based_on: none\nhours: {sunday: 08:00-10:00}\n", "dasar")
    hours = loaded(tmp_path, "based_on: dasar\nhours: {monday: 09:00-10:00}\n")
    assert hours.week == (((540, 600),), OFF, OFF, OFF, OFF, OFF, ((480, 600),))
    assert hours.days == {}


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("hours: {monday: 16:00-07:30}\n", "schema/bad-hours", 3),
        ("hours: {monday: pagi}\n", "schema/bad-hours", 3),
        ("breaks: {monday: off}\n", "schema/bad-hours", 3),
        ("days_off: {2026-02-30: Libur}\n", "schema/bad-date", 3),
        ("hours: {senin: 07:30-16:00}\n", "schema/unknown-key", 3),
        ("based_on: kantor\n", "file/circle", 3),
        ("based_on: lain\n", "file/no-neighbour", 3),
        ("periods: [{first: 2026-03-20, last: 2026-02-19, hours: {monday: off}}]\n", "schema/period-order", 3),
        ("periods: [{first: 2026-03-20, last: 2026-04-19}]\n", "schema/missing-key", 3),
    ],
)
def test_what_is_wrong_with_a_calendar_is_located(tmp_path: Path, text: str, rule: str, line: int) -> None:
    (finding,) = read_calendar(written(tmp_path, text)).findings
    assert (finding.rule, finding.at.line) == (rule, line)
    assert finding.text()
    with pytest.raises(DefinitionError):
        load_calendar(tmp_path / "kantor.yaml", "Asia/Jakarta")


@pytest.mark.parametrize(("data", "rule"), [(b"- a\n", "schema/no-sop"), (b"a: [\n", "yaml/open-bracket")])
def test_what_is_no_calendar_is_one_finding(tmp_path: Path, data: bytes, rule: str) -> None:
    (tmp_path / "kantor.yaml").write_bytes(data)
    assert [finding.rule for finding in read_calendar(tmp_path / "kantor.yaml").findings] == [rule]


def test_a_missing_calendar_and_one_of_another_name_are_told(tmp_path: Path) -> None:
    assert [finding.rule for finding in read_calendar(tmp_path / "nihil.yaml").findings] == ["file/missing"]
    (tmp_path / "lain.yaml").write_text(HEAD, encoding="utf-8")
    assert [finding.rule for finding in read_calendar(tmp_path / "lain.yaml").findings] == ["file/name"]


@pytest.mark.parametrize("text", ["07:30-16:00", "7.30 - 16.00", "07:30–16:00", "07:30 s.d. 16:00", "07:30 sd 16.00"])
def test_times_are_read_however_they_are_printed(text: str) -> None:
    assert parse_span(text) == (450, 960)


@pytest.mark.parametrize("text", ["", "07:30", "07:60-08:00", "08:00-08:00", "08:00-24:01", "off", "07-16"])
def test_what_is_no_time_from_to_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no time"):
        parse_span(text)


def test_a_break_is_taken_out_wherever_it_lies() -> None:
    assert without(((480, 600),), (500, 520)) == ((480, 500), (520, 600))
    assert without(((480, 600),), (400, 500)) == ((500, 600),)
    assert without(((480, 600),), (400, 700)) == ()
    assert without(((480, 600),), (600, 700)) == ((480, 600),)
    assert parse_hours("off") == OFF


SOP = """sop: 1
id: kecil
title: Kecil
agency: {name: Dinas, timezone: Asia/Jayapura}
{calendar}actors: {staf: Staf, loket: {title: Loket, calendar: loket}, jaga: {title: Jaga, calendar: jaga}}
steps: [{id: satu, activity: Menerima berkas, actor: staf, duration: 1 jam}]
"""


def definition(calendar: str = "") -> Definition:
    text = SOP.replace("{calendar}", f"calendar: {calendar}\n" if calendar else "")
    found = parse(text.encode(), "kecil.yaml").definition
    assert found is not None
    return found


def test_an_sop_and_its_actors_name_their_calendars(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    for name, text in (("loket", "hours: {saturday: 08:00-10:00}\n"), ("jaga", ""), ("kantor", "")):
        written(tmp_path / "calendars", text, name)
    found = named_calendars(definition(), tmp_path)
    assert list(found) == ["", "jaga", "loket"]
    assert {hours.timezone for hours in found.values()} == {"Asia/Jayapura"}
    assert found["loket"].week[5] == ((480, 600),)
    assert found[""].week == ORDINARY
    assert list(named_calendars(definition("kantor"), tmp_path)) == ["jaga", "kantor", "loket"]
    assert calendars_of_actors(definition("kantor")) == {"staf": "kantor", "loket": "loket", "jaga": "jaga"}


def test_a_named_calendar_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        named_calendars(definition(), tmp_path)
