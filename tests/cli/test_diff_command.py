"""`sop diff`: of files and of versions in the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sopengine.cli import main
from sopengine.language.shipped import shipped_schema

SOP = """sop: 1
id: surat
title: Surat Masuk
agency: {name: Dinas Contoh}
actors: {staf: Staf}
steps:
  - {id: terima, activity: Menerima surat, actor: staf, duration: 1 jam}
  - {id: arsip, activity: Mengarsipkan surat, actor: staf, duration: 5 menit}
"""
NEWER = SOP.replace("1 jam", "2 jam")
CHANGED = "Step 1: standard time 1 jam → 2 jam\n"

Typed = Callable[..., str]


def written(text: str, name: str = "definitions/surat.yaml") -> None:
    Path(name).write_text(text, encoding="utf-8")


@pytest.fixture
def kept(typed: Typed) -> Typed:
    """In a store that keeps two versions; a third one lies in the folder."""
    for text in (SOP, NEWER):
        written(text)
        typed("start", "surat")
    written(NEWER.replace("5 menit", "10 menit"))
    return typed


@pytest.fixture
def diff(kept: Typed, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Exit code, and what is printed; of a failing call the message."""

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(("diff", *arguments))
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.err or printed.out

    return run


Diff = Callable[..., tuple[int, str]]


def test_two_files_are_compared_whatever_they_are_called(diff: Diff) -> None:
    written(SOP, "lama.yaml")
    written(NEWER, "baru.yaml")
    assert diff("lama.yaml", "baru.yaml") == (1, CHANGED)


def test_versions_of_the_store_are_named_by_number_or_digest(diff: Diff) -> None:
    digest = json.loads(diff("surat@1", "surat@2", "--json")[1])["new"]["digest"]
    assert diff("surat@1", "surat@2") == diff("surat@1", f"surat@{digest[:7]}") == (1, CHANGED)


def test_an_id_alone_is_the_file_of_the_folder(diff: Diff) -> None:
    last = (1, "Step 2: standard time 5 menit → 10 menit\n")
    assert diff("surat@2", "surat") == diff("surat@2", "definitions/surat.yaml") == last


def test_what_does_not_differ_is_said(diff: Diff) -> None:
    assert diff("surat@2", "surat@2") == (0, "the two versions are the same\n")
    written(NEWER.replace("title: Surat Masuk", "title: Surat Masuk\ndays: working"))
    assert diff("surat@2", "surat") == (0, "the two versions say the same, in other words of the file\n")


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("surat@3", 3, "the store keeps no version '3' of surat; it keeps: 1 ("),
        ("surat@0000000", 3, "the store keeps no version '0000000' of surat"),
        ("surat@abc", 3, "the store keeps no version 'abc' of surat"),
        ("surat@", 3, "the store keeps no version '' of surat"),
        ("surta@1", 3, "the store keeps no version of 'surta': did you mean 'surat'?"),
        ("@1", 3, "the store keeps no version of ''; it keeps one when it is first started"),
        ("tiada", 1, "there is no such file"),
    ],
)
def test_a_version_that_is_not_there_is_told_with_those_that_are(diff: Diff, name: str, code: int, told: str) -> None:
    found, message = diff(name, "surat@1")
    assert found == code
    assert told in message


def test_a_file_that_cannot_be_read_is_told_as_everywhere(diff: Diff) -> None:
    written(SOP.replace("activity: Menerima", "aktivitas: Menerima"))
    code, message = diff("surat@1", "surat")
    assert code == 1
    assert "unknown key 'aktivitas'" in message


def test_no_store_is_made_by_asking_for_a_version(typed: Typed) -> None:
    assert "no store" in typed("diff", "surat@1", "surat@2", code=3)
    assert not Path(".sop").exists()


def test_json_is_as_its_schema_says(diff: Diff) -> None:
    written(SOP.replace("- {id: terima", "- {id: baru, activity: Menyambut tamu, actor: staf}\n  - {id: terima"))
    code, printed = diff("surat@2", "surat", "--json")
    schema = json.loads(shipped_schema("diff").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(printed))
    added, standard = json.loads(printed)["differences"]
    assert code == 1
    assert (added["part"], added["how"], added["name"], added["line"]) == ("step", "added", "baru", 7)
    assert standard == {
        "part": "step",
        "how": "changed",
        "name": "terima",
        "key": "duration",
        "label": "",
        "before": "2 jam",
        "after": "1 jam",
        "line": 8,
        "text": "Step 2: standard time 2 jam → 1 jam",
    }
