"""Finds the files that come with the package: in the wheel, or in a checkout of the project."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_definitions(package: Path = _PACKAGE) -> Path:
    """The folder of the SOPs that come with the package."""
    return _folder("definitions", package)


def shipped_schema(package: Path = _PACKAGE) -> Path:
    """The JSON Schema of the language."""
    return _folder("schemas", package) / "sop.schema.json"


def _folder(name: str, package: Path) -> Path:
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name
