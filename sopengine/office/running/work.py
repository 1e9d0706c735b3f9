"""A work item in the words of its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem

if TYPE_CHECKING:
    from sopengine.calendar.measured import Late

Moment = Callable[[str], datetime]
"""When, by the clock of a time zone: what people name without a zone is meant by that of each agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    late_told: Late | None = None
    """How late in whole numbers, for lists; left out of answers to commands that record work."""

    @property
    def is_open(self) -> bool:
        return self.item.open


def in_words(engine: Engine, item: WorkItem, compiled: Compiled, ref: str, at: Moment | None = None) -> Work:
    """As it stands at a moment (default: now)."""
    step = compiled.steps[item.step]
    return Work(
        item=item,
        ref=ref,
        sop=compiled.sop,
        title=compiled.title,
        number=step.number,
        activity=step.activity,
        question=compiled.tasks[item.task].question,
        standard=step.standard.text,
        actor=compiled.actors[item.actor],
        partners=tuple(compiled.actors[partner] for partner in item.partners),
        late=engine.late_by(item, compiled, at(compiled.timezone) if at else None),
        timezone=compiled.timezone,
    )


def open_work(engine: Engine, instance: Instance) -> tuple[Work, ...]:
    """Of one instance, in the order of opening."""
    compiled = engine.compiled(instance.digest)
    return tuple(in_words(engine, item, compiled, instance.ref) for item in instance.open_items)
