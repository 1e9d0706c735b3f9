"""The engine: loads, lets `execution` decide, saves. Holds the store and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime

from sopengine.compiled.tables import Compiled
from sopengine.engine.commanding import reference, utc, who, why
from sopengine.engine.people.on_approvals import OnApprovals
from sopengine.errors import MisuseError, RefusedError
from sopengine.errors.unfit import unfit_sign
from sopengine.execution import decide
from sopengine.execution.refusals import backwards
from sopengine.execution.refusals.work import reference_used
from sopengine.execution.values import commands
from sopengine.execution.values.change import Change
from sopengine.execution.values.events.event import instance_of
from sopengine.execution.values.filled import Filled, read_data
from sopengine.execution.values.handing import Assign, Attach, Decline, GiveBack, Remind
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.people.approval import not_approved
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer

LONGEST_NOTE = 500
"""Characters of what is said with a reminder."""
_NOTHING: Mapping[str, Filled] = {}


@frozen
class Completion:
    """One of many work items that are completed together."""

    item: int
    outcome: str | Iterable[str] | None = None
    data: Mapping[str, Filled] = field(default_factory=dict)
    note: str = ""
    count: int | None = None
    at: datetime | None = None
    key: str | None = None


class Engine(OnApprovals):
    """Running instances in one store. One command, one transaction, one answer. May be shared by threads.

    Every command says who acts (`by`), since when it holds (`at`, aware; default now) and may have a `key`: the same
    key gives the same answer and does nothing twice. What is not allowed now raises RefusedError.
    """

    def start(
        self,
        sop: Compiled,
        *,
        by: str,
        at: datetime | None = None,
        ref: str = "",
        entry: str | None = None,
        key: str | None = None,
        again: bool = False,
        approved_only: bool = False,
    ) -> Instance:
        """Begin an instance of this version of an SOP, at its first task or at another of its entries.

        `sop`: what `runnable` gives; nothing else can be started. A reference that another instance bears already,
        in whatever case, is refused unless `again`; with `approved_only` a version that nobody has approved.
        """
        if not isinstance(sop, Compiled):
            raise MisuseError("only what can run is started: engine.start(runnable(load(file)), …)")
        command = commands.Start(by=who(by), at=utc(at), sop=sop.sop, ref=reference(ref), entry=entry, key=key)

        def decided(writer: Writer, asked: commands.Start, now: datetime) -> Change:
            if ref and not again:
                writer.alone_with(f"reference {asked.ref.casefold()}")
                if bearers := writer.instances(ref=ref):
                    raise reference_used(writer.pinned(bearers[-1].digest), bearers[-1])
            if approved_only and writer.approval(sop.digest) is None:
                raise not_approved(sop.sop, sop.digest)
            writer.pin(sop, now)
            return decide.start(writer, sop, asked, now)

        return self._do(command, decided)

    def begin(self, item: int, *, by: str, at: datetime | None = None, key: str | None = None) -> Instance:
        """Somebody starts to work on an open work item; its due time stays."""
        command = commands.OnItem(by=who(by), at=utc(at), key=key, item=item)
        return self._do(command, decide.begin)

    def done(
        self,
        item: int,
        *,
        by: str,
        outcome: str | Iterable[str] | None = None,
        data: Mapping[str, Filled] = _NOTHING,
        note: str = "",
        count: int | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Instance:
        """Complete a work item; what that opened has its id as `opened_by`.

        `outcome`: a label, or several where the task takes many; `data`: what it asks for, by field;
        `count`: how many items there were, where the standard is that of one.
        """
        asked = Completion(item=item, outcome=outcome, data=data, note=note, count=count, at=at, key=key)
        command = _complete(asked, by)
        return self._after_timers(
            lambda writer: self._once(writer, _with_data(writer, command, data), decide.done), command.by
        )

    def done_many(self, completions: Iterable[Completion], *, by: str) -> tuple[Instance, ...]:
        """Complete several work items in one transaction, at one moment: all of them or none, in their order."""
        asked = [(_complete(completion, by), completion.data) for completion in completions]
        items = [each.item for each, _ in asked]

        def all_of_them(writer: Writer) -> tuple[Instance, ...]:
            filled = (_with_data(writer, each, data) for each, data in asked)
            return self._each_once(writer, filled, items)

        return self._after_timers(all_of_them, by)

    def take(self, item: int, *, by: str, key: str | None = None) -> Instance:
        """An offered work item becomes that of `by`: others are refused it until it is given back."""
        return self._do(commands.OnItem(by=who(by), key=key, item=item), decide.take)

    def give_back(self, item: int, *, by: str, reason: str = "", key: str | None = None) -> Instance:
        """It is offered again to all whose work it is; by who has it, or a pengawas, pimpinan or admin."""
        command = GiveBack(by=who(by), key=key, item=item, reason=reason.strip())
        return self._do(command, decide.give_back)

    def assign(self, item: int, to: str, *, by: str, reason: str = "", key: str | None = None) -> Instance:
        """It is given to one of those whose work it is; by one of them, or a pengawas, pimpinan or admin."""
        command = Assign(by=who(by), key=key, item=item, to=who(to), reason=reason.strip())
        return self._do(command, decide.assign)

    def remind(self, item: int, *, by: str, note: str = "", key: str | None = None) -> Instance:
        """Those at whose desk it lies are told that `by` waits for it; `recipients` says who they are.

        By who oversees the agency, is told when it is late or has a part in the instance; once a working hour each.
        """
        if len(note.strip()) > LONGEST_NOTE:
            message = "what is said with a reminder has at most {most} characters: these are {count}"
            raise MisuseError(message, most=LONGEST_NOTE, count=len(note.strip()))
        return self._do(Remind(by=who(by), key=key, item=item, note=note.strip()), decide.remind)

    def attach(self, item: int, *, by: str, name: str, size: int, digest: str, key: str | None = None) -> Instance:
        """A file belongs to it from now on; what it holds lies beside the store already, by its SHA-256."""
        if not name.strip() or unfit_sign(name):
            raise MisuseError("a file needs a name of one line, without signs that nobody sees")
        command = Attach(by=who(by), key=key, item=item, name=name.strip(), size=size, digest=digest)
        return self._do(command, decide.attach)

    def back(
        self,
        item: int,
        *,
        by: str,
        reason: str,
        to: int | str | None = None,
        at: datetime | None = None,
        key: str | None = None,
    ) -> Instance:
        """Send an open work item back to an earlier one that led to it; by default to the one that opened it.

        `to`: id of that work item, or its task.
        """
        command = commands.SendBack(by=who(by), at=utc(at), key=key, item=item, reason=why(reason), to=to)
        return self._do(command, decide.back)

    def undo(self, item: int, *, by: str, key: str | None = None) -> Instance:
        """Take back a completion of one's own, of which nothing that it opened was begun or done."""
        command = commands.OnItem(by=who(by), key=key, item=item)
        return self._do(command, decide.undo)

    def undo_latest(self, instance: int | str, *, by: str, key: str | None = None) -> Instance:
        """Take back the latest completion of one's own in an instance that can be taken back."""
        number = self.instance(instance).id
        command = commands.OnInstance(by=who(by), key=key, instance=number)
        return self._do(command, _undo_latest)

    def correct(
        self,
        item: int,
        *,
        by: str,
        done_at: datetime | None = None,
        done_by: str | None = None,
        note: str | None = None,
        reason: str = "",
        key: str | None = None,
    ) -> Instance:
        """Put right what was recorded of a completed work item: its time, its person, its note; None stays.

        Where the agency has people it is asked for, and counts once another confirms it.
        """
        if done_at is None and done_by is None and note is None:
            raise MisuseError("a correction says what was otherwise: a time, a person or a note")
        command = commands.Correct(
            by=who(by),
            key=key,
            item=item,
            done_at=utc(done_at),
            done_by=None if done_by is None else who(done_by),
            note=note,
            reason=reason.strip(),
        )
        return self._do(command, decide.correct)

    def confirm(self, item: int, *, by: str, key: str | None = None) -> Instance:
        """The correction that was asked for counts: by another whose work it is, or an admin."""
        return self._do(commands.OnItem(by=who(by), key=key, item=item), decide.confirm)

    def decline(self, item: int, *, by: str, reason: str, key: str | None = None) -> Instance:
        """It is not to be: by who may confirm it, or who asked for it."""
        return self._do(Decline(by=who(by), key=key, item=item, reason=why(reason)), decide.decline)


