"""What happens by itself: timers whose time has come, and letters that wait to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sopengine.engine.commanding import Commanding
from sopengine.errors import SopError
from sopengine.execution import decide
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.positions import at_whose_desk, day_of, post_of
from sopengine.execution.values.commands import OnInstance
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.notice import NoticeKind
from sopengine.frozen import frozen
from sopengine.people.rights import People, on_day
from sopengine.store.checkup.gauges import saw_worker
from sopengine.store.outbox import clock, phrases, reading
from sopengine.store.outbox.queue import Queue
from sopengine.store.outbox.reading import SetTimer
from sopengine.store.outbox.values import Channel, Letter, LetterState
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer


@frozen
class Fired:
    """What a timer did, or why it could not."""

    instance: int
    events: tuple[Event, ...] = ()
    error: SopError | None = None


class Clockwork:
    """What a worker asks of the store of an engine, each time in one transaction. Any number of them may do so."""

    def __init__(self, engine: Commanding) -> None:
        self._store, self._clock, self._after_timers = engine._store, engine._clock, engine._after_timers

    def now(self) -> datetime:
        return self._clock()

    def fire_next(self) -> Fired | None:
        """Fire the timer that is due longest; None where there is none. One that fails is tried again later."""
        if not self._store.read(lambda reader: reader.instances_due(self._clock(), 1)):
            return None
        claimed: list[int] = []
        try:
            return self._after_timers(lambda writer: self._fire_one(writer, claimed), BY_ITSELF)
        except SopError as error:
            if not claimed:
                raise
            instance = claimed[-1]
            self._store.write(lambda writer: clock.postpone(writer.link, instance, self._clock()), BY_ITSELF)
            return Fired(instance=instance, error=error)

    def _fire_one(self, writer: Writer, claimed: list[int]) -> Fired | None:
        now = self._clock()
        instance = clock.next_due(writer.link, now)
        if instance is None:
            return None
        claimed.append(instance)
        change = decide.fire_due(writer, OnInstance(by=BY_ITSELF, instance=instance), now)
        if change is None:
            return None
        writer.save(change)
        return Fired(instance=instance, events=change.events)

    def at_work(self) -> None:
        """Leave word that a worker is at work here."""
        self._store.write(lambda writer: saw_worker(writer.link, self._clock()), BY_ITSELF)

    def set_timers(self, most: int) -> Sequence[SetTimer]:
        """What is to happen by itself, the next one first."""
        return self._store.read(lambda reader: reading.timers(reader.link, most))

    def next_event(self) -> datetime | None:
        """When the next timer or letter is ready; None where nothing waits."""
        return self._store.read(lambda reader: reading.next_event(reader.link))

    def letters(self, most: int, *, failed: bool = False) -> Sequence[Letter]:
        """That wait to be sent, or that were given up; the next one first."""
        return self._store.read(lambda reader: reading.letters(reader.link, most, failed=failed))

    def letters_of(self, instance: int, most: int = 1_000) -> Sequence[Letter]:
        """Of an instance, whatever has become of them."""
        return self._store.read(lambda reader: reading.letters_of(reader.link, instance, most))

    def send_again(self) -> int:
        """All letters that were given up are tried once more; how many there were."""
        return self._store.write(lambda writer: Queue(writer.link).again(self._clock()))

    def take_letter(self, lease: str) -> Letter | None:
        """The next letter that may be sent or addressed, for minutes the holder's of this lease alone."""
        due = self.next_letter_due()
        return self._store.write(lambda writer: Queue(writer.link).take(lease, self._clock()), lease) if due else None

    def next_letter_due(self) -> bool:
        """Whether any letter waits to be sent now."""
        return self._store.read(lambda reader: reading.letter_due(reader.link, self._clock()))

    def address(self, letter: Letter, to: Sequence[tuple[Channel, str]], lease: str) -> None:
        """In place of a letter to a position one by each way to each person."""
        self._store.write(lambda writer: Queue(writer.link).address(letter, to, lease, self._clock()), lease)

    def sent(self, letter: Letter, lease: str) -> bool:
        """It arrived. False: another sends it by now."""
        return self._store.write(lambda writer: Queue(writer.link).sent(letter, lease, self._clock()), lease)

    def not_sent(self, letter: Letter, lease: str, error: SopError) -> LetterState | None:
        """It did not arrive: what becomes of it; None where another sends it by now."""
        kept = phrases.kept(error)
        return self._store.write(lambda writer: Queue(writer.link).failed(letter, lease, self._clock(), kept), lease)

    def recipients(self, letter: Letter) -> Sequence[str]:
        """Ids of those with a mail address to whom a letter to a position goes today.

        A reminder of work that somebody has taken goes to them alone, all else to all who hold the position; none goes
        to whoever asked for it.
        """
        return self._store.read(lambda reader: _recipients(reader, letter, self._clock()))

    def address_of(self, person: str) -> str:
        """The mail address of a person; "" where there is none."""
        return self._store.read(lambda reader: _address(reader.people(), person))


def _recipients(reader: Reader, letter: Letter, now: datetime) -> Sequence[str]:
    people, item = reader.people(), reader.work_item(letter.item)
    if people is None or item is None:
        return ()
    compiled = reader.version_of(letter.instance)
    day = day_of(compiled, now)
    if letter.kind is NoticeKind.REMINDER:
        who = at_whose_desk(people, compiled, item, day)
    else:
        who = [one.person for one in on_day(people.holders(post_of(compiled, letter.actor)), day)]
    asker = _asker(reader, letter)
    return [person for person in dict.fromkeys(who) if person != asker and _address(people, person)]


def _asker(reader: Reader, letter: Letter) -> str:
    """Who asked for it by hand, and need not be told; "" of what is told by itself."""
    by = (event.by for event in reader.events(letter.instance) if event.seq == letter.seq) if letter.by_hand else ()
    return next(iter(by), "")


def _address(people: People | None, person: str) -> str:
    known = people.person(person) if people else None
    return known.mail if known else ""
