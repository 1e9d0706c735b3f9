"""The JSON Schemas that come with the package, with all references followed."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from sopengine.language.shape.values import is_date, is_hours, is_span, is_timezone
from sopengine.language.shipped import shipped_schema

Schema = dict[str, Any]


@lru_cache(maxsize=4)
def validator(name: str) -> Draft202012Validator:
    """Of `sop` or `calendar`."""
    formats = FormatChecker(formats=())
    formats.checks("sop-date")(is_date)
    formats.checks("sop-timezone")(is_timezone)
    formats.checks("sop-hours")(is_hours)
    formats.checks("sop-span")(is_span)
    return Draft202012Validator(schema(name), format_checker=formats)


@lru_cache(maxsize=4)
def schema(name: str) -> Schema:
    """The schema without `$ref`: following references anew for every value is most of a validator's time."""
    written: Schema = json.loads(shipped_schema(name).read_text(encoding="utf-8"))
    whole: Schema = _followed({key: part for key, part in written.items() if key != "$defs"}, written, {})
    return whole


def _followed(part: Any, whole: Schema, known: dict[str, Any]) -> Any:
    """`known`: reference -> what it leads to, for those that were followed before."""
    if isinstance(part, list):
        return [_followed(entry, whole, known) for entry in part]
    if not isinstance(part, dict):
        return part
    own = {key: _followed(entry, whole, known) for key, entry in part.items() if key != "$ref"}
    reference = part.get("$ref")
    if not isinstance(reference, str):
        return own
    if reference not in known:
        target: Any = whole
        for key in reference.removeprefix("#/").split("/"):
            target = target[key]
        known[reference] = _followed(target, whole, known)
    return known[reference] | own
