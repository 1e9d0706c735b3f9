"""Several completions in one transaction: what is alike in them is written by one statement for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.execution import decide
from sopengine.execution.records import Records
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Complete
from sopengine.execution.values.events.event import instance_of
from sopengine.store.instances.locked import AT_ONCE
from sopengine.store.writer import Writer


class Together:
    """Straight steps of different instances wait for one another; whatever could see one of them is preceded by it."""

    def __init__(self, writer: Writer, items: Sequence[int]) -> None:
        """`items`: of the completions that will come, in their order."""
        self._writer = writer
        self._coming = [instance_of(item) for item in items]
        self._seen = 0
        self._waiting: dict[int, Change] = {}
        self._keys: set[str | None] = set()

    def make_way(self, command: Complete) -> None:
        """For the one that comes next."""
        if self._seen % AT_ONCE == 0:
            self.write()
            self._writer.look_ahead(set(self._coming[self._seen : self._seen + AT_ONCE]))
        elif instance_of(command.item) in self._waiting or command.key in self._keys:
            self.write()
        self._seen += 1

    def done(self, records: Records, command: Complete, now: datetime) -> Change:
        """As `decide.done`; where more than its own instance could be looked at, nothing waits any longer."""
        return decide.done(records, command, now, self.write)

    def save(self, change: Change) -> None:
        if not change.straight:
            self._writer.save(change)
            return
        self._waiting[change.after.id] = change
        if key := change.events[0].key:
            self._keys.add(key)

    def write(self) -> None:
        """What waits."""
        if self._waiting:
            self._writer.save_straight(tuple(self._waiting.values()))
            self._waiting.clear()
            self._keys.clear()
