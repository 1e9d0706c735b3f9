"""Times of the day as a calendar file writes them: `07:30-16:00`, with a colon or a point."""

from __future__ import annotations

import re

Spans = tuple[tuple[int, int], ...]
"""Of one day, in minutes after midnight."""
NOTHING = "off"
"""In place of hours: nobody works."""

_SPAN = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:-|–|—|s\.?d\.?|sampai)\s*(\d{1,2})[:.](\d\d)", re.ASCII)
_LAST = 24 * 60


def parse_span(text: str) -> tuple[int, int]:
    """Minutes after midnight; raises ValueError where the text is no time from-to within one day."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise ValueError(f"no time from-to: {text!r}")
    hour, minute, until, past = map(int, found.groups())
    start, end = hour * 60 + minute, until * 60 + past
    if max(minute, past) > 59 or not start < end <= _LAST:
        raise ValueError(f"no time from-to: {text!r}")
    return start, end


def parse_hours(text: str) -> Spans:
    """As `parse_span`, or `off`."""
    return () if text.strip() == NOTHING else (parse_span(text),)


def without(day: Spans, pause: tuple[int, int]) -> Spans:
    """A day with a break taken out."""
    parts = ((part, end) for start, end in day for part, end in _parts(start, end, *pause))
    return tuple((start, end) for start, end in parts if start < end)


def _parts(start: int, end: int, pause: int, resume: int) -> tuple[tuple[int, int], ...]:
    if resume <= start or end <= pause:
        return ((start, end),)
    return ((start, pause), (resume, end))
