"""The compiled catalogue follows its source."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from hatch_build import FOLDER, compile_catalogues

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "late"\nmsgstr "{word}"\n'


def test_one_that_is_older_than_its_source_is_compiled_anew_and_no_other(tmp_path: Path) -> None:
    source = tmp_path / FOLDER / "id.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO.format(word="telat"), encoding="utf-8")
    (compiled,) = compile_catalogues(tmp_path, only_stale=True)
    assert said(compiled) == "telat"
    assert compile_catalogues(tmp_path, only_stale=True) == []
    source.write_text(PO.format(word="terlambat"), encoding="utf-8")
    after = compiled.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(after, after))
    assert compile_catalogues(tmp_path, only_stale=True) == [compiled]
    assert said(compiled) == "terlambat"
    assert [file.name for file in compiled.parent.iterdir()] == [compiled.name]


def said(compiled: Path) -> str:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file).gettext("late")
