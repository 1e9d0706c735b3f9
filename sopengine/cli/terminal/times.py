"""What is said of times on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sopengine.cli.terminal.wording import spoken
from sopengine.engine import Engine
from sopengine.errors.clock import day_text
from sopengine.execution.values.instance import Instance
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.running.work import Moment
from sopengine.office.words.telling import Telling
from sopengine.office.words.times import moment, read_time

EXAMPLE = "2026-07-01 08:15"


def asked(at: str | None, engine: Engine) -> Moment | None:
    """What --at names, by the clock of each agency; None where nothing is said."""
    return moment(at, engine.now())


def recorded(at: str | None, engine: Engine, instance: Instance) -> datetime | None:
    """What --at says of something that happened in an instance, by its agency's clock; None where nothing is said."""
    return read_time(at, engine.now(), engine.compiled(instance.digest).timezone) if at else None


def told_day(day: date) -> str:
    """Such as `2026-01-05`, in Indonesian `5 Jan 2026`."""
    return day_text(day, spoken().translate)


def telling(engine: Engine, at: Moment | None = None) -> Telling:
    """To the reader of the running command, about now or about that moment."""
    return Telling(speech=spoken(), year=now_of(engine, at).year)


def now_of(engine: Engine, at: Moment | None, zones: Iterable[str] = ()) -> datetime:
    """The moment that an answer is about; where agencies lie in several zones, by the clock of the first."""
    return at(next(iter(zones), USUAL_ZONE)) if at else engine.now()
