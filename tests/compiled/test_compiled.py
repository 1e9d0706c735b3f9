"""Compiled tables survive their JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flows import flow, kinerja

from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import FORMAT, from_text, to_text
from sopengine.duration.standard import Duration, Unit

FORMATS = Path(__file__).parent / "formats"


@pytest.mark.parametrize("compiled", [kinerja(), flow({"a": {"": ["a/b"]}, "a/b": {"": []}}, duration="5-10 menit")])
def test_what_is_read_back_equals_what_was_written(compiled: Compiled) -> None:
    assert from_text(to_text(compiled), compiled.text) == compiled


def test_the_file_it_was_read_from_is_kept_beside_not_inside() -> None:
    assert "text" not in json.loads(to_text(kinerja()))


def test_tables_of_a_later_format_are_refused() -> None:
    later = json.dumps(json.loads(to_text(kinerja())) | {"format": FORMAT + 1})
    with pytest.raises(ValueError, match=f"format {FORMAT + 1}, here {FORMAT}"):
        from_text(later)


@pytest.mark.parametrize("kept", sorted(FORMATS.glob("*.json")), ids=lambda path: path.stem)
def test_tables_of_every_released_format_are_read_as_they_were_meant(kept: Path) -> None:
    compiled = from_text(kept.read_text(encoding="utf-8"))
    assert compiled.sop == "lumajang-pengukuran-kinerja"
    assert compiled.steps["perintah"].standard == Duration.parse("10 menit")
    assert compiled.tasks["analisa"].labels == ("Ya", "Tidak")
    assert from_text(to_text(compiled)) == compiled


def test_a_standard_is_kept_as_it_was_read_not_to_be_read_again() -> None:
    plain = json.loads(to_text(kinerja()))
    for step in plain["steps"].values():
        step["standard"]["text"] = "as printed by a later grammar"
    assert all(step.standard.high == ((60.0, Unit.MINUTE),) for step in from_text(json.dumps(plain)).steps.values())


def test_a_task_offers_labels_only_where_it_decides() -> None:
    tasks = kinerja().tasks
    assert tasks["analisa"].labels == ("Ya", "Tidak")
    assert tasks["rekap"].labels == ()
