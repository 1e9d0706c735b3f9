"""Through which period what starts by itself has been started."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, delete, insert, select

from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.outbox.tables import schedule

_SCHEDULE = schedule.c
_OF = Statement(select(_SCHEDULE.every, _SCHEDULE.through).where(_SCHEDULE.sop == bindparam("sop")))
_DELETE = Statement(delete(schedule).where(_SCHEDULE.sop == bindparam("of_sop")))
_INSERT = Statement(insert(schedule))


def started_through(link: Link, sop: str, every: str) -> date | None:
    """First day of the last period for which nothing is left to start; None where it was never looked at so."""
    found = _OF.rows(link, sop=sop)
    return date.fromisoformat(found[0][1]) if found and found[0][0] == every else None


def keep_through(link: Link, sop: str, every: str, through: date) -> None:
    """In place of what was kept of this SOP."""
    _DELETE.change(link, of_sop=sop)
    _INSERT.change(link, sop=sop, every=every, through=through.isoformat())
