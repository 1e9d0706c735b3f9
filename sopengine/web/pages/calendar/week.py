"""The hours of a week, and of special periods, in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from sopengine.calendar.hours import Day, OfficeHours, Period, Week
from sopengine.frozen import frozen
from sopengine.language.calendar.names import CalendarNames
from sopengine.messages.speech import Speech
from sopengine.web.words.moments import day as day_told


@frozen
class Hours:
    """Days of the week with the same hours."""

    days: str
    spans: str
    """Empty where they are off."""


@frozen
class Told:
    """A period with hours of its own."""

    name: str
    days: str
    """From when to when."""
    hours: tuple[Hours, ...]


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
            name=period_name(one, names, speech),
            days=f"{day_told(one.first, speech)} – {day_told(one.last, speech)}",
            hours=week_told(one.week, speech),
        )
        for one in found
    ]


def spans_told(day: Day, speech: Speech) -> str:
    return ", ".join(f"{_clock(start, speech)}–{_clock(end, speech)}" for start, end in day)


def period_name(period: Period, names: CalendarNames, speech: Speech) -> str:
    """Of what comes with the program only Ramadan has hours of its own."""
    named = names.periods.get((period.first, period.last), "")
    return named or (speech.text("Ramadan {year}", year=period.first.year) if names.is_national else "")


def _runs(week: Week) -> Iterator[tuple[int, int, Day]]:
    """First and last day of the week, and their hours; longest runs of equal ones."""
    first = 0
    for place in range(1, len(week) + 1):
        if place == len(week) or week[place] != week[first]:
            yield first, place - 1, week[first]
            first = place


def _clock(minute: int, speech: Speech) -> str:
    return f"{minute // 60:02}{speech.translate('15:20')[2]}{minute % 60:02}"
