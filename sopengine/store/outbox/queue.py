"""Who sends what: letters are leased for the time it takes, so that each has one sender, and nobody holds it for long.

What is ready later than any pause allows was put off by a clock that was ahead: it is ready now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, literal_column, select, update

from sopengine.execution.values.work import WorkState
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement
from sopengine.store.outbox.keeping import CANCELLING, NOT_CANCELLED
from sopengine.store.outbox.reading import as_letter
from sopengine.store.outbox.tables import outbox
from sopengine.store.outbox.values import FARTHEST, LEASE, PAUSES, Channel, Letter, LetterState
from sopengine.store.tables import work_item

_OUTBOX = outbox.c
_WAITING = _OUTBOX.state == literal_column("'waiting'")
_READY = (
    select(outbox)
    .where(_WAITING)
    .order_by(_OUTBOX.ready_at)
    .limit(literal_column("1"))
    .with_for_update(skip_locked=True)
)
_NEXT = Statement(_READY.where(_OUTBOX.ready_at <= bindparam("now")))
_ASTRAY = Statement(_READY.where(_OUTBOX.ready_at > bindparam("farthest")))
_THIS = _OUTBOX.key == bindparam("of_key")
_MINE = (_THIS, _OUTBOX.lease == bindparam("by_lease"))
_LEASE = Statement(
    update(outbox)
    .where(_THIS)
    .values(lease=bindparam("lease"), ready_at=bindparam("ready_at"), attempts=_OUTBOX.attempts + literal_column("1"))
)
_END = Statement(
    update(outbox)
    .where(*_MINE)
    .values(state=bindparam("state"), ended_at=bindparam("now"), lease="", error=bindparam("error"))
)
_PUT_OFF = Statement(
    update(outbox).where(*_MINE).values(lease="", ready_at=bindparam("ready_at"), error=bindparam("error"))
)
_CANCEL = Statement(insert(outbox).from_select([*CANCELLING], select(*CANCELLING.values()).where(_THIS, NOT_CANCELLED)))
_RECALLED = Statement(select(_OUTBOX.recalled).where(*_MINE))
_DELETE = Statement(delete(outbox).where(_THIS))
_INSERT = Statement(insert(outbox))
_STATE = Statement(select(work_item.c.state).where(work_item.c.id == bindparam("of_item")))
_AGAIN = Statement(
    update(outbox)
    .where(_OUTBOX.state == literal_column("'failed'"))
    .values(state=LetterState.WAITING.value, ended_at=None, attempts=0, ready_at=bindparam("now"))
)


class Queue:
    """The outbox in one writing transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def take(self, lease: str, now: datetime) -> Letter | None:
        """The next letter that may be sent, or addressed; from now on it is the holder's of this lease."""
        while row := self._next(now):
            letter = as_letter(row)
            _LEASE.change(self._link, of_key=letter.key, lease=lease, ready_at=now + LEASE)
            if letter.recalled:
                # Whoever was to send it ended without a word: it may have arrived.
                self.sent(letter, lease, now)
            elif letter.by_hand and not self._waits(letter):
                self._end(letter, lease, LetterState.WITHDRAWN, now)
            else:
                return letter
        return None

    def address(self, letter: Letter, to: Sequence[tuple[Channel, str]], lease: str, now: datetime) -> None:
        """In place of a letter to a position one to each of these, by way and person."""
        if self._recalled(letter, lease) is None:
            return
        _DELETE.change(self._link, of_key=letter.key)
        for channel, person in to:
            _INSERT.change(
                self._link,
                key=f"{letter.key}-{person or channel.value}",
                instance=letter.instance,
                item=letter.item,
                kind=letter.kind.value,
                actor=letter.actor,
                due_at=letter.due_at,
                at=letter.at,
                channel=channel.value,
                person=person,
                state=LetterState.WAITING.value,
                made_at=letter.made_at,
                ready_at=now,
                lease="",
                attempts=0,
                recalled=0,
                ended_at=None,
                error="",
            )

    def sent(self, letter: Letter, lease: str, now: datetime) -> bool:
        """It arrived; where it was taken back meanwhile, a cancellation follows. False: another has it by now."""
        recalled = self._recalled(letter, lease)
        if recalled is None:
            return False
        self._end(letter, lease, LetterState.WITHDRAWN if letter.recalled else LetterState.SENT, now)
        if recalled:
            _CANCEL.change(self._link, of_key=letter.key, now=now)
        return True

    def failed(self, letter: Letter, lease: str, now: datetime, error: str) -> LetterState | None:
        """It is tried again after a pause, for three days; None: it was no longer the holder's."""
        recalled = self._recalled(letter, lease)
        if recalled is None:
            return None
        if recalled:
            self._end(letter, lease, LetterState.WITHDRAWN, now, error)
            return LetterState.WITHDRAWN
        if letter.attempts >= len(PAUSES):
            self._end(letter, lease, LetterState.FAILED, now, error)
            return LetterState.FAILED
        pause = PAUSES[letter.attempts]
        _PUT_OFF.change(self._link, of_key=letter.key, by_lease=lease, ready_at=now + pause, error=error)
        return LetterState.WAITING

    def again(self, now: datetime) -> int:
        """All that was given up is tried once more; how many there were."""
        return _AGAIN.change(self._link, now=now)

    def _end(self, letter: Letter, lease: str, state: LetterState, now: datetime, error: str = "") -> None:
        _END.change(self._link, of_key=letter.key, by_lease=lease, state=state.value, now=now, error=error)

    def _waits(self, letter: Letter) -> bool:
        """Whether its work is still open: completions do not look for what was asked for by hand."""
        return bool(_STATE.value(self._link, of_item=letter.item) == WorkState.OPEN.value)

    def _recalled(self, letter: Letter, lease: str) -> bool | None:
        """Whether it was taken back; None where it is no longer the holder's."""
        found = _RECALLED.value(self._link, of_key=letter.key, by_lease=lease)
        return None if found is None else bool(found)

    def _next(self, now: datetime) -> Row | None:
        found = _NEXT.kept(self._link, now=now) or _ASTRAY.kept(self._link, farthest=now + FARTHEST)
        return found[0] if found else None
