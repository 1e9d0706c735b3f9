"""The engine: loads, lets `execution` decide, saves. Holds the store and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self

from sopengine.calendar import Calendar, office_calendar
from sopengine.compiled.tables import Compiled
from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest
from sopengine.execution import decide
from sopengine.execution.fold.replay import replay
from sopengine.execution.refusals import work as refusal
from sopengine.execution.values.commands import Done, Start, same_done, same_start
from sopengine.execution.values.events import Event, instance_of
from sopengine.execution.values.filled import read_data
from sopengine.execution.values.instance import Instance, WorkItem
from sopengine.expression.data import Value
from sopengine.store.reader import OpenWork, Reader
from sopengine.store.store import Store
from sopengine.store.writer import Writer


class Startable(Protocol):
    """What gives compiled tables, such as a Graph."""

    def compiled(self) -> Compiled: ...


def _now() -> datetime:
    return datetime.now(UTC)


class Engine:
    """Running instances in one store. One command, one transaction, one answer. May be shared by threads."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] = _now, create: bool = True) -> None:
        """`url`: of a database, or the path of a SQLite file; `create` makes it where there is none."""
        self._store = Store(url, create=create)
        self._clock = clock
        self._calendars: dict[str, Calendar] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._store.close()

    def now(self) -> datetime:
        """What its clock shows."""
        return self._clock()

    def start(
        self,
        sop: Startable | Compiled,
        *,
        by: str,
        at: datetime | None = None,
        ref: str = "",
        entry: str | None = None,
        key: str | None = None,
    ) -> Instance:
        """Begin an instance of this version of an SOP, at its first task or at another of its entries."""
        compiled = sop if isinstance(sop, Compiled) else sop.compiled()
        if ref.strip().isdigit():
            raise MisuseError(
                "the reference '{ref}' would be taken for an instance's number: add a word to it", ref=ref
            )
        command = Start(by=_who(by), at=_utc(at), ref=ref.strip(), entry=entry, key=key)
        return self._store.write(lambda writer: self._start(writer, compiled, command))

    def done(
        self,
        item: int,
        *,
        by: str,
        outcome: str | Iterable[str] | None = None,
        data: Mapping[str, Value | int] | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Instance:
        """Complete a work item; what that opened has its id as `opened_by`.

        `outcome`: a label, or several where the task takes many; `data`: what it asks for, by field.
        """
        labels = () if not outcome else (outcome,) if isinstance(outcome, str) else tuple(outcome)
        command = Done(item=item, by=_who(by), outcomes=labels, at=_utc(at), key=key)
        return self._store.write(lambda writer: self._done(writer, command, data or {}))

    def work_items(self, instance: int | None = None, actor: str | None = None) -> tuple[WorkItem, ...]:
        """The open ones, by instance and in the order of opening."""
        return self._store.read(lambda reader: reader.work_items(instance=instance, actor=actor, open_only=True))

    def desk(self, actor: str | None = None, during: tuple[datetime, datetime] | None = None) -> tuple[OpenWork, ...]:
        """The open work of everybody or of one actor, by due time.

        With `during` what was open at some moment between two, as it is today.
        """
        return self._store.read(lambda reader: reader.desk(actor=actor, during=during))

    def visits(self, instance: int | None = None, sop: str | None = None) -> tuple[WorkItem, ...]:
        """All work items, open and done, by instance and in the order of opening."""
        return self._store.read(lambda reader: reader.work_items(instance=instance, sop=sop))

    def instances(self, sop: str | None = None) -> tuple[Instance, ...]:
        """By number."""
        return self._store.read(lambda reader: reader.instances(sop=sop))

    def instance(self, name: int | str) -> Instance:
        """By its number, or by the reference text that it alone bears."""
        return self._store.read(lambda reader: _instance(reader, name))

    def open_item(self, instance: int | str, task: str) -> WorkItem:
        """The open work item of this task, or step, in an instance; the first opened, where there are several."""
        return self._store.read(lambda reader: _open_item(reader, instance, task))

    def events(self, instance: int) -> tuple[Event, ...]:
        """In the order in which they happened."""
        return self._store.read(lambda reader: reader.events(_instance(reader, instance).id))

    def compiled(self, digest: str) -> Compiled:
        """The version of an SOP that instances are pinned to."""
        return self._store.read(lambda reader: reader.pinned(digest))

    def versions(self) -> tuple[Compiled, ...]:
        """Every version of an SOP that instances were ever pinned to, by SOP, oldest first."""
        return self._store.read(lambda reader: reader.versions())

    def verify(self, instance: int) -> bool:
        """Whether the stored state of an instance is the fold of its events."""
        return self._store.read(lambda reader: _verify(reader, instance))

    def late_by(self, item: WorkItem, compiled: Compiled, at: datetime | None = None) -> timedelta | None:
        """Working time from due to done, or to `at` (default: now) while it was open; None where it is not late."""
        at = at or self._clock()
        end = min(item.done_at or at, at)
        if item.due_at is None or end <= item.due_at:
            return None
        return self._calendar(compiled).working_time(item.due_at, end)

    def _start(self, writer: Writer, compiled: Compiled, command: Start) -> Instance:
        if command.key and (event := writer.event_with_key(command.key)):
            if not same_start(event, compiled, command):
                raise refusal.key_used(event)
            return _answer(writer, event)
        now = self._clock()
        writer.pin(compiled, now)
        change = decide.start(compiled, self._calendar(compiled), writer.next_instance(), command, now)
        writer.save(change)
        return change.after

    def _done(self, writer: Writer, command: Done, data: Mapping[str, Value | int]) -> Instance:
        instance, compiled, item = _addressed(writer, command.item)
        command = replace(command, data=read_data(compiled, data)) if data else command
        if command.key and (event := writer.event_with_key(command.key)):
            if not same_done(event, command):
                raise refusal.key_used(event)
            return _answer(writer, event)
        visits = writer.visits(instance.id, decide.tasks_ahead(compiled, instance, item.task))
        change = decide.done(compiled, self._calendar(compiled), instance, item, command, self._clock(), visits)
        writer.save(change)
        return change.after

    def _calendar(self, compiled: Compiled) -> Calendar:
        zone = compiled.timezone
        if zone not in self._calendars:
            self._calendars[zone] = office_calendar(zone)
        return self._calendars[zone]


def _who(by: str) -> str:
    if not by.strip():
        raise MisuseError("a command needs to know who acts: by='...'")
    return by.strip()


def _utc(at: datetime | None) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise MisuseError("the time {at} has no zone: give one, such as +07:00", at=at)
    return at and at.astimezone(UTC)


def _addressed(writer: Writer, id: int) -> tuple[Instance, Compiled, WorkItem]:
    """The work item with this id, open or done, and what it belongs to, locked."""
    instance = writer.instance_to_change(instance_of(id))
    if instance:
        compiled = writer.pinned(instance.digest)
        found = next((item for item in instance.open_items if item.id == id), None)
        item = found or writer.work_item(id, compiled)
        if item:
            return instance, compiled, item
    raise NotFoundError("there is no work item {item}; open ones: sop tasks", item=id)


def _answer(reader: Reader, event: Event) -> Instance:
    """What the command that wrote this event was answered: the instance as that command left it."""
    until = [other for other in reader.events(event.instance) if other.version <= event.version]
    return replay(reader.pinned(str(until[0].data["digest"])), until)[0]


def _instance(reader: Reader, name: int | str) -> Instance:
    by_number = isinstance(name, int) or name.strip().isdigit()
    found = reader.instances(id=int(name)) if by_number else reader.instances(ref=str(name).strip())
    if len(found) > 1:
        numbers = ", ".join(str(instance.id) for instance in found)
        raise MisuseError(
            "{count} instances bear the reference '{ref}': name one by its number ({numbers})",
            count=len(found),
            ref=name,
            numbers=numbers,
        )
    if not found:
        raise _unknown_instance(reader, str(name), by_number)
    return found[0]


def _unknown_instance(reader: Reader, name: str, by_number: bool) -> NotFoundError:
    if by_number:
        return NotFoundError("there is no instance {number}; all of them: sop status", number=name)
    close = nearest(name, {instance.ref for instance in reader.instances()})
    if close:
        return NotFoundError("no instance has the reference '{ref}': did you mean '{close}'?", ref=name, close=close)
    return NotFoundError("no instance has the reference '{ref}'; all of them: sop status", ref=name)


def _open_item(reader: Reader, name: int | str, task: str) -> WorkItem:
    instance = _instance(reader, name)
    for item in instance.open_items:
        if task in (item.task, item.step):
            return item
    raise refusal.not_open(reader.pinned(instance.digest), instance, reader.work_items(instance=instance.id), task)


def _verify(reader: Reader, number: int) -> bool:
    instance = _instance(reader, number)
    kept = (instance, reader.work_items(instance=instance.id))
    return kept == replay(reader.pinned(instance.digest), reader.events(instance.id))
