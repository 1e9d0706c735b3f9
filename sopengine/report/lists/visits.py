"""What is listed one by one: late visits, losses, returns, who stood in for whom."""

from __future__ import annotations

from sopengine.calendar.elapsed.words import late_text
from sopengine.compliance.listed import Kind, LateVisit, Loss
from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.lengths import short_text
from sopengine.messages.speech import Speech, marked
from sopengine.report.account import Account
from sopengine.report.lists.naming import numbered
from sopengine.report.when import short_time

_KINDS = dict(
    zip(Kind, marked("waiting for a start", "beyond the standard", "rework"), strict=True),
)


def late_table(account: Account, speech: Speech, most: int) -> Table:
    """The latest first; of several agencies with whose they are."""
    answer = account.answer
    listed = answer.late_visits[:most]
    of_all = answer.total.late + answer.total.overdue
    heads = marked("Reference", "No", "Activity", "Who", "Received", "Due", "Done", "Recorded", "Late by")
    wide, whole = ("Agency", "Reference", "Activity"), ("Received", "Due", "Done", "Recorded", "Late by")
    if not any(visit.recorded_late for visit in listed):
        heads = tuple(head for head in heads if head != "Recorded")
    if len({visit.agency for visit in listed}) > 1:
        heads = (*marked("Agency"), *heads)
    cells = [_late(visit, account, speech) for visit in listed]
    return Table(
        columns=tuple(Column(words=speech.translate(head), wide=head in wide, whole=head in whole) for head in heads),
        rows=tuple(tuple(row[head] for head in heads) for row in cells),
        more=max(of_all - len(listed), 0),
    )


def loss_table(account: Account, speech: Speech, most: int) -> Table:
    """What cost most first."""
    losses = account.answer.losses
    listed = losses[:most]
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            *(Column(words=speech.translate(word)) for word in marked("Actor", "Kind of loss")),
            *(Column(words=speech.translate(word), places=0) for word in marked("Visits", "Lost")),
        ),
        rows=tuple((account.office(loss.agency, loss.sop), *_loss(loss, speech)) for loss in listed),
        more=len(losses) - len(listed),
    )


def return_table(account: Account, speech: Speech, most: int) -> Table:
    """The most frequent first."""
    heads, returns = marked("Agency", "Sent back from", "Back to"), account.answer.returns
    return Table(
        columns=(
            *(Column(words=speech.translate(head), wide=True) for head in heads),
            *(Column(words=speech.translate(word), places=0) for word in marked("Times", "Time it took")),
        ),
        rows=tuple(
            (
                account.office(each.agency, each.sop),
                numbered(each.from_number, each.from_activity),
                numbered(each.to_number, each.to_activity),
                each.visits,
                short_text(each.taken, speech),
            )
            for each in returns[:most]
        ),
        more=max(len(returns) - most, 0),
    )


def acted_table(account: Account, speech: Speech, most: int) -> Table:
    answer = account.answer
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


def wrong_table(account: Account, speech: Speech, most: int) -> Table:
    """Who completed tasks without being in their position then, the most first."""
    found = account.answer.wrong_actors
    heads = marked("SOP", "Activity", "Actor", "Who")
    return Table(
        columns=(
            *(Column(words=speech.translate(head), wide=head in ("SOP", "Activity")) for head in heads),
            *(Column(words=speech.translate(head), places=0) for head in marked("Tasks", "Unchecked", "Assigned")),
        ),
        rows=tuple(
            (
                account.office(each.agency, each.sop),
                numbered(each.number, each.activity),
                *(each.actor, each.by, each.tasks, each.unchecked, each.assigned),
            )
            for each in found[:most]
        ),
        more=max(len(found) - most, 0),
    )


def kind_text(kind: Kind, speech: Speech) -> str:
    return speech.translate(_KINDS[kind])


def _late(visit: LateVisit, account: Account, speech: Speech) -> dict[str, Cell]:
    """By heading."""
    received, due, done, recorded = (
        short_time(at, visit.timezone, speech) if at else None
        for at in (visit.received_at, visit.due_at, visit.done_at, visit.recorded_at if visit.recorded_late else None)
    )
    return {
        "Agency": account.office(visit.agency, visit.sop),
        "Reference": visit.ref or str(visit.instance),
        "No": visit.number or None,
        "Activity": speech.text("{activity} (visit {number})", activity=visit.activity, number=visit.visit)
        if visit.visit > 1
        else visit.activity,
        "Who": _who(visit, speech),
        "Received": received,
        "Due": f"{due} *" if visit.provisional else due,
        "Done": done or speech.translate("still open"),
        "Recorded": recorded,
        "Late by": late_text(visit.late, speech),
    }


def _who(visit: LateVisit, speech: Speech) -> str:
    if not visit.done_by:
        return visit.actor
    if visit.done_for:
        return speech.text("{actor}: {by} for {whom}", actor=visit.actor, by=visit.done_by, whom=visit.done_for)
    return f"{visit.actor}: {visit.done_by}"


def _loss(loss: Loss, speech: Speech) -> tuple[Cell, ...]:
    """Behind the agency."""
    return (
        loss.number or None,
        loss.activity,
        loss.actor,
        kind_text(loss.kind, speech),
        loss.visits,
        short_text(loss.amount, speech),
    )
