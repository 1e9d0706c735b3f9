"""Is it an SOP? The JSON Schema checks the shape; every error of it becomes a located finding."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sopengine.errors import Finding
from sopengine.language.shape.keys import lonely_keys, meant_keys, missing_keys, unknown_keys
from sopengine.language.shape.mismatch import Mismatch, mismatch
from sopengine.language.shape.schema import validator
from sopengine.language.shape.values import bad_value, no_sop
from sopengine.language.yaml.plain import Plain, Value
from sopengine.language.yaml.surplus import MOST_COUNTED, MOST_TOLD, more
from sopengine.model.positions import Path


@dataclass(frozen=True, slots=True, kw_only=True)
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
    findings = tuple(islice(_findings(plain, mismatches), MOST_TOLD))
    uncounted = sum(1 for _ in errors)
    hidden = sum(map(_unknown, mismatches)) + uncounted
    if hidden:
        last = more(findings[-1], hidden, at_least=uncounted >= MOST_COUNTED)
        return Shape(data=None, findings=(*findings, last))
    return Shape(data=_repaired(plain.data, mismatches), findings=findings)


def _unknown(found: Mismatch) -> int:
    """How many unknown keys of a map are not told."""
    if found.keyword != "additionalProperties":
        return 0
    return max(0, len(found.got.keys() - found.schema["properties"].keys()) - MOST_TOLD)


def _findings(plain: Plain, mismatches: tuple[Mismatch, ...]) -> Iterator[Finding]:
    """One cause gives one finding: the schema tells of each missing key of a map anew."""
    told: set[tuple[Path, object]] = set()
    for found in mismatches:
        tell = _OF_KEYS.get(found.keyword)
        if tell is None:
            yield bad_value(plain, found)
        elif (found.path, tell) not in told:
            told.add((found.path, tell))
            yield from tell(plain, found)


_OF_KEYS: dict[str, Callable[[Plain, Mismatch], Iterator[Finding]]] = {
    "additionalProperties": unknown_keys,
    "required": missing_keys,
    "anyOf": missing_keys,
    "dependentRequired": lonely_keys,
}


def _repaired(data: dict[str, Value], mismatches: tuple[Mismatch, ...]) -> dict[str, Value]:
    """A copy in which misspelt keys are the ones they mean, and wrong values are left out."""
    repaired = copy.deepcopy(data)
    for found in sorted(mismatches, key=_innermost_first):
        if found.keyword == "additionalProperties":
            _rename(_inside(repaired, found.path), found)
        elif found.keyword in _UNUSABLE or found.beside:
            _inside(repaired, found.path[:-1])[found.path[-1]] = _nothing(found)
    return repaired


def _innermost_first(found: Mismatch) -> tuple[int, bool]:
    """What is left out takes all that is inside with it."""
    return -len(found.path), found.keyword != "additionalProperties"


_UNUSABLE = frozenset({"type", "enum", "const", "format"})
"""Keywords whose mismatch leaves a value that nothing can be built from."""


def _inside(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _rename(fields: dict[str, Value], found: Mismatch) -> None:
    """A text under a misspelt key is kept, so that names can be checked; all else is left out."""
    for key, known in meant_keys(found):
        value = fields.pop(key)
        schema = found.schema["properties"].get(known, {})
        if isinstance(value, str) and "string" in schema.get("type", ()) and "format" not in schema:
            fields.setdefault(known, value)


def _nothing(found: Mismatch) -> Value:
    """In the type that is expected."""
    if found.expected == "object":
        return {}
    return [] if found.expected == "array" else None
