"""The tables of `sop comply`: by visit, by step, by SOP, by what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sopengine.calendar.elapsed.words import late_text, taken_text
from sopengine.cli.terminal.table import fitting_table, is_wide, paragraph, tied
from sopengine.cli.terminal.wording import marked, several, spoken, text, translate
from sopengine.compliance import Visit
from sopengine.compliance.listed import Loss
from sopengine.compliance.measures import Counts, Group, Spread
from sopengine.compliance.question import By
from sopengine.compliance.runs import SopRuns
from sopengine.compliance.totals import InstanceTotal
from sopengine.messages.lengths import hours_text
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.telling import Telling
from sopengine.report import Report
from sopengine.report.report import bases
from sopengine.report.words import rate_text, verdict_text

_VISITS = marked("No", "Activity", "Actor", "Visit", "Opened", "Done", "Standard", "Took", "Due", "Verdict")
_VISITS_NARROW = marked("No", "Step", "Done", "Standard", "Took", "Verdict")
_STEPS = marked("No", "Activity", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median", "P90", "Worst")
_STEPS_WIDE = (*_STEPS, *marked("Total"))
_STEPS_NARROW = marked("No", "Step", "Standard", "On time", "Late", "Open", "Median")
_SOPS = marked("SOP", "Instances", "Completed", "Done", "On time", "Late", "Overdue", "Rework", "Median", "Worst")
_SOPS_WIDE = (*_SOPS, *marked("Most lost"))
_SOPS_NARROW = marked("SOP", "On time", "Late", "Overdue", "Rework", "Median")
_GROUPS = marked("Done", "On time", "Late", "Open", "Rework", "Waiting", "Median", "P90", "Worst")
_GROUPS_NARROW = marked("On time", "Late", "Open", "Median", "P90")
_BASIS, _FROM_START = marked("Basis", "From start")
_OF_STEP = marked("SOP", "No", "Step", "Standard")
_BY: dict[By, Sequence[str]] = {
    By.STEP: _OF_STEP,
    By.VERSION: marked("SOP", "Version"),
    By.ACTOR: marked("Actor"),
    By.AGENCY: marked("Agency"),
    By.MONTH: marked("Month"),
}

_MOST_NAMES = 3
"""Columns of what groups are told apart by, in a narrow terminal; what is beyond stands below the row."""

Cells = dict[str, str]
"""Heading -> cell."""


def by_visit(report: Report, told: Telling) -> str:
    """Of one instance."""
    run = report.instances[0]
    heading = text("instance {number} of {sop}", number=run.instance, sop=run.sop)
    heading = paragraph(f"{heading}: {run.ref}" if run.ref else heading)
    more = (_FROM_START,) if any(visit.service for visit in report.visits) else ()
    visits = [_visit(visit, told) for visit in report.visits]
    rows = fitting_table((*_VISITS, *more), (*_VISITS_NARROW, *more), visits)
    return "\n".join([heading, "", rows, "", *map(paragraph, (_took(run), *_lost(run.lost)))])


def by_step(report: Report) -> str:
    """Of each SOP."""
    parts = []
    for runs in report.sops:
        steps = [step for step in report.steps if (step.sop, step.agency) == (runs.sop, runs.agency)]
        told = [text(" and ").join(map(translate, bases(step))) for step in steps]
        rows = _by_basis(_STEPS_WIDE, _STEPS_NARROW, [_step(step) for step in steps], told)
        heading = paragraph(f"{runs.sop}: {runs.title}, {runs.agency}")
        parts.append("\n".join([heading, "", rows, "", *map(paragraph, _sop_lines(report, runs))]))
    return "\n\n".join(parts)


def by_sop(report: Report) -> str:
    """A line each."""
    return fitting_table(_SOPS_WIDE, _SOPS_NARROW, [_sop(report, runs) for runs in report.sops])


def by_group(report: Report, by: tuple[By, ...]) -> str:
    """A line for each group of what is told apart."""
    named = tuple(dict.fromkeys(heading for each in by for heading in _BY[each]))
    rows = [_group(group) for group in report.answer.of(*by)]
    if is_wide() or len(named) <= _MOST_NAMES:
        return fitting_table((*named, *_GROUPS), (*named, *_GROUPS_NARROW), rows)
    first = ("No", "Step") if By.STEP in by else named[:2]
    others = [heading for heading in named if heading not in first]
    below = [[", ".join(f"{translate(heading)} {row[heading]}" for heading in others)] for row in rows]
    columns = (*first, *_GROUPS_NARROW)
    return fitting_table(columns, columns, rows, below)


def ending(report: Report, told: Telling) -> str:
    """What the figures rest on."""
    answer = report.answer
    zones = answer.zones or (USUAL_ZONE,)
    as_of = "As of {time}. Working time is that of each actor's calendar, without holidays and joint leave ({zones})."
    basis = (
        "What was taken is counted from opened to done, waiting included (sojourn), "
        "or from the recorded start where it says so (service)."
    )
    rate = "On time: of the visits that are done, and of those that are open and overdue."
    lines = [text(as_of, time=told.time(answer.now, zones[0]), zones=", ".join(zones)), text(basis), text(rate)]
    if answer.total.provisional or any(visit.provisional for visit in report.visits):
        lines.append(text("Provisional: the due time rests on a holiday that is an estimate."))
    return "\n".join(map(paragraph, lines))


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


def _step(step: Group) -> Cells:
    return _group(step) | {"Standard": tied(step.standard), "Total": _against(step)}


def _group(group: Group) -> Cells:
    return _counts(group.counts) | {
        "SOP": group.sop,
        "Version": ", ".join(map(str, group.versions)),
        "No": group.number,
        "Step": group.step,
        "Activity": group.activity,
        "Standard": tied(group.standard),
        "Actor": group.actor,
        "Agency": group.agency,
        "Month": tied(group.month),
        "Waiting": tied(_hours(group.spent.waiting)),
        **_spread(group.spread),
    }


def _spread(spread: Spread | None) -> Cells:
    if spread is None:
        return {"Median": "", "P90": "", "Worst": ""}
    return {
        "Median": tied(_hours(spread.median)),
        "P90": tied(_hours(spread.p90)),
        "Worst": tied(_hours(spread.worst)),
    }


def _sop(report: Report, runs: SopRuns) -> Cells:
    lost = report.lost(runs)
    return _counts(report.of_sop(runs)) | {
        "SOP": runs.sop,
        "Instances": str(_instances(runs)),
        "Completed": str(runs.completed),
        "Most lost": _most_lost(lost) if lost else "",
        **_spread(runs.spread),
    }


def _instances(runs: SopRuns) -> int:
    return runs.completed + runs.cancelled + runs.running + runs.suspended


def _counts(count: Counts | None) -> Cells:
    if count is None:
        return dict.fromkeys(("Done", "On time", "Late", "Overdue", "Open", "Rework"), "-")
    return {
        "Done": str(count.done),
        "On time": tied(_on_time(count)),
        "Late": str(count.late),
        "Overdue": str(count.overdue),
        "Open": text("{open} ({overdue} overdue)", open=count.open, overdue=count.overdue)
        if count.overdue
        else str(count.open),
        "Rework": str(count.rework),
    }


def _sop_lines(report: Report, runs: SopRuns) -> list[str]:
    count = report.of_sop(runs)
    told = several("{count} instance", "{count} instances", _instances(runs))
    rate = text("no visit can be measured") if count is None else rate_with_basis(count)
    template = "{instances}, {completed} completed; {rate}."
    lines = [text(template, instances=told, completed=runs.completed, rate=rate)]
    if count and count.started:
        within = "Done within the standard, counted from the recorded start: {within} of {started}."
        lines.append(text(within, within=count.within, started=count.started))
    if runs.spread:
        median, worst = _hours(runs.spread.median), _hours(runs.spread.worst)
        lines.append(text("From start to end: median {median}, worst {worst}.", median=median, worst=worst))
        lines.append(
            text(
                "Together {took}; the standards on their paths add up to {standard}, with rework to {all}.",
                took=_hours(runs.worked),
                standard=_hours(runs.standard),
                all=_hours(runs.standard_with_rework),
            )
        )
    return lines + _lost(report.lost(runs))


def rate_with_basis(count: Counts) -> str:
    """Such as `26 of 34 visits on time (76.5 %, 60 to 88 %), 1 of them still open and overdue`."""
    rate = count.rate
    if rate is None:
        return text("no visit can be measured")
    told = several(
        "{kept} of {count} visit on time ({rate}, 95 % sure: {low} to {high} %)",
        "{kept} of {count} visits on time ({rate}, 95 % sure: {low} to {high} %)",
        rate.of,
        kept=rate.kept,
        rate=rate_text(rate, spoken()),
        low=round(100 * rate.low),
        high=round(100 * rate.high),
    )
    if not count.overdue:
        return told
    return text("{rate}, {open} of them still open and overdue", rate=told, open=count.overdue)


def _took(run: InstanceTotal) -> str:
    until_end = "{took} from start to end; the standards on its path add up to {standard}."
    until_now = "{took} so far; the standards on its path add up to {standard}."
    told = text(until_end if run.ended_at else until_now, took=_hours(run.working), standard=_hours(run.standard))
    if run.standard_with_rework == run.standard:
        return told
    return f"{told} {text('With rework they add up to {standard}.', standard=_hours(run.standard_with_rework))}"


def _lost(lost: Loss | None) -> list[str]:
    if lost is None:
        return []
    templates = {
        "waiting": "Most time lost: step {step} ({actors}), {length} of waiting for a start.",
        "late": "Most time lost: step {step} ({actors}), {length} past due.",
        "rework": "Most time lost: step {step} ({actors}), {length} in visits after the first.",
    }
    step, template = lost.number or lost.step, templates[str(lost.kind)]
    return [text(template, step=step, actors=lost.actor, length=_hours(lost.amount))]


def _most_lost(lost: Loss) -> str:
    return text("step {step}, {kind}", step=lost.number or lost.step, kind=translate(lost.kind))


def _on_time(count: Counts) -> str:
    return f"{count.on_time}/{count.measured} {rate_text(count.rate, spoken())}" if count.measured else "-"


def _against(step: Group) -> str:
    """The total, in percent of the time from the openings until the work was due."""
    total, share = tied(_hours(step.spent.taken)), step.spent.share
    return total if share is None else f"{total} = {round(100 * share)} %"


def _hours(length: timedelta | None) -> str:
    return hours_text(length, spoken())
