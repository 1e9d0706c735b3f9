"""A standard time as the form prints it, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sopengine.duration.grammar import measured
from sopengine.duration.nearest import nearest
from sopengine.duration.unit import Length, Unit

__all__ = ["Duration", "Length", "Unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A standard; `low` and `high` are equal but for a range, and empty where nothing can be measured."""

    text: str
    """As printed."""
    low: Length = ()
    high: Length = ()
    per_item: bool = False
    """The length is that of one item; how many there were is told when the task is completed."""
    nearest: str = ""
    """The nearest reading of a text that has a digit or a unit in it and still cannot be read."""

    def __hash__(self) -> int:
        """All else follows from the text."""
        return hash(self.text)

    @property
    def measurable(self) -> bool:
        return bool(self.high)

    def plain(self) -> dict[str, Any]:
        """As JSON can keep it: what was read outlives the reading of a later release. What is usual is left out."""
        found: dict[str, Any] = {"text": self.text, "high": self.high}
        if self.low != self.high:
            found["low"] = self.low
        if self.per_item:
            found["per_item"] = True
        return found | ({"nearest": self.nearest} if self.nearest else {})

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Duration:
        """Raises ValueError, KeyError or TypeError where that is no such thing."""
        high = _length(plain["high"])
        low = _length(plain["low"]) if "low" in plain else high
        per_item, nearest = plain.get("per_item", False), plain.get("nearest", "")
        return cls(text=plain["text"], low=low, high=high, per_item=per_item, nearest=nearest)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Never fails: what has no length keeps its text and is not measurable."""
        reading = measured(text)
        if reading is None:
            return cls(text=text, nearest=nearest(text))
        return cls(text=text, low=reading.low, high=reading.high, per_item=bool(reading.item))


def _length(plain: Iterable[tuple[float, str]]) -> Length:
    return tuple((number, Unit(unit)) for number, unit in plain)
