"""Visits one by one, for those that are printed: what the database has measured, in the words of their form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sopengine.calendar import Calendar, Interruption
from sopengine.calendar.elapsed.measured import late, taken
from sopengine.calendar.moments import utc
from sopengine.compliance.setting.places import Place
from sopengine.compliance.sql import made
from sopengine.compliance.summing.told import Row
from sopengine.compliance.visit import Basis, Spent, Verdict, Visit

_VERDICTS = {
    made.Verdict.ON_TIME: Verdict.ON_TIME,
    made.Verdict.EARLY: Verdict.EARLY,
    made.Verdict.LATE: Verdict.LATE,
    made.Verdict.RUNNING: Verdict.RUNNING,
    made.Verdict.OVERDUE: Verdict.OVERDUE,
    made.Verdict.NOT_MEASURABLE: Verdict.NOT_MEASURABLE,
    made.Verdict.WITHDRAWN: Verdict.WITHDRAWN,
    made.Verdict.CANCELLED: Verdict.CANCELLED,
}


def visit_of(row: Row, place: Place, calendar: Calendar, pauses: Sequence[Interruption]) -> Visit:
    """`row`: as `statements.VISITS` has it; `pauses`: of its run."""
    _, _, instance, ref, number, *times, provisional, verdict, late_by, beyond, until, corrected, count, by, out = row
    opened, started, done, ended, due, recorded = (None if at is None else utc(at) for at in times)
    assert opened
    end = ended or utc(until)
    spent = _Clock(calendar, [pause for pause in pauses if opened <= pause[0] < end])
    standard, external = place.standard, place.external
    found = _VERDICTS[made.Verdict(verdict)]
    is_late = found in (Verdict.LATE, Verdict.OVERDUE)
    given = calendar.time_between(standard, opened, due, external) - spent.paused(place, end) if due else None
    return Visit(
        sop=place.sop,
        instance=instance,
        ref=ref,
        timezone=place.timezone,
        step=place.step,
        number=place.number,
        activity=place.activity,
        actors=place.row_actors,
        visit=number,
        opened_at=opened,
        started_at=started,
        done_at=done,
        recorded_at=recorded,
        done_by=by if done else "",
        outcome=out if done else "",
        corrected=bool(corrected),
        waiting=spent.between(opened, started) if started else None,
        service=spent.between(started, end) if started else None,
        sojourn=spent.between(opened, end),
        basis=Basis.SERVICE if started else Basis.SOJOURN,
        standard=standard.text,
        allowed=place.usual if standard.measurable else None,
        due_at=due,
        provisional=bool(provisional),
        verdict=found,
        late_by=timedelta(microseconds=late_by) if is_late else None,
        late=late(calendar, standard, due, end, external) if is_late and due else None,
        taken=taken(
            calendar, standard, opened, end, place.days, count=count, external=external, due=due, interruptions=pauses
        ),
        given=given,
        external=external,
        within=None if beyond is None or external else beyond <= 0,
    )


class _Clock:
    """Time of a run, without its suspensions."""

    def __init__(self, calendar: Calendar, pauses: Sequence[Interruption]) -> None:
        self._calendar = calendar
        self._pauses = pauses

    def between(self, start: datetime, end: datetime) -> Spent:
        """Nothing where a clock went back."""
        stops = [(max(start, stop), min(end, go)) for stop, go in self._pauses if stop < end and go > start]
        clock = max(end - start, timedelta()) - sum((go - stop for stop, go in stops), timedelta())
        worked = self._calendar.working_time
        working = max(worked(start, end), timedelta()) - sum((worked(*stop) for stop in stops), timedelta())
        return Spent(clock=clock, working=working)

    def paused(self, place: Place, end: datetime) -> timedelta:
        """In the measure of the standard."""
        between = self._calendar.time_between
        stops = ((stop, min(end, go)) for stop, go in self._pauses)
        return sum((between(place.standard, *stop, place.external) for stop in stops), timedelta())
