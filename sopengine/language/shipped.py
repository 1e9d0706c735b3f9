"""Finds the files that come with the package: in the wheel, or in a checkout of the project."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_definitions(package: Path = _PACKAGE) -> Path:
    """The folder of the SOPs that come with the package."""
    return _folder("definitions", package)


def shipped_schema(name: str = "sop", package: Path = _PACKAGE) -> Path:
    """A JSON Schema: `sop` for definitions, `calendar` for calendars."""
    return _folder("schemas", package) / f"{name}.schema.json"


def shipped_rules(language: str = "en", package: Path = _PACKAGE) -> Path:
    """The page that explains every rule: in Indonesian (`id`), else in English."""
    docs = _folder("docs", package)
    return docs / "id" / "aturan.md" if language == "id" else docs / "rules.md"


def _folder(name: str, package: Path) -> Path:
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name
