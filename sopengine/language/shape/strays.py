"""Keys that stand in the wrong map, mostly because they were not indented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopengine.frozen import frozen
from sopengine.language.shape.indonesian import named_key
from sopengine.language.shape.mismatch import Mismatch
from sopengine.language.yaml.plain import Plain

USUAL_INDENT = 2


@frozen
class Stray:
    """An unknown key and the section that knows it."""

    section: str
    """A key of the map in which the stray stands."""
    key: str
    """As the section calls it; in a section of names of one's own choice as it is written."""
    spaces: int | None
    """By so many it is to be indented; None where it does not stand below its section."""
    named: bool = False
    """The section's keys are names of one's own choice."""


def stray(plain: Plain, found: Mismatch, key: str) -> Stray | None:
    """Of an unknown key of a map: the section above it that knows it, else another one that does."""
    if found.path in plain.flow:
        return None
    above = _section_above(plain, found, key)
    if above and (known := _known(found, above, key)):
        spaces, named = _spaces(plain, found, above), not _fixed(found, above)
        return Stray(section=above, key=known, spaces=spaces, named=named)
    sections = (name for name in found.schema["properties"] if name != above and _fixed(found, name))
    other = next((name for name in sections if named_key(key, _fixed(found, name))), None)
    return Stray(section=other, key=named_key(key, _fixed(found, other)), spaces=None) if other else None


def _section_above(plain: Plain, found: Mismatch, key: str) -> str:
    """The last known key of the same map in a line above."""
    line = plain.positions.key((*found.path, key)).line
    above = [
        name
        for name in found.got
        if name in found.schema["properties"] and plain.positions.key((*found.path, name)).line < line
    ]
    return max(above, key=lambda name: plain.positions.key((*found.path, name)).line, default="")


def _known(found: Mismatch, section: str, key: str) -> str:
    """What the section calls the key, or ""."""
    fixed = _fixed(found, section)
    value = found.got[section]
    if fixed:
        return named_key(key, fixed)
    names = isinstance(found.schema["properties"][section].get("additionalProperties"), dict)
    return key if names and isinstance(value, dict | None) and isinstance(found.got[key], str) else ""


def _fixed(found: Mismatch, section: str) -> Mapping[str, Any]:
    """The keys that the schema knows in a section, or in the entries of a list; not those of alternatives."""
    part = found.schema["properties"][section]
    entries = part.get("items") if part.get("type") == "array" else part
    is_map = isinstance(entries, dict) and entries.get("type") == "object"
    return entries.get("properties", {}) if is_map else {}


def _spaces(plain: Plain, found: Mismatch, section: str) -> int:
    """From the map's keys to those of the section."""
    value, path = found.got[section], (*found.path, section)
    if isinstance(value, list) and value:
        path, value = (*path, len(value) - 1), value[-1]
    if isinstance(value, dict) and value and path not in plain.flow:
        first = plain.positions.key((*path, next(iter(value))))
        return first.column - plain.positions.key((*found.path, section)).column
    return USUAL_INDENT
