"""The schema and the loader speak of the same keys, and an editor can explain each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sopengine.language import load
from sopengine.language.digest import ORDERED
from sopengine.language.fields import Fields
from sopengine.language.keys import IN_INDONESIAN
from sopengine.language.plain import Value
from sopengine.language.shipped import shipped_definitions, shipped_schema
from sopengine.model.form import Column

EVERY_KEY = Path(__file__).parent.parent / "definitions" / "valid" / "every-key.yaml"
SCHEMA: dict[str, Any] = json.loads(shipped_schema().read_text(encoding="utf-8"))
ANY = "*"

Keys = tuple[str, ...]


def keys_of(schema: Mapping[str, Any], path: Keys = ()) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Every key that the schema knows, with what it says of it; entries of lists and free maps are `*`."""
    if "$ref" in schema:
        yield from keys_of(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], path)
    for key, inner in schema.get("properties", {}).items():
        yield (*path, key), inner
        yield from keys_of(inner, (*path, key))
    for keyword in ("additionalProperties", "items"):
        if isinstance(schema.get(keyword), dict):
            yield from keys_of(schema[keyword], (*path, ANY))


KEYS = dict(keys_of(SCHEMA))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_an_editor_can_explain_every_key(key: Keys) -> None:
    assert KEYS[key]["title"]
    assert KEYS[key]["description"].endswith(".")
    assert KEYS[key]["examples"]


@pytest.mark.parametrize("key", KEYS, ids=".".join)
def test_the_examples_of_a_key_fit_the_schema(key: Keys) -> None:
    validator = Draft202012Validator({"$defs": SCHEMA["$defs"], **KEYS[key]})
    assert [list(validator.iter_errors(example)) for example in KEYS[key]["examples"]] == [
        [] for _ in KEYS[key]["examples"]
    ]


def test_the_loader_asks_for_exactly_the_keys_that_the_schema_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[Keys] = set()
    value = Fields.value

    def asking(fields: Fields, key: str) -> Value:
        parents = [ANY if isinstance(part, int) else part for part in fields.path]
        if parents[:1] in (["actors"], ["artifacts"]):
            parents[1:] = [ANY]
        asked.add((*parents, key))
        return value(fields, key)

    monkeypatch.setattr(Fields, "value", asking)
    load(EVERY_KEY)
    labels = {("steps", ANY, "decision", label) for label in ("Lengkap", "Belum lengkap", "Ditolak")}
    assert asked - labels == set(KEYS) - {("sop",)}


def test_the_columns_of_the_schema_are_those_of_the_form() -> None:
    assert [key[2] for key in KEYS if key[:2] == ("form", "columns") and len(key) == 3] == [*Column]


def test_the_keys_whose_order_counts_are_maps_of_free_keys_or_columns() -> None:
    free = {key[-1] for key, schema in KEYS.items() if isinstance(schema.get("additionalProperties"), dict)}
    assert free | {"columns"} == ORDERED


def test_every_indonesian_word_stands_for_a_key() -> None:
    known = {key[-1] for key in KEYS}
    assert {key for keys in IN_INDONESIAN.values() for key in keys} <= known
    assert not known & set(IN_INDONESIAN)


def test_shipped_files_are_found_in_a_checkout_and_in_an_installed_package(tmp_path: Path) -> None:
    package = tmp_path / "sopengine"
    (package / "shipped" / "schemas").mkdir(parents=True)
    (package / "shipped" / "definitions").mkdir()
    assert shipped_schema(package) == package / "shipped" / "schemas" / "sop.schema.json"
    assert shipped_definitions(package) == package / "shipped" / "definitions"
    assert shipped_definitions().is_dir()
