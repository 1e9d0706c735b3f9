"""Files made to do harm: each is refused with a place and a mend, or harmless."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from sopengine.language import Reading, parse, read
from sopengine.language.calendar.file import MOST_BELOW, read_calendar
from sopengine.language.shape.schema import schema
from sopengine.language.shape.values import is_timezone
from sopengine.rules import examine

SOP = """sop: 1
id: surat
title: Surat
agency: {name: Dinas}
actors: {staf: Staf}
steps:
  - {id: satu, activity: Menerima surat, actor: staf, duration: 1 jam, note: Sekali}
"""
ESCAPES = {
    "a terminal's title and an empty screen": r"\e]0;X\a\e[2J",
    "a bell": r"\a",
    "nothing at all": r"a\0b",
    "a new control sequence": r"\x9b31m",
    "right to left": r"\u202Egnp.exe",
    "an isolate": r"\u2066x",
    "an Arabic mark": r"\u061C",
    "a line separator": r"\L",
    "a paragraph separator": r"\P",
    "a next line": r"\N",
    "a tag of no language": r"\U000E0041",
}


def rules(text: str) -> list[str]:
    return [finding.rule for finding in parse(text.encode(), "surat.yaml").findings]


def made(folder: Path, text: str = SOP) -> Path:
    file = folder / "surat.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("place", ["title: Surat", "id: surat", "{name: Dinas}", "{staf: Staf}", "note: Sekali"])
@pytest.mark.parametrize("escape", [pytest.param(text, id=name) for name, text in ESCAPES.items()])
def test_what_an_escape_hides_in_a_text_is_told_and_left_out(escape: str, place: str) -> None:
    head, _, tail = place.rpartition(" ")
    value = tail.rstrip("}")
    text = SOP.replace(place, f'{head} "{value}{escape}"{tail[len(value) :]}')
    reading = parse(text.encode(), "surat.yaml")
    assert [finding.rule for finding in reading.findings][:1] == ["file/invisible-character"]
    assert reading.definition
    texts = [reading.definition.title, reading.definition.agency.name, reading.definition.steps[0].note]
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for text in texts for sign in text)


def test_an_escape_in_a_key_and_in_the_printed_number_is_told_too() -> None:
    assert rules(SOP.replace("{staf: Staf}", r'{staf: Staf, "k\u202Eb": X}'))[:1] == ["file/invisible-character"]
    assert rules(SOP.replace("note: Sekali", r'number: "\x07"')) == ["file/invisible-character"]


def test_escapes_that_show_something_are_understood() -> None:
    reading = parse(SOP.replace("title: Surat", r'title: "Surat \u00e9 \"A\" \n dua"').encode(), "surat.yaml")
    assert reading.findings == ()
    assert reading.definition
    assert reading.definition.title == 'Surat é "A" \n dua'


@pytest.mark.parametrize(
    ("place", "most"),
    [("title: Surat", 2_000), ("{name: Dinas", 2_000), ("{staf: Staf", 2_000), ("note: Sekali", 10_000)],
)
def test_a_text_has_a_most_of_characters(place: str, most: int) -> None:
    value = place.rpartition(" ")[2]
    assert rules(SOP.replace(place, place.replace(value, "x" * most))) == []
    assert rules(SOP.replace(place, place.replace(value, "x" * (most + 1)))) == ["schema/too-long"]


@pytest.mark.parametrize(
    "keys",
    [
        "with: LONG",
        "needs: [LONG]",
        "outputs: LONG",
        "substeps: [LONG]",
        "next: LONG",
        "decision: {Ya: LONG, Tidak: end}",
        "decision: {? LONG : end, Tidak: end}",
        "decision: {Ya: {next: LONG, otherwise: true}, Tidak: {next: end, when: a}}",
        "text: LONG",
        "question: LONG",
        "wait: LONG",
        "each: LONG",
        "escalate: LONG",
        "asks: [LONG]",
    ],
)
def test_every_text_of_a_step_has_one(keys: str) -> None:
    long = SOP.replace("note: Sekali", keys.replace("LONG", "y" * 2_001))
    assert "schema/too-long" in rules(long)


def test_a_number_of_many_digits_is_a_text_like_others() -> None:
    assert rules(SOP.replace("title: Surat", "title: 1." + "0" * 3_000)) == ["schema/too-long"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among the files here")
@pytest.mark.parametrize("place", ["definition", "calendar", "settings"])
def test_a_pipe_is_refused_and_not_waited_for(place: str, tmp_path: Path) -> None:
    if place == "definition":
        os.mkfifo(tmp_path / "surat.yaml")
        assert [finding.rule for finding in read(tmp_path / "surat.yaml").findings] == ["file/unreadable"]
    elif place == "calendar":
        os.mkfifo(tmp_path / "dinas.yaml")
        assert [finding.rule for finding in read_calendar(tmp_path / "dinas.yaml").findings] == ["file/unreadable"]
    else:
        os.mkfifo(tmp_path / "sop.toml")
        assert [finding.rule for finding in examine(made(tmp_path)).levels.findings] == ["settings/unreadable"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices among the files here")
def test_a_device_is_refused_and_not_read_for_ever(tmp_path: Path) -> None:
    assert [finding.rule for finding in read("/dev/zero").findings] == ["file/unreadable"]
    (tmp_path / "sop.toml").symlink_to("/dev/zero")
    assert [finding.rule for finding in examine(made(tmp_path)).levels.findings] == ["settings/unreadable"]


def test_settings_with_thousands_of_unknown_keys_are_told_in_part(tmp_path: Path) -> None:
    lines = [f'"artifacts/near-nam{number}" = "info"' for number in range(2_500)]
    (tmp_path / "sop.toml").write_text("[rules]\n" + "\n".join(lines), encoding="utf-8")
    findings = examine(made(tmp_path)).levels.findings
    assert {finding.rule for finding in findings} == {"settings/unknown-rule"}
    assert len(findings) == 100


def test_settings_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "sop.toml").write_text("# " + "x" * 200_000, encoding="utf-8")
    assert [finding.rule for finding in examine(made(tmp_path)).levels.findings] == ["settings/unreadable"]


@pytest.mark.parametrize("name", ["a" * 300, "b" * 5_000])
def test_a_name_that_no_file_can_have_is_told_once(name: str, tmp_path: Path) -> None:
    assert [finding.rule for finding in read(tmp_path / f"{name}.yaml").findings] == ["file/unreadable"]
    for keys in (f"calendar: {name}\nsteps:", f"steps:\n  - {{id: nol, activity: X, actor: staf, call: {name}}}"):
        findings = read(made(tmp_path, SOP.replace("steps:", keys))).findings
        assert len(findings) == 1


def test_calendars_based_on_each_other_by_the_thousand_are_told(tmp_path: Path) -> None:
    for number in range(1_500):
        text = f"calendar: 1\nid: k{number}\nbased_on: k{number + 1}\n"
        (tmp_path / f"k{number}.yaml").write_text(text, encoding="utf-8")
    assert [finding.rule for finding in read_calendar(tmp_path / "k0.yaml").findings] == ["file/circle"]
    (tmp_path / f"k{MOST_BELOW}.yaml").write_text(f"calendar: 1\nid: k{MOST_BELOW}\n", encoding="utf-8")
    assert read_calendar(tmp_path / "k0.yaml").findings == ()


@pytest.mark.parametrize(
    "zone", ["localtime", "posixrules", "posix/Asia/Jakarta", "right/Asia/Jakarta", "Asia/Nowhere"]
)
def test_what_means_another_zone_on_every_machine_is_none(zone: str) -> None:
    assert not is_timezone(zone)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Pontianak", "America/Argentina/Ushuaia", "UTC"])
def test_a_place_is_a_zone(zone: str) -> None:
    assert is_timezone(zone)


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("surat masuk.yaml", "name the file 'surat-masuk.yaml': 'surat masuk' cannot be an id"),
        ("Surat-Masuk.yaml", "name the file 'surat-masuk.yaml': 'Surat-Masuk' cannot be an id"),
        ("surat-masuk.yaml.txt", "name the file 'surat-masuk.yaml'"),
        ("surat-masuk.yml", "name the file 'surat-masuk.yaml'"),
        ("surat.yaml", "write 'id: surat', or name the file 'surat-masuk.yaml'"),
    ],
)
def test_a_file_that_bears_another_name_is_told_which_to_take(name: str, mend: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(SOP.replace("id: surat", "id: surat-masuk"), encoding="utf-8")
    assert [(finding.rule, finding.mend_text()) for finding in read(file).findings] == [("file/name", mend)]
    file.rename(tmp_path / "surat-masuk.yaml")
    assert read(tmp_path / "surat-masuk.yaml").findings == ()


ODD = [
    "[]",
    "{}",
    "[x]",
    "[[x]]",
    "[{a: b}]",
    "[{a: b}, {a: c}]",
    "{a: b}",
    "{a: {b: c}}",
    "x",
    '""',
    "1.5",
    "true",
    "null",
]
KEYS = [
    *(f"steps.{key}" for key in schema("sop")["properties"]["steps"]["items"]["properties"]),
    *(f"document.{key}" for key in schema("sop")["properties"]["document"]["properties"]),
    *(f"form.{key}" for key in schema("sop")["properties"]["form"]["properties"]),
    *schema("sop")["properties"],
]


@pytest.mark.parametrize("value", ODD)
def test_any_value_of_any_key_is_answered(value: str) -> None:
    for key in KEYS:
        for finding in examined(key, value).findings:
            assert finding.text()
            assert finding.mend_text()


def examined(key: str, value: str) -> Reading:
    section, _, name = key.rpartition(".")
    if section == "steps":
        text = SOP.replace("note: Sekali", f"{name}: {value}").replace(f"{name}: satu, ", "")
    elif section:
        text = SOP.replace("steps:", f"{section}: {{{name}: {value}}}\nsteps:")
    else:
        text = f"{name}: {value}\n" + "".join(line for line in SOP.splitlines(True) if not line.startswith(f"{name}:"))
    return parse(text.encode(), "surat.yaml")


def test_a_long_name_is_told_whole(tmp_path: Path) -> None:
    name = "a" * 64
    file = tmp_path / f"{name}.yaml"
    file.write_text(SOP, encoding="utf-8")
    assert read(file).findings[0].mend_text() == f"write 'id: {name}', or name the file 'surat.yaml'"
