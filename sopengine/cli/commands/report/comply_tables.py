"""The tables of `sop comply`: by visit, by step, by SOP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sopengine.cli.terminal.table import fitting_table, tied
from sopengine.cli.terminal.wording import marked, several, spoken, text, translate
from sopengine.compliance import Visit
from sopengine.compliance.tally import Loss, Tally
from sopengine.compliance.totals import InstanceTotal, SopTotal, StepTotal
from sopengine.office.words.telling import Telling
from sopengine.report import Report
from sopengine.report.report import rate_of
from sopengine.report.words import hours_text, late_text, rate_text, taken_text, verdict_text

_VISITS = marked("No", "Activity", "Actor", "Visit", "Opened", "Done", "Standard", "Took", "Due", "Verdict")
_VISITS_NARROW = marked("No", "Step", "Done", "Standard", "Took", "Verdict")
_STEPS = marked("No", "Activity", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median", "Worst", "Total")
_STEPS_NARROW = marked("No", "Step", "Standard", "On time", "Late", "Open", "Median")
_ALL_SOPS = marked("SOP", "Instances", "Completed", "Done", "On time", "Late", "Overdue", "Rework", "Median", "Worst")
_SOPS = (*_ALL_SOPS, *marked("Most lost"))
_SOPS_NARROW = marked("SOP", "On time", "Late", "Overdue", "Rework", "Median")
_BASIS, _FROM_START = marked("Basis", "From start")

Cells = dict[str, str]
"""Heading -> cell."""


def by_visit(report: Report, told: Telling) -> str:
    """Of one instance."""
    run = report.instances[0]
    heading = text("instance {number} of {sop}", number=run.instance, sop=run.sop)
    more = (_FROM_START,) if any(visit.service for visit in report.visits) else ()
    visits = [_visit(visit, told) for visit in report.visits]
    rows = fitting_table((*_VISITS, *more), (*_VISITS_NARROW, *more), visits)
    lines = [f"{heading}: {run.ref}" if run.ref else heading, "", rows, "", _took(run), *_lost(run.lost)]
    return "\n".join(lines)


def by_step(report: Report, _told: Telling) -> str:
    """Of one SOP."""
    parts = []
    for total in report.sops:
        steps = [step for step in report.steps if step.sop == total.sop]
        bases = [text(" and ").join(map(translate, step.basis)) for step in steps]
        rows = _by_basis(_STEPS, _STEPS_NARROW, [_step(step) for step in steps], bases)
        lines = [f"{total.sop}: {total.title}, {total.agency}", "", rows, "", *_sop_lines(total)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def by_sop(report: Report, _told: Telling) -> str:
    """A line each."""
    return fitting_table(_SOPS, _SOPS_NARROW, [_sop(total) for total in report.sops])


def ending(report: Report, told: Telling) -> str:
    """What the figures rest on."""
    zones = sorted({visit.timezone for visit in report.visits})
    as_of = "As of {time}. Working time is that of Perpres 21/2023, without holidays and joint leave ({zones})."
    basis = (
        "What was taken is counted from opened to done, waiting included (sojourn), "
        "or from the recorded start where it says so (service)."
    )
    rate = "On time: of the visits that are done, and of those that are open and overdue."
    lines = [text(as_of, time=told.time(report.now, zones[0]), zones=", ".join(zones)), text(basis), text(rate)]
    if any(visit.provisional for visit in report.visits):
        lines.append(text("Provisional: the due time rests on a holiday that is an estimate."))
    return "\n".join(lines)


def _by_basis(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Cells], bases: Sequence[str]) -> str:
    """A table that names the basis of each row, in a line above where all have the same."""
    if len(set(bases)) == 1:
        measured = text("Measured: {basis} time.", basis=bases[0])
        return f"{measured}\n\n{fitting_table(wide, narrow, rows)}"
    with_basis = [row | {_BASIS: basis} for row, basis in zip(rows, bases, strict=True)]
    return fitting_table((*wide, _BASIS), (*narrow, _BASIS), with_basis)


def _visit(visit: Visit, told: Telling) -> Cells:
    opened, done, due = (tied(told.time(at, visit.timezone)) for at in (visit.opened_at, visit.done_at, visit.due_at))
    taken = taken_text(visit.taken, spoken())
    return {
        "No": visit.number,
        "Step": f"{visit.step}{text(', visit {number}', number=visit.visit)}" if visit.visit > 1 else visit.step,
        "Activity": visit.activity,
        "Actor": ", ".join(visit.actors),
        "Visit": str(visit.visit),
        "Opened": opened,
        "Done": done,
        "Standard": tied(visit.standard),
        "Took": taken if visit.taken.day is not None else tied(taken),
        _FROM_START: tied(_hours(visit.service.working)) if visit.service else "",
        "Due": f"{due} {text('(provisional)')}" if visit.provisional else due,
        "Verdict": _verdict(visit),
    }


def _verdict(visit: Visit) -> str:
    length = late_text(visit.late, spoken())
    verdict = verdict_text(visit, spoken())
    return verdict.replace(length, tied(length)) if length else verdict


def _step(step: StepTotal) -> Cells:
    return _counts(step.tally) | {
        "No": step.number,
        "Step": step.step,
        "Activity": step.activity,
        "Standard": tied(step.standard),
        "Median": tied(_hours(step.median)),
        "Worst": tied(_hours(step.worst)),
        "Total": _against(step),
    }


def _sop(total: SopTotal) -> Cells:
    return _counts(total.tally) | {
        "SOP": total.sop,
        "Instances": str(total.instances),
        "Completed": str(total.completed),
        "Median": tied(_hours(total.median)),
        "Worst": tied(_hours(total.worst)),
        "Most lost": _most_lost(total.lost) if total.lost else "",
    }


def _counts(count: Tally) -> Cells:
    open_ = str(count.running + count.overdue)
    return {
        "Done": str(count.done),
        "On time": tied(_on_time(count)),
        "Late": str(count.late),
        "Overdue": str(count.overdue),
        "Open": text("{open} ({overdue} overdue)", open=open_, overdue=count.overdue) if count.overdue else open_,
        "Rework": str(count.rework),
    }


def _sop_lines(total: SopTotal) -> list[str]:
    runs = several("{count} instance", "{count} instances", total.instances)
    lines = [
        text(
            "{instances}, {completed} completed; {rate}.",
            instances=runs,
            completed=total.completed,
            rate=_rate_with_basis(total.tally),
        )
    ]
    if total.tally.started:
        within = "Done within the standard, counted from the recorded start: {within} of {started}."
        lines.append(text(within, within=total.tally.within, started=total.tally.started))
    if total.completed:
        median, worst = _hours(total.median), _hours(total.worst)
        took, standard = _hours(total.working), _hours(total.standard)
        lines.append(text("From start to end: median {median}, worst {worst}.", median=median, worst=worst))
        template = "Together {took}; the standards on their paths add up to {standard}."
        lines.append(text(template, took=took, standard=standard))
    return lines + _lost(total.lost)


def _rate_with_basis(count: Tally) -> str:
    """Such as `26 of 34 visits on time (76.5 %), 1 of them still open`."""
    if not count.measured:
        return text("no visit can be measured")
    template = "{kept} of {of} visits on time ({rate})"
    rate = text(template, kept=count.on_time, of=count.measured, rate=rate_text(rate_of(count), spoken()))
    if not count.overdue:
        return rate
    return text("{rate}, {open} of them still open and overdue", rate=rate, open=count.overdue)


def _took(run: InstanceTotal) -> str:
    until_end = "{took} from start to end; the standards on its path add up to {standard}."
    until_now = "{took} so far; the standards on its path add up to {standard}."
    template = until_end if run.ended_at else until_now
    return text(template, took=_hours(run.working), standard=_hours(run.standard))


def _lost(lost: Loss | None) -> list[str]:
    if lost is None:
        return []
    waiting = "Most time lost: step {step} ({actors}), {length} of waiting for a start."
    beyond = "Most time lost: step {step} ({actors}), {length} of {kind} beyond the standard."
    step, actors = lost.number or lost.step, ", ".join(lost.actors)
    values = {"step": step, "actors": actors, "length": _hours(lost.working), "kind": translate(lost.kind)}
    return [text(waiting if lost.kind == "waiting" else beyond, **values)]


def _most_lost(lost: Loss) -> str:
    return text("step {step}, {kind}", step=lost.number or lost.step, kind=translate(lost.kind))


def _on_time(count: Tally) -> str:
    return f"{count.on_time}/{count.measured} {rate_text(rate_of(count), spoken())}" if count.measured else "-"


def _against(step: StepTotal) -> str:
    """The total, in percent of the time from the openings until the work was due."""
    total = tied(_hours(step.total))
    return total if step.share is None else f"{total} = {round(100 * step.share)} %"


def _hours(length: timedelta | None) -> str:
    return hours_text(length, spoken())
