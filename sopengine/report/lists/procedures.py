"""What is known of SOPs beyond their visits: which never ran, which were not looked at, which standards look wrong."""

from __future__ import annotations

from datetime import datetime

from sopengine.compliance.runs import InForce, Review
from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.speech import Speech, marked
from sopengine.report.account import Account
from sopengine.report.when import day_words, short_date
from sopengine.report.words import overdue_looks


def never_table(account: Account, speech: Speech, most: int) -> Table:
    """By agency and SOP."""
    found = account.answer.never_run
    heads = marked("Agency", "SOP", "Last begun")

    def last(at: datetime | None) -> str:
        return day_words(at, account.zone, speech) if at else speech.translate("never")

    return Table(
        columns=tuple(Column(words=speech.translate(head), wide=head != "Last begun") for head in heads),
        rows=tuple(
            (account.office(each.agency, each.sop), each.title, last(each.last_started_at)) for each in found[:most]
        ),
        more=max(len(found) - most, 0),
    )


def review_table(account: Account, speech: Speech, most: int) -> Table:
    """Of those that are overdue, the longest first: monitoring, evaluation, or a planned review."""
    found = [each for each in account.answer.reviews if each.is_overdue]
    found.sort(key=lambda each: (min(each.monitoring_due, each.evaluation_due), each.agency, each.sop))
    heads = marked("Agency", "SOP", "In force since", "Monitored", "Evaluated", "Past its day")
    wide = ("Agency", "SOP", "Past its day")
    return Table(
        columns=tuple(
            Column(words=speech.translate(head), wide=head in wide, whole=head not in wide) for head in heads
        ),
        rows=tuple((account.office(each.agency, each.sop), *_review(each, speech)) for each in found[:most]),
        more=max(len(found) - most, 0),
    )


def odd_table(account: Account, speech: Speech, most: int) -> Table:
    """Standards that what was taken does not bear out."""
    found = account.answer.odd_standards
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            Column(words=speech.translate("Standard"), whole=True),
            *(Column(words=speech.translate(head), places=0) for head in marked("Visits", "least, %", "most, %")),
            Column(words=speech.translate("Looks"), whole=True),
        ),
        rows=tuple(
            (
                account.office(each.agency, each.sop),
                *(each.number or None, each.activity, each.standard, each.visits),
                *(100 * each.least, 100 * each.most),
                speech.translate("too long") if each.too_long else speech.translate("too short"),
            )
            for each in found[:most]
        ),
        more=max(len(found) - most, 0),
    )


def _review(each: Review, speech: Speech) -> tuple[Cell, ...]:
    """Behind the agency."""
    days = (
        short_date(day, speech) if day else speech.translate("not recorded") for day in (each.monitored, each.evaluated)
    )
    since = short_date(each.in_force, speech)
    by_run = speech.text("{day}, first run", day=since) if each.in_force_by is InForce.RUN else since
    return each.title, by_run, *days, "; ".join(overdue_looks(each, speech))
