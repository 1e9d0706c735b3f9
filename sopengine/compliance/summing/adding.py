"""Adds up what a database has counted of places and months, to the figures of groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sopengine.compliance.measures import Counts, Group, Spent, Spread
from sopengine.compliance.question import By
from sopengine.compliance.setting.places import Place
from sopengine.compliance.sql.made import Verdict
from sopengine.compliance.summing.grouping import OF_ONE_SOP, Groups, in_order, latest, month_text, whole_seconds
from sopengine.compliance.summing.told import Row, Told

_IN_RATE = (Verdict.ON_TIME, Verdict.EARLY, Verdict.LATE, Verdict.OVERDUE)
_GONE = (Verdict.WITHDRAWN, Verdict.CANCELLED)
_ENDED = ("taken", "given", "taken_of_given", "waiting", "service", "taken_again")
_OF_DONE = ("started", "within", "corrected", "recorded_late")
_COUNTED = tuple(field.name for field in fields(Counts) if field.name not in ("done", "on_time"))
"""Each is one figure of a database under its own name; those two are not."""


class Sums:
    """Of one group: what was counted, and the lengths, in microseconds."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, verdict: int, is_done: bool, told: Mapping[str, Any]) -> None:
        """A row of what was counted, of the office."""
        counts, visits = self.counts, told["visits"]
        counts[Verdict(verdict).name.lower()] += visits
        if verdict in _IN_RATE:
            counts["provisional"] += told["provisional"]
        if verdict not in _GONE:
            counts["rework"] += told["rework"]
        if verdict in (Verdict.LATE, Verdict.OVERDUE):
            counts["beyond_due"] += told["late"]
        if is_done:
            self.add_lengths(told)
            counts["done"] += visits
            for name in _OF_DONE:
                counts[name] += told[name]

    def add_lengths(self, told: Mapping[str, Any]) -> None:
        """Also of outsiders, where they stand apart."""
        for name in _ENDED:
            self.counts[name] += told[name]

    def as_counts(self) -> Counts:
        found = self.counts
        return Counts(
            done=found["done"],
            on_time=found["on_time"] + found["early"],
            **{name: found[name] for name in _COUNTED},
        )

    def as_spent(self) -> Spent:
        found = self.counts
        return Spent(
            taken=whole_seconds(found["taken"]),
            given=whole_seconds(found["given"]),
            taken_of_given=whole_seconds(found["taken_of_given"]),
            waiting=whole_seconds(found["waiting"]),
            service=whole_seconds(found["service"]),
            unparted=whole_seconds(found["taken"] - found["service"]),
            rework=whole_seconds(found["taken_again"]),
            late=whole_seconds(found["beyond_due"]),
        )


class Adding:
    """Of one combination, over the stores that are asked."""

    def __init__(self, by: tuple[By, ...]) -> None:
        self.groups = Groups(by)
        self.sums: dict[int, Sums] = defaultdict(Sums)
        self.sizes: Counter[int] = Counter()
        """Of each group, how many lengths are spread."""
        self.spread: dict[int, Spread] = {}

    def add(self, told: Told) -> None:
        """What one more store has counted."""
        for place, month, verdict, is_done, counted in told.counted():
            sums = self.sums[self.groups.number(place, month)]
            if place.external:
                sums.counts["external"] += counted["visits"]
                if is_done and self.groups.spreads(place):
                    sums.add_lengths(counted)
            elif not (self.groups.monthly and verdict == Verdict.OVERDUE):
                sums.add(verdict, is_done, counted)
        if self.groups.monthly:
            for id, month, visits in told.rows["HUNG"]:
                if not told.places[id].external:
                    self.sums[self.groups.number(told.places[id], month)].counts["overdue"] += visits

    def spread_by(self, told: Told) -> dict[tuple[int, int], int]:
        """Place and month -> number of the group, of all whose lengths are spread; counts them on the way."""
        found = {}
        for place, month, _, is_done, counted in told.counted():
            if is_done and self.groups.spreads(place):
                group = self.groups.number(place, month)
                self.sizes[group] += counted["visits"]
                found[place.id, month if self.groups.monthly else 0] = group
        return found

    def set_spread(self, rows: Iterable[Row]) -> None:
        self.spread = {row[0]: spread_of(row[1:]) for row in rows}

    def told(self) -> tuple[Group, ...]:
        order = in_order(list(self.sums), self.groups)
        return tuple(self._group(number, rank) for rank, number in enumerate(order))

    def _group(self, number: int, rank: int) -> Group:
        by, places = self.groups.by, list(self.groups.places[number].values())
        place, sums = latest(places), self.sums[number]
        of_step, of_sop = By.STEP in by, bool(OF_ONE_SOP.intersection(by))
        return Group(
            sop=place.sop if of_sop else "",
            title=place.title if of_sop else "",
            agency=place.agency if by != (By.MONTH,) else "",
            version=place.version if of_step or By.VERSION in by else 0,
            versions=tuple(sorted({each.version for each in places})) if of_sop else (),
            step=place.step if of_step else "",
            number=place.number if of_step else "",
            activity=place.activity if of_step else "",
            standard=place.standard.text if of_step else "",
            allowed=_allowed(place) if of_step else None,
            by_the_clock=of_step and place.by_clock,
            actor=place.actor if By.ACTOR in by else ", ".join(place.row_actors) if of_step else "",
            month=month_text(self.groups.months[number]),
            counts=sums.as_counts(),
            spent=sums.as_spent(),
            spread=self.spread.get(number),
            rank=rank,
        )


def spread_of(row: Row) -> Spread:
    """Of how many, the middle two, the nearest rank of 90 %, the longest."""
    many, low, high, ninetieth, worst = row
    return Spread(
        of=many,
        median=whole_seconds(low + high, parts=2),
        p90=whole_seconds(ninetieth),
        worst=whole_seconds(worst),
    )


def _allowed(place: Place) -> timedelta | None:
    return place.usual if place.standard.measurable else None
