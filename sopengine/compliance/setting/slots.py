"""Working time, days and months in slots of time, for databases to find by the number of the slot.

Moments are microseconds since 1970. The slots of all calendars are numbered one after the other: by the place of their
first digit in the text of all, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import gcd

from sopengine.calendar import Calendar
from sopengine.calendar.cumulative import nearest_rows
from sopengine.compliance.setting.days import month_number
from sopengine.compliance.sql.dialect import DAY_DIGITS, DIGITS, MONTH_DIGITS
from sopengine.frozen import frozen

Name = tuple[str, str]
"""Of a calendar, and its zone."""


@frozen
class _Alike:
    """Slots in a row of which the same is told."""

    many: int
    worked: int
    """W(t), less t where work goes on in them; so what is negative goes on."""
    day: int
    next_day: int
    """The day on which work goes on."""
    month: int


class Slots:
    """Of all calendars, from the first day to the end of the last; of other moments there are none."""

    def __init__(self, calendars: Mapping[Name, Calendar], first: date, last: date) -> None:
        self._calendars = calendars
        self._days = first, last
        self.width = self._width()
        self.own: dict[Name, int] = {}
        """What a calendar adds to DIGITS times a moment divided by the width, to come to the number of its slot."""
        begins = [calendar.timeline.midnight(first.toordinal()) for calendar in calendars.values()]
        ends = [calendar.timeline.midnight(last.toordinal() + 1) for calendar in calendars.values()]
        self.begin = max(begins, default=0)
        """Moments of every calendar lie from here to before `end`."""
        self.end = min(ends, default=0)
        number = 1
        for name, begin, end in zip(calendars, begins, ends, strict=True):
            self.own[name] = number - begin // self.width * DIGITS
            number += (end - begin) // self.width * DIGITS

    def rows(self) -> Iterator[tuple[int, ...]]:
        """`slot`, `worked`, `day`, `next_day`, `month`."""
        number = 1
        for alike in self._alike():
            after = number + alike.many * DIGITS
            for slot in range(number, after, DIGITS):
                yield slot, alike.worked, alike.day, alike.next_day, alike.month
            number = after

    def texts(self) -> dict[str, bytes]:
        """The same as digits, so many for each slot: `worked`, and `days` with the other three."""
        worked, days = bytearray(), bytearray()
        for alike in self._alike():
            worked += b"%*d" % (DIGITS, alike.worked) * alike.many
            day = b"%0*d%0*d" % (DAY_DIGITS, alike.day, DAY_DIGITS, alike.next_day)
            days += (day + b"%0*d" % (MONTH_DIGITS, alike.month)) * alike.many
        return {"worked": bytes(worked), "days": bytes(days)}

    def _width(self) -> int:
        """The longest that no opening, closing or midnight of any calendar falls into."""
        width = 0
        for calendar in self._calendars.values():
            rows = nearest_rows(calendar.timeline, *self._days)
            width = gcd(width, *(at for at, _, _ in rows), *self._midnights(calendar))
        return width or 1

    def _midnights(self, calendar: Calendar) -> list[int]:
        first, last = self._days
        return [calendar.timeline.midnight(day) for day in range(first.toordinal(), last.toordinal() + 2)]

    def _alike(self) -> Iterator[_Alike]:
        for calendar in self._calendars.values():
            yield from self._of(calendar)

    def _of(self, calendar: Calendar) -> Iterator[_Alike]:
        timeline, day = calendar.timeline, self._days[0].toordinal()
        month, midnight = month_number(date.fromordinal(day)), timeline.midnight(day + 1)
        for (at, before, pace), (until, _, _) in pairwise(nearest_rows(timeline, *self._days)):
            worked, opens = before - pace * at, timeline.day(until)
            while at < until:
                if at >= midnight:
                    day += 1
                    month, midnight = month_number(date.fromordinal(day)), timeline.midnight(day + 1)
                many = (min(until, midnight) - at) // self.width
                yield _Alike(many=many, worked=worked, day=day, next_day=day if pace else opens, month=month)
                at += many * self.width
