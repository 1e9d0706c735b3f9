"""The answer, put together from what the stores have told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sopengine.calendar.moments import micros, utc
from sopengine.compiled.tables import Compiled
from sopengine.compliance.measures import Spread
from sopengine.compliance.question import Question
from sopengine.compliance.runs import Answer, NeverRun, SopRuns
from sopengine.compliance.summing import listing, records
from sopengine.compliance.summing.adding import Adding, spread_of
from sopengine.compliance.summing.grouping import whole_seconds
from sopengine.compliance.summing.paths import paths
from sopengine.compliance.summing.reviewing import reviews
from sopengine.compliance.summing.told import Row, Told
from sopengine.frozen import frozen

Sop = tuple[str, str]
"""Agency and id."""
_VERSION, _STATE, _MANY, _STARTED, _LENGTH, _LATEST = range(6)


class Runs:
    """The SOPs of all stores, numbered as they come."""

    def __init__(self) -> None:
        self._numbers: dict[Sop, int] = {}
        self._found: dict[Sop, _Found] = defaultdict(_Found)
        self._spread: dict[int, Spread] = {}
        self.sizes: Counter[int] = Counter()
        """Of each SOP, how many lengths are spread."""

    def spread_by(self, told: Told, versions: Mapping[str, tuple[int, Compiled]]) -> dict[tuple[int, int], int]:
        """Version, as the relations number it, and no month -> number of the SOP; counts them on the way."""
        found = {}
        for row in told.rows["RUNS"]:
            if row[_STATE] == "completed":
                _, version = versions[told.digests[row[_VERSION]]]
                number = self._numbers.setdefault((version.agency, version.sop), len(self._numbers))
                self.sizes[number] += row[_MANY]
                found[row[_VERSION], 0] = number
        return found

    def add(self, told: Told, versions: Mapping[str, tuple[int, Compiled]]) -> None:
        """`versions`: digest -> number and tables, of the store."""
        for row in told.rows["RUNS"]:
            number, version = versions[told.digests[row[_VERSION]]]
            self._found[version.agency, version.sop].add(told.number, number, version, row)
        for at, once, with_rework in paths(told, versions):
            _, version = versions[told.digests[at]]
            found = self._found[version.agency, version.sop]
            found.once += once
            found.with_rework += with_rework

    def set_spread(self, rows: Sequence[Row]) -> None:
        self._spread = {row[0]: spread_of(row[1:]) for row in rows}

    def told(self) -> tuple[SopRuns, ...]:
        """By agency and SOP."""
        return tuple(
            self._found[sop].told(self._spread.get(self._numbers[sop]) if sop in self._numbers else None)
            for sop in sorted(self._found)
        )

    def __contains__(self, sop: Sop) -> bool:
        return sop in self._found


@dataclass(slots=True, kw_only=True)
class _Found:
    """Of one SOP, so far."""

    states: Counter[str] = field(default_factory=Counter)
    started: int = 0
    worked: int = 0
    once: int = 0
    with_rework: int = 0
    latest: int = 0
    store: int = 0
    version: Compiled | None = None
    versions: set[int] = field(default_factory=set)

    def add(self, store: int, number: int, version: Compiled, row: Row) -> None:
        self.states[row[_STATE]] += row[_MANY]
        self.started += row[_STARTED]
        self.versions.add(number)
        if row[_STATE] == "completed":
            self.worked += row[_LENGTH]
        if self.version is None or row[_LATEST] > self.latest:
            self.version, self.store, self.latest = version, store, row[_LATEST]

    def told(self, spread: Spread | None) -> SopRuns:
        assert self.version is not None
        return SopRuns(
            sop=self.version.sop,
            title=self.version.title,
            agency=self.version.agency,
            timezone=self.version.timezone,
            store=self.store,
            digest=self.version.digest,
            versions=tuple(sorted(self.versions)),
            started=self.started,
            completed=self.states["completed"],
            cancelled=self.states["cancelled"],
            running=self.states["running"],
            suspended=self.states["suspended"],
            spread=spread,
            worked=whole_seconds(self.worked),
            standard=whole_seconds(self.once),
            standard_with_rework=whole_seconds(self.with_rework),
        )


@frozen
class Gathered:
    """Of all stores."""

    stores: Sequence[str]
    told: Sequence[Told]
    versions: Sequence[Mapping[str, tuple[int, Compiled]]]
    """Of each store, those that were asked for."""
    adding: Sequence[Adding]
    runs: Runs
    untils: Mapping[str, int]
    """Zone -> the moment it was asked up to, in microseconds since 1970."""


def answer(question: Question, found: Gathered) -> Answer:
    told = found.told
    total = Adding(())
    for store in told:
        total.add(store)
    return Answer(
        now=utc(max(found.untils.values(), default=micros(question.at("UTC")))),
        period=question.period,
        stores=tuple(found.stores),
        zones=tuple(sorted(found.untils)),
        visits=sum(row["visits"] for store in told for *_, row in store.counted()),
        total=total.sums[0].as_counts(),
        groups={adding.groups.by: adding.told() for adding in found.adding},
        losses=listing.losses(told),
        late_visits=listing.late_visits(told, question.late_visits),
        ages=listing.ages(told),
        returns=listing.returns(told),
        passages=listing.passages(told),
        odd_standards=listing.odd_standards(told),
        acted_for=records.acted_for(told),
        wrong_actors=records.wrong_actors(told),
        posted=records.posted(told),
        sops=found.runs.told(),
        never_run=_never_run(found),
        reviews=reviews(told, found.versions, found.untils) if question.instance is None else (),
        without_people=sum(not store.rows["PEOPLE"][0][0] for store in told),
        unconfirmed=sum(store.rows["UNCONFIRMED"][0][0] for store in told),
        undone=sum(store.rows["UNDONE"][0][0] for store in told),
        undone_later=sum(store.rows["UNDONE"][0][1] for store in told),
        reckoned=records.reckoned(told),
        unread=sum(store.unread for store in told),
        backwards=sum(row["backwards"] for store in told for *_, row in store.counted()),
    )


def _never_run(found: Gathered) -> tuple[NeverRun, ...]:
    """By agency and SOP; told by the latest version. What came into the store after the period is not missed in it."""
    latest: dict[Sop, tuple[int, Compiled]] = {}
    started: dict[Sop, int] = {}
    known: set[Sop] = set()
    for store, versions in zip(found.told, found.versions, strict=True):
        for digest, (number, version) in versions.items():
            sop = (version.agency, version.sop)
            if micros(store.pinned_at[digest]) <= found.untils[version.timezone]:
                known.add(sop)
            latest[sop] = max(latest.get(sop, (0, version)), (number, version), key=lambda each: each[0])
        for at, last, _ in store.rows["STARTED"]:
            version = versions[store.digests[at]][1]
            sop = (version.agency, version.sop)
            started[sop] = max(started.get(sop, last), last)
    return tuple(
        NeverRun(
            sop=sop[1],
            title=latest[sop][1].title,
            agency=sop[0],
            last_started_at=utc(started[sop]) if sop in started else None,
        )
        for sop in sorted(latest)
        if sop not in found.runs and (sop in known or sop in started)
    )
