"""A place where a file and the schema part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import ValidationError

from sopengine.frozen import frozen
from sopengine.model.positions import Path


@frozen
class Mismatch:
    """One error of the schema, in plain values."""

    path: Path
    """Of the value."""
    got: Any
    """The value; where a key is wrong, the key."""
    keyword: str
    """Of the schema: what was broken."""
    expected: Any
    """What the keyword demands."""
    schema: Mapping[str, Any]
    """The part of the schema that holds the keyword."""
    of_key: bool
    """Not the value is wrong but the key that leads to it."""
    beside: str
    """Where the value must not stand beside another: that one's key."""


def mismatch(error: ValidationError) -> Mismatch:
    parts = list(error.absolute_schema_path)
    return Mismatch(
        path=tuple(error.absolute_path),
        got=error.instance,
        keyword=str(error.validator),
        expected=error.validator_value,
        schema=error.schema if isinstance(error.schema, dict) else {},
        of_key="propertyNames" in parts,
        beside=str(parts[parts.index("dependentSchemas") + 1]) if "dependentSchemas" in parts else "",
    )
