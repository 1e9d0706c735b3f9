"""`sop comply --report` and `--monev`: whole files, and refusals that say the mend before anything is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SOP = """\
sop: 1
id: satu
title: Surat Masuk
agency: {name: Dinas Contoh}
document: {number: 1/SOP/2026}
actors: {staf: Staf}
steps:
  - {id: tulis, activity: Menulis surat, actor: staf, duration: 15 menit}
  - {id: kirim, activity: Mengirim surat, actor: staf, duration: 1 jam}
"""
JULY = ("--month", "2026-07")


@pytest.fixture
def worked(typed: Callable[..., str]) -> Callable[..., str]:
    """One run that is done, one late by hours."""
    Path("definitions/satu.yaml").write_text(SOP, encoding="utf-8")
    for name, first, second in (("Surat 1", "08:10", "08:40"), ("Surat 2", "10:00", "15:00")):
        typed("start", "satu", "--ref", name, "--at", "2026-07-01 08:00")
        typed("done", name, "tulis", "--at", f"2026-07-01 {first}")
        typed("done", name, "kirim", "--at", f"2026-07-01 {second}")
    return typed


def test_both_files_are_written_and_named_and_the_code_says_that_something_is_late(worked: Callable[..., str]) -> None:
    worked("comply", *JULY, "--report", "laporan.html", "--monev", "monev.csv", code=1)
    page = Path("laporan.html").read_text(encoding="utf-8")
    assert "<h1>Report: July 2026</h1>" in page
    assert "Menulis surat" in page
    assert "Surat 2" in page
    assert "Surat Masuk" in Path("monev.csv").read_text(encoding="utf-8")


def test_the_limit_is_that_of_the_office(worked: Callable[..., str]) -> None:
    for rate, said in ((40, "berjalan dengan baik"), (90, "tidak")):
        Path("sop.toml").write_text(f"[monev]\nrate = {rate}\n", encoding="utf-8")
        worked("comply", *JULY, "--monev", "monev.csv", code=1)
        assert f",{said}," in Path("monev.csv").read_text(encoding="utf-8")


def test_a_limit_that_is_none_is_told_at_its_place(worked: Callable[..., str]) -> None:
    Path("sop.toml").write_text("[monev]\nrate = 'baik'\n", encoding="utf-8")
    message = worked("comply", *JULY, "--monev", "monev.csv", code=1)
    assert "sop.toml:2" in message
    assert not Path("monev.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--report", "laporan.pdf"), "name a file such as laporan.html"),
        (("--monev", "monev"), "name a file such as monev.docx"),
        (("--report", "a.html", "--json"), "leave out --csv, --json and --by"),
        (("--report", "a.html", "--by", "actor"), "leave out --csv, --json and --by"),
        (("Surat 1", "--report", "a.html"), "leave out the instance"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_mend(
    worked: Callable[..., str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in worked("comply", *arguments, code=2)
    assert not [*Path().glob("*.html"), *Path().glob("*.pdf")]


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(worked: Callable[..., str]) -> None:
    message = worked("comply", *JULY, "--report", "tidak/ada.html", code=5)
    assert message.startswith("sop: cannot write tidak")


def test_a_report_is_written_over_an_older_one(worked: Callable[..., str]) -> None:
    Path("laporan.html").write_text("old", encoding="utf-8")
    worked("comply", *JULY, "--report", "laporan.html", code=1)
    assert "old" not in Path("laporan.html").read_text(encoding="utf-8")[:100]


def test_a_period_without_work_is_a_report_too(worked: Callable[..., str]) -> None:
    assert worked("comply", "--month", "2020-01", "--report", "kosong.html").split() == ["kosong.html"]
    assert "No work was recorded in this period." in Path("kosong.html").read_text(encoding="utf-8")
