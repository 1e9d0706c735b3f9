"""Visits that a database cannot judge alone are judged by their calendar, a few at a time."""

from __future__ import annotations

from collections import defaultdict

from sopengine.calendar import Interruption
from sopengine.calendar.moments import utc
from sopengine.compliance.setting.mending import mended
from sopengine.compliance.setting.setting import Setting
from sopengine.compliance.sql import mending, statements, suspensions
from sopengine.warehouse.database import Database

AT_ONCE = 5_000
"""Visits in memory."""


def mend(database: Database, setting: Setting) -> None:
    """Takes suspensions off, and says anew what was early or within its standard, where that is in doubt."""
    suspended = bool(database.rows("SELECT 1 FROM pause WHERE resumed IS NOT NULL LIMIT 1"))
    if not suspended and not database.rows(mending.BY_ITEM):
        return
    database.make("paused", suspensions.PAUSED)
    if suspended:
        database.change(suspensions.TAKEN_OFF)
        database.change(suspensions.RUNS_TAKEN_OFF)
    _judge(database, setting)


def pauses_of(database: Database) -> dict[int, list[Interruption]]:
    """By run, the earliest first."""
    found: defaultdict[int, list[Interruption]] = defaultdict(list)
    for instance, stopped, resumed in database.rows(statements.PAUSES):
        found[instance].append((utc(stopped), utc(resumed)))
    return found


def _judge(database: Database, setting: Setting) -> None:
    places, pauses = {place.id: place for place in setting.places}, pauses_of(database)
    database.change(mending.INDEX)
    rows = database.rows(mending.DOUBTFUL, after=0, most=AT_ONCE)
    while rows:
        told = [(row, places[row[1]]) for row in rows]
        found = [mended(row, place, setting.calendar(place), pauses.get(row[2], ())) for row, place in told]
        with database.filled("mended", found):
            database.change(mending.MEND)
        rows = database.rows(mending.DOUBTFUL, after=rows[-1][0], most=AT_ONCE)
