"""What a decision may look up beyond the instance it is about, all of it as one transaction sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sopengine.calendar import Calendar
from sopengine.compiled.tables import Compiled
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.people.rights import People


class KnowsPeople(Protocol):
    """Answers about people."""

    def people(self) -> People | None:
        """Of the store; None where it has none."""


class KnowsWork(KnowsPeople, Protocol):
    """And about what was done in instances."""

    def calendar(self, name: str, timezone: str) -> Calendar:
        """By its name, "" for the ordinary hours of government offices."""

    def work_items(self, *, instance: int) -> Sequence[WorkItem]:
        """All of an instance, open and ended, in the order of opening."""

    def events(self, instance: int) -> Sequence[Event]:
        """In the order in which they happened."""


class Records(KnowsWork, Protocol):
    """Answers hold until the transaction ends; nothing is written through it."""

    def pinned(self, digest: str) -> Compiled:
        """The version of an SOP with this digest."""

    def instance_to_change(self, id: int) -> Instance | None:
        """With its open work items, locked until the transaction ends."""

    def next_instance(self) -> int:
        """The number of an instance to be; another one each time."""

    def latest_visit(self, instance: int, task: str) -> int:
        """Number of the latest visit of a task, withdrawn ones not counted; 0 where it had none."""

    def latest_ends(self, instance: int) -> Mapping[str, datetime]:
        """Task -> when the latest of its work items was done or expired."""

    def done_in_visit(self, instance: int, task: str, visit: int) -> Sequence[WorkItem]:
        """The work items of a task that were done in one visit of it."""

    def children(self, first: int, last: int) -> Sequence[int]:
        """The instances that the work items with ids from first to last called, in the order of their numbers."""

    def timers(self, instance: int) -> Sequence[Timer]:
        """That are set for the work items of an instance."""

    def suspensions(self, instance: int) -> Sequence[Event]:
        """The events by which an instance was suspended and resumed, in their order."""
