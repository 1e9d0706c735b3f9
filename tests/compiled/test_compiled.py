"""Compiled tables survive their JSON."""

from __future__ import annotations

import json

import pytest
from flows import flow, kinerja

from sopengine.compiled.tables import Compiled


@pytest.mark.parametrize("compiled", [kinerja(), flow({"a": {"": ["a/b"]}, "a/b": {"": []}}, duration="5-10 menit")])
def test_what_is_read_back_equals_what_was_written(compiled: Compiled) -> None:
    assert Compiled.from_json(compiled.to_json(), compiled.text) == compiled


def test_the_file_it_was_read_from_is_kept_beside_not_inside() -> None:
    assert "text" not in json.loads(kinerja().to_json())


def test_tables_of_another_format_are_refused() -> None:
    other = json.dumps(json.loads(kinerja().to_json()) | {"format": 0})
    with pytest.raises(ValueError, match="another version"):
        Compiled.from_json(other)


def test_a_task_offers_labels_only_where_it_decides() -> None:
    tasks = kinerja().tasks
    assert tasks["analisa"].labels == ("Ya", "Tidak")
    assert tasks["rekap"].labels == ()