def _undo_latest(writer: Writer, command: commands.OnInstance, now: datetime) -> Change:
    """Of all that is one's own the latest that can be undone; the latest says why where none can."""
    own = [
        item
        for item in writer.work_items(instance=command.instance)
        if item.done_by.casefold() == command.by.casefold()
    ]
    refused: list[RefusedError] = []
    for item in sorted(own, key=lambda item: (item.recorded_at or item.opened_at, item.id), reverse=True):
        try:
            one = commands.OnItem(by=command.by, key=command.key, asked=command.fingerprint, item=item.id)
            return decide.undo(writer, one, now)
        except RefusedError as error:
            refused.append(error)
    raise refused[0] if refused else backwards.nothing_of_yours(command.instance, command.by)


def _with_data(reader: Reader, command: commands.Complete, data: Mapping[str, Filled]) -> commands.Complete:
    """Read by the types that the SOP declares, so that the same said otherwise is the same."""
    if not data:
        return command
    return replace(command, data=read_data(reader.version_of(instance_of(command.item)), data))


def _complete(completion: Completion, by: str) -> commands.Complete:
    outcome, count = completion.outcome, completion.count
    if count is not None and count < 1:
        raise MisuseError("a count is a number from 1, not {count}", count=count)
    labels = () if not outcome else (outcome,) if isinstance(outcome, str) else tuple(outcome)
    return commands.Complete(
        by=who(by),
        at=utc(completion.at),
        key=completion.key,
        item=completion.item,
        outcomes=labels,
        note=completion.note,
        count=completion.count,
    )
