"""What files, arguments and stores say is shown, never obeyed; and what cannot be printed is not lost."""

from __future__ import annotations

import csv
import errno
import io
import json
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from sopengine.cli import main
from sopengine.cli.terminal.printed import Printed, printing, styled
from sopengine.errors.unfit import MARK, shown, unfit_sign
from sopengine.interchange.writers.cells import safe_cell

HOSTILE = r"Surat \e]0;X\a\e[2J\u202Ekusam\x9b2J\x7f"
OBEYED = "Surat \x1b]0;X\x07\x1b[2J\u202ekusam\x9b2J\x7f"
PLAIN = """
sop: 1
id: surat
title: "Surat"
agency: {name: "Surat"}
actors: {staf: "Surat"}
steps:
  - {id: terima, activity: "Menerima Surat", actor: staf, duration: 10 menit, needs: ["Surat"]}
  - id: periksa
    activity: Memeriksa surat
    actor: staf
    duration: 10 menit
    question: Lengkap?
    decision: {"Surat": end, Tidak: terima}
"""
SOP = [sys.executable, "-c", "from sopengine.cli import main; main()"]
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
KEPT = {"\n", "\t", "\u200c", "\u200d"}
"""Line ends, tabs, and the joiners that scripts and pictures of faces are written with."""


@pytest.fixture
def office(typed: Callable[..., str]) -> Callable[..., str]:
    """One harmless SOP, and one that no command takes."""
    Path("definitions/surat.yaml").write_text(PLAIN, encoding="utf-8")
    Path("definitions/jahat.yaml").write_text(
        PLAIN.replace("id: surat", "id: jahat").replace("Surat", HOSTILE), "utf-8"
    )
    return typed


