"""What is typed into a field, as a value."""

from __future__ import annotations

from datetime import date

from sopengine.office.words.times import read_time
from sopengine.web.asked import Asked


def day_typed(asked: Asked, written: str, zone: str) -> date | None:
    """A day by the clock of a zone; None for an empty field. Raises MisuseError."""
    text = written.strip()
    return read_time(text, asked.now, zone, begins=True).date() if text else None
