"""Arguments that make no sense are refused with one message and their exit code; nothing is recorded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sopengine.cli.commands.instances.start
from sopengine.cli import main

DEFINITION = """
sop: 1
id: surat
title: Surat masuk
agency: {name: Dinas Contoh}
actors: {staf: Staf}
steps:
  - {id: terima, activity: Menerima surat, actor: staf, duration: 10 menit}
  - {id: simpan, activity: Menyimpan surat, actor: staf}
"""


@pytest.fixture
def office(typed: Callable[..., str]) -> Callable[..., str]:
    Path("definitions/surat.yaml").write_text(DEFINITION, encoding="utf-8")
    return typed


@pytest.mark.parametrize(
    "url",
    [
        *("", " ", ":memory:", "file::memory:", "sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:"),
        *("SQLITE://", "sqlite+pysqlite://", "sqlite:///?timeout=9", "sqlite:///:memory:?cache=shared"),
        *("sqlite:///file:x?mode=memory&uri=true", "sqlite:///file:?uri=true", "file:x?vfs=memdb"),
    ],
)
def test_a_store_that_keeps_nothing_is_refused(office: Callable[..., str], url: str) -> None:
    assert ".sop/sop.db" in office("start", "surat", "--db", url, code=2)


@pytest.mark.parametrize("url", ["sop.db", "sqlite:///sop.db", "memory.db", "arsip sqlite:/sop.db"])
def test_a_store_that_is_a_file_is_taken(office: Callable[..., str], url: str) -> None:
    office("start", "surat", "--db", url)
    assert "surat" in office("status", "--db", url)


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\n", "\t", "\u202e", "\u200b", "\x9b"])
@pytest.mark.parametrize("option", ["--ref", "--by"])
def test_a_name_with_a_sign_that_nobody_sees_is_refused(office: Callable[..., str], option: str, sign: str) -> None:
    assert f"U+{ord(sign):04X}" in office("start", "surat", option, f"a{sign}b", code=2)
    assert not Path(".sop/sop.db").exists() or office("status") == ""


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_is_no_name(office: Callable[..., str], name: str) -> None:
    assert "the name is empty" in office("start", "surat", "--by", name, code=2)


@pytest.mark.parametrize(
    "at", ["0001-01-01 00:00", "0001-01-01 00:00+14:00", "1989-12-31 23:59", "9999-12-31 23:59-12:00"]
)
@pytest.mark.parametrize("command", [("start", "surat"), ("done", "1", "terima"), ("tasks",), ("status",), ("comply",)])
def test_a_year_that_no_calendar_has_is_refused(office: Callable[..., str], command: tuple[str, ...], at: str) -> None:
    office("start", "surat")
    assert "of no year in which offices work" in office(*command, "--at", at, code=2)


def test_a_far_future_is_refused_as_the_future(office: Callable[..., str]) -> None:
    assert "in the future" in office("start", "surat", "--at", "2098-12-31 23:59", code=4)


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("", 2, "name the instance"),
        ("  ", 2, "name the instance"),
        ("9223372036854775807", 3, "there is no instance"),
        ("9223372036854775808", 3, "there is no instance"),
        ("9" * 5_000, 3, "there is no instance"),
        ("²", 3, "no instance has the reference '²'"),
        ("٩", 3, "there is no instance"),
        ("½", 3, "no instance has the reference"),
    ],
    ids=["nothing", "blanks", "2^63-1", "2^63", "5,000 digits", "a raised digit", "an Arabic digit", "a half"],
)
def test_an_instance_that_cannot_be_is_told(office: Callable[..., str], name: str, code: int, message: str) -> None:
    office("start", "surat")
    office("start", "surat")
    for command in (("status",), ("history",), ("comply",)):
        assert message in office(*command, name, code=code)
    assert message in office("done", name, "terima", code=code)


def test_a_reference_of_a_raised_digit_is_found_again(office: Callable[..., str]) -> None:
    office("start", "surat", "--ref", "²")
    assert "instance 1 of surat: ²" in office("status", "²")


@pytest.mark.parametrize("place", range(3))
def test_an_argument_that_is_not_utf_8_is_refused(office: Callable[..., str], place: int) -> None:
    arguments = ["start", "surat", "--ref=x"]
    arguments[place] += "\udce9"
    assert f"argument {place + 1} ('" in office(*arguments, code=2)


def test_a_folder_that_the_demo_cannot_make_is_told(office: Callable[..., str]) -> None:
    Path("berkas").touch()
    message = office("demo", "berkas/demo", code=5)
    assert message.startswith("sop: berkas/demo")
    assert len(message.splitlines()) == 1


def test_breaking_off_is_said_and_has_its_own_code(office: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "broken off" in office("new", code=130)


@pytest.fixture
def wrong(office: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A program with a bug in `sop start`."""

    def tell_change(*_: object) -> None:
        raise ZeroDivisionError("rahasia")

    monkeypatch.setattr(sopengine.cli.commands.instances.start, "tell_change", tell_change)
    return office


def test_a_crash_is_one_line_that_says_it_is_a_bug_and_has_code_70(wrong: Callable[..., str]) -> None:
    message = wrong("start", "surat", code=70)
    assert len(message.splitlines()) == 1
    assert (
        "this is a bug in sopengine 0.1.0, not your mistake: ZeroDivisionError in cli/commands/instances/start.py:"
        in message
    )
    assert "report" in message
    assert "rahasia" not in message
    assert str(Path.cwd()) not in message


@pytest.mark.parametrize("place", range(3))
def test_debug_shows_the_trace_wherever_it_stands(wrong: Callable[..., str], place: int) -> None:
    arguments = ["start", "surat"]
    arguments.insert(place, "--debug")
    message = wrong(*arguments, code=70)
    assert "Traceback" in message
    assert "ZeroDivisionError: rahasia" in message


def test_a_crash_is_told_in_the_language_of_the_reader(wrong: Callable[..., str]) -> None:
    assert "bukan kesalahan Anda" in wrong("--lang", "id", "start", "surat", code=70)


def test_help_names_debug(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "--debug" in capsys.readouterr().out
