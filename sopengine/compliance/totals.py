"""What many visits add up to: by step, by instance and by SOP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sopengine.compliance.tally import Loss, Tally, lost, median, tally
from sopengine.compliance.visit import Visit
from sopengine.execution.values.instance import Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTotal:
    """One row of the form over many visits."""

    sop: str
    step: str
    number: str
    activity: str
    standard: str
    allowed: timedelta | None
    basis: tuple[str, ...]
    """Of the visits: service, sojourn, or both."""
    tally: Tally
    median: timedelta | None
    """Working time of the visits that are done, by their basis; None where there are none. So are the next two."""
    worst: timedelta | None
    total: timedelta
    share: float | None
    """What the visits that are done took, of the time from their openings until they were due; None of no such time."""
    waiting: timedelta
    """Working time between opened and started, where starts were recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceTotal:
    """One run from start to end, or to now."""

    sop: str
    instance: int
    ref: str
    started_at: datetime
    ended_at: datetime | None
    working: timedelta
    standard: timedelta
    """Along the path it took, in working time of ordinary weeks."""
    tally: Tally
    lost: Loss | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SopTotal:
    """All instances of one SOP."""

    sop: str
    title: str
    agency: str
    instances: int
    completed: int
    tally: Tally
    median: timedelta | None
    """Working time of the completed instances, from start to end."""
    worst: timedelta | None
    working: timedelta
    standard: timedelta
    """Of the completed instances, along the paths they took."""
    lost: Loss | None


def step_totals(visits: Iterable[Visit], order: Sequence[str]) -> tuple[StepTotal, ...]:
    """One for each step that was visited, in that order; steps that are not in it come last."""
    by_step: dict[str, list[Visit]] = {step: [] for step in order}
    for visit in visits:
        by_step.setdefault(visit.step, []).append(visit)
    return tuple(_step_total(found) for found in by_step.values() if found)


def instance_total(
    instance: Instance, visits: Sequence[Visit], standard: timedelta, working: timedelta
) -> InstanceTotal:
    """`working` is from start to end or now, `standard` that of the path it took."""
    return InstanceTotal(
        sop=instance.sop,
        instance=instance.id,
        ref=instance.ref,
        started_at=instance.started_at,
        ended_at=instance.ended_at,
        working=working,
        standard=standard,
        tally=tally(visits),
        lost=lost(visits),
    )


def sop_total(
    sop: str, title: str, agency: str, instances: Sequence[InstanceTotal], visits: Sequence[Visit]
) -> SopTotal:
    ended = [instance for instance in instances if instance.ended_at]
    times = [instance.working for instance in ended]
    return SopTotal(
        sop=sop,
        title=title,
        agency=agency,
        instances=len(instances),
        completed=len(ended),
        tally=tally(visits),
        median=median(times),
        worst=max(times, default=None),
        working=sum(times, timedelta()),
        standard=sum((instance.standard for instance in ended), timedelta()),
        lost=lost(visits),
    )


def _step_total(visits: Sequence[Visit]) -> StepTotal:
    latest = visits[-1]
    times = [visit.measured.working for visit in visits if visit.done_at]
    return StepTotal(
        sop=latest.sop,
        step=latest.step,
        number=latest.number,
        activity=latest.activity,
        standard=latest.standard,
        allowed=latest.allowed,
        basis=tuple(sorted({str(visit.basis) for visit in visits})),
        tally=tally(visits),
        median=median(times),
        worst=max(times, default=None),
        total=sum(times, timedelta()),
        share=_share([visit for visit in visits if visit.done_at and visit.given]),
        waiting=sum((visit.waiting.working for visit in visits if visit.waiting), timedelta()),
    )


def _share(visits: Sequence[Visit]) -> float | None:
    given = sum((visit.given or timedelta() for visit in visits), timedelta())
    return sum((visit.taken.time for visit in visits), timedelta()) / given if given else None
