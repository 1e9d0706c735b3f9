"""When SOPs were last monitored and evaluated, from the days that their versions tell, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from sopengine.compiled.tables import Compiled, CompiledDays
from sopengine.compliance.runs import InForce, Review
from sopengine.compliance.setting.days import day_of
from sopengine.compliance.summing.told import Told
from sopengine.frozen import frozen
from sopengine.model.reviewed import EVALUATION_MONTHS, MONITORING_MONTHS, look_due

Versions = Mapping[str, tuple[int, Compiled]]
"""Digest -> number and tables."""


def reviews(told: Sequence[Told], versions: Sequence[Versions], untils: Mapping[str, int]) -> tuple[Review, ...]:
    """By agency and SOP, of those in force. `untils`: zone -> moment that is asked about, microseconds since 1970."""
    kept: defaultdict[tuple[str, str], list[_Kept]] = defaultdict(list)
    for store, asked in zip(told, versions, strict=True):
        for one in _kept(store, asked, untils):
            kept[one.version.agency, one.version.sop].append(one)
    found = (_review(kept[sop]) for sop in sorted(kept))
    return tuple(review for review in found if review)


@frozen
class _Kept:
    """A version as one store keeps it; days that lie ahead of the one asked about are not known."""

    number: int
    version: Compiled
    as_of: date
    formal: date | None
    """In force from then on, by its text, or else by its approval."""
    run: date | None
    """When its first run began."""

    @property
    def days(self) -> CompiledDays:
        return self.version.told_days or CompiledDays()

    def known(self, day: date | None) -> Iterator[date]:
        """The day, if it has come."""
        if day and day <= self.as_of:
            yield day


def _kept(store: Told, asked: Versions, untils: Mapping[str, int]) -> Iterator[_Kept]:
    began = {store.digests[at]: first for at, _, first in store.rows["STARTED"]}
    for digest, (number, version) in asked.items():
        zone, days = version.timezone, version.told_days
        yield _Kept(
            number=number,
            version=version,
            as_of=day_of(untils[zone], zone),
            formal=(days and days.effective) or store.approved.get(digest),
            run=day_of(began[digest], zone) if digest in began else None,
        )


def _review(kept: Sequence[_Kept]) -> Review | None:
    """None where it was not in force yet."""
    formal = max((day for one in kept for day in one.known(one.formal)), default=None)
    in_force = formal or min((day for one in kept for day in one.known(one.run)), default=None)
    if in_force is None:
        return None
    monitored = max(chain.from_iterable(one.known(one.days.monitored) for one in kept), default=None)
    evaluated = max(chain.from_iterable(one.known(one.days.evaluated) for one in kept), default=None)
    latest = _latest(kept)
    return Review(
        sop=latest.version.sop,
        title=latest.version.title,
        agency=latest.version.agency,
        as_of=latest.as_of,
        in_force=in_force,
        in_force_by=InForce.FORMAL if formal else InForce.RUN,
        monitored=monitored,
        evaluated=evaluated,
        review=latest.days.review,
        monitoring_due=look_due(monitored or in_force, formal, MONITORING_MONTHS),
        evaluation_due=look_due(evaluated or in_force, formal, EVALUATION_MONTHS),
        untold=any(one.version.told_days is None for one in kept),
    )


def _latest(kept: Sequence[_Kept]) -> _Kept:
    """The version that was in force last; numbers of several stores say little of each other."""
    return max(kept, key=lambda one: (max((*one.known(one.formal), *one.known(one.run)), default=date.min), one.number))
