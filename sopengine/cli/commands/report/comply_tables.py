"""The tables of `sop comply`: by visit, by step, by SOP."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta

from sopengine.cli.terminal.table import table
from sopengine.cli.terminal.times import time_text
from sopengine.cli.terminal.wording import marked, several, text, translate, word
from sopengine.compliance import Visit
from sopengine.compliance.tally import Loss, Tally
from sopengine.compliance.totals import InstanceTotal, SopTotal, StepTotal
from sopengine.report import Report
from sopengine.report.words import rate_text, verdict_text, working_text

_VISITS = marked("No", "Activity", "Actor", "Visit", "Opened", "Done", "Standard", "Took", "Due", "Verdict")
_VISITS_NARROW = marked("No", "Step", "Visit", "Done", "Standard", "Took", "Verdict")
_STEPS = marked("No", "Activity", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median", "Worst", "Total")
_STEPS_NARROW = marked("No", "Step", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median")
_SOPS = marked(
    "SOP",
    "Instances",
    "Completed",
    "Done",
    "On time",
    "Late",
    "Overdue",
    "Rework",
    "Median",
    "Worst",
    "Most lost",
)
_SOPS_NARROW = marked("SOP", "Done", "On time", "Late", "Overdue", "Rework", "Median")
(_BASIS,) = marked("Basis")
WIDE = 120
"""Characters of a terminal that shows all columns; a narrower one shows what matters most."""

Cells = dict[str, str]
"""Heading -> cell."""


def by_visit(report: Report) -> str:
    """Of one instance."""
    run, day = report.instances[0], report.working_day
    heading = text("instance {number} of {sop}", number=run.instance, sop=run.sop)
    visits = [_visit(visit, day) for visit in report.visits]
    bases = [word(visit.basis) for visit in report.visits]
    rows = _by_basis(_VISITS, _VISITS_NARROW, visits, bases)
    lines = [f"{heading}: {run.ref}" if run.ref else heading, "", rows, "", _took(run, day), *_lost(run.lost, day)]
    return "\n".join(lines)


def by_step(report: Report) -> str:
    """Of one SOP."""
    day = report.working_day
    parts = []
    for total in report.sops:
        steps = [step for step in report.steps if step.sop == total.sop]
        bases = [text(" and ").join(map(translate, step.basis)) for step in steps]
        rows = _by_basis(_STEPS, _STEPS_NARROW, [_step(step, day) for step in steps], bases)
        lines = [f"{total.sop}: {total.title}, {total.agency}", "", rows, "", *_sop_lines(total, day)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def by_sop(report: Report) -> str:
    """A line each."""
    return _table(_SOPS, _SOPS_NARROW, [_sop(total, report.working_day) for total in report.sops])


def ending(report: Report) -> str:
    """What the figures rest on."""
    zones = {visit.timezone for visit in report.visits}
    when = time_text(report.now, next(iter(zones))) if len(zones) == 1 else f"{report.now:%Y-%m-%d %H:%M %z}"
    as_of = text(
        "As of {time}. Times are working time by Perpres 21/2023, holidays and joint leave left out "
        "({zones}); 1 d = {day}.",
        time=when,
        zones=", ".join(sorted(zones)),
        day=_working(report.working_day, timedelta(days=1)),
    )
    basis = "Basis: service = from the recorded start to done; sojourn = from opened to done, no start was recorded."
    lines = [as_of, text(basis)]
    if any(visit.provisional for visit in report.visits):
        lines.append(text("Provisional: the due time rests on a holiday that is an estimate."))
    return "\n".join(lines)


def _table(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Cells], *more: str) -> str:
    headings = (*(wide if shutil.get_terminal_size().columns >= WIDE else narrow), *more)
    return table([translate(heading) for heading in headings], [[row[heading] for heading in headings] for row in rows])


def _by_basis(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Cells], bases: Sequence[str]) -> str:
    """A table that names the basis of each row, in a line above where all have the same."""
    if len(set(bases)) == 1:
        measured = text("Measured: {basis} time.", basis=bases[0])
        return f"{measured}\n\n{_table(wide, narrow, rows)}"
    return _table(wide, narrow, [row | {_BASIS: basis} for row, basis in zip(rows, bases, strict=True)], _BASIS)


def _visit(visit: Visit, day: timedelta) -> Cells:
    return {
        "No": visit.number,
        "Step": visit.step,
        "Activity": visit.activity,
        "Actor": ", ".join(visit.actors),
        "Visit": str(visit.visit),
        "Opened": time_text(visit.opened_at, visit.timezone),
        "Done": time_text(visit.done_at, visit.timezone),
        "Standard": visit.standard,
        "Took": _working(visit.measured.working, day),
        "Due": time_text(visit.due_at, visit.timezone),
        "Verdict": verdict_text(visit, day, translate),
    }


def _step(step: StepTotal, day: timedelta) -> Cells:
    return _counts(step.tally) | {
        "No": step.number,
        "Step": step.step,
        "Activity": step.activity,
        "Standard": step.standard,
        "Median": _working(step.median, day),
        "Worst": _working(step.worst, day),
        "Total": _against(step, day),
    }


def _sop(total: SopTotal, day: timedelta) -> Cells:
    return _counts(total.tally) | {
        "SOP": total.sop,
        "Instances": str(total.instances),
        "Completed": str(total.completed),
        "Median": _working(total.median, day),
        "Worst": _working(total.worst, day),
        "Most lost": _most_lost(total.lost) if total.lost else "",
    }


def _counts(count: Tally) -> Cells:
    open_ = str(count.running + count.overdue)
    return {
        "Done": str(count.done),
        "On time": _on_time(count),
        "Late": str(count.late),
        "Overdue": str(count.overdue),
        "Open": text("{open} ({overdue} overdue)", open=open_, overdue=count.overdue) if count.overdue else open_,
        "Rework": str(count.rework),
    }


def _sop_lines(total: SopTotal, day: timedelta) -> list[str]:
    lines = [
        several(
            "{count} instance, {completed} completed; of the visits that can be measured {on_time} were on time.",
            "{count} instances, {completed} completed; of the visits that can be measured {on_time} were on time.",
            total.instances,
            completed=total.completed,
            on_time=_on_time(total.tally),
        )
    ]
    if total.completed:
        median, worst = _working(total.median, day), _working(total.worst, day)
        took, standard = _working(total.working, day), _working(total.standard, day)
        lines.append(text("From start to end: median {median}, worst {worst}.", median=median, worst=worst))
        template = "Together {took}; the standards on their paths add up to {standard}."
        lines.append(text(template, took=took, standard=standard))
    return lines + _lost(total.lost, day)


def _took(run: InstanceTotal, day: timedelta) -> str:
    until_end = "{took} from start to end; the standards on its path add up to {standard}."
    until_now = "{took} so far; the standards on its path add up to {standard}."
    template = until_end if run.ended_at else until_now
    return text(template, took=_working(run.working, day), standard=_working(run.standard, day))


def _lost(lost: Loss | None, day: timedelta) -> list[str]:
    if lost is None:
        return []
    waiting = "Most time lost: step {step} ({actors}), {length} of waiting for a start."
    beyond = "Most time lost: step {step} ({actors}), {length} of {kind} beyond the standard."
    step, actors = lost.number or lost.step, ", ".join(lost.actors)
    values = {"step": step, "actors": actors, "length": _working(lost.working, day), "kind": translate(lost.kind)}
    return [text(waiting if lost.kind == "waiting" else beyond, **values)]


def _most_lost(lost: Loss) -> str:
    return text("step {step}, {kind}", step=lost.number or lost.step, kind=translate(lost.kind))


def _on_time(count: Tally) -> str:
    return f"{count.on_time}/{count.measured} {rate_text(count.rate)}".rstrip() if count.measured else "-"


def _against(step: StepTotal, day: timedelta) -> str:
    """The total, in percent of the standards where they have a length."""
    total = _working(step.total, day)
    agreed = step.allowed * step.tally.done if step.allowed else timedelta()
    return f"{total} = {round(100 * (step.total / agreed))} %" if agreed else total


def _working(length: timedelta | None, day: timedelta) -> str:
    return working_text(length, day, translate)
