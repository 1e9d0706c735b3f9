"""docs/language.md names every key of the schemas and no other, and its examples are read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sopengine.errors import Severity
from sopengine.language.calendar.hours import load_calendar
from sopengine.language.shape.schema import schema
from sopengine.rules import examine

REFERENCE = (Path(__file__).parent.parent.parent / "docs" / "language.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^### .*?(?: \(`(.+)`\))?$")
ROW = re.compile(r"^\| `([a-z_]+)` \|")
EXAMPLE = re.compile(r"^```yaml ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = EXAMPLE.findall(REFERENCE)
AROUND = """sop: 1
id: contoh
title: Contoh
agency: {name: Dinas Contoh}
document: {number: 12/SOP/2024, created: 1 Februari 2024}
actors: {staf: Staf, kabid: Kepala Bidang}
steps:
"""

Keys = tuple[str, ...]


def keys_of(part: Mapping[str, Any], path: Keys) -> Iterator[Keys]:
    for key, inner in part.get("properties", {}).items():
        yield (*path, key)
        yield from keys_of(inner, (*path, key))
    for keyword in ("additionalProperties", "items"):
        if isinstance(part.get(keyword), dict):
            yield from keys_of(part[keyword], (*path, "*"))


def documented() -> set[Keys]:
    """Each row of a table, under the path that its heading names."""
    found: set[Keys] = set()
    path: Keys = ()
    for line in REFERENCE.splitlines():
        heading, row = HEADING.match(line), ROW.match(line)
        if heading:
            path = tuple(heading[1].split(".")) if heading[1] else ()
        elif row:
            found.add((*path, row[1]))
    return found


def once(key: Keys) -> Keys:
    """Keys of a task are documented once: not again in a list of tasks, and in the step only where they differ."""
    parts = list(key)
    if parts[:4] == ["steps", "*", "tasks", "*"] and len(parts) > 5:
        del parts[2:4]
    if parts[:2] == ["steps", "*"] and len(parts) == 3 and ("steps", "*", "tasks", "*", parts[2]) in TASK_KEYS:
        parts[2:2] = ["tasks", "*"]
    if parts[:3] in (["calendars", "periods", "*"],) and len(parts) > 4:
        del parts[1:3]
    return tuple(parts)


ALL = {*keys_of(schema("sop"), ()), *keys_of(schema("calendar"), ("calendars",))}
TASK_KEYS = {key for key in ALL if key[:4] == ("steps", "*", "tasks", "*") and len(key) == 5}


def test_every_key_of_the_schemas_is_documented_and_no_other() -> None:
    assert {once(key) for key in documented()} == {once(key) for key in ALL}


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=[text.strip()[:40] for _, text in EXAMPLES])
def test_an_example_is_read_and_checked_without_a_word(kind: str, text: str, tmp_path: Path) -> None:
    if kind == "calendar":
        (tmp_path / "enam-hari.yaml").write_text(text, encoding="utf-8")
        assert load_calendar(tmp_path / "enam-hari.yaml", "Asia/Jakarta").week[5]
        return
    whole = AROUND + text if kind == "step" else text
    id = re.search(r"^id: (.+)$", whole, re.MULTILINE)
    assert id
    file = tmp_path / f"{id[1]}.yaml"
    file.write_text(whole, encoding="utf-8")
    found = [f"{one.at.line}: {one.text()}" for one in examine(file).findings if one.severity is not Severity.INFO]
    assert [line for line in found if "identity" not in line and "empty" not in line] == []


def test_the_reference_has_examples_of_every_kind() -> None:
    assert {kind for kind, _ in EXAMPLES} == {"", "step", "calendar"}
