"""The tables of `sop comply`: by visit, by step, by SOP."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta

from sopengine.cli.table import table
from sopengine.cli.times import time_text
from sopengine.compliance import Visit
from sopengine.compliance.tally import Loss, Tally
from sopengine.compliance.totals import SopTotal, StepTotal
from sopengine.report import Report
from sopengine.report.words import rate_text, verdict_text, working_text

_VISITS = ("No", "Activity", "Actor", "Visit", "Opened", "Done", "Standard", "Took", "Due", "Verdict")
_VISITS_NARROW = ("No", "Step", "Visit", "Done", "Standard", "Took", "Verdict")
_STEPS = ("No", "Activity", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median", "Worst", "Total")
_STEPS_NARROW = ("No", "Step", "Standard", "Done", "On time", "Late", "Open", "Rework", "Median")
_SOPS = (
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
_SOPS_NARROW = ("SOP", "Done", "On time", "Late", "Overdue", "Rework", "Median")
WIDE = 120
"""Characters of a terminal that shows all columns; a narrower one shows what matters most."""

Cells = dict[str, str]
"""Heading -> cell."""


def by_visit(report: Report) -> str:
    """Of one instance."""
    run, day = report.instances[0], report.working_day
    heading = f"instance {run.instance} of {run.sop}{f': {run.ref}' if run.ref else ''}"
    took = f"{working_text(run.working, day)} {'from start to end' if run.ended_at else 'so far'}"
    standard = f"the standards on its path add up to {working_text(run.standard, day)}"
    visits = [_visit(visit, day) for visit in report.visits]
    bases = [str(visit.basis) for visit in report.visits]
    lines = [heading, "", _by_basis(_VISITS, _VISITS_NARROW, visits, bases), "", f"{took}; {standard}."]
    return "\n".join(lines + _lost(run.lost, day))


def by_step(report: Report) -> str:
    """Of one SOP."""
    day = report.working_day
    parts = []
    for total in report.sops:
        steps = [step for step in report.steps if step.sop == total.sop]
        rows = _by_basis(
            _STEPS, _STEPS_NARROW, [_step(step, day) for step in steps], [" and ".join(step.basis) for step in steps]
        )
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
    lines = [
        f"As of {when}. Times are working time by Perpres 21/2023, holidays and joint leave left out "
        f"({', '.join(sorted(zones))}); 1 d = {working_text(report.working_day, timedelta(days=1))}.",
        "Basis: service = from the recorded start to done; sojourn = from opened to done, no start was recorded.",
    ]
    if any(visit.provisional for visit in report.visits):
        lines.append("Provisional: the due time rests on a holiday that is an estimate.")
    return "\n".join(lines)


def _table(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Cells], *more: str) -> str:
    headings = (*(wide if shutil.get_terminal_size().columns >= WIDE else narrow), *more)
    return table(headings, [[row[heading] for heading in headings] for row in rows])


def _by_basis(wide: Sequence[str], narrow: Sequence[str], rows: Sequence[Cells], bases: Sequence[str]) -> str:
    """A table that names the basis of each row, in a line above where all have the same."""
    if len(set(bases)) == 1:
        return f"Measured: {bases[0]} time.\n\n{_table(wide, narrow, rows)}"
    return _table(wide, narrow, [row | {"Basis": basis} for row, basis in zip(rows, bases, strict=True)], "Basis")


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
        "Took": working_text(visit.measured.working, day),
        "Due": time_text(visit.due_at, visit.timezone),
        "Verdict": verdict_text(visit, day),
    }


def _step(step: StepTotal, day: timedelta) -> Cells:
    return _counts(step.tally) | {
        "No": step.number,
        "Step": step.step,
        "Activity": step.activity,
        "Standard": step.standard,
        "Median": working_text(step.median, day),
        "Worst": working_text(step.worst, day),
        "Total": _against(step, day),
    }


def _sop(total: SopTotal, day: timedelta) -> Cells:
    return _counts(total.tally) | {
        "SOP": total.sop,
        "Instances": str(total.instances),
        "Completed": str(total.completed),
        "Median": working_text(total.median, day),
        "Worst": working_text(total.worst, day),
        "Most lost": f"step {total.lost.number or total.lost.step}, {total.lost.kind}" if total.lost else "",
    }


def _counts(count: Tally) -> Cells:
    open_ = str(count.running + count.overdue)
    return {
        "Done": str(count.done),
        "On time": _on_time(count),
        "Late": str(count.late),
        "Overdue": str(count.overdue),
        "Open": f"{open_} ({count.overdue} overdue)" if count.overdue else open_,
        "Rework": str(count.rework),
    }


def _sop_lines(total: SopTotal, day: timedelta) -> list[str]:
    done = f"{total.instances} instances, {total.completed} completed"
    lines = [f"{done}; of the visits that can be measured {_on_time(total.tally)} were on time."]
    if total.completed:
        median, worst = working_text(total.median, day), working_text(total.worst, day)
        took, standard = working_text(total.working, day), working_text(total.standard, day)
        lines.append(f"From start to end: median {median}, worst {worst}.")
        lines.append(f"Together {took}; the standards on their paths add up to {standard}.")
    return lines + _lost(total.lost, day)


def _lost(lost: Loss | None, day: timedelta) -> list[str]:
    if lost is None:
        return []
    where = f"step {lost.number or lost.step} ({', '.join(lost.actors)})"
    kind = "waiting for a start" if lost.kind == "waiting" else f"{lost.kind} beyond the standard"
    return [f"Most time lost: {where}, {working_text(lost.working, day)} of {kind}."]


def _on_time(count: Tally) -> str:
    return f"{count.on_time}/{count.measured} {rate_text(count.rate)}".rstrip() if count.measured else "-"


def _against(step: StepTotal, day: timedelta) -> str:
    """The total, in percent of the standards where they have a length."""
    text = working_text(step.total, day)
    agreed = step.allowed * step.tally.done if step.allowed else timedelta()
    return f"{text} = {round(100 * (step.total / agreed))} %" if agreed else text
