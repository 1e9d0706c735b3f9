"""What is listed one by one, put together from what the stores have told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sopengine.calendar.elapsed.measured import late
from sopengine.calendar.moments import utc
from sopengine.compliance.listed import Kind, LateVisit, Loss, OddStandard, OpenAge, Passage, Return
from sopengine.compliance.setting.places import Place
from sopengine.compliance.sql.made import Verdict
from sopengine.compliance.summing.grouping import whole_seconds
from sopengine.compliance.summing.told import Row, Told

_ODD_VISITS = 5
"""So many at least, before a standard is called odd."""
_TOO_LONG, _TOO_SHORT = 0.25, 2.0
"""Of the time from opening to due: always under the one, always over the other."""
RECORDED_LATE = 86_400 * 1_000_000

_Step = tuple[str, str, str]


def losses(told: Sequence[Told]) -> tuple[Loss, ...]:
    """Of the office, by step and kind, those that cost most first."""
    visits: Counter[tuple[_Step, Kind]] = Counter()
    amounts: Counter[tuple[_Step, Kind]] = Counter()
    for place, _, verdict, is_done, found in _of_office(told):
        step = _step(place)
        if is_done:
            visits[step, Kind.WAITING] += found["waited"]
            amounts[step, Kind.WAITING] += found["waiting"]
            visits[step, Kind.REWORK] += found["rework"]
            amounts[step, Kind.REWORK] += found["taken_again"]
        if verdict in (Verdict.LATE, Verdict.OVERDUE):
            visits[step, Kind.LATE] += found["visits"]
            amounts[step, Kind.LATE] += found["late"]
    told_by = _latest(told)
    return tuple(
        Loss(
            **named(told_by[step]),
            activity=told_by[step].activity,
            actor=", ".join(told_by[step].row_actors),
            kind=kind,
            visits=visits[step, kind],
            amount=whole_seconds(amount),
        )
        for (step, kind), amount in sorted(amounts.items(), key=lambda each: (-each[1], each[0]))
        if amount
    )


def late_visits(told: Sequence[Told], most: int) -> tuple[LateVisit, ...]:
    found = [(store, row) for store in told for row in store.rows["LATE"]]
    found.sort(key=lambda each: (-each[1][8], each[0].number, each[1][1], each[1][4]))
    return tuple(_late_visit(store, row) for store, row in found[:most])


def ages(told: Sequence[Told]) -> tuple[OpenAge, ...]:
    """Of the office, the oldest first."""
    found: Counter[tuple[_Step, int]] = Counter()
    overdue: Counter[tuple[_Step, int]] = Counter()
    for store in told:
        for at, received, until, visits, late_ones in store.rows["AGES"]:
            place = store.places[at]
            timeline = store.calendar(place).timeline
            key = (_step(place), max(timeline.working_days(received, timeline.day(until)), 0))
            found[key] += visits
            overdue[key] += late_ones
    told_by = _latest(told)
    return tuple(
        OpenAge(
            **named(told_by[step]),
            activity=told_by[step].activity,
            actor=", ".join(told_by[step].row_actors),
            days=days,
            visits=visits,
            overdue=overdue[step, days],
        )
        for (step, days), visits in sorted(found.items(), key=lambda each: (-each[0][1], each[0][0]))
    )


def returns(told: Sequence[Told]) -> tuple[Return, ...]:
    """The most frequent first."""
    visits, taken = _pairs(told, "RETURNS", 2), _pairs(told, "RETURNS", 3)
    told_by = _latest(told)
    return tuple(
        Return(
            sop=to[1],
            agency=to[0],
            from_step=come[2],
            from_number=told_by[come].number,
            from_activity=told_by[come].activity,
            to_step=to[2],
            to_number=told_by[to].number,
            to_activity=told_by[to].activity,
            visits=many,
            taken=whole_seconds(taken[come, to]),
        )
        for (come, to), many in sorted(visits.items(), key=lambda each: (-each[1], each[0]))
        if told_by[come].rank > told_by[to].rank
    )


def passages(told: Sequence[Told]) -> tuple[Passage, ...]:
    """Empty where nobody asked."""
    found = _pairs(told, "PASSAGES", 2)
    return tuple(
        Passage(agency=to[0], sop=to[1], from_step=come[2], to_step=to[2], visits=visits)
        for (come, to), visits in sorted(found.items())
    )


def odd_standards(told: Sequence[Told]) -> tuple[OddStandard, ...]:
    """Of each version, in the order of the form."""
    found: defaultdict[tuple[object, ...], list[tuple[Place, dict[str, Any]]]] = defaultdict(list)
    for place, _, _, is_done, counted in _of_office(told):
        if is_done and counted["rated"]:
            key = (place.agency, place.sop, place.version, place.digest, place.rank, place.step)
            found[key].append((place, counted))
    odd = (_odd(found[key]) for key in sorted(found))
    return tuple(standard for standard in odd if standard)


def _odd(rows: Sequence[tuple[Place, dict[str, Any]]]) -> OddStandard | None:
    place, visits = rows[0][0], sum(counted["rated"] for _, counted in rows)
    least, most = min(counted["least"] for _, counted in rows), max(counted["most"] for _, counted in rows)
    if visits < _ODD_VISITS or (most >= _TOO_LONG and least <= _TOO_SHORT):
        return None
    return OddStandard(
        **named(place),
        version=place.version,
        activity=place.activity,
        standard=place.standard.text,
        visits=visits,
        least=least,
        most=most,
    )


def _late_visit(store: Told, row: Row) -> LateVisit:
    place_id, instance, ref, visit, opened, due, done, recorded, amount, provisional, corrected, ended, until = row[:13]
    place, end = store.places[place_id], until if ended is None else ended
    return LateVisit(
        store=store.number,
        instance=instance,
        ref=ref,
        sop=place.sop,
        agency=place.agency,
        timezone=place.timezone,
        step=place.step,
        number=place.number,
        activity=place.activity,
        actor=", ".join(place.row_actors),
        visit=visit,
        received_at=utc(opened),
        due_at=utc(due),
        done_at=None if done is None else utc(done),
        recorded_at=None if recorded is None else utc(recorded),
        done_by=row[13] if done is not None else "",
        done_for=row[14] if done is not None else "",
        outcome=row[15] if done is not None else "",
        late_by=whole_seconds(amount),
        late=late(store.calendar(place), place.standard, utc(due), utc(end), place.external),
        provisional=bool(provisional),
        recorded_late=done is not None and recorded is not None and recorded - done > RECORDED_LATE,
        corrected=bool(corrected),
    )


def _of_office(told: Sequence[Told]) -> Iterator[tuple[Place, int, int, bool, dict[str, Any]]]:
    return (row for store in told for row in store.counted() if not row[0].external)


def _pairs(told: Sequence[Told], statement: str, column: int) -> Counter[tuple[_Step, _Step]]:
    """From step and to step -> the sum of a column."""
    found: Counter[tuple[_Step, _Step]] = Counter()
    for store in told:
        for row in store.rows.get(statement, ()):
            to = _step(store.places[row[1]])
            come = _step(store.places[row[0]]) if row[0] is not None else (to[0], to[1], "")
            found[come, to] += row[column]
    return found


def _latest(told: Sequence[Told]) -> dict[_Step, Place]:
    """Of each step the place by which it is told."""
    found: dict[_Step, Place] = {}
    for store in told:
        for place in store.places.values():
            before = found.setdefault(_step(place), place)
            if before.version < place.version:
                found[_step(place)] = place
    return found


def _step(place: Place) -> _Step:
    return place.agency, place.sop, place.step


def named(place: Place) -> dict[str, str]:
    return {"sop": place.sop, "agency": place.agency, "step": place.step, "number": place.number}
