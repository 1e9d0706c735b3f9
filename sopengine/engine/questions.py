"""What can be asked of a store: instances, their work, what happened in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sopengine.calendar import Calendar, in_reach
from sopengine.compiled.tables import Compiled
from sopengine.engine.naming import MOST_DIGITS, done_item, named_instance, open_item
from sopengine.engine.verifying import agrees
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import Timer, WorkItem
from sopengine.store import desks
from sopengine.store.desks import OpenWork
from sopengine.store.reader import Reader
from sopengine.store.store import Store

Answer = TypeVar("Answer")


_STILL: ContextVar[datetime | None] = ContextVar("still", default=None)


def now() -> datetime:
    """What the clock of an engine shows that was given none."""
    return _STILL.get() or datetime.now(UTC)


@contextmanager
def standing_still(moment: datetime) -> Iterator[None]:
    """Inside, `now` is this moment: for work that is played, and was recorded when it was done. Aware."""
    before = _STILL.set(moment)
    try:
        yield
    finally:
        _STILL.reset(before)


class Questions:
    """Reads one store; may be shared by threads."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = now, create: bool = True) -> None:
        """`url`: of a database, or the path of a SQLite file; `create` makes it where there is none."""
        self._store = Store(url, create=create)
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """What a question of the store answers, from one consistent view; it may be asked twice."""
        return self._store.read(question)

    def mark(self) -> str:
        """Another text whenever anything was recorded since, by whomever: who knows it need not ask again."""
        return self._store.mark()

    def version_now(self, instance: int) -> int | None:
        """After how many changes an instance is what it is; None where there is none."""
        if len(str(instance)) > MOST_DIGITS:
            return None
        return self._store.read(lambda reader: reader.version_now(instance))

    def ready(self) -> None:
        """Raises StorageError where the store cannot be used by this program now, with the reason."""
        self._store.ready()

    def file(self) -> Path | None:
        """Of a SQLite store; None of one on a server, or in memory."""
        return self._store.file

    def now(self) -> datetime:
        """What its clock shows."""
        return self._clock()

    def work_items(self, instance: int | None = None, actor: str | None = None) -> tuple[WorkItem, ...]:
        """The open ones, by instance and in the order of opening."""
        return self._store.read(lambda reader: reader.work_items(instance=instance, actor=actor, open_only=True))

    def done_by(self, person: str, since: datetime, most: int) -> tuple[OpenWork, ...]:
        """What somebody completed since then, the latest first."""
        return self._store.read(lambda reader: reader.done_by(person, since, most))

    def desk(
        self,
        actor: str | None = None,
        during: tuple[datetime, datetime] | None = None,
        most: int | None = None,
    ) -> tuple[OpenWork, ...]:
        """The work that somebody has to do, of everybody or of one actor, by due time; `most`: only so many.

        With `during` what was open at some moment between two, as it is today.
        """
        return self._store.read(lambda reader: reader.desk(actor=actor, during=during, most=most))

    def visits(self, instance: int | None = None, sop: str | None = None) -> tuple[WorkItem, ...]:
        """All work items, open and ended, by instance and in the order of opening."""
        return self._store.read(lambda reader: reader.work_items(instance=instance, sop=sop))

    def latest_work(self, instance: int, count: int) -> tuple[WorkItem, ...]:
        """Those of its work items that were opened last, in the order of opening."""
        return self._store.read(lambda reader: reader.latest_work(instance, count))

    def latest_names(self) -> tuple[str, ...]:
        """Who completed work of late, in the order of the alphabet."""
        return self._store.read(lambda reader: tuple(desks.latest_names(reader.link)))

    def latest_instances(
        self, most: int, *, before: int | None = None, running: bool = False, holding: str = ""
    ) -> tuple[Instance, ...]:
        """Those that were begun last, the latest first; `before` a number, `holding` a part of their reference."""

        def found(reader: Reader) -> tuple[Instance, ...]:
            numbers = desks.latest_instances(reader.link, most, before=before, running=running, holding=holding)
            return tuple(one for number in numbers for one in reader.instances(id=number))

        return self._store.read(found)

    def instances(self, sop: str | None = None) -> tuple[Instance, ...]:
        """By number."""
        return self._store.read(lambda reader: reader.instances(sop=sop))

    def numbers(self) -> tuple[int, ...]:
        """Of all instances."""
        return self._store.read(lambda reader: tuple(reader.numbers()))

    def instance(self, name: int | str) -> Instance:
        """By its number, or by the reference text that it alone bears, in whatever case."""
        return self._store.read(lambda reader: named_instance(reader, name))

    def open_item(
        self, instance: int | str, task: str, entry: str | None = None, *, or_expired: bool = False
    ) -> WorkItem:
        """The open work item of this task, or step, in an instance; the first opened, where there are several.

        `entry`: where each entry of a list has a work item, which one; it is refused not to say it. `or_expired`: else
        the last one that nobody acted on in time, which may be recorded as done before its time-out.
        """
        return self._store.read(lambda reader: open_item(reader, instance, task, entry, or_expired=or_expired))

    def done_item(self, instance: int | str, task: str, entry: str | None = None) -> WorkItem:
        """The work item of this task, or step, in an instance that was completed last."""
        return self._store.read(lambda reader: done_item(reader, instance, task, entry))

    def work_item(self, id: int) -> WorkItem | None:
        """Open or ended."""
        return self._store.read(lambda reader: reader.work_item(id))

    def called_by(self, item: int) -> tuple[int, ...]:
        """Numbers of the instances that a work item called, the latest last."""
        return self._store.read(lambda reader: tuple(reader.children(item, item)))

    def events(self, instance: int) -> tuple[Event, ...]:
        """In the order in which they were recorded."""
        return self._store.read(lambda reader: reader.events(named_instance(reader, instance).id))

    def timers(self, instance: int) -> tuple[Timer, ...]:
        """What is to happen by itself in an instance, by work item."""
        return self._store.read(lambda reader: reader.timers(named_instance(reader, instance).id))

    def compiled(self, digest: str) -> Compiled:
        """The version of an SOP that instances are pinned to."""
        return self._store.read(lambda reader: reader.pinned(digest))

    def versions(self) -> tuple[Compiled, ...]:
        """Every version of an SOP that instances were ever pinned to, by SOP, oldest first."""
        return self._store.read(lambda reader: reader.versions())

    def digests(self) -> tuple[str, ...]:
        """Of every version, by SOP, oldest first; also of one that cannot be read."""
        return self._store.read(lambda reader: tuple(reader.digests()))

    def version_numbers(self, sop: str) -> dict[int, str]:
        """Number of each version of an SOP in the order in which the store first saw them -> its digest."""
        return self._store.read(lambda reader: reader.numbered(sop))

    def calendars(self) -> dict[str, str]:
        """Name of each calendar that the store keeps -> its digest."""
        return self._store.read(lambda reader: reader.calendars())

    def hours(self, name: str) -> str | None:
        """A calendar as the store keeps it, to be read by `calendar.kept`; None where it does not."""
        return self._store.read(lambda reader: reader.hours(name))

    def calendar(self, compiled: Compiled, actor: str | None = None) -> Calendar:
        """By which an actor of this version works, or the whole SOP, as the store keeps it now."""
        name = compiled.calendar if actor is None else compiled.calendar_of(actor)
        return self._store.read(lambda reader: reader.calendar(name, compiled.timezone))

    def verify(self, instance: int) -> bool:
        """Whether the stored state of an instance is the fold of its events."""
        return self._store.read(lambda reader: agrees(reader, instance))

    def late_by(self, item: WorkItem, compiled: Compiled, at: datetime | None = None) -> timedelta | None:
        """From due to done, or to `at` (default: now) while it was open; None where it is not late.

        Working time, or plain time where the standard is one by the clock or the actor is external. What was withdrawn
        is not late: nobody wanted it any more.
        """
        if item.due_at is None or item.withdrawn:
            return None
        at = in_reach(at) if at else self._clock()
        due, end = item.due_at, min(item.ended_at or at, at)
        standard, external = compiled.steps[item.step].standard, item.actor in compiled.external
        return self.calendar(compiled, item.actor).lateness(standard, due, end, external) or None
