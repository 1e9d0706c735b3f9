"""Dates as the identity page prints them: `2024-02-01` or `1 Februari 2024`."""

from __future__ import annotations

import re
from datetime import date

from sopengine.errors.nearest import nearest
from sopengine.messages.months import MONTHS, NUMBER_OF

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WEEKDAY = re.compile(r"(?:hari )?(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu),? +", re.IGNORECASE)
_PRINTED = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\.?\s+(\d{4})", re.ASCII)


def parse_date(text: str) -> date:
    """Raises ValueError where the text is no date."""
    iso, printed = _ISO.fullmatch(text.strip()), _PRINTED.fullmatch(text.strip())
    if iso:
        year, month, day = iso.groups()
        return date(int(year), int(month), int(day))
    if printed and printed[2].casefold() in NUMBER_OF:
        return date(int(printed[3]), NUMBER_OF[printed[2].casefold()], int(printed[1]))
    raise ValueError(f"no date: {text!r}")


def is_written_as_date(text: str) -> bool:
    """Whether it is spelt as a date, be there such a day or not."""
    printed = _PRINTED.fullmatch(text.strip())
    return bool(_ISO.fullmatch(text.strip())) or (printed is not None and printed[2].casefold() in NUMBER_OF)


def meant_date(text: str) -> date | None:
    """The day that a text in another spelling means, as Indonesians write: the day before the month."""
    plain = _WEEKDAY.sub("", text.strip(), count=1)
    numbers, printed = _NUMBERS.fullmatch(plain), _PRINTED.fullmatch(plain)
    try:
        if numbers:
            year = numbers[4] if len(numbers[4]) == 4 else f"20{numbers[4]}"
            return date(int(year), int(numbers[3]), int(numbers[1]))
        if printed and (month := nearest(printed[2], NUMBER_OF)):
            return date(int(printed[3]), NUMBER_OF[month], int(printed[1]))
    except ValueError:
        return None
    return None


def printed_date(day: date) -> str:
    """`2 Januari 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][0].title()} {day.year}"
