"""What is known of SOPs beyond their visits: which never ran, which standards look wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.compliance.listed import OddStandard
from sopengine.compliance.runs import NeverRun
from sopengine.interchange.table import Column, Table
from sopengine.messages.speech import Speech, marked
from sopengine.report.when import day_words


def never_table(found: Sequence[NeverRun], zone: str, speech: Speech) -> Table:
    """`zone`: by whose clock the last start is told."""
    heads = marked("Agency", "SOP", "Last begun")

    def last(at: datetime | None) -> str:
        return day_words(at, zone, speech) if at else speech.translate("never")

    return Table(
        columns=tuple(Column(words=speech.translate(head), wide=head != "Last begun") for head in heads),
        rows=tuple((each.agency, each.title, last(each.last_started_at)) for each in found),
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
