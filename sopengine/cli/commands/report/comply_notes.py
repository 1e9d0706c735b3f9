"""What `sop comply` says below its table: where time went, what is late, what the figures leave out."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.calendar.elapsed.words import late_text
from sopengine.cli.commands.report.comply_tables import rate_with_basis
from sopengine.cli.terminal.table import paragraph
from sopengine.cli.terminal.wording import marked, several, spoken, text, translate
from sopengine.compliance.listed import LateVisit, Loss
from sopengine.compliance.runs import Answer
from sopengine.messages.lengths import hours_text
from sopengine.office.words.telling import Telling
from sopengine.report import Report
from sopengine.report.lists.sentences import what_changed, wrong_actors_text
from sopengine.report.words import overdue_looks

_SHOWN = 3
"""Of each list; all of them are in the JSON."""
_LOST = {
    "waiting": marked("{length} of waiting for a start"),
    "late": marked("{length} past due"),
    "rework": marked("{length} in visits after the first"),
}


def notes(report: Report, told: Telling) -> list[str]:
    """Nothing of what there is nothing of."""
    answer = report.answer
    lines = [
        *([text("All: {rate}.", rate=rate_with_basis(answer.total))] if answer.total.measured else []),
        *_of_time(answer),
        *_of_late_visits(answer, told),
        *_of_standards(answer),
        *_of_reviews(answer),
        *_apart(answer),
        *_of_records(answer),
    ]
    return [paragraph(line) for line in lines]


def _of_time(answer: Answer) -> Iterator[str]:
    if answer.losses:
        yield text("Most time was lost at:")
    for loss in answer.losses[:_SHOWN]:
        yield f"  {_where(loss)}: {_what(loss)}"
    for back in answer.returns[:_SHOWN]:
        yield several(
            "Sent back from step {start} to {end} of {sop}: {count} time, {length}.",
            "Sent back from step {start} to {end} of {sop}: {count} times, {length}.",
            back.visits,
            start=back.from_number or back.from_step,
            end=back.to_number or back.to_step,
            sop=back.sop,
            length=hours_text(back.taken, spoken()),
        )


def _where(loss: Loss) -> str:
    return text("step {step} of {sop} ({actors})", step=loss.number or loss.step, sop=loss.sop, actors=loss.actor)


def _what(loss: Loss) -> str:
    return translate(_LOST[str(loss.kind)][0]).format_map({"length": hours_text(loss.amount, spoken())})


def _of_late_visits(answer: Answer, told: Telling) -> Iterator[str]:
    if answer.late_visits:
        yield text("The latest visits:")
    for visit in answer.late_visits[:_SHOWN]:
        yield f"  {_late(visit, told)}"
    aged = [age for age in answer.ages if age.overdue]
    if aged:
        oldest = aged[0]
        yield several(
            "Received {count} working day ago is the oldest work that is overdue: step {step} of {sop} ({actors}).",
            "Received {count} working days ago is the oldest work that is overdue: step {step} of {sop} ({actors}).",
            oldest.days,
            step=oldest.number or oldest.step,
            sop=oldest.sop,
            actors=oldest.actor,
        )


def _late(visit: LateVisit, told: Telling) -> str:
    template = "{ref}, step {step} of {sop}: due {due}, {how}, {length} late"
    done = text("done {time}", time=told.time(visit.done_at, visit.timezone)) if visit.done_at else text("still open")
    return text(
        template,
        ref=visit.ref or visit.instance,
        step=visit.number or visit.step,
        sop=visit.sop,
        due=told.time(visit.due_at, visit.timezone),
        how=done,
        length=late_text(visit.late, spoken()),
    )


def _of_standards(answer: Answer) -> Iterator[str]:
    for odd in answer.odd_standards[:_SHOWN]:
        values = {"step": odd.number or odd.step, "sop": odd.sop}
        yield (
            several(
                "The standard of step {step} of {sop} looks too long: its {count} visit took under a quarter of it.",
                "The standard of step {step} of {sop} looks too long: all {count} visits took under a quarter of it.",
                odd.visits,
                **values,
            )
            if odd.too_long
            else several(
                "The standard of step {step} of {sop} looks too short: its {count} visit took over twice as long.",
                "The standard of step {step} of {sop} looks too short: all {count} visits took over twice as long.",
                odd.visits,
                **values,
            )
        )
    if answer.never_run:
        yield text("Nothing ran of: {sops}.", sops=", ".join(each.sop for each in answer.never_run))


def _of_reviews(answer: Answer) -> Iterator[str]:
    overdue = [review for review in answer.reviews if review.is_overdue]
    for review in overdue[:_SHOWN]:
        yield text("Overdue for {sop}: {looks}.", sop=review.sop, looks="; ".join(overdue_looks(review, spoken())))
    if overdue[_SHOWN:]:
        more = len(overdue) - _SHOWN
        yield several("Overdue for {count} more SOP: --json.", "Overdue for {count} more SOPs: --json.", more)
    if overdue:
        yield text("A day that is new in a file counts once its SOP is started or approved again: sop approve ID.")
    untold = sum(review.untold for review in answer.reviews)
    if untold:
        yield several(
            "Of {count} SOP an earlier release kept no days of monitoring and evaluation.",
            "Of {count} SOPs an earlier release kept no days of monitoring and evaluation.",
            untold,
        )


def _apart(answer: Answer) -> Iterator[str]:
    total = answer.total
    apart = (
        (total.not_measurable, several("{count} not measurable", "{count} not measurable", total.not_measurable)),
        (total.withdrawn, several("{count} withdrawn", "{count} withdrawn", total.withdrawn)),
        (total.cancelled, several("{count} of a cancelled run", "{count} of cancelled runs", total.cancelled)),
        (total.external, several("{count} of outsiders", "{count} of outsiders", total.external)),
    )
    parts = [told for count, told in apart if count]
    if parts:
        yield text("In no rate: {parts}.", parts=", ".join(parts))


def _of_wrong_actors(answer: Answer) -> Iterator[str]:
    if answer.wrong_actors:
        yield wrong_actors_text(answer, spoken())
    for wrong in answer.wrong_actors[:_SHOWN]:
        yield several(
            "  {by} completed {count} task of step {step} of {sop} and was not {actor} then.",
            "  {by} completed {count} tasks of step {step} of {sop} and was not {actor} then.",
            wrong.tasks,
            by=wrong.by,
            step=wrong.number or wrong.step,
            sop=wrong.sop,
            actor=wrong.actor,
        )


def _of_records(answer: Answer) -> Iterator[str]:
    total = answer.total
    if total.recorded_late:
        yield several(
            "{count} of {done} visits was recorded more than a day after it was done.",
            "{count} of {done} visits were recorded more than a day after they were done.",
            total.recorded_late,
            done=total.done,
        )
    if total.corrected:
        yield _corrected(total.corrected, answer.unconfirmed)
    for acted in answer.acted_for[:_SHOWN]:
        yield several(
            "{by} completed {count} visit for {whom} ({actor}).",
            "{by} completed {count} visits for {whom} ({actor}).",
            acted.visits,
            by=acted.by,
            whom=acted.whom,
            actor=acted.actor,
        )
    yield from _of_wrong_actors(answer)
    yield from what_changed(answer, spoken())
    if answer.backwards:
        yield several(
            "{count} visit was begun after it was done, by a clock that went back: its length counts as nothing.",
            "{count} visits were begun after they were done, by clocks that went back: their lengths count as nothing.",
            answer.backwards,
        )
    if answer.unread:
        yield several(
            "{count} work item is of no step that its SOP has: it is in no figure.",
            "{count} work items are of no step that their SOPs have: they are in no figure.",
            answer.unread,
        )


def _corrected(visits: int, unconfirmed: int) -> str:
    corrected = several("{count} visit was corrected", "{count} visits were corrected", visits)
    if not unconfirmed:
        return f"{corrected}."
    return several(
        "{corrected}; {count} correction nobody confirmed.",
        "{corrected}; {count} corrections nobody confirmed.",
        unconfirmed,
        corrected=corrected,
    )
