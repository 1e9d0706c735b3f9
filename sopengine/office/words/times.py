"""Times as people write them: `2026-03-31 16:00`, `31 Maret 2026 pukul 16.00`, `31-03-2026`, `16.00`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache, partial
from zoneinfo import ZoneInfo

from sopengine.errors import MisuseError, Phrase
from sopengine.frozen import frozen
from sopengine.messages.months import NUMBER_OF
from sopengine.office.running.work import Moment

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years of which calendars know working time."""

_DATES = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",
    r"(?:(?P<weekday>[a-z]+['’]?[a-z]*)[,.]?\s+)?(?P<day>\d{1,2})[ -](?P<month>[a-z]+)\.?(?:[ -](?P<year>\d{4}))?",
)
_CLOCK = r"(?:(?:pukul|jam|pk|at)\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:\.\d+)?)?"
_ZONE = r"(?P<zone>wib|wita|wit|utc|z|[+-]\d\d:?\d\d)"
_OFFSETS = {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "utc": "+00:00", "z": "+00:00"}
_WEEKDAYS = (
    ("sen", "senin", "mon", "monday"),
    ("sel", "selasa", "tue", "tuesday"),
    ("rab", "rabu", "wed", "wednesday"),
    ("kam", "kamis", "thu", "thursday"),
    ("jum", "jumat", "jum'at", "jum’at", "fri", "friday"),
    ("sab", "sabtu", "sat", "saturday"),
    ("min", "minggu", "ahad", "sun", "sunday"),
)
_WEEKDAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_LONGEST = 80
"""Characters of a time; what is longer is none, and would take the patterns long."""
_LAST_INSTANT = time(23, 59, 59, 999_999)


@frozen
class _Written:
    """What a text says."""

    day: date | None
    clock: time | None
    zone: str


def read_time(text: str, now: datetime, timezone: str, *, begins: bool = False) -> datetime:
    """What a text means by the clock of an agency, unless it names a zone; aware.

    A time of day alone is of today, a day without a year of this year. A day alone is its end, of today the present
    moment; where something `begins` then, it is the beginning of the day. Raises MisuseError.
    """
    today = now.astimezone(ZoneInfo(timezone))
    written = _written(text, today.year)
    day = written.day or today.date()
    if written.clock is not None:
        return _zoned(datetime.combine(day, written.clock), written.zone, timezone)
    if begins:
        return datetime.combine(day, time(), ZoneInfo(timezone))
    return today if day == today.date() else datetime.combine(day, _LAST_INSTANT, ZoneInfo(timezone))


def moment(text: str | None, now: datetime, *, begins: bool = False) -> Moment | None:
    """As `read_time`, by the clock of whichever agency; None where nothing is said."""
    return partial(read_time, text, now, begins=begins) if text else None


def _zoned(at: datetime, zone: str, timezone: str) -> datetime:
    if not zone:
        return at.replace(tzinfo=ZoneInfo(timezone))
    return datetime.fromisoformat(f"{at.isoformat()}{_OFFSETS.get(zone.lower(), zone)}")


def _written(text: str, this_year: int) -> _Written:
    if len(text) > _LONGEST:
        raise _unreadable(f"{text[:_LONGEST]}…")
    plain = " ".join(text.split())
    for spelling in _spellings():
        if found := spelling.fullmatch(plain):
            parts = found.groupdict()
            return _Written(
                day=_day(text, parts, this_year) if parts.get("day") else None,
                clock=_clock(text, parts) if parts["hour"] else None,
                zone=parts["zone"] or "",
            )
    raise _unreadable(text)


@cache
def _spellings() -> tuple[re.Pattern[str], ...]:
    """A time of day, then dates with or without one; made when the first time is read."""
    clock = rf"{_CLOCK}(?:\s*{_ZONE})?"
    spellings = (clock, *(rf"{date}(?:(?:t|,?\s+){clock})?" for date in _DATES))
    return tuple(re.compile(spelling, re.IGNORECASE | re.ASCII) for spelling in spellings)


def _clock(text: str, found: Mapping[str, str]) -> time:
    try:
        return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError as error:
        raise _unreadable(text) from error


def _day(text: str, found: Mapping[str, str], this_year: int) -> date:
    month = found["month"].casefold()
    number = int(month) if month.isdigit() else NUMBER_OF.get(month, 0)
    if not number:
        raise _unreadable(text)
    year = int(found["year"] or this_year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = "'{text}' is of no year in which offices work: {first} to {last}"
        raise MisuseError(message, text=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        day = date(year, number, int(found["day"]))
    except ValueError as error:
        raise MisuseError("there is no such day as in '{text}'", text=text) from error
    _check_weekday(text, found.get("weekday") or "", day)
    return day


def _check_weekday(text: str, said: str, day: date) -> None:
    """A day of the week that is not that of the date is a slip in one of them."""
    if said and said.casefold() not in _WEEKDAY_OF:
        raise _unreadable(text)
    if said and _WEEKDAY_OF[said.casefold()] != day.weekday():
        message = "'{text}' is no such day: {date} is a {weekday}"
        raise MisuseError(message, text=text, date=day.isoformat(), weekday=_NAMES[day.weekday()])


_NAMES = (
    *(Phrase("Monday"), Phrase("Tuesday"), Phrase("Wednesday"), Phrase("Thursday"), Phrase("Friday")),
    *(Phrase("Saturday"), Phrase("Sunday")),
)


def _unreadable(text: str) -> MisuseError:
    return MisuseError(
        "cannot read the time '{text}': write date and time, such as {examples}",
        text=text,
        examples=Phrase("2026-07-31 08:15, 31-07-2026 08.15, 31 Jul 2026 or 08:15"),
    )
