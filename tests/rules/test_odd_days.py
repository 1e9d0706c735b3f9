"""Days that a document names are held against today, however odd they are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from sopengine.rules.gate import examine

VALID = Path(__file__).parent.parent / "definitions" / "valid" / "document-look-overdue.yaml"


@pytest.mark.parametrize("key", ["monitored", "evaluated", "review", "created", "effective"])
def test_the_last_day_of_all_is_a_day_like_others(tmp_path: Path, key: str) -> None:
    file = tmp_path / "contoh.yaml"
    text = VALID.read_text(encoding="utf-8").replace("document-look-overdue", "contoh")
    said = re.sub(r"document:\n(  .*\n)+", f"document: {{{key}: 9999-12-31}}\n", text)
    file.write_text(said, encoding="utf-8")
    assert said != text
    for today in (date(2026, 1, 15), date.max):
        assert not [found for found in examine(file, today=today).findings if found.rule == "document/look-overdue"]


@pytest.mark.parametrize(("today", "overdue"), [(date(2026, 8, 1), 0), (date(2026, 8, 2), 1)])
def test_an_sop_that_came_in_force_since_is_looked_at_anew(tmp_path: Path, today: date, overdue: int) -> None:
    file = tmp_path / "contoh.yaml"
    text = VALID.read_text(encoding="utf-8").replace("document-look-overdue", "contoh")
    said = re.sub(r"document:\n(  .*\n)+", "document: {monitored: 2025-01-17, effective: 2026-02-01}\n", text)
    file.write_text(said, encoding="utf-8")
    found = [found for found in examine(file, today=today).findings if found.rule == "document/look-overdue"]
    assert len(found) == overdue
