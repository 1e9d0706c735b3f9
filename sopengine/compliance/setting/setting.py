"""What the rows of a store do not say by themselves, as rows of small relations: versions, steps, calendars, months.

The columns are those of `sql.made.MADE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sopengine.calendar import Calendar
from sopengine.calendar.moments import MICROSECOND, micros, utc
from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import Question
from sopengine.compliance.setting.days import bounds, day_of, months
from sopengine.compliance.setting.limits import Limits
from sopengine.compliance.setting.places import Place, places_of
from sopengine.compliance.setting.slots import Slots
from sopengine.frozen import frozen

Row = tuple[int | str | None, ...]

_DAY = timedelta(days=1)
_LONGEST_PROMISE = timedelta(days=400)
"""Beyond the moment asked about; what is due later is not late then, and that is all that is asked of it."""


@frozen
class Kept:
    """What a store tells of itself before anything is measured."""

    versions: Mapping[str, tuple[int, Compiled]]
    """Digest -> number and tables, of all that it keeps; agencies as they are called among all that are asked."""
    own_names: Mapping[str, str]
    """As an agency is called there -> as its SOPs name it."""
    calendar: Callable[[str, str], Calendar]
    """By name and zone."""
    kept_at: Mapping[str, datetime]
    """Name of a calendar -> when its hours were kept as they are."""
    first: datetime
    """When the earliest run began, or the earliest work was opened."""
    latest_due: datetime


class Setting:
    """Of one store and one question."""

    def __init__(self, kept: Kept, question: Question, first_place: int = 1) -> None:
        """`first_place`: so that places of several stores are told apart."""
        self._kept = kept
        self._question = question
        self.bounds = {zone: bounds(question, zone) for zone in {v.timezone for _, v in kept.versions.values()}}
        self.places = places_of(kept.versions, kept.own_names, question, first_place)
        self._calendars = self._named()
        self.places = tuple(replace(place, usual=self._usual(place)) for place in self.places)
        latest = max((bound.until for bound in self.bounds.values()), default=0)
        due = min(micros(kept.latest_due), latest + _LONGEST_PROMISE // MICROSECOND)
        self._first = utc(min(micros(kept.first), latest)).date() - _DAY
        self._last = utc(max(due, latest)).date() + _DAY
        self._limits = Limits(self._first, self._last)
        self.slots = Slots(self._calendars, self._first, self._last)

    @property
    def versions(self) -> tuple[str, ...]:
        """Digests, as the relations number them."""
        return tuple(self._kept.versions)

    @property
    def asked(self) -> dict[str, tuple[int, Compiled]]:
        """Digest -> number and tables, of those that are asked for."""
        wanted = {place.digest for place in self.places if place.wanted}
        return {digest: self._kept.versions[digest] for digest in self._kept.versions if digest in wanted}

    @property
    def kept_at(self) -> Mapping[str, datetime]:
        """Name of a calendar that a place goes by -> when its hours were kept as they are."""
        return {place.calendar: self._kept.kept_at[place.calendar] for place in self.places if self._has_kept(place)}

    def rows(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """Of each relation, in the order of its columns; `edge` comes last, since places find out what it needs."""
        yield "version", self._versions()
        yield "place", [self._place(place) for place in self.places]
        yield "month", self._months()
        yield "edge", self._limits.rows()

    def _named(self) -> dict[tuple[str, str], Calendar]:
        names = {(place.calendar, place.timezone): None for place in self.places}
        names |= {(version.calendar, version.timezone): None for _, version in self._kept.versions.values()}
        return {name: self._kept.calendar(*name) for name in names}

    def _usual(self, place: Place) -> timedelta:
        return self.calendar(place).usual(place.standard.high, place.days)

    def _has_kept(self, place: Place) -> bool:
        return place.wanted and place.calendar in self._kept.kept_at

    def calendar(self, place: Place) -> Calendar:
        return self._calendars[place.calendar, place.timezone]

    def _versions(self) -> Iterator[Row]:
        wanted = self.asked
        for number, (digest, (_, version)) in enumerate(self._kept.versions.items()):
            bound, own = self.bounds[version.timezone], self.slots.own[version.calendar, version.timezone]
            yield number, digest, own, int(version.forks), bound.since, bound.until, int(digest in wanted)

    def _place(self, place: Place) -> Row:
        name = (place.calendar, place.timezone)
        bound, limit = self.bounds[place.timezone], self._limits.of(place, name, self._calendars[name])
        of_step = (place.id, place.digest, place.step, place.actor_id, int(place.several), int(place.by_clock))
        held = (limit.ranged, limit.held, limit.low, limit.high, int(place.standard.per_item))
        kept = self._kept.kept_at.get(place.calendar)
        asked = (bound.since, bound.until, int(place.wanted), int(place.mine), None if kept is None else micros(kept))
        return *of_step, int(place.external), self.slots.own[name], *held, place.usual // MICROSECOND, *asked

    def _months(self) -> Iterator[Row]:
        """Of each calendar the months up to the moment that is asked about, the last one up to there."""
        for (name, zone), calendar in self._calendars.items():
            timeline, bound, own = calendar.timeline, self.bounds[zone], self.slots.own[name, zone]
            begin = timeline.worked(timeline.midnight(self._first.toordinal()))
            first = max(self._first, day_of(bound.since, zone))
            for month, after in months(first, day_of(bound.until, zone)):
                ends = min(timeline.midnight(after.toordinal()) - 1, bound.until)
                yield own, ends, month, timeline.worked(ends) - begin
