"""A worker: does what is due, as long as it may. Any number of them may run, each in a process of its own.

Whatever it does is one commit; whatever happens to it between two commits, another goes on from there.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sopengine.compiled.tables import Compiled
from sopengine.engine.by_itself.clockwork import Clockwork, Fired
from sopengine.engine.by_itself.schedules import start_scheduled
from sopengine.engine.engine import Engine
from sopengine.errors import SopError
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.store.outbox.values import Channel, Letter, LetterState

LONGEST_SLEEP = 5.0
"""Seconds; then it looks whether others have put something down."""
_SLICE = 1.0 if sys.platform == "win32" else LONGEST_SLEEP
"""On Windows a signal is seen only between two waits."""
SCHEDULES = timedelta(minutes=1)
"""So often it looks what is to be started."""
_TIMERS_A_ROUND, _LETTERS_A_ROUND = 100, 10
"""A server that hangs keeps timers waiting for ten letters at most, and timers keep letters waiting no longer."""


class Post(Protocol):
    """How letters leave the house."""

    def addressed(self, letter: Letter) -> Sequence[tuple[Channel, str]]:
        """To whom one to a position goes: ways and persons. Raises SopError where that is nobody."""

    def send(self, letter: Letter) -> None:
        """Raises SopError where it did not arrive, or nobody knows."""


@frozen
class Sent:
    """A letter left, or did not."""

    letter: Letter
    error: SopError | None = None
    state: LetterState = LetterState.SENT


@frozen
class Begun:
    """An instance was started, or could not be."""

    sop: str
    instance: Instance | None = None
    error: SopError | None = None


Told = Fired | Sent | Begun


@dataclass(slots=True, kw_only=True)
class Worker:
    """One of them."""

    engine: Engine
    post: Post | None
    """None: letters stay where they are, for a worker that can send them."""
    scheduled: Callable[[], Iterable[Compiled]]
    """The SOPs that start by themselves, as they are now."""
    tell: Callable[[Told], None]
    approved_only: bool = False
    """What nobody has approved does not start by itself."""
    stop: threading.Event
    lease: str = field(default_factory=lambda: f"{os.getpid()}-{os.urandom(6).hex()}")
    _clockwork: Clockwork = field(init=False)
    _looked_at: datetime | None = None

    def __post_init__(self) -> None:
        self._clockwork = Clockwork(self.engine)

    def run(self, until: datetime | None = None) -> None:
        """Until it is stopped, or the time has come; what is begun is finished."""
        while not self._is_over(until):
            if not self._round():
                self._sleep(until)

    def run_once(self) -> None:
        """All that is due now."""
        while not self.stop.is_set() and self._round():
            continue

    def _round(self) -> bool:
        """Whether anything was done."""
        begun = self._start()
        fired = self._repeat(_TIMERS_A_ROUND, self._fire)
        sent = self._repeat(_LETTERS_A_ROUND, self._send)
        return begun or fired or sent

    def _repeat(self, most: int, do: Callable[[], bool]) -> bool:
        count = 0
        while count < most and not self.stop.is_set() and do():
            count += 1
        return count > 0

    def _fire(self) -> bool:
        fired = self._clockwork.fire_next()
        if fired:
            self.tell(fired)
        return fired is not None

    def _send(self) -> bool:
        letter = self._clockwork.take_letter(self.lease) if self.post else None
        if letter is None or self.post is None:
            return False
        try:
            if letter.channel is Channel.NONE:
                self._clockwork.address(letter, self.post.addressed(letter), self.lease)
                return True
            self.post.send(letter)
        except SopError as error:
            state = self._clockwork.not_sent(letter, self.lease, error)
            self.tell(Sent(letter=letter, error=error, state=state or LetterState.WAITING))
            return True
        if self._clockwork.sent(letter, self.lease):
            self.tell(Sent(letter=letter))
        return True

    def _start(self) -> bool:
        """Looked at once a minute, and whenever the clock was set back."""
        now = self.engine.now()
        if self._looked_at and timedelta() <= now - self._looked_at < SCHEDULES:
            return False
        self._looked_at = now
        self._clockwork.at_work()
        found = [self._start_all(sop) for sop in self.scheduled()]
        return any(found)

    def _start_all(self, sop: Compiled) -> bool:
        begun = False
        while not self.stop.is_set():
            try:
                instance = start_scheduled(self.engine, sop, approved_only=self.approved_only)
            except SopError as error:
                self.tell(Begun(sop=sop.sop, error=error))
                return begun
            if instance is None:
                return begun
            begun = True
            self.tell(Begun(sop=sop.sop, instance=instance))
        return begun

    def _is_over(self, until: datetime | None) -> bool:
        return self.stop.is_set() or (until is not None and datetime.now(UTC) >= until)

    def _sleep(self, until: datetime | None) -> None:
        """Until the next timer or letter, but not for long: others may put something down."""
        now = self.engine.now()
        ends = [LONGEST_SLEEP]
        if (next_event := self._clockwork.next_event()) and next_event > now:
            ends.append((next_event - now).total_seconds())
        if until:
            ends.append(max(0.0, (until - datetime.now(UTC)).total_seconds()))
        left = min(ends)
        while left > 0 and not self.stop.wait(min(left, _SLICE)):
            left -= _SLICE
