"""What the visits of one run add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sopengine.compliance.listed import Kind, Loss
from sopengine.compliance.measures import Counts
from sopengine.compliance.path import Along
from sopengine.compliance.summing.listing import RECORDED_LATE
from sopengine.compliance.visit import Verdict, Visit
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen


@frozen
class InstanceTotal:
    """One run from start to end, or to now."""

    sop: str
    instance: int
    ref: str
    started_at: datetime
    ended_at: datetime | None
    working: timedelta
    standard: timedelta
    """Along the path it took, as promised: each step once, of branches side by side the longest; of ordinary weeks."""
    standard_with_rework: timedelta
    """The same with every visit."""
    tally: Counts
    lost: Loss | None


def instance_total(instance: Instance, visits: Sequence[Visit], path: Along, working: timedelta) -> InstanceTotal:
    """`working` is from start to end or now."""
    return InstanceTotal(
        sop=instance.sop,
        instance=instance.id,
        ref=instance.ref,
        started_at=instance.started_at,
        ended_at=instance.ended_at,
        working=working,
        standard=path.promised,
        standard_with_rework=path.with_rework,
        tally=counts(visits),
        lost=lost(visits),
    )


def counts(visits: Iterable[Visit]) -> Counts:
    everyone = tuple(visits)
    office = [visit for visit in everyone if not visit.external]
    done = [visit for visit in office if visit.done_at]
    many = Counter(visit.verdict for visit in office)
    late_records = timedelta(microseconds=RECORDED_LATE)
    return Counts(
        done=len(done),
        on_time=many[Verdict.ON_TIME] + many[Verdict.EARLY],
        early=many[Verdict.EARLY],
        late=many[Verdict.LATE],
        running=many[Verdict.RUNNING],
        overdue=many[Verdict.OVERDUE],
        not_measurable=many[Verdict.NOT_MEASURABLE],
        withdrawn=many[Verdict.WITHDRAWN],
        cancelled=many[Verdict.CANCELLED],
        external=len(everyone) - len(office),
        provisional=sum(visit.provisional for visit in office if visit.verdict in _RATED),
        rework=sum(visit.visit > 1 for visit in office if visit.verdict not in _GONE),
        started=sum(visit.within is not None for visit in office),
        within=sum(visit.within is True for visit in office),
        corrected=sum(visit.corrected for visit in done),
        recorded_late=sum(
            visit.recorded_at - visit.done_at > late_records for visit in done if visit.recorded_at and visit.done_at
        ),
    )


_RATED = (Verdict.ON_TIME, Verdict.EARLY, Verdict.LATE, Verdict.OVERDUE)
_GONE = (Verdict.WITHDRAWN, Verdict.CANCELLED)


def lost(visits: Iterable[Visit]) -> Loss | None:
    """The step and the kind of loss that cost the office most; None where nothing was lost."""
    amounts: Counter[tuple[str, Kind]] = Counter()
    many: Counter[tuple[str, Kind]] = Counter()
    last: dict[str, Visit] = {}
    for visit in (visit for visit in visits if not visit.external):
        last[visit.step] = visit
        for kind, length in _losses(visit):
            if length:
                amounts[visit.step, kind] += length // timedelta(microseconds=1)
                many[visit.step, kind] += 1
    if not amounts:
        return None
    step, kind = max(amounts, key=lambda each: amounts[each])
    visit = last[step]
    return Loss(
        sop=visit.sop,
        agency="",
        step=step,
        number=visit.number,
        activity=visit.activity,
        actor=", ".join(visit.actors),
        kind=kind,
        visits=many[step, kind],
        amount=timedelta(microseconds=amounts[step, kind]),
    )


def _losses(visit: Visit) -> tuple[tuple[Kind, timedelta], ...]:
    done = visit.done_at is not None
    waiting = visit.waiting.working if visit.waiting and done else timedelta()
    again = visit.measured.working if visit.visit > 1 and done else timedelta()
    return (Kind.WAITING, waiting), (Kind.LATE, visit.late_by or timedelta()), (Kind.REWORK, again)
