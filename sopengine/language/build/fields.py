"""Typed access to a map of the file; the schema has checked the shape, so nothing is checked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from sopengine.frozen import frozen
from sopengine.language.shape.dates import parse_date
from sopengine.language.yaml.plain import Plain, Value
from sopengine.model.positions import Path


@frozen
class Fields:
    """A map of the file, or nothing where the file has none."""

    plain: Plain
    path: Path = ()
    """Where the map stands."""
    data: dict[str, Value]

    def __contains__(self, key: str) -> bool:
        return self.value(key) is not None

    def value(self, key: str) -> Value:
        return self.data.get(key)

    def text(self, key: str, default: str = "") -> str:
        value = self.value(key)
        return default if value is None else self._text(value, (*self.path, key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        value = self.value(key)
        if value is None:
            return ()
        path = (*self.path, key)
        if not isinstance(value, list):
            return (self._text(value, path),)
        return tuple(self._text(entry, (*path, place)) for place, entry in enumerate(value))

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.value(key)
        return value if isinstance(value, bool) else default

    def number(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self.value(key)
        return int(value) if isinstance(value, int | float) else default

    def date(self, key: str) -> date | None:
        return parse_date(self.text(key)) if key in self else None

    def fields(self, key: str) -> Fields:
        value = self.value(key)
        return Fields(plain=self.plain, path=(*self.path, key), data=value if isinstance(value, dict) else {})

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """The entries of a map whose keys are names; a text in place of a map is its title."""
        for name, value in self.fields(key).data.items():
            path = (*self.path, key, name)
            data: dict[str, Value] = value if isinstance(value, dict) else {"title": self._text(value, path)}
            yield name, Fields(plain=self.plain, path=path, data=data)

    def labels(self, key: str) -> Iterator[tuple[str, str]]:
        """The entries of a map of texts, in the order written."""
        inner = self.fields(key)
        return ((label, inner.text(label)) for label in inner.data)

    def rows(self, key: str) -> Iterator[Fields]:
        """The entries of a list of maps."""
        for place, entry in enumerate(cast("list[dict[str, Value]]", self.value(key) or [])):
            yield Fields(plain=self.plain, path=(*self.path, key, place), data=entry)

    def _text(self, value: Value, path: Path) -> str:
        return (value if isinstance(value, str) else self.plain.spelled.get(path, "")).strip()
