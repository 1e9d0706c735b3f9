"""Starting from a file: what is meant, and whether it can be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.errors import DefinitionError, NotFoundError, UnrunnableError
from sopengine.office.running.starting import startable

SOP = """\
sop: 1
id: kinerja
title: Pengukuran kinerja
agency: {name: Dinas Contoh, timezone: Asia/Makassar}
actors: {sekretaris: Sekretaris, tim: Tim Sakip}
steps:
  - {id: rekap, activity: Merekap data, actor: tim, duration: 60 menit}
  - {id: lapor, activity: Melaporkan, actor: sekretaris, duration: Segera}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kinerja.yaml").write_text(SOP, encoding="utf-8")
    return tmp_path


def test_the_sop_of_an_id_is_compiled(folder: Path) -> None:
    assert startable(folder, "kinerja").entries == ("rekap",)


def test_an_id_that_is_not_there_is_guessed_at(folder: Path) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'kinerja'"):
        startable(folder, "kinerj")


def test_what_cannot_be_run_carries_its_findings(folder: Path) -> None:
    (folder / "kinerja.yaml").write_text(f"{SOP}status: draft\n", encoding="utf-8")
    with pytest.raises(UnrunnableError, match=r"kinerja cannot be started: .*kinerja.yaml:9:1: a draft") as refused:
        startable(folder, "kinerja")
    assert [finding.rule for finding in refused.value.findings] == ["start/draft"]


def test_errors_of_the_file_are_its_findings(folder: Path) -> None:
    (folder / "kinerja.yaml").write_text(SOP.replace("actor: tim", "actor: tmi"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="tmi"):
        startable(folder, "kinerja")
