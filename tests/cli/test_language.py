"""The program speaks Indonesian and English: --lang, SOP_LANG, the system's language."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

from sopengine.cli import COMMANDS, main, sop
from sopengine.cli.terminal.wording import several, text
from sopengine.cli.typed.language import click_speaking, wanted
from sopengine.messages import translator
from sopengine.messages.speech import speech

INVALID = Path(__file__).parent.parent / "definitions" / "invalid" / "schema-unknown-key.yaml"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["--lang", "id", "check"], {"SOP_LANG": "en"}, "id"),
        (["--lang=ID"], {}, "id"),
        (["--help", "--lang", "id"], {}, "id"),
        (["check", "--lang", "id"], {}, "en"),
        (["--lang"], {}, "en"),
        ([], {"SOP_LANG": "id", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"SOP_LANG": "xx", "LANG": "id_ID.UTF-8"}, "id"),
        ([], {"SOP_LANG": "", "LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LC_ALL": "id_ID.UTF-8", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "id_ID", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"LANGUAGE": "jv:id:en", "LANG": "en_US.UTF-8"}, "id"),
        ([], {"LANGUAGE": "en:id", "LANG": "id_ID.UTF-8"}, "en"),
        ([], {"LANG": "in_ID"}, "id"),
        ([], {"LANG": "Indonesian_Indonesia.1252"}, "id"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_system(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert wanted(arguments, environment) == language


def test_where_no_variable_names_it_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getlocale", lambda: ("Indonesian_Indonesia", "1252"))
    assert wanted([], {}) == "id"


def test_what_click_says_in_a_language_it_says_only_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with click_speaking("id"):
        assert gettext.gettext("no open work") == "tidak ada pekerjaan yang terbuka"
        with click_speaking("en"):
            assert gettext.gettext("no open work") == "no open work"
    assert (os.environ["LANGUAGE"], gettext.textdomain()) == ("en", "messages")


def test_commands_speak_the_language_of_their_context_and_english_without_one() -> None:
    with click.Context(sop, obj=speech("id")):
        assert text("no open work") == "tidak ada pekerjaan yang terbuka"
        assert several("{count} step", "{count} steps", 2) == "2 langkah"
        with click.Context(sop, obj=speech("en")):
            assert text("no open work") == "no open work"
        assert text("no open work") == "tidak ada pekerjaan yang terbuka"
    assert text("no open work") == "no open work"
    assert several("{count} step", "{count} steps", 1) == "1 step"


def test_two_readers_of_one_process_read_two_languages_at_once() -> None:
    both_speak = threading.Barrier(2, timeout=10)

    def told(language: str) -> list[str]:
        with click.Context(sop, obj=speech(language)):
            both_speak.wait()
            return [text("no open work") for _ in range(200)]

    with ThreadPoolExecutor(2) as readers:
        indonesian, english = readers.map(told, ("id", "en"))
    assert set(indonesian) == {"tidak ada pekerjaan yang terbuka"}
    assert set(english) == {"no open work"}


def test_the_library_translates_without_touching_anything_global() -> None:
    assert translator("id")("no open work") == "tidak ada pekerjaan yang terbuka"
    assert translator("en")("no open work") == "no open work"
    assert speech("id").several("{count} step", "{count} steps", 1) == "1 langkah"
    assert gettext.textdomain() == "messages"


def test_a_finding_is_told_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--lang", "id", "check", str(INVALID))
    assert code == 1
    assert out.splitlines() == [
        f"{INVALID}: 3 langkah, 2 pelaksana; 1 kesalahan",
        f"{INVALID}:28:5: kesalahan: kunci 'aktor' tidak dikenal [schema/unknown-key]",
        "28 |     aktor: kepala",
        "   |     ^^^^^ apakah maksudnya 'actor'?",
    ]


def test_json_stays_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert "unknown key 'aktor'" in run(capsys, "--lang", "id", "check", "--json", str(INVALID))[1]


def test_an_error_is_told_in_indonesian(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "--lang", "id", "status", "--db", str(tmp_path / "x.db"))
    assert (code, err.startswith("sop: tidak ada basis data di")) == (3, True)


def test_what_click_says_is_indonesian_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOP_LANG", "id")
    code, _, err = run(capsys, "check", "--nonsense")
    assert code == 2
    assert "Penggunaan: sop check [OPSI] [BERKAS]..." in err
    assert "Kesalahan: Tidak ada opsi" in err
    assert "Kesalahan: Belum disebut: argumen 'PROSES'." in run(capsys, "done")[2]


@pytest.mark.parametrize("how", ["option", "variable"])
def test_an_unknown_language_is_a_misuse(
    how: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "variable":
        monkeypatch.setenv("SOP_LANG", "jv")
    code, _, err = run(capsys, *(["--lang", "jv"] if how == "option" else []), "tasks")
    assert (code, "'jv'" in err, "'id', 'en'" in err) == (2, True, True)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_of_every_command_is_there_in_both_languages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for language in ("id", "en"):
        code, told[language], _ = run(capsys, "--lang", language, *([name] if name else []), "--help")
        assert code == 0
    assert told["en"].startswith("Usage: sop")
    assert told["id"].startswith("Penggunaan: sop")
    assert not _sentences(told["en"]) & _sentences(told["id"])


def _sentences(help: str) -> set[str]:
    """Lines with three words or more: names of files and options may be alike."""
    return {line.strip() for line in help.splitlines() if len(line.split()) > 2}


def test_help_in_english_reads_no_catalogue() -> None:
    program = (
        "import builtins, sys; opened = []; real = builtins.open\n"
        "builtins.open = lambda *a, **k: (opened.append(str(a[0])), real(*a, **k))[1]\n"
        "from sopengine.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name.endswith('.mo') for name in opened))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
