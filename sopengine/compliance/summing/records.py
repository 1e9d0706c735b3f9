"""Of the records themselves: who completed work in whose place or without its position, and what counts anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sopengine.calendar.moments import utc
from sopengine.compliance.records import ActedFor, Reckoned, WrongActor
from sopengine.compliance.summing.listing import named
from sopengine.compliance.summing.told import Row, Told

_PLACE, _WRONG, _BY, _TASKS, _UNCHECKED, _ASSIGNED, _FIRST, _LAST = range(8)


def acted_for(told: Sequence[Told]) -> tuple[ActedFor, ...]:
    """Who completed visits in whose place, the most frequent first."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for store in told:
        for place, by, whom, visits in store.rows["ACTED"]:
            found[store.places[place].agency, store.places[place].actor, by, whom] += visits
    return tuple(
        ActedFor(agency=agency, actor=actor, by=by, whom=whom, visits=visits)
        for (agency, actor, by, whom), visits in sorted(found.items(), key=lambda each: (-each[1], each[0]))
    )


def wrong_actors(told: Sequence[Told]) -> tuple[WrongActor, ...]:
    """Of each step and actor, the versions of one title together; the most tasks first."""
    found: dict[tuple[str, ...], tuple[Told, list[Row]]] = {}
    for store in told:
        for row in store.rows["POSTED"]:
            if row[_WRONG]:
                place = store.places[row[_PLACE]]
                key = (place.agency, place.sop, place.step, place.actor, row[_BY])
                found.setdefault(key, (store, []))[1].append(row)
    wrong = (_wrong(store, rows) for store, rows in found.values())
    return tuple(sorted(wrong, key=lambda one: (-one.tasks, one.agency, one.sop, one.number, one.by)))


def posted(told: Sequence[Told]) -> int:
    """How many completed tasks could be held against positions."""
    return sum(row[_TASKS] for store in told for row in store.rows["POSTED"])


def reckoned(told: Sequence[Told]) -> tuple[Reckoned, ...]:
    """Of the calendars that were replaced after visits were recorded, by name; of several stores each its own."""
    found: list[Reckoned] = []
    for store in told:
        visits: Counter[str] = Counter()
        for place, many in store.rows["RECKONED"]:
            visits[store.places[place].calendar] += many
        found += [
            Reckoned(calendar=name, kept_at=store.kept_at[name], visits=many) for name, many in sorted(visits.items())
        ]
    return tuple(found)


def _wrong(store: Told, rows: Sequence[Row]) -> WrongActor:
    place = max((store.places[row[_PLACE]] for row in rows), key=lambda place: place.version)
    return WrongActor(
        **named(place),
        activity=place.activity,
        actor=place.actor,
        by=rows[0][_BY],
        tasks=sum(row[_TASKS] for row in rows),
        unchecked=sum(row[_UNCHECKED] for row in rows),
        assigned=sum(row[_ASSIGNED] for row in rows),
        first_at=utc(min(row[_FIRST] for row in rows)),
        last_at=utc(max(row[_LAST] for row in rows)),
    )
