"""What a calendar file calls itself, its days off and its special periods; the hours alone say nothing of that."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from sopengine.calendar.indonesia import holidays
from sopengine.errors import DefinitionError
from sopengine.frozen import frozen
from sopengine.language.build.fields import Fields
from sopengine.language.calendar.file import NONE, periods, read_calendar
from sopengine.language.shape.dates import parse_date


@frozen
class CalendarNames:
    """In the words of the file, and of those that it is based on."""

    title: str = ""
    days: Mapping[date, str] = field(default_factory=dict)
    """Days off -> why."""
    periods: Mapping[tuple[date, date], str] = field(default_factory=dict)
    """First and last day -> what the period is called."""
    below: tuple[str, ...] = ()
    """Ids of the files that it is based on, the nearest first."""
    is_national: bool = True
    """It holds the national holidays and joint leave."""


def national_names() -> CalendarNames:
    """Of the calendar of government offices, which has no file."""
    return CalendarNames(days=holidays())


def names_of(path: str | os.PathLike[str]) -> CalendarNames:
    """Raises DefinitionError where a finding is an error."""
    files = read_calendar(path)
    if not files.usable:
        raise DefinitionError(files.findings)
    days = {} if files.base == NONE else holidays()
    named: dict[tuple[date, date], str] = {}
    for layer in reversed(files.layers):
        days |= {parse_date(day): why for day, why in layer.labels("days_off")}
        named |= _periods(layer)
    return CalendarNames(
        title=files.layers[0].text("title"),
        days=days,
        periods=named,
        below=tuple(layer.text("id") for layer in files.layers[1:]),
        is_national=files.base != NONE,
    )


def _periods(layer: Fields) -> dict[tuple[date, date], str]:
    return {(first, last): row.text("title") for row, first, last in periods(layer)}
