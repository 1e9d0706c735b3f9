"""Questions about what is told, and about what is to happen by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select

from sopengine.execution.values.notice import NoticeKind
from sopengine.execution.values.work import Timer, TimerKind
from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement
from sopengine.store.instant import moment
from sopengine.store.outbox.tables import outbox
from sopengine.store.outbox.values import FARTHEST, Channel, Letter, LetterState

_OUTBOX, _TIMER, _INSTANCE = outbox.c, tables.timer.c, tables.instance.c
_ALL = select(outbox).order_by(_OUTBOX.ready_at, _OUTBOX.key).limit(bindparam("most"))
_WAITING = Statement(_ALL.where(_OUTBOX.state == literal_column("'waiting'")))
_FAILED = Statement(_ALL.where(_OUTBOX.state == literal_column("'failed'")))
_OF_INSTANCE = Statement(_ALL.where(_OUTBOX.instance == bindparam("instance")))
_FIRST_LETTER = Statement(select(func.min(_OUTBOX.ready_at)).where(_OUTBOX.state == literal_column("'waiting'")))
_LAST_LETTER = Statement(select(func.max(_OUTBOX.ready_at)).where(_OUTBOX.state == literal_column("'waiting'")))
_FIRST_TIMER = Statement(select(func.min(_TIMER.ready_at)))
_TIMERS = Statement(
    select(_TIMER.item, _TIMER.kind, _TIMER.fires_at, _TIMER.at, _TIMER.failures, _INSTANCE.ref, _INSTANCE.digest)
    .select_from(tables.timer.join(tables.instance, _INSTANCE.id == _TIMER.instance))
    .order_by(_TIMER.ready_at, _TIMER.item)
    .limit(bindparam("most"))
)


@frozen
class SetTimer:
    """A timer that waits, and what tells its instance from others."""

    timer: Timer
    failures: int
    """How often it could not be fired."""
    ref: str
    digest: str


def letters(link: Link, most: int, *, failed: bool = False) -> Sequence[Letter]:
    """That wait, or that were given up; the next one first."""
    return [as_letter(row) for row in (_FAILED if failed else _WAITING).kept(link, most=most)]


def letters_of(link: Link, instance: int, most: int) -> Sequence[Letter]:
    """Of an instance, whatever has become of them."""
    return [as_letter(row) for row in _OF_INSTANCE.kept(link, instance=instance, most=most)]


def timers(link: Link, most: int) -> Sequence[SetTimer]:
    """The next one first."""
    return [_as_set(row) for row in _TIMERS.rows(link, most=most)]


def letter_due(link: Link, now: datetime) -> bool:
    """Whether one waits to be sent now, or was put off by a clock that was ahead."""
    first, last = _FIRST_LETTER.value(link), _LAST_LETTER.value(link)
    return first is not None and (first <= now or last > now + FARTHEST)


def next_event(link: Link) -> datetime | None:
    """When the next timer or letter is ready; None where there is none."""
    found = [_FIRST_TIMER.value(link), _FIRST_LETTER.value(link)]
    return min((at for at in found if at is not None), default=None)


def as_letter(row: Row) -> Letter:
    """A row of the outbox as it is kept."""
    return Letter(
        key=row[0],
        instance=row[1],
        item=row[2],
        kind=NoticeKind(row[3]),
        actor=row[4],
        due_at=moment(row[5]),
        at=moment(row[6]),
        channel=Channel(row[7]),
        person=row[8],
        state=LetterState(row[9]),
        made_at=moment(row[10]),
        ready_at=moment(row[11]),
        attempts=row[13],
        recalled=bool(row[14]),
        ended_at=None if row[15] is None else moment(row[15]),
        error=row[16],
    )


def _as_set(row: Row) -> SetTimer:
    timer = Timer(item=row[0], kind=TimerKind(row[1]), fires_at=row[2], at=row[3])
    return SetTimer(timer=timer, failures=row[4], ref=row[5], digest=row[6])
