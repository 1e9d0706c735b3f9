"""What is listed one by one: late visits, losses, returns, who stood in for whom."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.compliance.listed import Kind, LateVisit, Loss, Return
from sopengine.compliance.runs import Answer
from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.speech import Speech, marked
from sopengine.report.when import short_time
from sopengine.report.words import late_text, short_text

_KINDS = dict(
    zip(Kind, marked("waiting for a start", "beyond the standard", "rework, hours"), strict=True),
)


def late_table(answer: Answer, speech: Speech, most: int) -> Table:
    """The latest first."""
    listed = answer.late_visits[:most]
    of_all = answer.total.late + answer.total.overdue
    heads = marked("Reference", "No", "Activity", "Who", "Received", "Due", "Done", "Recorded", "Late by")
    wide, whole = ("Reference", "Activity"), ("Received", "Due", "Done", "Recorded")
    return Table(
        columns=tuple(Column(words=speech.translate(head), wide=head in wide, whole=head in whole) for head in heads),
        rows=tuple(_late(visit, speech) for visit in listed),
        more=max(of_all - len(listed), 0),
    )


def loss_table(losses: Sequence[Loss], speech: Speech, most: int) -> Table:
    """What cost most first."""
    listed = losses[:most]
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            *(Column(words=speech.translate(word)) for word in marked("Actor", "Kind of loss")),
            *(Column(words=speech.translate(word), places=0) for word in marked("Visits", "Lost")),
        ),
        rows=tuple(_loss(loss, speech) for loss in listed),
        more=len(losses) - len(listed),
    )


def return_table(returns: Sequence[Return], speech: Speech, most: int) -> Table:
    """The most frequent first."""
    heads = marked("From no.", "To no.")
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            *(Column(words=speech.translate(head)) for head in heads),
            *(Column(words=speech.translate(word), places=0) for word in marked("Times", "Time it took")),
        ),
        rows=tuple(
            (
                each.agency,
                each.from_number or each.from_step,
                each.to_number or each.to_step,
                each.visits,
                short_text(each.taken, speech),
            )
            for each in returns[:most]
        ),
        more=max(len(returns) - most, 0),
    )


def acted_table(answer: Answer, speech: Speech, most: int) -> Table:
    heads = marked("Agency", "Actor", "Who", "In the place of")
    return Table(
        columns=(
            *(Column(words=speech.translate(head), wide=head == "Agency") for head in heads),
            Column(words=speech.translate("Visits"), places=0),
        ),
        rows=tuple(
            (each.agency, each.actor, each.by, each.whom or speech.translate("nobody: it had no holder"), each.visits)
            for each in answer.acted_for[:most]
        ),
        more=max(len(answer.acted_for) - most, 0),
    )


def kind_text(kind: Kind, speech: Speech) -> str:
    return speech.translate(_KINDS[kind])


def _late(visit: LateVisit, speech: Speech) -> tuple[Cell, ...]:
    received, due, done, recorded = (
        short_time(at, visit.timezone, speech) if at else None
        for at in (visit.received_at, visit.due_at, visit.done_at, visit.recorded_at if visit.recorded_late else None)
    )
    return (
        visit.ref or str(visit.instance),
        visit.number,
        speech.text("{activity} (visit {number})", activity=visit.activity, number=visit.visit)
        if visit.visit > 1
        else visit.activity,
        _who(visit, speech),
        received,
        f"{due} *" if visit.provisional else due,
        done or speech.translate("still open"),
        recorded,
        late_text(visit.late, speech),
    )


def _who(visit: LateVisit, speech: Speech) -> str:
    if not visit.done_by:
        return visit.actor
    if visit.done_for:
        return speech.text("{actor}: {by} for {whom}", actor=visit.actor, by=visit.done_by, whom=visit.done_for)
    return f"{visit.actor}: {visit.done_by}"


def _loss(loss: Loss, speech: Speech) -> tuple[Cell, ...]:
    return (
        loss.agency,
        loss.number or loss.step,
        loss.activity,
        loss.actor,
        kind_text(loss.kind, speech),
        loss.visits,
        short_text(loss.amount, speech),
    )
