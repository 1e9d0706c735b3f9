"""Steps and SOPs as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sopengine.compliance.measures import Counts, Group
from sopengine.compliance.runs import SopRuns
from sopengine.interchange.table import Cell, Column, Table
from sopengine.messages.lengths import short_text
from sopengine.messages.speech import Speech, marked
from sopengine.report.account import Account
from sopengine.report.figures import step_label

_COUNTED = marked("Late", "Overdue", "Redone")


def step_table(groups: Sequence[Group], speech: Speech) -> Table:
    """Of one SOP, in the order of the form."""
    several = {step for step, count in Counter(group.step for group in groups).items() if count > 1}
    within = marked("Worked within") if any(group.counts.started for group in groups) else ()
    return Table(
        columns=(
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            Column(words=speech.translate("Standard"), whole=True),
            *(Column(words=speech.translate(word), places=0) for word in marked("n", "Median", "p90", "On time")),
            Column(words=speech.translate("%"), places=1),
            *(Column(words=speech.translate(word), places=0) for word in (*within, *_COUNTED)),
        ),
        rows=tuple(_step(group, several, speech, within=bool(within)) for group in groups),
        total=_sum(groups, speech, within=bool(within)) if groups else None,
    )


def sop_table(found: Iterable[tuple[str, SopRuns]], account: Account, speech: Speech) -> Table:
    """A row an SOP, in that order, with how its runs went."""
    heads = marked("Begun", "Completed", "Still running", "Median", "Standard of its path", "On time")
    return Table(
        columns=(
            Column(words=speech.translate("Agency"), wide=True),
            Column(words=speech.translate("SOP"), wide=True),
            *(Column(words=speech.translate(head), places=0) for head in heads),
            Column(words=speech.translate("%"), places=1),
            *(Column(words=speech.translate(word), places=0) for word in _COUNTED),
        ),
        rows=tuple(_sop(label, runs, account, speech) for label, runs in found),
    )


def _step(group: Group, several: set[str], speech: Speech, *, within: bool) -> tuple[Cell, ...]:
    spread = group.spread
    times = (short_text(spread.median, speech), short_text(spread.p90, speech)) if spread else (None, None)
    return (
        group.number or None,
        step_label(group, several, speech),
        group.standard or None,
        group.counts.done,
        *times,
        *_rate(group.counts, speech),
        *([_kept(group.counts.within, group.counts.started, speech)] if within else ()),
        *(_or_none(count) for count in _counted(group.counts)),
    )


def _sum(groups: Sequence[Group], speech: Speech, *, within: bool) -> tuple[Cell, ...]:
    """Counts add up; medians do not."""
    kept, of = sum(group.counts.on_time for group in groups), sum(group.counts.measured for group in groups)
    worked, started = (sum(getattr(group.counts, name) for group in groups) for name in ("within", "started"))
    return (
        "",
        speech.translate("Sum"),
        "",
        sum(group.counts.done for group in groups),
        "",
        "",
        speech.text("{kept} of {of}", kept=kept, of=of),
        100 * kept / of if of else None,
        *([_kept(worked, started, speech)] if within else ()),
        *(_or_none(sum(counted)) for counted in zip(*(_counted(group.counts) for group in groups), strict=True)),
    )


def _sop(label: str, runs: SopRuns, account: Account, speech: Speech) -> tuple[Cell, ...]:
    group = account.whole(runs)
    mean = runs.standard / runs.completed if runs.completed else None
    counts: tuple[Cell, ...] = _counts(group.counts, speech) if group else (None,) * 5
    return (
        label,
        runs.title,
        *(_or_none(count) for count in (runs.started, runs.completed, runs.running + runs.suspended)),
        short_text(runs.spread.median, speech) if runs.spread else None,
        short_text(mean, speech) if mean else None,
        *counts,
    )


def _counts(counts: Counts, speech: Speech) -> tuple[Cell, ...]:
    return *_rate(counts, speech), *(_or_none(count) for count in _counted(counts))


def _rate(counts: Counts, speech: Speech) -> tuple[Cell, Cell]:
    rate = counts.rate
    return (_kept(rate.kept, rate.of, speech), _percent(rate.kept, rate.of)) if rate else (None, None)


def _kept(kept: int, of: int, speech: Speech) -> Cell:
    """Nothing where there is nothing to keep."""
    return speech.text("{kept} of {of}", kept=kept, of=of) if of else None


def _percent(kept: int, of: int) -> float:
    """A hundred only where nothing failed."""
    return 100.0 if kept == of else min(100 * kept / of, 99.9)


def _counted(counts: Counts) -> tuple[int, int, int]:
    return counts.late, counts.overdue, counts.rework


def _or_none(count: int) -> int | None:
    return count or None
