"""A standard time as the form prints it, and what it means."""

from __future__ import annotations

from sopengine.duration.grammar import measured
from sopengine.duration.nearest import nearest
from sopengine.duration.unit import Length, Unit
from sopengine.frozen import frozen

__all__ = ["Duration", "Length", "Unit"]


@frozen
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

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Never fails: what has no length keeps its text and is not measurable."""
        reading = measured(text)
        if reading is None:
            return cls(text=text, nearest=nearest(text))
        return cls(text=text, low=reading.low, high=reading.high, per_item=bool(reading.item))
