"""Is it an SOP? The JSON Schema checks the shape; every error of it becomes a located finding."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from sopengine.errors import Finding
from sopengine.language.keys import meant_keys, missing_keys, unknown_keys
from sopengine.language.mismatch import Mismatch, mismatch
from sopengine.language.plain import Plain, Value
from sopengine.language.shipped import shipped_schema
from sopengine.language.values import bad_value, is_date, is_timezone, no_sop
from sopengine.model.positions import Path

MOST_TOLD = 100
"""Findings; with more than that a file is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the schema says of a file."""

    data: dict[str, Value] | None
    """With what was wrong taken out, so that the rest can be checked as well; None where nothing is left."""
    findings: tuple[Finding, ...]


def check_shape(plain: Plain) -> Shape:
    if not isinstance(plain.data, dict):
        return Shape(data=None, findings=(no_sop(plain),))
    mismatches = tuple(map(mismatch, islice(_validator().iter_errors(plain.data), MOST_TOLD)))
    if not mismatches:
        return Shape(data=plain.data, findings=())
    findings = tuple(islice(_findings(plain, mismatches), MOST_TOLD))
    complete = max(len(mismatches), len(findings)) < MOST_TOLD
    return Shape(data=_repaired(plain.data, mismatches) if complete else None, findings=findings)


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    formats = FormatChecker(formats=())
    formats.checks("sop-date")(is_date)
    formats.checks("sop-timezone")(is_timezone)
    schema: dict[str, Any] = json.loads(shipped_schema().read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=formats)


def _findings(plain: Plain, mismatches: tuple[Mismatch, ...]) -> Iterator[Finding]:
    """One cause gives one finding: the schema tells of each missing key of a map anew."""
    told: set[Path] = set()
    for found in mismatches:
        if found.keyword == "additionalProperties":
            yield from unknown_keys(plain, found)
        elif found.keyword != "required":
            yield bad_value(plain, found)
        elif found.path not in told:
            told.add(found.path)
            yield from missing_keys(plain, found)


def _repaired(data: dict[str, Value], mismatches: tuple[Mismatch, ...]) -> dict[str, Value]:
    """A copy in which misspelt keys are the ones they mean, and wrong values are left out."""
    repaired = copy.deepcopy(data)
    for found in mismatches:
        if found.keyword == "additionalProperties":
            _rename(_inside(repaired, found.path), found)
        elif found.keyword in _UNUSABLE or found.beside:
            _inside(repaired, found.path[:-1])[found.path[-1]] = _nothing(found)
    return repaired


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
        if isinstance(value, str) and found.schema["properties"].get(known, {}).get("$ref") in _TEXTS:
            fields.setdefault(known, value)


_TEXTS = frozenset({"#/$defs/id", "#/$defs/text", "#/$defs/words"})


def _nothing(found: Mismatch) -> Value:
    """In the type that is expected."""
    if found.expected == "object":
        return {}
    return [] if found.expected == "array" else None
