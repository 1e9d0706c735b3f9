"""How late work is, for those who read lists; what records work does not wait for this."""

from __future__ import annotations

from dataclasses import replace

from sopengine.calendar.elapsed.measured import late
from sopengine.calendar.elapsed.words import exact_text, late_text
from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.office.running.work import Moment, Work, in_words
from sopengine.office.words.telling import Telling


def judged(engine: Engine, item: WorkItem, compiled: Compiled, ref: str, at: Moment | None = None) -> Work:
    """As `in_words`, with its lateness in whole numbers."""
    work = in_words(engine, item, compiled, ref, at)
    if work.late is None or item.due_at is None:
        return work
    now = at(compiled.timezone) if at else engine.now()
    standard, external = compiled.steps[item.step].standard, item.actor in compiled.external
    until = min(item.ended_at or now, now)
    calendar = engine.calendar(compiled, item.actor)
    return replace(work, late_told=late(calendar, standard, item.due_at, until, external))


def listed(work: Work, told: Telling) -> str:
    """Minutes, whole hours or days, and whether they are working time; empty where it is not late."""
    return late_text(work.late_told, told.speech)


def to_the_minute(work: Work, told: Telling) -> str:
    """Where one piece of work is shown; empty where it is not late."""
    if work.late is None or work.late_told is None:
        return ""
    return exact_text(work.late, work.late_told, told.speech)
