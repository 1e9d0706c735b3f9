"""A calendar file -> the hours of an office, by what it says and what the calendar below it says."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

from sopengine.calendar.hours import OFF, Day, OfficeHours, Period, Week
from sopengine.calendar.indonesia import indonesian_hours
from sopengine.errors import DefinitionError
from sopengine.language.build.fields import Fields
from sopengine.language.calendar.file import NONE, periods, read_calendar
from sopengine.language.shape.clock import parse_hours, parse_span, without
from sopengine.language.shape.dates import parse_date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def load_calendar(path: str | os.PathLike[str], timezone: str) -> OfficeHours:
    """The hours in a file, in the time zone of the agency; raises DefinitionError where a finding is an error."""
    files = read_calendar(path)
    if not files.usable:
        raise DefinitionError(files.findings)
    nothing = OfficeHours(timezone=timezone, week=(OFF,) * len(WEEKDAYS))
    hours = nothing if files.base == NONE else indonesian_hours(timezone)
    for layer in reversed(files.layers):
        hours = _over(layer, hours)
    return hours


def _over(top: Fields, base: OfficeHours) -> OfficeHours:
    """A calendar laid over another one: its days and periods win."""
    week = _week(top, base.week)
    days: dict[date, Day] = {parse_date(day): OFF for day, _ in top.labels("days_off")}
    days |= {parse_date(day): (parse_span(text),) for day, text in top.labels("half_days")}
    special = tuple(Period(first=first, last=last, week=_week(row, week)) for row, first, last in periods(top))
    return replace(
        base,
        week=week,
        periods=(*special, *base.periods),
        days={**base.days, **days},
        uncertain=base.uncertain - days.keys(),
    )


def _week(fields: Fields, base: Week) -> Week:
    """Hours replace those of the base, breaks are taken out of what then stands there."""
    hours, breaks = dict(fields.labels("hours")), dict(fields.labels("breaks"))
    days = []
    for name, spans in zip(WEEKDAYS, base, strict=True):
        day = parse_hours(hours[name]) if name in hours else spans
        days.append(without(day, parse_span(breaks[name])) if name in breaks else day)
    return tuple(days)
