"""Instances that begin by themselves, once a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from sopengine.calendar import Calendar, office_calendar
from sopengine.calendar.kept import hours_of
from sopengine.compiled.tables import Compiled
from sopengine.engine.by_itself.periods import Period, begins, period
from sopengine.engine.commanding import Commanding
from sopengine.execution import decide
from sopengine.execution.acting import BY_ITSELF
from sopengine.execution.values.commands import Start
from sopengine.execution.values.instance import Instance
from sopengine.people.approval import not_approved
from sopengine.store.outbox.schedules import keep_through, started_through
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer


def start_scheduled(engine: Commanding, sop: Compiled, *, approved_only: bool = False) -> Instance | None:
    """Begin the instance of the earliest period whose day has come and that has none; None where none is left.

    Periods before the one in which an SOP was first looked at have none. Its key is the SOP and the period, so that
    it begins once, whoever asks; it is dated at the opening of that day.
    With `approved_only` a version that nobody has approved is refused.
    """
    store, clock = engine._store, engine._clock
    if store.read(lambda reader: _due(reader, sop, clock())) is None:
        return None
    return store.write(lambda writer: _start(writer, sop, approved_only, clock()), BY_ITSELF)


def _due(reader: Reader, sop: Compiled, now: datetime) -> Period | None:
    """The period that is to be started, or that has to be noted down since this SOP was never looked at."""
    assert sop.schedule
    through = _through(reader, sop, now)
    next_one = through.following
    if begins(_calendar(reader, sop), next_one, sop.schedule.working_day) <= now:
        return next_one
    is_known = started_through(reader.link, sop.sop, sop.schedule.every) is not None
    return None if is_known else through


def _start(writer: Writer, sop: Compiled, approved_only: bool, now: datetime) -> Instance | None:
    assert sop.schedule
    due, through = _due(writer, sop, now), _through(writer, sop, now)
    if due is None:
        return None
    every, day = sop.schedule.every, sop.schedule.working_day
    keep_through(writer.link, sop.sop, every, due.first)
    key = f"schedule/{sop.sop}/{every}/{due.first.isoformat()}"
    if due == through or writer.event_with_key(key):
        return None
    if approved_only and writer.approval(sop.digest) is None:
        raise not_approved(sop.sop, sop.digest)
    at = begins(_calendar(writer, sop), due, day)
    writer.pin(sop, now)
    change = decide.start(writer, sop, Start(by=BY_ITSELF, at=at, sop=sop.sop, ref=due.name, key=key), now)
    writer.save(change)
    return change.after


def _through(reader: Reader, sop: Compiled, now: datetime) -> Period:
    """The last period for which nothing is left to start: at first the current one, where its day has passed."""
    assert sop.schedule
    every, calendar = sop.schedule.every, _calendar(reader, sop)
    kept = started_through(reader.link, sop.sop, every)
    if kept:
        return period(every, kept)
    current = period(every, _day(calendar, now))
    return current if begins(calendar, current, sop.schedule.working_day) < now else current.preceding


def _day(calendar: Calendar, now: datetime) -> date:
    return calendar.local(now).date()


def _calendar(reader: Reader, sop: Compiled) -> Calendar:
    """As the store keeps it, else as the SOP brings it along."""
    if not sop.calendar:
        return office_calendar(sop.timezone)
    return _known(reader.hours(sop.calendar) or sop.hours[sop.calendar], sop.timezone)


@lru_cache(maxsize=16)
def _known(hours: str, timezone: str) -> Calendar:
    return Calendar(replace(hours_of(hours), timezone=timezone))
