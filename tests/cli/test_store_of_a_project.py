"""Which store a command means, where it names none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., str]

SOP = """\
sop: 1
id: izin
title: Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {staf: Staf}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 2 hari kerja}
"""


@pytest.fixture
def run(typed: Run) -> Run:
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    return typed


def test_without_settings_it_lies_below_the_current_folder(run: Run) -> None:
    run("start", "izin")
    assert Path(".sop/sop.db").is_file()


def test_it_lies_beside_the_settings_wherever_in_the_project_one_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sop.toml").write_text("", encoding="utf-8")
    run("start", "izin")
    monkeypatch.chdir("definitions")
    assert "izin" in run("tasks", "--json")
    assert not Path(".sop").exists()


def test_the_settings_may_name_another_from_their_own_folder(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sop.toml").write_text('[store]\nurl = "data/sop.db"\n', encoding="utf-8")
    run("start", "izin")
    assert Path("data/sop.db").is_file()
    monkeypatch.setenv("SOP_DB", "other.db")
    run("start", "izin")
    assert Path("other.db").is_file()
    run("start", "izin", "--db", "third.db")
    assert Path("third.db").is_file()


@pytest.mark.parametrize("text", ['[store]\nurll = "data/sop.db"\n', "[store\n"])
def test_settings_that_cannot_be_understood_start_nothing_elsewhere(run: Run, text: str) -> None:
    Path("sop.toml").write_text(text, encoding="utf-8")
    assert run("start", "izin", code=1).startswith("sop.toml:")
    assert not Path(".sop").exists()


def test_what_is_wrong_with_mail_keeps_no_work_from_being_recorded_but_is_told(
    run: Run,
) -> None:
    Path("sop.toml").write_text('[mail]\nport = 0\nhost = "a"\nfrom = "a@b"\n', encoding="utf-8")
    run("start", "izin")
    run("check", code=1)


def test_settings_may_not_name_a_store_that_is_gone_at_once(run: Run) -> None:
    Path("sop.toml").write_text('[store]\nurl = ":memory:"\n', encoding="utf-8")
    assert "is no file" in run("start", "izin", code=2)
