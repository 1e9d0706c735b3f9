"""Under a heading that names a path of a schema, such as `### Who signed (`document.approved_by`)`, its table of keys.

A description in the schema is English, an empty line, Indonesian. A page chooses the keys that its tables list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sopengine.language.shape.schema import schema

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {DOCS / "language.md": "en", DOCS / "id" / "bahasa.md": "id"}
"""Page -> the language of its tables."""
HEADS = {"en": "| key | meaning |", "id": "| kunci | arti |"}
REQUIRED = {"en": "**Required.**", "id": "**Wajib.**"}

_SECTION = re.compile(r"^### .*?(?: \(`(?P<path>.+)`\))?\n(?P<body>(?:(?!^##).*\n?)*)", re.MULTILINE)
_TABLE = re.compile(r"^\| \w+ \| \w+ \|\n\| --- \| --- \|\n(?P<rows>(?:\|.*\n?)+)", re.MULTILINE)
_KEY = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def renewed(page: Path, language: str) -> str:
    """The page with its tables as the schemas say."""
    text = page.read_text(encoding="utf-8")
    return _SECTION.sub(lambda section: _TABLE.sub(lambda table: _table(section, table, language), section[0]), text)


def _table(section: re.Match[str], table: re.Match[str], language: str) -> str:
    path = (section["path"] or "").split(".") if section["path"] else []
    part = _part(path)
    rows = [_row(key, part, language) for key in _listed(table["rows"], part)]
    return "\n".join([HEADS[language], "| --- | --- |", *rows]) + "\n"


def _listed(rows: str, part: Mapping[str, Any]) -> list[str]:
    """The keys that stand there, in the order of the schema."""
    there = set(_KEY.findall(rows))
    return [key for key in part["properties"] if key in there]


def _row(key: str, part: Mapping[str, Any], language: str) -> str:
    said = part["properties"][key]["description"].split("\n\n")[0 if language == "en" else 1]
    required = f" {REQUIRED[language]}" if key in part.get("required", ()) else ""
    return f"| `{key}` | {said.replace('|', chr(92) + '|')}{required} |"


def _part(path: list[str]) -> Mapping[str, Any]:
    """What the schema says of a place, such as `steps.*.tasks.*`."""
    part: Mapping[str, Any] = schema("calendar" if path[:1] == ["calendars"] else "sop")
    for name in path[1:] if path[:1] == ["calendars"] else path:
        entries = part.get("items") or part.get("additionalProperties")
        part = entries if name == "*" and isinstance(entries, dict) else part["properties"][name]
    return part
