"""Commands on whole instances: suspend, resume, cancel, message, migrate; calendars and timers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sopengine.calendar.kept import hours_of
from sopengine.compiled.tables import Compiled
from sopengine.engine.commanding import Commanding, utc, who, why
from sopengine.engine.naming import message_of, named_instance
from sopengine.engine.verifying import Fault, faults, missing
from sopengine.errors import RefusedError
from sopengine.execution import decide
from sopengine.execution.refusals.migrating import none_moved
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import OnInstance, Send
from sopengine.execution.values.filled import Filled, read_data
from sopengine.execution.values.instance import Instance
from sopengine.store.writer import Writer

_NOTHING: Mapping[str, Filled] = {}


class OnInstances(Commanding):
    """What happens to an instance as a whole. Each is named by its number or by its reference."""

    def suspend(
        self, instance: int | str, *, by: str, reason: str, at: datetime | None = None, key: str | None = None
    ) -> Instance:
        """Nothing is done in an instance until it is resumed."""
        return self._on_instance(decide.suspend, instance, by, why(reason), at, key)

    def resume(self, instance: int | str, *, by: str, at: datetime | None = None, key: str | None = None) -> Instance:
        """Work goes on; open due times move by what the suspension took."""
        return self._on_instance(decide.resume, instance, by, "", at, key)

    def cancel(
        self, instance: int | str, *, by: str, reason: str, at: datetime | None = None, key: str | None = None
    ) -> Instance:
        """End an instance before its end, with a reason; what it called is cancelled with it."""
        return self._on_instance(decide.cancel, instance, by, why(reason), at, key)

    def message(
        self,
        instance: int | str,
        name: str,
        *,
        by: str,
        data: Mapping[str, Filled] = _NOTHING,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Instance:
        """A message to an instance: it completes the wait for it, or is kept until one opens."""
        found = self.instance(instance)
        filled = read_data(self.compiled(found.digest), data)
        spelled = self._store.read(lambda reader: message_of(reader, found, name))
        command = Send(by=who(by), at=utc(at), key=key, instance=found.id, name=spelled, data=filled)
        return self._do(command, decide.message)

    def migrate(
        self,
        instance: int | str,
        to: Compiled,
        *,
        by: str,
        names: Mapping[str, str] | None = None,
        dry_run: bool = False,
        key: str | None = None,
    ) -> Instance:
        """Go on by another version of the SOP; `names`: tasks or steps that are called otherwise there.

        `dry_run` decides all and writes nothing. Raises RefusedError with all reasons where it cannot be done.
        """
        command = OnInstance(by=who(by), key=key, instance=self.instance(instance).id, reason=to.digest)

        def decided(writer: Writer, asked: OnInstance, now: datetime) -> Change:
            writer.pin(to, now)
            return decide.migrate(writer, asked, to, names or {}, now)

        if dry_run:
            return self._after_timers(lambda writer: decided(writer, command, self._clock()).after, by, dry_run=True)
        return self._do(command, decided)

    def migrate_many(
        self,
        instances: Iterable[int],
        to: Compiled,
        *,
        by: str,
        names: Mapping[str, str] | None = None,
        dry_run: bool = False,
    ) -> tuple[Instance, ...]:
        """The same of several instances, by number, in one transaction: all of them, or none with all reasons."""
        commands = [OnInstance(by=who(by), instance=number, reason=to.digest) for number in instances]

        def all_of_them(writer: Writer) -> tuple[Instance, ...]:
            now = self._clock()
            writer.pin(to, now)
            moved, refused = [], []
            for command in commands:
                try:
                    change = decide.migrate(writer, command, to, names or {}, now)
                except RefusedError as error:
                    refused.append(error)
                    continue
                writer.save(change)
                moved.append(change.after)
            if refused:
                raise none_moved(refused, len(commands))
            return tuple(moved)

        return self._after_timers(all_of_them, by, dry_run=dry_run)

    def update_calendar(self, name: str, hours: str, *, by: str) -> tuple[Instance, ...]:
        """Keep a calendar's hours in place of what the store kept; open due times and timers are counted anew.

        `hours`: as `calendar.kept` writes them, else StorageError. Answers the instances of which a due time moved.
        """
        acting = who(by)
        hours_of(hours)

        def replaced(writer: Writer) -> tuple[Instance, ...]:
            writer.stop_others()
            now = self._clock()
            writer.keep_calendar(name, hours, now)
            changes = [
                decide.reschedule(writer, OnInstance(by=acting, instance=one.id), (name,), now)
                for one in writer.instances()
                if one.ended_at is None and _uses(writer.pinned(one.digest), name)
            ]
            moved = [change for change in changes if change.events or change.timers]
            for change in moved:
                writer.save(change)
            return tuple(change.after for change in moved if change.events)

        return self._after_timers(replaced, by)

    def fire_timers(self, *, most: int = 100) -> int:
        """Let what is due happen by itself, in at most so many instances; how many there were."""
        due = self._store.read(lambda reader: reader.instances_due(self._clock(), most))
        for instance in due:
            self._fire(instance)
        return len(due)

    def faults(self, *instances: int) -> tuple[Fault, ...]:
        """Everything in which what is kept contradicts what happened, of these instances or of all; empty if nothing.

        Of all it tells as well which instances are missing.
        """
        return self._store.read(lambda reader: tuple(faults(reader, instances)))

    def missing(self) -> tuple[Fault, ...]:
        """Instances that there must have been, and of which there is no row."""
        return self._store.read(lambda reader: tuple(missing(reader)))

    def _on_instance(
        self,
        decision: Callable[[Writer, OnInstance, datetime], Change],
        instance: int | str,
        by: str,
        reason: str,
        at: datetime | None,
        key: str | None,
    ) -> Instance:
        number = self._store.read(lambda reader: named_instance(reader, instance).id)
        command = OnInstance(by=who(by), at=utc(at), key=key, instance=number, reason=reason)
        return self._do(command, decision)


def _uses(compiled: Compiled, calendar: str) -> bool:
    return calendar in (compiled.calendar, *compiled.calendars.values())
