"""Keys that are not known, and keys that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from sopengine.errors import Finding
from sopengine.errors.nearest import did_you_mean
from sopengine.frozen import frozen
from sopengine.language.shape.indonesian import meant_key, named_key
from sopengine.language.shape.mismatch import Mismatch
from sopengine.language.shape.strays import Stray, stray
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.plain import Plain
from sopengine.language.yaml.surplus import MOST_TOLD
from sopengine.model.positions import Path

MOST_LISTED = 12
"""Known keys that a message names."""


@frozen
class Meaning:
    """What an unknown key was to be."""

    key: str
    """As written."""
    near: str = ""
    """A key of the same map, or ""."""
    stray: Stray | None = None
    """A key of another map, where that is likelier."""


Meanings = Mapping[Path, tuple[Meaning, ...]]
"""By the path of a map, what its unknown keys were to be."""


def meanings(plain: Plain, found: Mismatch) -> tuple[Meaning, ...]:
    """Of the first unknown keys of a map; a key that the section above knows is probably not indented."""
    known = found.schema["properties"]
    return tuple(
        _meaning(plain, found, key) for key in islice((key for key in found.got if key not in known), MOST_TOLD)
    )


def _meaning(plain: Plain, found: Mismatch, key: str) -> Meaning:
    known = found.schema["properties"]
    astray = None if named_key(key, known) else stray(plain, found, key)
    near = "" if astray and astray.spaces is not None else meant_key(key, known, found.got)
    return Meaning(key=key, near=near, stray=None if near else astray)


def unknown_keys(plain: Plain, found: Mismatch, unknown: Meanings) -> Iterator[Finding]:
    for meaning in unknown.get(found.path, ()):
        mend, values = _mend(meaning)
        yield fault(
            "schema/unknown-key",
            plain.positions.key((*found.path, meaning.key)),
            "unknown key '{key}'",
            mend,
            key=shown(meaning.key),
            known=_listed(found.schema["properties"]),
            **values,
        )


def _mend(meaning: Meaning) -> tuple[str, dict[str, object]]:
    if meaning.stray is None:
        return did_you_mean(meaning.near, "known here: {known}"), {"nearest": meaning.near}
    astray = meaning.stray
    values: dict[str, object] = {"section": astray.section, "spaces": astray.spaces, "meant": astray.key}
    if astray.spaces is None:
        return "'{meant}' belongs under '{section}': write it there", values
    return "it belongs under '{section}': indent it by {spaces} spaces", values


def _listed(keys: Mapping[str, Any]) -> str:
    return ", ".join(islice(keys, MOST_LISTED)) + (", …" if len(keys) > MOST_LISTED else "")


def missing_keys(plain: Plain, found: Mismatch, unknown: Meanings) -> Iterator[Finding]:
    """Told once a map; a key that is there under a misspelt name is not missing."""
    meant = {meaning.near for meaning in unknown.get(found.path, ())}
    there = meant | set(found.got)
    missing = [key for key in found.schema["required"] if key not in there]
    choice = [alternative["required"][0] for alternative in found.schema.get("anyOf", ())]
    if choice and not there.intersection(choice):
        missing.append(choice[0])
    if not missing:
        return
    first = next(iter(found.got), None)
    example = _example(plain, missing[0], found.schema["properties"])
    yield fault(
        "schema/missing-key",
        plain.positions.key(found.path if first is None else (*found.path, first)),
        "'{key}' is missing" if len(missing) == 1 else "these keys are missing: {key}",
        _missing_mend(missing, example),
        key=", ".join(missing),
        example=example,
    )


def lonely_keys(plain: Plain, found: Mismatch, unknown: Meanings) -> Iterator[Finding]:
    """Keys that say something only beside another one."""
    meant = {meaning.near for meaning in unknown.get(found.path, ())}
    for key, needed in found.expected.items():
        if key in found.got and needed[0] not in meant | set(found.got):
            yield fault(
                "schema/alone",
                plain.positions.key((*found.path, key)),
                "'{key}' has a meaning only beside '{needed}'",
                "add '{needed}', or leave '{key}' out",
                key=key,
                needed=needed[0],
            )


def _missing_mend(missing: list[str], example: str) -> str:
    if len(missing) > 1:
        return "add a line for each"
    return "add a line such as '{key}: {example}'" if example else "write '{key}:' and below it what belongs there"


def _example(plain: Plain, key: str, properties: Mapping[str, Any]) -> str:
    """A value as one writes it, or "" where that takes more than a line; an actor is one that is declared."""
    if key == "actor" and (declared := _names(plain, "actors")):
        return declared[0]
    example = properties[key]["examples"][0]
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {value}" for key, value in example.items()) + "}"
    return "" if isinstance(example, list) else str(example)


def _names(plain: Plain, section: str) -> list[str]:
    value = plain.data.get(section) if isinstance(plain.data, dict) else None
    return list(value) if isinstance(value, dict) else []
