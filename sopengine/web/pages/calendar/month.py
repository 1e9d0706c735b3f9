"""A month of a calendar, day by day, in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from sopengine.calendar.hours import OfficeHours
from sopengine.frozen import frozen
from sopengine.language.calendar.names import CalendarNames
from sopengine.messages.speech import Speech
from sopengine.web.pages.calendar.week import period_name, spans_told

_WEEK = 7
_JOINT_LEAVE = "cuti bersama"
"""What the name of a day of joint leave begins with."""


class Kind(StrEnum):
    """What a day is."""

    WORKED = "worked"
    REST = "rest"
    """Off every week."""
    OFF = "off"
    """A holiday."""
    LEAVE = "leave"
    """Joint leave."""
    SPECIAL = "special"
    """Worked, with hours of a period such as Ramadan."""
    OTHER = "other"
    """Worked, with hours of its own: a half day."""


@frozen
class Cell:
    """One day."""

    day: date
    kind: Kind
    hours: str
    """From the opening to the closing; empty on a day off."""
    spans: str
    """All of them."""
    name: str
    """Why it is off, or what its period is called; empty where nobody has said."""
    provisional: bool
    is_today: bool


def cells(hours: OfficeHours, names: CalendarNames, first: date, today: date, speech: Speech) -> list[Cell]:
    """Of the month that begins with that day."""
    length = monthrange(first.year, first.month)[1]
    return [_cell(hours, names, first + timedelta(days=number), today, speech) for number in range(length)]


def weeks(found: list[Cell]) -> list[list[Cell | None]]:
    """Monday first; None beside the month."""
    places: list[Cell | None] = [*[None] * found[0].day.weekday(), *found]
    places += [None] * (-len(places) % _WEEK)
    return [places[begin : begin + _WEEK] for begin in range(0, len(places), _WEEK)]


def working_days(found: list[Cell]) -> int:
    return sum(bool(cell.hours) for cell in found)


def _cell(hours: OfficeHours, names: CalendarNames, day: date, today: date, speech: Speech) -> Cell:
    spans, period = hours.on(day), hours.period(day)
    kind = _kind(hours, names, day)
    name = names.days.get(day, "") if kind in (Kind.OFF, Kind.LEAVE, Kind.REST) else ""
    if kind is Kind.SPECIAL and period:
        name = period_name(period, names, speech)
    return Cell(
        day=day,
        kind=kind,
        hours=spans_told(((spans[0][0], spans[-1][1]),), speech) if spans else "",
        spans=spans_told(spans, speech),
        name=name,
        provisional=hours.is_uncertain(day),
        is_today=day == today,
    )


def _kind(hours: OfficeHours, names: CalendarNames, day: date) -> Kind:
    if hours.days.get(day):
        return Kind.OTHER
    if not hours.on(day):
        is_named = day in hours.days
        leave = names.days.get(day, "").casefold().startswith(_JOINT_LEAVE)
        return Kind.LEAVE if is_named and leave else Kind.OFF if is_named else Kind.REST
    return Kind.SPECIAL if hours.period(day) else Kind.WORKED
