"""Measured values in words and cells, for tables that people read."""

from __future__ import annotations

from sopengine.calendar.elapsed.words import late_text
from sopengine.compliance import Visit
from sopengine.compliance.rate import Rate
from sopengine.compliance.runs import Review
from sopengine.messages.numbers import decimal
from sopengine.messages.speech import Speech, marked
from sopengine.report.when import short_date


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
    return f"{decimal(percent if rate.kept == rate.of else min(percent, 99.9), 1, speech)} %"
