"""The version of a definition: what was read, without its layout."""

from __future__ import annotations

import hashlib
import json

from sopengine.language.yaml.plain import Plain, Value
from sopengine.model.positions import Path

ORDERED = frozenset({"actors", "artifacts", "columns", "data", "decision"})
"""Maps whose order is meant; in every other map the order of the keys is layout."""


def digest(plain: Plain) -> str:
    """SHA-256 as 64 hex digits; comments, quotes, spaces and the order of keys do not count."""
    canonical = _canonical(plain, plain.data, (), ordered=False)
    return hashlib.sha256(json.dumps(canonical, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _canonical(plain: Plain, value: Value, path: Path, *, ordered: bool) -> object:
    """Maps as lists of pairs, every value as it was written."""
    if isinstance(value, list):
        return [_canonical(plain, entry, (*path, place), ordered=False) for place, entry in enumerate(value)]
    if isinstance(value, dict):
        keys = value if ordered else sorted(value)
        return [[key, _canonical(plain, value[key], (*path, key), ordered=key in ORDERED)] for key in keys]
    return (value if isinstance(value, str) else plain.spelled[path]).strip()
