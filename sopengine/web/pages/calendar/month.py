"""A month of a calendar, day by day, in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sopengine.calendar.hours import Day, OfficeHours, Period, Week
from sopengine.language.calendar.names import CalendarNames
from sopengine.messages.speech import Speech
from sopengine.web.words.moments import day as day_told

WEEK = 7
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Days of the week with the same hours."""

    days: str
    spans: str
    """Empty where they are off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A period with hours of its own."""

    name: str
    days: str
    """From when to when."""
    hours: tuple[Hours, ...]


def cells(hours: OfficeHours, names: CalendarNames, first: date, today: date, speech: Speech) -> list[Cell]:
    """Of the month that begins with that day."""
    length = monthrange(first.year, first.month)[1]
    return [_cell(hours, names, first + timedelta(days=number), today, speech) for number in range(length)]


def weeks(found: list[Cell]) -> list[list[Cell | None]]:
    """Monday first; None beside the month."""
    places: list[Cell | None] = [*[None] * found[0].day.weekday(), *found]
    places += [None] * (-len(places) % WEEK)
    return [places[begin : begin + WEEK] for begin in range(0, len(places), WEEK)]


def working_days(found: list[Cell]) -> int:
    return sum(bool(cell.hours) for cell in found)


def week_told(week: Week, speech: Speech) -> tuple[Hours, ...]:
    """Neighbouring days with the same hours in one line."""
    names = speech.translate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
    return tuple(
        Hours(days=names[first] if first == last else f"{names[first]}–{names[last]}", spans=spans_told(day, speech))
        for first, last, day in _runs(week)
    )


def periods_of(hours: OfficeHours, names: CalendarNames, first: date, speech: Speech) -> list[Told]:
    """That have a day in the month; those whose days are all taken by an earlier one are left out."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = dict.fromkeys(period for day in days if (period := hours.period(day)))
    return [
        Told(
            name=_period_name(one, names, speech),
            days=f"{day_told(one.first, speech)} – {day_told(one.last, speech)}",
            hours=week_told(one.week, speech),
        )
        for one in found
    ]


def spans_told(day: Day, speech: Speech) -> str:
    return ", ".join(f"{_clock(start, speech)}–{_clock(end, speech)}" for start, end in day)


def _cell(hours: OfficeHours, names: CalendarNames, day: date, today: date, speech: Speech) -> Cell:
    spans, period = hours.on(day), hours.period(day)
    kind = _kind(hours, names, day)
    name = names.days.get(day, "") if kind in (Kind.OFF, Kind.LEAVE, Kind.REST) else ""
    if kind is Kind.SPECIAL and period:
        name = _period_name(period, names, speech)
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


def _period_name(period: Period, names: CalendarNames, speech: Speech) -> str:
    """Of what comes with the program only Ramadan has hours of its own."""
    named = names.periods.get((period.first, period.last), "")
    return named or (speech.text("Ramadan {year}", year=period.first.year) if names.is_national else "")


def _runs(week: Week) -> Iterator[tuple[int, int, Day]]:
    """First and last day of the week, and their hours; longest runs of equal ones."""
    first = 0
    for place in range(1, WEEK + 1):
        if place == WEEK or week[place] != week[first]:
            yield first, place - 1, week[first]
            first = place


def _clock(minute: int, speech: Speech) -> str:
    return f"{minute // 60:02}{speech.translate('15:20')[2]}{minute % 60:02}"
