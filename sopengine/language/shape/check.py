"""Is it an SOP? The JSON Schema checks the shape; every error of it becomes a located finding."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, cast

from sopengine.errors import Finding
from sopengine.frozen import frozen
from sopengine.language.shape.keys import Meaning, Meanings, lonely_keys, meanings, missing_keys, unknown_keys
from sopengine.language.shape.mismatch import Mismatch, mismatch
from sopengine.language.shape.schema import validator
from sopengine.language.shape.values import bad_value, no_sop
from sopengine.language.yaml.plain import Plain, Value
from sopengine.language.yaml.surplus import MOST_COUNTED, MOST_TOLD, more
from sopengine.model.positions import Path


@frozen
class Shape:
    """What the schema says of a file."""

    data: dict[str, Value] | None
    """With what was wrong taken out, so that the rest can be checked as well; None where nothing is left."""
    findings: tuple[Finding, ...]


def check_shape(plain: Plain, schema: str = "sop") -> Shape:
    """By the schema of that name."""
    if not isinstance(plain.data, dict):
        return Shape(data=None, findings=(no_sop(plain, schema),))
    errors = islice(validator(schema).iter_errors(plain.data), MOST_TOLD + MOST_COUNTED)
    mismatches = tuple(map(mismatch, islice(errors, MOST_TOLD)))
    if not mismatches:
        return Shape(data=plain.data, findings=())
    unknown = {found.path: meanings(plain, found) for found in mismatches if found.keyword == "additionalProperties"}
    findings = tuple(islice(_findings(plain, mismatches, unknown), MOST_TOLD))
    uncounted = sum(1 for _ in errors)
    hidden = sum(map(_unknown, mismatches)) + uncounted
    if hidden:
        last = more(findings[-1], hidden, at_least=uncounted >= MOST_COUNTED)
        return Shape(data=None, findings=(*findings, last))
    return Shape(data=_repaired(plain, mismatches, unknown), findings=findings)


def _unknown(found: Mismatch) -> int:
    """How many unknown keys of a map are not told."""
    if found.keyword != "additionalProperties":
        return 0
    return max(0, len(found.got.keys() - found.schema["properties"].keys()) - MOST_TOLD)


def _findings(plain: Plain, mismatches: tuple[Mismatch, ...], unknown: Meanings) -> Iterator[Finding]:
    """One cause gives one finding: the schema tells of each missing key of a map anew."""
    told: set[tuple[Path, object]] = set()
    bereft = set(_bereft(unknown))
    for found in mismatches:
        if found.path in bereft and (found.got is None or found.keyword == "required"):
            continue
        tell = _OF_KEYS.get(found.keyword)
        cause = (found.path[:-1], "texts") if _is_text_in_list_of_maps(found) else (found.path, tell)
        if cause not in told:
            yield from tell(plain, found, unknown) if tell else (bad_value(plain, found),)
        if tell or cause[1] == "texts":
            told.add(cause)


def _bereft(unknown: Meanings) -> Iterator[Path]:
    """Sections whose keys were not indented, so that they seem to be empty."""
    for path, meant in unknown.items():
        for meaning in meant:
            if meaning.stray and meaning.stray.spaces is not None:
                yield (*path, meaning.stray.section)


def _is_text_in_list_of_maps(found: Mismatch) -> bool:
    """Such entries are told once a list."""
    of_list = bool(found.path) and isinstance(found.path[-1], int)
    return of_list and found.keyword == "type" and found.expected == "object" and isinstance(found.got, str)


_OF_KEYS: dict[str, Callable[[Plain, Mismatch, Meanings], Iterator[Finding]]] = {
    "additionalProperties": unknown_keys,
    "required": missing_keys,
    "anyOf": missing_keys,
    "dependentRequired": lonely_keys,
}


def _repaired(plain: Plain, mismatches: tuple[Mismatch, ...], unknown: Meanings) -> dict[str, Value]:
    """A copy in which misspelt keys are the ones they mean, and wrong values are left out."""
    repaired: Any = copy.deepcopy(plain.data)
    for found in sorted(mismatches, key=_innermost_first):
        if found.keyword == "additionalProperties":
            _put_right(_inside(repaired, found.path), found, unknown[found.path])
        elif (found.keyword in _UNUSABLE and not found.of_key) or found.beside:
            _inside(repaired, found.path[:-1])[found.path[-1]] = _nothing(found)
    return cast("dict[str, Value]", repaired)


def _innermost_first(found: Mismatch) -> tuple[int, bool]:
    """What is left out takes all that is inside with it."""
    return -len(found.path), found.keyword != "additionalProperties"


_UNUSABLE = frozenset({"type", "enum", "const", "format", "maxLength"})
"""Keywords whose mismatch leaves a value that nothing can be built from."""


def _inside(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _put_right(fields: dict[str, Value], found: Mismatch, unknown: Iterable[Meaning]) -> None:
    """A text under a misspelt or unindented key is kept, so that names can be checked; all else is left out."""
    for meaning in unknown:
        value = fields.pop(meaning.key)
        schema = found.schema["properties"].get(meaning.near, {})
        if isinstance(value, str) and "string" in schema.get("type", ()) and "format" not in schema:
            fields.setdefault(meaning.near, value)
        if isinstance(value, str) and meaning.stray and meaning.stray.named:
            section = fields[meaning.stray.section] or {}
            fields[meaning.stray.section] = {**cast("dict[str, Value]", section), meaning.key: value}


def _nothing(found: Mismatch) -> Value:
    """In the type that is expected."""
    if found.expected == "object":
        return {}
    return [] if found.expected == "array" else None
