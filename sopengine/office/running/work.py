"""A work item in the words of its form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Awaits, TimerKind, WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.office.running.ways import offered

if TYPE_CHECKING:
    from sopengine.calendar.elapsed.measured import Late

Moment = Callable[[str], datetime]
"""When, by the clock of a time zone: what people name without a zone is meant by that of each agency."""


@frozen
class SentBack:
    """What led to another visit."""

    task: str
    """From where it came."""
    actor: str
    """Title of who sent it, as printed."""
    reason: str
    """As written: of work sent back the reason, of a decision its note."""
    was_returned: bool
    """By `sop back`; else an outcome led here."""


@frozen
class Work:
    """What a person needs to know of a work item, open or done."""

    item: WorkItem
    ref: str
    """Of its instance; may be empty."""
    sop: str
    title: str
    """Of the SOP."""
    number: str
    """Of the row, as printed."""
    activity: str
    question: str
    """What is decided; empty where nothing is."""
    standard: str
    """As printed."""
    actor: str
    """Title, as printed."""
    partners: tuple[str, ...]
    """Titles of those who work along."""
    late: timedelta | None
    """Past due: working time, or plain time where the standard runs by the clock; None where it is not late."""
    timezone: str
    """Of the agency, IANA name."""
    sent_back: SentBack | None = None
    """Why it is to be done again; None where nobody said so."""
    until: datetime | None = None
    """When it goes on by itself, where it waits for a time."""
    message: str = ""
    """The name of the message that it waits for."""
    child: int | None = None
    """The instance that it called and waits for."""
    late_told: Late | None = None
    """How late in whole numbers, for lists; left out of answers to commands that record work."""

    @property
    def is_open(self) -> bool:
        return self.item.open


def in_words(engine: Engine, item: WorkItem, compiled: Compiled, ref: str, at: Moment | None = None) -> Work:
    """As it stands at a moment (default: now), in words of a version that has its task."""
    step, task = compiled.steps[item.step], compiled.tasks[item.task]
    return Work(
        item=offered(engine, item, compiled),
        ref=ref,
        sop=compiled.sop,
        title=compiled.title,
        number=step.number,
        activity=step.activity,
        question=task.question,
        standard=step.standard.text,
        actor=compiled.actors[item.actor],
        partners=tuple(compiled.actors[partner] for partner in item.partners),
        late=engine.late_by(item, compiled, at(compiled.timezone) if at else None),
        timezone=compiled.timezone,
        sent_back=_sent_back(engine, item, compiled),
        until=_until(engine, item),
        message=task.message if item.open and item.awaits is Awaits.MESSAGE else "",
        child=max(engine.called_by(item.id), default=None) if item.awaits is Awaits.CHILD else None,
    )


def open_work(engine: Engine, instance: Instance) -> tuple[Work, ...]:
    """Of one instance, in the order of opening."""
    compiled = engine.compiled(instance.digest)
    return tuple(in_words(engine, item, compiled, instance.ref) for item in instance.open_items)


def _sent_back(engine: Engine, item: WorkItem, compiled: Compiled) -> SentBack | None:
    """Only another visit can have been sent back: nothing is asked of a first one."""
    opener = engine.work_item(item.opened_by) if item.visit > 1 and item.opened_by else None
    if opener is None or not opener.note:
        return None
    return SentBack(
        task=opener.task,
        actor=compiled.actors.get(opener.actor, opener.actor),
        reason=opener.note,
        was_returned=opener.state is WorkState.RETURNED,
    )


def _until(engine: Engine, item: WorkItem) -> datetime | None:
    if not item.open or item.awaits is not Awaits.TIME:
        return None
    return next(
        (timer.at for timer in engine.timers(item.instance) if (timer.item, timer.kind) == (item.id, TimerKind.WAIT)),
        None,
    )
