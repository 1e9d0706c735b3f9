"""What runs add up to, and what is known of SOPs beyond their visits. Lengths are whole seconds of working time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sopengine.compliance.listed import LateVisit, Loss, OddStandard, OpenAge, Passage, Return
from sopengine.compliance.measures import Counts, Group, Spread
from sopengine.compliance.question import By, Period
from sopengine.compliance.records import ActedFor, Reckoned, WrongActor
from sopengine.frozen import frozen


@frozen
class SopRuns:
    """The runs of one SOP of one agency."""

    sop: str
    title: str
    agency: str
    timezone: str
    store: int
    """Place of a store that has it, among those that were asked."""
    digest: str
    """Of the version that was started last: its form is the one to draw."""
    versions: tuple[int, ...]
    """Numbers of those that runs of the period belong to."""
    started: int
    """In the period; all others are of its end."""
    completed: int
    """In the period; so is the next."""
    cancelled: int
    running: int
    suspended: int
    spread: Spread | None
    """Working time of the completed from start to end, suspensions taken off; None where there are none."""
    worked: timedelta
    """Sum of these."""
    standard: timedelta
    """Along the paths of the completed, as promised: each step once, of branches side by side the longest."""
    standard_with_rework: timedelta
    """The same with every visit."""


@frozen
class NeverRun:
    """An SOP that a store kept by the end of the period, and of which nothing ran in it."""

    sop: str
    title: str
    agency: str
    last_started_at: datetime | None
    """Before it; None where it never ran."""


class InForce(StrEnum):
    """How it is known from when an SOP is in force."""

    FORMAL = "formal"
    """Its text says so, or its approval."""
    RUN = "run"
    """It says nowhere; then the first run began."""


@frozen
class Review:
    """When an SOP was last monitored and evaluated by its own texts, of all versions that are kept, as of a day."""

    sop: str
    title: str
    agency: str
    as_of: date
    """By the agency's clock; what happened later is not known."""
    in_force: date
    """As it stands: a version with days of its own begins anew."""
    in_force_by: InForce
    monitored: date | None
    evaluated: date | None
    review: date | None
    """When it was to be reviewed, as planned."""
    monitoring_due: date
    """Six months after the last monitoring, or after it came in force."""
    evaluation_due: date
    """Twelve."""
    untold: bool
    """An earlier release kept a version without its days."""

    @property
    def monitoring_overdue(self) -> bool:
        return self.monitoring_due < self.as_of

    @property
    def evaluation_overdue(self) -> bool:
        return self.evaluation_due < self.as_of

    @property
    def review_overdue(self) -> bool:
        return self.review is not None and self.review < self.as_of

    @property
    def is_overdue(self) -> bool:
        """One of these."""
        return self.monitoring_overdue or self.evaluation_overdue or self.review_overdue


@frozen
class Answer:
    """How the recorded work stood against its standards."""

    now: datetime
    """The latest moment it goes up to, of agencies in several zones."""
    period: Period
    stores: tuple[str, ...]
    """Names, as they were given."""
    zones: tuple[str, ...]
    """Of the agencies it tells of."""
    visits: int
    """All that it tells of, whatever came of them."""
    total: Counts
    groups: dict[tuple[By, ...], tuple[Group, ...]]
    """By what was asked."""
    losses: tuple[Loss, ...]
    """Those that cost most first."""
    late_visits: tuple[LateVisit, ...]
    """The latest first, as many as were asked for."""
    ages: tuple[OpenAge, ...]
    returns: tuple[Return, ...]
    """The most frequent first."""
    passages: tuple[Passage, ...]
    """Empty where it was not asked."""
    odd_standards: tuple[OddStandard, ...]
    acted_for: tuple[ActedFor, ...]
    wrong_actors: tuple[WrongActor, ...]
    """The most tasks first."""
    posted: int
    """Completed tasks that could be held against who held their positions: `wrong_actors` are among them."""
    sops: tuple[SopRuns, ...]
    never_run: tuple[NeverRun, ...]
    reviews: tuple[Review, ...]
    """Of every SOP that is in force; empty of a single run."""
    without_people: int
    """How many of the stores have no people: who acted was checked by nobody there."""
    unconfirmed: int
    """Corrections that nobody confirmed."""
    undone: int
    """Completions of the period that were undone by its end: they count as not done."""
    undone_later: int
    """Those that count as done, since they were undone only after its end."""
    reckoned: tuple[Reckoned, ...]
    """By calendar."""
    unread: int
    """Work items that no kept version knows: in no figure."""
    backwards: int
    """Done visits that were recorded by a clock that went back: their lengths count as nothing."""

    @property
    def is_late(self) -> bool:
        """Something was done late, or is overdue."""
        return bool(self.total.late or self.total.overdue)

    def of(self, *by: By) -> tuple[Group, ...]:
        """Empty where it was not asked."""
        return self.groups.get(by, ())
