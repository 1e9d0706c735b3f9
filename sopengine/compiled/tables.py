"""The compiled definition: what execution and compliance need of an SOP, as plain tuples.

The store keeps it beside the pinned text of a version, so that commands on running instances
read neither YAML nor a graph library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from sopengine.duration.standard import Duration
from sopengine.expression.data import Field
from sopengine.frozen import frozen


@frozen
class CompiledStep:
    """A row of the form."""

    id: str
    number: str
    activity: str
    standard: Duration


@frozen
class CompiledOutcome:
    """A way out of a task: targets are names of tasks; an empty tuple ends the work."""

    label: str
    targets: tuple[str, ...]
    """Each once; more than one: the work goes on side by side."""
    when: str = ""
    """Condition on the data of the instance; "" where there is none."""
    otherwise: bool = False
    """Taken where no condition of its decision holds."""


@frozen
class CompiledEach:
    """Several work items of one task; one of `field`, `count` and `actors` is set."""

    field: str = ""
    """One an entry of this list, or as many as this number."""
    count: int = 0
    actors: tuple[str, ...] = ()
    done_when: int = 0
    """So many are enough; 0: all."""


@frozen
class CompiledOverdue:
    """A way out of a task when nobody acts."""

    after: Duration
    targets: tuple[str, ...]


@frozen
class CompiledTask:
    """A symbol of the form and its ways out."""

    name: str
    step: str
    actor: str
    question: str
    decides: bool
    outcomes: tuple[CompiledOutcome, ...]
    many: bool = False
    """Of a decision: one outcome or more are taken."""
    work: bool = True
    """False: nothing to do, the flow passes at once."""
    partners: tuple[str, ...] = ()
    """Actors who work along."""
    asks: tuple[str, ...] = ()
    """Ids of the fields that are filled in on completion."""
    each: CompiledEach | None = None
    call: str = ""
    """Id of the SOP that runs in place of work."""
    wait: Duration | None = None
    """So much time passes; no person acts."""
    message: str = ""
    """Name of the message that has to come; no person acts."""
    overdue: CompiledOverdue | None = None
    count: str = ""
    """Id of the number field that says how many items a standard per item counts."""
    limit: int = 0
    """How often it may be visited in one instance; 0: as often as the flow comes to it."""
    remind: Duration | None = None
    """So much time before it is due, the actor is reminded."""
    escalate: str = ""
    """Id of the actor who is told when it is late."""
    labels: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """What a person chooses from; empty where nothing is decided, or the data decide."""
    by_data: bool = field(init=False, compare=False, repr=False)
    """Conditions choose the outcome, nobody is asked."""

    @property
    def tells(self) -> bool:
        """Somebody is told of it in time, or when it is late."""
        return self.remind is not None or bool(self.escalate)

    @property
    def timed(self) -> bool:
        """Something happens to it by itself when its time has come."""
        return self.wait is not None or self.overdue is not None or self.tells

    def __post_init__(self) -> None:
        by_data = any(outcome.when or outcome.otherwise for outcome in self.outcomes)
        asked = self.decides and not by_data
        object.__setattr__(self, "by_data", by_data)
        object.__setattr__(self, "labels", tuple(outcome.label for outcome in self.outcomes) if asked else ())


@frozen
class CompiledSchedule:
    """When an instance is to be started by itself."""

    every: str
    """`week`, `month`, `quarter`, `semester` or `year`."""
    working_day: int
    """Of the period, counted from 1."""


@frozen
class CompiledDays:
    """Days that the identity page tells; None where it leaves one open."""

    effective: date | None = None
    monitored: date | None = None
    evaluated: date | None = None
    review: date | None = None
    """By when it must be reviewed."""


@frozen
class Compiled:
    """One version of one SOP."""

    sop: str
    """Id of the SOP."""
    digest: str
    """SHA-256 of the read definition, hexadecimal."""
    title: str
    agency: str
    timezone: str
    days: str
    """`working` or `calendar`: what a bare `hari` means."""
    entries: tuple[str, ...]
    """Names of the tasks an instance can start at; the first is the default."""
    actors: dict[str, str]
    """Id -> printed title, in lane order."""
    steps: dict[str, CompiledStep]
    """By id, in the order of the form."""
    tasks: dict[str, CompiledTask] = field(repr=False)
    """By name, in the order of the form."""
    waits_for: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """Meeting point -> the tasks it waits for: it starts when none of them is open or has an arrival waiting.

    Empty where there is no fork; a task that is not in it starts as soon as work comes to it.
    """
    back: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    """The arrows, from task to task, that lead back."""
    data: dict[str, Field] = field(default_factory=dict, repr=False)
    """What people fill in, by id."""
    calendar: str = ""
    """Name of the calendar; "" for the ordinary hours of government offices."""
    calendars: dict[str, str] = field(default_factory=dict, repr=False)
    """Actor -> name of its calendar, of those that have one of their own."""
    external: frozenset[str] = field(default=frozenset(), repr=False)
    """Actors who are not bound to office hours."""
    programs: frozenset[str] = field(default=frozenset(), repr=False)
    """Actors that are programs: their work stands in nobody's inbox."""
    called: Mapping[str, Compiled] = field(default_factory=dict, compare=False, repr=False)
    """The SOPs that it can call, directly or through others, by id; not in its own tables, each is kept by itself."""
    hours: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Name of a calendar -> its hours as the calendar room keeps them, of those named here; kept beside the tables."""
    government: str | None = ""
    """Of the agency; "" where the SOP names none; None of a version that an earlier release kept."""
    schedule: CompiledSchedule | None = None
    told_days: CompiledDays | None = CompiledDays()
    """None of a version that an earlier release kept."""
    text: str = field(default="", repr=False)
    """The file it was read from; kept beside the tables, not in them."""
    rows: Mapping[str, tuple[str, ...]] = field(init=False, compare=False, repr=False)
    """Step -> names of its tasks, in the order of the work."""
    awaited: Mapping[str, frozenset[str]] = field(init=False, compare=False, repr=False)
    """`waits_for`, to look things up in."""
    straight: Mapping[str, Mapping[str, str]] = field(init=False, compare=False, repr=False)
    """Task -> label -> target, of the steps after which nothing but one more piece of a person's work can follow.

    "" where nothing can: the instance ends.
    """
    timed: bool = field(init=False, compare=False, repr=False)
    """Something in it happens by itself when its time has come."""

    def __post_init__(self) -> None:
        rows: dict[str, tuple[str, ...]] = dict.fromkeys(self.steps, ())
        for task in self.tasks.values():
            rows[task.step] += (task.name,)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "awaited", {point: frozenset(tasks) for point, tasks in self.waits_for.items()})
        object.__setattr__(self, "timed", any(task.timed for task in self.tasks.values()))
        object.__setattr__(self, "straight", {} if self.timed else self._straight())

    @property
    def forks(self) -> bool:
        """Whether work can go on side by side: then an end is not the end of all."""
        ways = [(task, outcome.targets) for task in self.tasks.values() for outcome in task.outcomes]
        ways += [(task, task.overdue.targets) for task in self.tasks.values() if task.overdue]
        return any(len(targets) > 1 or task.many for task, targets in ways)

    def _straight(self) -> dict[str, dict[str, str]]:
        plain = {name for name, task in self.tasks.items() if self._is_plain(task)}
        found = {}
        for name in plain:
            task = self.tasks[name]
            ways = {outcome.label: outcome.targets for outcome in task.outcomes}
            if not task.by_data and not task.many and (not task.decides or "" not in ways):
                ahead = {label: to[0] for label, to in ways.items() if len(to) == 1 and self._opens_alone(to[0], plain)}
                ends = {label: "" for label, to in ways.items() if not to and not self.forks}
                found[name] = ahead | ends
        return found

    def _is_plain(self, task: CompiledTask) -> bool:
        """One piece of work of one person, without data."""
        special = task.each or task.call or task.message or task.limit or task.count or task.asks
        return task.work and not special and task.actor not in self.programs

    def _opens_alone(self, target: str, plain: set[str]) -> bool:
        step = self.tasks[target].step
        alone = len(self.rows[step]) == 1 and target not in self.waits_for
        return target in plain and alone and not self.steps[step].standard.per_item

    def calendar_of(self, actor: str) -> str:
        """Name of the calendar that an actor works by."""
        return self.calendars.get(actor, self.calendar)
