"""The schema and the loader speak of the same keys, and an editor can explain each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sopengine.language import parse
from sopengine.language.build.digest import ORDERED
from sopengine.language.build.fields import Fields
from sopengine.language.calendar.hours import load_calendar
from sopengine.language.shape.indonesian import SYNONYMS, VALUES, Properties, meant_key
from sopengine.language.shape.schema import schema, validator
from sopengine.language.shipped import shipped_definitions, shipped_rules, shipped_schema
from sopengine.language.yaml.plain import Value
from sopengine.model.form import Column

EVERY_KEY = Path(__file__).parent.parent / "definitions" / "valid" / "every-key.yaml"
EVERY_CALENDAR_KEY = EVERY_KEY.parent / "calendars" / "enam-hari.yaml"
SCHEMA = schema("sop")
ANY = "*"

Keys = tuple[str, ...]


def keys_of(part: Mapping[str, Any], path: Keys = ()) -> Iterator[tuple[Keys, Mapping[str, Any]]]:
    """Every key that the schema knows, with what it says of it; entries of lists and free maps are `*`."""
    for key, inner in part.get("properties", {}).items():
        yield (*path, key), inner
        yield from keys_of(inner, (*path, key))
    for keyword in ("additionalProperties", "items"):
        if isinstance(part.get(keyword), dict):
            yield from keys_of(part[keyword], (*path, ANY))


KEYS = dict(keys_of(SCHEMA))
CALENDAR_KEYS = dict(keys_of(schema("calendar")))
ALL_KEYS = {**KEYS, **{("calendars", *key): part for key, part in CALENDAR_KEYS.items()}}


@pytest.mark.parametrize("name", ["sop", "calendar"])
def test_the_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(shipped_schema(name).read_text(encoding="utf-8")))
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("key", ALL_KEYS, ids=".".join)
def test_an_editor_can_explain_every_key(key: Keys) -> None:
    part = ALL_KEYS[key]
    english, indonesian = part["description"].split("\n\n")
    assert english.endswith(".")
    assert indonesian.endswith(".")
    assert english != indonesian
    assert part["title"]
    assert part["examples"]


@pytest.mark.parametrize("key", ALL_KEYS, ids=".".join)
def test_the_examples_of_a_key_fit_the_schema(key: Keys) -> None:
    checking = Draft202012Validator(ALL_KEYS[key], format_checker=validator("sop").format_checker)
    assert [error.message for example in ALL_KEYS[key]["examples"] for error in checking.iter_errors(example)] == []


def normal(path: Keys) -> Keys:
    """Names of one's own choice as `*`."""
    parts = list(path)
    if parts[0] in ("actors", "artifacts", "data", "days_off", "half_days"):
        parts[1:2] = [ANY] * (len(parts) > 1)
    if "decision" in parts[:-1]:
        parts[parts.index("decision") + 1] = ANY
    return tuple(parts)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[Keys]:
    """The keys that the loader asks for from now on."""
    keys: set[Keys] = set()
    value = Fields.value

    def asking(fields: Fields, key: str) -> Value:
        keys.add(normal((*(ANY if isinstance(part, int) else part for part in fields.path), key)))
        return value(fields, key)

    def opened(fields: Fields, key: str) -> Fields:
        asking(fields, key)
        return fields_of(fields, key)

    fields_of = Fields.fields
    monkeypatch.setattr(Fields, "value", asking)
    monkeypatch.setattr(Fields, "fields", opened)
    return keys


def test_the_loader_asks_for_exactly_the_keys_that_the_schema_knows(asked: set[Keys]) -> None:
    definition = parse(EVERY_KEY.read_bytes(), EVERY_KEY.name).definition
    assert definition is not None
    assert {key for key in asked if key[-1] != ANY} == set(KEYS) - {("sop",)}


def test_the_calendar_loader_asks_for_exactly_the_keys_that_its_schema_knows(asked: set[Keys]) -> None:
    load_calendar(EVERY_CALENDAR_KEY, "Asia/Jakarta")
    titles = {("title",), ("periods", ANY, "title")}
    assert {key for key in asked if key[-1] != ANY} | titles == set(CALENDAR_KEYS) - {("calendar",)}


def test_the_columns_of_the_schema_are_those_of_the_form() -> None:
    assert [key[2] for key in KEYS if key[:2] == ("form", "columns") and len(key) == 3] == [*Column]


def test_the_keys_whose_order_counts_are_maps_of_free_keys_or_columns() -> None:
    free = {key[-1] for key, part in KEYS.items() if isinstance(part.get("additionalProperties"), dict)}
    assert free | {"columns"} == ORDERED


def test_every_indonesian_word_stands_for_a_key() -> None:
    known = {key[-1] for key in KEYS} | {key for map in maps(schema("calendar")) for key in map}
    assert {key for keys in SYNONYMS.values() for key in keys} <= known
    assert not known & set(SYNONYMS)


def maps(part: Mapping[str, Any]) -> Iterator[Properties]:
    """Of each map in a schema its keys."""
    if "properties" in part:
        yield part["properties"]
    for inner in (*part.get("properties", {}).values(), part.get("items"), part.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from maps(inner)


TITLED = [
    pytest.param(word.strip(), key, properties, id=f"{key}-{word.strip()}")
    for name in ("sop", "calendar")
    for properties in maps(schema(name))
    for key, part in properties.items()
    for word in part["title"].rpartition(" · ")[2].split("/")
]


@pytest.mark.parametrize(("word", "key", "properties"), TITLED)
def test_a_key_is_understood_by_its_indonesian_title(word: str, key: str, properties: Properties) -> None:
    assert meant_key(word, properties, {}) == key


def test_indonesian_values_stand_for_values_of_the_schema() -> None:
    listed = {
        value
        for name in ("sop", "calendar")
        for map in maps(schema(name))
        for part in map.values()
        for value in part.get("enum", ())
    }
    assert set(VALUES.values()) <= listed
    assert not listed & set(VALUES)


def test_shipped_files_are_found_in_a_checkout_and_in_an_installed_package(tmp_path: Path) -> None:
    package = tmp_path / "sopengine"
    (package / "shipped" / "schemas").mkdir(parents=True)
    (package / "shipped" / "definitions").mkdir()
    (package / "shipped" / "docs").mkdir()
    assert shipped_schema("sop", package) == package / "shipped" / "schemas" / "sop.schema.json"
    assert shipped_definitions(package) == package / "shipped" / "definitions"
    assert shipped_rules("id", package) == package / "shipped" / "docs" / "id" / "aturan.md"
    assert all(shipped_rules(language).is_file() for language in ("en", "id"))
    assert shipped_definitions().is_dir()
