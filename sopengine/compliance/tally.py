"""How visits came out: counts of verdicts, and where time was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sopengine.compliance.visit import Verdict, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How visits came out."""

    done: int
    measured: int
    """Done, with a standard that has a length, or open and overdue: what the rate is of."""
    on_time: int
    """Early ones included."""
    early: int
    late: int
    running: int
    overdue: int
    not_measurable: int
    provisional: int
    """Whose due time rests on an estimated holiday; counted above as well."""
    rework: int
    """Visits beyond the first of a step in an instance."""
    withdrawn: int
    """Ended without being done: in no rate."""
    external: int
    """Of actors outside the office, whatever came of them: in no other figure."""
    started: int
    """Done, with a recorded start and a standard that has a length."""
    within: int
    """Of these, done within the standard counted from the start."""

    @property
    def rate(self) -> float | None:
        """On time of the measured, so that leaving work open is not rewarded; None where there are none."""
        return self.on_time / self.measured if self.measured else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Where most time beyond the standard went."""

    step: str
    number: str
    actors: tuple[str, ...]
    kind: str
    """`waiting` before the start, `service` after it, or `sojourn` where no start was recorded."""
    working: timedelta


def tally(visits: Iterable[Visit]) -> Tally:
    all_visits = tuple(visits)
    visits = [visit for visit in all_visits if not visit.external]
    count = Counter(visit.verdict for visit in visits)
    on_time = count[Verdict.ON_TIME] + count[Verdict.EARLY]
    return Tally(
        done=on_time + count[Verdict.LATE] + count[Verdict.NOT_MEASURABLE],
        measured=on_time + count[Verdict.LATE] + count[Verdict.OVERDUE],
        on_time=on_time,
        early=count[Verdict.EARLY],
        late=count[Verdict.LATE],
        running=count[Verdict.RUNNING],
        overdue=count[Verdict.OVERDUE],
        not_measurable=count[Verdict.NOT_MEASURABLE],
        provisional=sum(visit.provisional for visit in visits),
        rework=sum(visit.visit > 1 for visit in visits),
        withdrawn=count[Verdict.WITHDRAWN],
        external=len(all_visits) - len(visits),
        started=sum(visit.within is not None for visit in visits),
        within=sum(visit.within is True for visit in visits),
    )


def lost(visits: Iterable[Visit]) -> Loss | None:
    """The step and the kind of time that went beyond the standards most; None where none did."""
    amounts: Counter[tuple[str, str]] = Counter()
    last: dict[str, Visit] = {}
    for visit in visits:
        last[visit.step] = visit
        late = visit.late_by or timedelta()
        amounts[visit.step, str(visit.basis)] += late // timedelta(microseconds=1)
        if visit.waiting:
            amounts[visit.step, "waiting"] += visit.waiting.working // timedelta(microseconds=1)
    (step, kind), most = max(amounts.items(), key=lambda entry: entry[1], default=(("", ""), 0))
    if not most:
        return None
    visit = last[step]
    return Loss(step=step, number=visit.number, actors=visit.actors, kind=kind, working=timedelta(microseconds=most))


def median(times: Sequence[timedelta]) -> timedelta | None:
    """None of no times."""
    ordered = sorted(times)
    middle = len(ordered) // 2
    if not ordered:
        return None
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
