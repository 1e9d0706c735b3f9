"""Definitions that were made to do harm are refused or harmless with every command; each case is one that was not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import graphviz
import pytest

from sopengine.cli import main

DEFINITION = """
sop: 1
id: surat
title: Surat masuk
agency: {{name: Dinas Contoh}}
document: {{created: 2024-01-01, {key}: {day}}}
actors: {{staf: Staf}}
steps:
  - {{id: terima, activity: Menerima surat, actor: staf, duration: 10 menit}}
"""


@pytest.mark.parametrize("day", ["9999-12-31", "31 Desember 9999", "9998-12-31"])
@pytest.mark.parametrize("key", ["revised", "effective", "monitored", "evaluated", "review"])
def test_a_document_of_the_last_year_is_checked_and_drawn(typed: Callable[..., str], key: str, day: str) -> None:
    Path("definitions/surat.yaml").write_text(DEFINITION.format(key=key, day=day), encoding="utf-8")
    assert "error" not in typed("check", "--today", "2026-07-01")
    typed("draw")


def test_a_setting_whose_name_has_20000_parts_is_told_and_not_read(
    typed: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("definitions/surat.yaml").write_text(DEFINITION.format(key="review", day="2030-01-01"), encoding="utf-8")
    Path("sop.toml").write_text("a" + ".a" * 20_000 + " = 1", encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["check"])
    assert "a line of more than 1,000 bytes" in capsys.readouterr().out


def test_a_flow_that_graphviz_gives_up_on_is_refused(
    typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> bytes:
        raise graphviz.CalledProcessError(-24, ["dot"])

    Path("definitions/surat.yaml").write_text(DEFINITION.format(key="review", day="2030-01-01"), encoding="utf-8")
    monkeypatch.setattr(graphviz.Source, "pipe", killed)
    assert "too tangled" in typed("draw", "--view", "map", code=4)
