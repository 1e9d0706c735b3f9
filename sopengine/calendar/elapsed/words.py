"""Lateness, and what was taken, in words."""

from __future__ import annotations

from datetime import timedelta

from sopengine.calendar.elapsed.measured import Late, Taken
from sopengine.duration.standard import Unit
from sopengine.messages.lengths import hours_text
from sopengine.messages.numbers import short_number
from sopengine.messages.speech import Speech


def late_text(late: Late | None, speech: Speech) -> str:
    """For a list: minutes, whole hours or days, and whether they are working time; empty for None."""
    if late is None:
        return ""
    number = late.number
    match late.unit:
        case Unit.WORKING_DAY:
            return speech.several("{count} working day", "{count} working days", number)
        case Unit.CALENDAR_DAY:
            return speech.several("{count} day by the clock", "{count} days by the clock", number)
        case Unit.MINUTE if late.by_the_clock:
            return speech.text("{number} min by the clock", number=number)
        case Unit.MINUTE:
            return speech.text("{number} working min", number=number)
        case Unit.CLOCK_HOUR:
            return speech.text("{number} h by the clock", number=number)
        case _:
            return speech.text("{number} working h", number=number)


def taken_text(taken: Taken, speech: Speech) -> str:
    """What was taken, in the measure of its standard: `3 h 15 min`, `working day 2 of 3`."""
    if taken.unit is Unit.CLOCK_HOUR:
        return speech.text("{length} by the clock", length=hours_text(taken.time, speech))
    if taken.day is None:
        return hours_text(taken.time, speech)
    of = short_number(taken.of, speech) if taken.of is not None else ""
    if not taken.day:
        return speech.text("the same day, of {of}" if of else "the same day", of=of)
    if taken.unit is Unit.WORKING_DAY:
        template = "working day {day} of {of}" if of else "working day {day}"
    else:
        template = "day {day} of {of}" if of else "day {day}"
    return speech.text(template, day=taken.day, of=of)


def exact_text(lateness: timedelta, late: Late, speech: Speech) -> str:
    """Lateness to the minute, for where one piece of work is shown."""
    length = hours_text(lateness, speech)
    return speech.text("{length} by the clock" if late.by_the_clock else "{length} of working time", length=length)
