"""The same kind of SOP of several agencies side by side, with how long their work took and how often it was on time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sopengine.compliance.measures import Group
from sopengine.compliance.question import By, Period, Question
from sopengine.compliance.rate import Rate
from sopengine.compliance.runs import Answer, SopRuns
from sopengine.engine import Engine
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.step import Step
from sopengine.office.forms.side_by_side import SideBySide
from sopengine.people.called import called, is_called
from sopengine.people.values import Agency
from sopengine.rules.likeness import Match, matched, same_kind
from sopengine.warehouse import ask

SLOWER = 1.2
"""So many times as long as the next slowest stands out."""
_NOTHING = timedelta()


class Reason(StrEnum):
    """Where a step loses its time."""

    WAITING = "waiting"
    """Half of it or more passed before work began."""
    WORK = "work"
    REWORK = "rework"
    """Half of it or more went into visits beyond the first."""
    UNKNOWN = "unknown"
    """Starts were not recorded."""


@frozen
class Cell:
    """A row of one SOP, as it ran."""

    step: Step
    factor: float
    """How far its standard lies from the others' median; 1 where it does not stand out."""
    median: timedelta | None
    """As reports have it: of work from its start, where starts were recorded; None where nothing was done."""
    mean: timedelta | None
    """From the receipt to the completion, which is the same whether starts were recorded or not."""
    done: int
    rate: Rate | None
    slowest: bool
    """Its mean is clearly longer than those of all other agencies."""
    reason: Reason | None
    """Of the slowest."""


@frozen
class Whole:
    """One SOP from start to end."""

    definition: Definition
    agency: str
    """As it is called among those that are compared."""
    runs: SopRuns | None
    """None where it did not run."""
    group: Group | None

    @property
    def median(self) -> timedelta | None:
        return self.runs.spread.median if self.runs and self.runs.spread else None

    @property
    def standard(self) -> timedelta | None:
        """Along the path of a run, by the mean."""
        return self.runs.standard / self.runs.completed if self.runs and self.runs.completed else None

    @property
    def reason(self) -> Reason | None:
        return _reason([self.group]) if self.group and self.median is not None else None


@frozen
class Comparison:
    """SOPs, and rows that mean the same with a cell for each SOP that has them."""

    wholes: tuple[Whole, ...]
    rows: tuple[Mapping[int, Cell], ...]
    """By the place of the SOP."""
    names: SideBySide

    @property
    def slowest(self) -> Whole | None:
        """By the median of its runs against its standard; None where fewer than two have run to the end."""
        ran = [each for each in self.wholes if each.median and each.standard]
        return max(ran, key=_share) if len(ran) > 1 else None


def compared(
    stores: Sequence[tuple[str, Engine]], definitions: Sequence[Definition], period: Period, now: datetime
) -> Comparison:
    """Of these SOPs, measured over a period in all stores that have them."""
    answer = _measured(stores, definitions, period, now)
    matches, name = matched(definitions), called(map(agency_of_definition, definitions))
    return Comparison(
        wholes=tuple(_whole(one, name(agency_of_definition(one)), answer) for one in definitions),
        rows=tuple(_row(match, definitions, answer) for match in matches),
        names=SideBySide(sops=tuple(definitions), matches=matches),
    )


def agency_of_definition(one: Definition) -> Agency:
    return Agency(government=one.agency.government, name=one.agency.name)


def kinds(definitions: Sequence[Definition]) -> tuple[tuple[Definition, ...], ...]:
    """Those of two agencies or more whose titles say the same; the largest kind first."""
    found: list[list[Definition]] = []
    for one in definitions:
        alike = [kind for kind in found if any(same_kind(one.title, other.title) for other in kind)]
        found = [kind for kind in found if kind not in alike] + [[each for kind in alike for each in kind] + [one]]
    several = [tuple(kind) for kind in found if len({agency_of_definition(each) for each in kind}) > 1]
    return tuple(sorted(several, key=lambda kind: (-len(kind), kind[0].title)))


def _measured(
    stores: Sequence[tuple[str, Engine]], definitions: Sequence[Definition], period: Period, now: datetime
) -> Answer:
    question = Question(
        at=lambda _: now,
        period=period,
        sops=tuple(sorted({one.id for one in definitions})),
        by=((By.STEP,), (By.SOP,)),
        late_visits=0,
    )
    return ask([(name, engine.ask) for name, engine in stores], question)


def _whole(one: Definition, agency: str, answer: Answer) -> Whole:
    return Whole(
        definition=one,
        agency=agency,
        runs=next((runs for runs in answer.sops if _is_of(runs, one)), None),
        group=next((group for group in answer.of(By.SOP) if _is_of(group, one)), None),
    )


def _is_of(found: Group | SopRuns, one: Definition) -> bool:
    return found.sop == one.id and is_called(agency_of_definition(one), found.agency)


def _row(match: Match, definitions: Sequence[Definition], answer: Answer) -> Mapping[int, Cell]:
    groups = {
        place: [group for group in answer.of(By.STEP) if _is_of(group, definitions[place]) and group.step == step.id]
        for place, step in match.rows.items()
    }
    means = {place: mean for place, found in groups.items() if (mean := _mean(found)) is not None}
    slowest = _slowest(means)
    return {
        place: Cell(
            step=step,
            factor=match.factor(place),
            median=_median(groups[place]),
            mean=means.get(place),
            done=sum(group.counts.done for group in groups[place]),
            rate=_rate(groups[place]),
            slowest=place == slowest,
            reason=_reason(groups[place]) if place == slowest else None,
        )
        for place, step in match.rows.items()
    }


def _slowest(means: Mapping[int, timedelta]) -> int | None:
    if len(means) < 2:
        return None
    *_, (next_, _), (most, place) = sorted((mean, place) for place, mean in means.items())
    return place if most > _NOTHING and most >= SLOWER * next_ else None


def _median(groups: Iterable[Group]) -> timedelta | None:
    """Of the standard that holds now, where a step had several."""
    latest = max((group for group in groups if group.spread), key=lambda group: group.version, default=None)
    return latest.spread.median if latest and latest.spread else None


def _mean(groups: Sequence[Group]) -> timedelta | None:
    """In whole seconds."""
    spent = (group.spent.waiting + group.spent.service + group.spent.unparted for group in groups)
    done = sum(group.counts.done for group in groups)
    return timedelta(seconds=sum(spent, _NOTHING) // timedelta(seconds=1) // done) if done else None


def _rate(groups: Sequence[Group]) -> Rate | None:
    kept, of = (sum(getattr(group.counts, name) for group in groups) for name in ("on_time", "measured"))
    return Rate(kept=kept, of=of) if of else None


def _reason(groups: Sequence[Group]) -> Reason:
    waiting, service, unparted, rework, taken = (
        sum((getattr(group.spent, name) for group in groups), _NOTHING)
        for name in ("waiting", "service", "unparted", "rework", "taken")
    )
    if taken and 2 * rework >= taken:
        return Reason.REWORK
    if unparted > waiting + service or not waiting + service:
        return Reason.UNKNOWN
    return Reason.WAITING if waiting >= service else Reason.WORK


def _share(one: Whole) -> float:
    return one.median / one.standard if one.median and one.standard else 0.0
