"""What is to happen by itself, and what is to be told, as lists for people."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.execution.values.work import Timer
from sopengine.frozen import frozen
from sopengine.office.told.words import Said, said

MOST = 1_000
"""Lines of a list."""


@frozen
class Waiting:
    """Something that happens by itself."""

    timer: Timer
    failures: int
    instance: int
    sop: str
    reference: str
    """Empty where its instance has no name."""
    task: str
    timezone: str


@frozen
class Outgoing:
    """A letter, and why it has not arrived."""

    what: Said
    timezone: str
    error: str
    """As `phrases` keeps it; "" where nothing failed."""


def waiting_timers(engine: Engine, most: int = MOST) -> Sequence[Waiting]:
    """The next one first."""
    return [
        _waiting(engine, one.timer, one.failures, one.ref, one.digest) for one in Clockwork(engine).set_timers(most)
    ]


def outgoing(engine: Engine, *, failed: bool = False, most: int = MOST) -> Sequence[Outgoing]:
    """Letters that wait, or that were given up; the next one first."""
    return [
        Outgoing(what=what, timezone=what.timezone, error=letter.error)
        for letter in Clockwork(engine).letters(most, failed=failed)
        for what in (said(engine, letter),)
    ]


def _waiting(engine: Engine, timer: Timer, failures: int, ref: str, digest: str) -> Waiting:
    compiled, item = engine.compiled(digest), engine.work_item(timer.item)
    return Waiting(
        timer=timer,
        failures=failures,
        instance=item.instance if item else 0,
        sop=compiled.sop,
        reference=ref,
        task=item.task if item else "",
        timezone=compiled.timezone,
    )
