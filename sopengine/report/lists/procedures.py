"""What is known of SOPs beyond their visits: which never ran, which were not looked at, which standards look wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.compliance.listed import OddStandard
from sopengine.compliance.runs import InForce, NeverRun, Review
from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.speech import Speech, marked
from sopengine.report.when import day_words, short_date


def never_table(found: Sequence[NeverRun], zone: str, speech: Speech) -> Table:
    """`zone`: by whose clock the last start is told."""
    heads = marked("Agency", "SOP", "Last begun")

    def last(at: datetime | None) -> str:
        return day_words(at, zone, speech) if at else speech.translate("never")

    return Table(
        columns=tuple(Column(words=speech.translate(head), wide=head != "Last begun") for head in heads),
        rows=tuple((each.agency, each.title, last(each.last_started_at)) for each in found),
    )


def review_table(found: Sequence[Review], speech: Speech) -> Table:
    """Of those that are overdue: monitoring, evaluation, or a planned review."""
    heads = marked("Agency", "SOP", "In force since", "Monitored", "Evaluated", "Past its day")
    wide = ("Agency", "SOP", "Past its day")
    return Table(
        columns=tuple(
            Column(words=speech.translate(head), wide=head in wide, whole=head not in wide) for head in heads
        ),
        rows=tuple(_review(each, speech) for each in found if each.is_overdue),
    )


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


def odd_table(found: Sequence[OddStandard], speech: Speech) -> Table:
    """Standards that what was taken does not bear out."""
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            Column(words=speech.translate("Standard")),
            *(Column(words=speech.translate(head), places=0) for head in marked("Visits", "least, %", "most, %")),
            Column(words=speech.translate("Looks")),
        ),
        rows=tuple(
            (
                *(each.agency, each.number or each.step, each.activity, each.standard, each.visits),
                *(100 * each.least, 100 * each.most),
                speech.translate("too long") if each.too_long else speech.translate("too short"),
            )
            for each in found
        ),
    )


def _review(each: Review, speech: Speech) -> tuple[Cell, ...]:
    days = (
        short_date(day, speech) if day else speech.translate("not recorded") for day in (each.monitored, each.evaluated)
    )
    since = short_date(each.in_force, speech)
    by_run = speech.text("{day}, first run", day=since) if each.in_force_by is InForce.RUN else since
    return each.agency, each.title, by_run, *days, "; ".join(overdue_looks(each, speech))