@pytest.fixture
def stored(office: Callable[..., str]) -> Callable[..., str]:
    """An instance in whose rows and tables somebody wrote what no command takes."""
    office("start", "surat", "--ref", "Acuan")
    connection = sqlite3.connect(".sop/sop.db", isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("UPDATE instance SET ref = ?, started_by = ?", (OBEYED, OBEYED))
    connection.execute("UPDATE event SET by = ?", (OBEYED,))
    connection.execute("UPDATE definition SET tables = replace(tables, 'Surat', ?)", (json.dumps(OBEYED)[1:-1],))
    connection.close()
    return office


def test_every_sign_that_a_terminal_obeys_or_nobody_sees_is_shown_as_a_mark() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    meant = {sign for sign in signs if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - KEPT
    assert {sign for sign in meant if shown(f"a{sign}") != f"a{MARK}"} == set()


@pytest.mark.parametrize("text", ["Triwulan III – “2026”", "a\tb\nc\r\nd", "\ufeffsop;instance", "رسالة 文件 👩‍⚖️", ""])
def test_what_people_write_passes_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_a_lone_carriage_return_writes_no_line_over() -> None:
    assert shown("late\rfine\r\n") == f"late{MARK}fine\r\n"


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\t", "\u202e", "\u200b", "\ufeff", "\udcff"])
def test_a_name_holds_no_sign_that_nobody_sees(sign: str) -> None:
    assert unfit_sign(f"a{sign}b") == f"U+{ord(sign):04X}"
    assert unfit_sign("Triwulan III, 2026") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "definitions/jahat.yaml"),
        ("check", "--format", "github", "definitions/jahat.yaml"),
        ("show", "definitions/jahat.yaml"),
        ("compare", "definitions/surat.yaml", "definitions/jahat.yaml"),
        ("start", "jahat"),
        ("start", OBEYED),
        ("done", OBEYED, OBEYED),
    ],
    ids=" ".join,
)
def test_signs_in_a_definition_do_not_reach_the_terminal(
    office: Callable[..., str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    printed = through_a_terminal(monkeypatch, *arguments)
    assert shown(printed) == printed


def test_signs_in_a_store_do_not_reach_the_terminal(
    stored: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (("tasks",), ("status",), ("status", "1"), ("history", "1"), ("comply", "1"), ("comply", "--csv")):
        printed = through_a_terminal(monkeypatch, *command)
        assert MARK in printed, command
        assert shown(printed) == printed, command


def test_signs_in_a_file_name_do_not_reach_the_terminal(
    office: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "definitions/\x1b]0;X\x07.yaml"
    Path(name).write_text("", encoding="utf-8")
    assert MARK in through_a_terminal(monkeypatch, "check", name)


def test_signs_in_json_are_escaped_and_read_as_they_were(stored: Callable[..., str]) -> None:
    told = stored("tasks", "--json")
    assert shown(told) == told
    assert json.loads(told)["tasks"][0]["actor_title"] == OBEYED


def test_signs_in_findings_are_escaped_and_read_as_they_were(
    office: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    name = "definitions/\x9b2J.yaml"
    Path(name).write_text(PLAIN, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["check", "--format", "json", name])
    told = capsys.readouterr().out
    assert shown(told) == told
    assert json.loads(told)["files"][0]["file"] == name


def test_lines_of_csv_end_as_the_rfc_wants(office: Callable[..., str]) -> None:
    office("start", "surat")
    assert office("comply", "--csv").count("\r\n") == 2


def test_csv_for_excel_has_semicolons_decimal_commas_and_a_byte_order_mark(office: Callable[..., str]) -> None:
    office("start", "surat", "--at", "2026-07-01 08:00")
    office("done", "1", "terima", "--at", "2026-07-01 08:09:30+07:00")
    text = office("comply", "--excel", "--at", "2026-07-01 08:10")
    assert text.startswith("\ufeffsop;instance;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["sojourn_minutes"] for row in rows] == ["9,5", "0,5"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_no_cell_of_csv_begins_a_formula(sign: str) -> None:
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"
    assert safe_cell("Surat=1") == "Surat=1"


def test_styles_of_the_program_reach_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    with printing():
        styled("judul \x1b[2J", bold=True)
    assert terminal.getvalue() == f"\x1b[1mjudul {MARK}[2J\x1b[0m\n"


class Broken(io.StringIO):
    """Takes texts, and fails when they are to go on."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def flush(self) -> None:
        raise OSError(self.number, "broken")


def test_what_cannot_be_written_goes_to_the_spare_stream_in_its_order() -> None:
    spare = io.StringIO()
    stream = Printed(Broken(errno.ENOSPC), spare=Printed(spare))
    for text in ("satu\n", "dua\n"):
        stream.write(text)
        stream.flush()
    assert spare.getvalue() == "satu\ndua\n"
    assert stream.diverted


def test_what_a_reader_who_went_away_does_not_want_is_dropped() -> None:
    spare = io.StringIO()
    stream = Printed(Broken(errno.EPIPE), spare=Printed(spare))
    stream.write("satu\n")
    stream.flush()
    stream.write("dua\n")
    assert (spare.getvalue(), stream.diverted) == ("", False)


def test_nothing_printed_is_nothing_lost() -> None:
    stream = Printed(None, spare=Printed(io.StringIO()))
    stream.flush()
    assert not stream.diverted


@full
def test_a_start_whose_output_is_full_says_on_the_other_one_what_it_did(office: Callable[..., str]) -> None:
    with open("/dev/full", "w") as device:
        done = subprocess.run([*SOP, "start", "surat"], stdout=device, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert "instance 1 of surat started" in done.stderr
    assert "standard output cannot be written (No space left on device)" in done.stderr
    assert "Exception ignored" not in done.stderr


@full
def test_two_full_outputs_end_with_the_code_of_storage(office: Callable[..., str]) -> None:
    with open("/dev/full", "w") as device:
        done = subprocess.run([*SOP, "start", "surat"], stdout=device, stderr=device, check=False)
    assert done.returncode == 5


def test_a_reader_who_goes_away_changes_no_exit_code(office: Callable[..., str]) -> None:
    piped = subprocess.Popen([*SOP, "show", "definitions/surat.yaml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdout is not None
    piped.stdout.close()
    assert piped.stderr is not None
    assert (piped.stderr.read(), piped.wait()) == (b"", 0)
    piped.stderr.close()


def through_a_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What `sop` writes where both outputs are a terminal."""
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(sys, "stderr", terminal)
        with pytest.raises(SystemExit):
            main(arguments)
    assert terminal.getvalue()
    return terminal.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
