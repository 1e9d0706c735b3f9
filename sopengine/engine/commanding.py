"""How a command is carried out: once a key, after what is due, in one transaction with one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sopengine.calendar import in_reach
from sopengine.engine.questions import Questions
from sopengine.engine.together import Together
from sopengine.errors import MisuseError
from sopengine.errors.unfit import unfit_sign
from sopengine.execution import decide
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.drafting.draft import TimersDueError
from sopengine.execution.fold.replay import replay
from sopengine.execution.refusals import times, work
from sopengine.execution.values.change import Change
from sopengine.execution.values.commands import Command, Complete, OnInstance
from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer

Answer = TypeVar("Answer")
Asked = TypeVar("Asked", bound=Command)


class Commanding(Questions):
    """Questions, and the way that all commands go."""

    def _do(self, command: Asked, decision: Callable[[Writer, Asked, datetime], Change]) -> Instance:
        return self._after_timers(lambda writer: self._once(writer, command, decision), command.by)

    def _once(self, writer: Writer, command: Asked, decision: Callable[[Writer, Asked, datetime], Change]) -> Instance:
        """What a command whose key is known was answered; else what it changes."""
        if command.key and (known := _known(writer, command)):
            return known
        change = _decided(writer, command, decision, self._clock())
        writer.save(change)
        return change.after

    def _each_once(self, writer: Writer, commands: Iterable[Complete], items: Sequence[int]) -> tuple[Instance, ...]:
        """The same of several completions, at one moment and in their order; `items`: their work."""
        answers, together, now = [], Together(writer, items), self._clock()
        for command in commands:
            together.make_way(command)
            answer = _known(writer, command) if command.key else None
            if answer is None:
                change = _decided(writer, command, together.done, now)
                together.save(change)
                answer = change.after
            answers.append(answer)
        together.write()
        return tuple(answers)

    def _after_timers(self, command: Callable[[Writer], Answer], by: str, *, dry_run: bool = False) -> Answer:
        """In one transaction, of which nothing is kept with `dry_run`; before it what is due in what it touches."""
        while True:
            try:
                return self._store.rehearse(command) if dry_run else self._store.write(command, by)
            except TimersDueError as due:
                self._fire(due.instance)

    def _fire(self, instance: int) -> None:
        command = OnInstance(by=BY_ITSELF, instance=instance)

        def fired(writer: Writer) -> None:
            while change := decide.fire_due(writer, command, self._clock()):
                writer.save(change)

        self._after_timers(fired, BY_ITSELF)


def who(by: str) -> str:
    """Who acts; raises MisuseError where nobody is named."""
    if not by.strip():
        raise MisuseError("a command needs to know who acts: the name is empty")
    if sign := unfit_sign(by.strip()):
        raise MisuseError("the name '{by}' holds a sign that nobody sees ({sign}): type it anew", by=by, sign=sign)
    return by.strip()


def reference(ref: str) -> str:
    """What an office calls an instance; raises MisuseError where that cannot be told from its number, or read."""
    if ref.strip().isdecimal():
        raise MisuseError("the reference '{ref}' would be taken for an instance's number: add a word to it", ref=ref)
    if sign := unfit_sign(ref.strip()):
        message = "the reference '{ref}' holds a sign that nobody sees ({sign}): type it anew"
        raise MisuseError(message, ref=ref, sign=sign)
    return ref.strip()


def why(reason: str) -> str:
    """What is kept in the history; raises MisuseError where nothing is said."""
    if not reason.strip():
        raise MisuseError("say why: the reason is kept in the history")
    return reason.strip()


def utc(at: datetime | None) -> datetime | None:
    """Raises MisuseError for a time without zone, and for one that no calendar has: nobody knows when that is."""
    return at and in_reach(at).astimezone(UTC)


def _decided(
    writer: Writer, command: Asked, decision: Callable[[Writer, Asked, datetime], Change], now: datetime
) -> Change:
    """Of work that is recorded at a time before its opening, whoever opened it is named: there lies the mend."""
    try:
        return decision(writer, command, now)
    except times.BeforeOpeningError as early:
        opener = early.item.opened_by
        raise times.opened_by(early, writer.work_item(opener) if opener else None) from None


def _known(reader: Reader, command: Command) -> Instance | None:
    """What the command with this key was answered; None where there was none. Raises RefusedError for another one."""
    event = reader.event_with_key(command.key or "")
    if event is None:
        return None
    if event.asked and event.asked != command.fingerprint:
        raise work.key_used(event)
    return _answer(reader, event)


def _answer(reader: Reader, event: Event) -> Instance:
    """What the command that wrote this event was answered: the instance as that command left it."""
    until = [other for other in reader.events(event.instance) if other.version <= event.version]
    return replay(reader.pinned, until)[0]
