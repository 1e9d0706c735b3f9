"""Measured values in words and cells, for tables that people read."""

from __future__ import annotations

from datetime import timedelta

from sopengine.calendar.measured import Late, Taken
from sopengine.compliance import Visit
from sopengine.compliance.rate import Rate
from sopengine.compliance.runs import Review
from sopengine.duration.standard import Unit
from sopengine.messages.speech import Speech, marked
from sopengine.report.numbers import whole
from sopengine.report.when import short_date

_MINUTE = timedelta(minutes=1)


def hours_text(length: timedelta | None, speech: Speech) -> str:
    """Such as `17 h 30 min`, never days: a working day is not always as long. Begun minutes count; empty for None."""
    if length is None:
        return ""
    hours, minutes = divmod(-(-length // _MINUTE), 60)
    if not hours:
        return speech.text("{minutes} min", minutes=minutes)
    if not minutes:
        return speech.text("{hours} h", hours=whole(hours, speech))
    return speech.text("{hours} h {minutes} min", hours=whole(hours, speech), minutes=minutes)


def short_text(length: timedelta | None, speech: Speech) -> str:
    """The same in the least room, for cells: `17 h 30 m`; no line ends in it."""
    if length is None:
        return ""
    hours, minutes = divmod(-(-length // _MINUTE), 60)
    told = speech.text("{hours} h {minutes} m", hours=whole(hours, speech), minutes=minutes)
    return (told if hours else speech.text("{minutes} m", minutes=minutes)).replace(" ", "\u00a0")


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
    of = _number_text(taken.of, speech) if taken.of is not None else ""
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


def overdue_looks(review: Review, speech: Speech) -> tuple[str, ...]:
    """What is overdue of an SOP, and since when."""
    looks = (
        (review.monitoring_overdue, marked("monitoring, due {day}"), review.monitoring_due),
        (review.evaluation_overdue, marked("evaluation, due {day}"), review.evaluation_due),
        (review.review_overdue, marked("review, planned for {day}"), review.review),
    )
    return tuple(
        speech.translate(told).format(day=short_date(day, speech)) for overdue, (told,), day in looks if overdue and day
    )


def verdict_text(visit: Visit, speech: Speech) -> str:
    """The verdict, how late, and whether it rests on an estimate."""
    verdict = speech.word(visit.verdict)
    if visit.late:
        verdict = speech.text("{verdict} by {length}", verdict=verdict, length=late_text(visit.late, speech))
    return speech.text("{verdict}, provisional", verdict=verdict) if visit.provisional else verdict


def rate_text(rate: Rate | None, speech: Speech) -> str:
    """With one decimal place, and 100 % only where nothing failed; empty for None."""
    if rate is None:
        return ""
    percent = round(100 * rate.share, 1)
    return f"{_number_text(percent if rate.kept == rate.of else min(percent, 99.9), speech, places=1)} %"


def _number_text(number: float, speech: Speech, places: int | None = None) -> str:
    """With the decimal mark of the language; without `places` as many as it has."""
    plain = f"{number:g}" if places is None else f"{number:.{places}f}"
    return plain.replace(".", speech.translate("0.5")[1])
