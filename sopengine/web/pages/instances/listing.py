"""Instances: those that run, or all of them; found by a part of their reference."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.office.running.lateness import judged, listed
from sopengine.office.words.telling import Telling
from sopengine.web.asked import Asked
from sopengine.web.words.moments import near

MOST = 50
"""On one page."""
LONGEST_SEARCH = 200
"""Characters."""


@frozen
class Row:
    """One instance."""

    instance: Instance
    title: str
    agency: str
    at: str
    """Where it is now: actors; empty where nothing is open."""
    begun: str
    ended: str
    late: str
    """How late its open work is; empty where none is."""


def shown(asked: Asked) -> Response:
    wanted = asked.query.get("find", "").strip()[:LONGEST_SEARCH]
    before, everything = asked.query.get("before", ""), asked.query.get("all") == "1"
    found = asked.engine.latest_instances(
        MOST + 1,
        before=int(before) if before.isdecimal() and len(before) < 15 else None,
        running=not everything,
        holding=wanted,
    )
    rows = [_row(asked, one) for one in found[:MOST]]
    more = found[MOST - 1].id if len(found) > MOST else None
    return asked.page("instances.html", rows=rows, wanted=wanted, everything=everything, more=more)


def _row(asked: Asked, instance: Instance) -> Row:
    compiled, speech = asked.engine.compiled(instance.digest), asked.speech
    told = Telling(speech=speech, year=asked.now.year)
    work = [judged(asked.engine, item, compiled, instance.ref) for item in instance.open_items]
    latest = max((one for one in work if one.late), key=lambda one: one.late or timedelta(), default=None)
    zone = compiled.timezone
    return Row(
        instance=instance,
        title=compiled.title,
        agency=compiled.agency,
        at=", ".join(dict.fromkeys(told.who(one) for one in work)),
        begun=near(instance.started_at, asked.now, zone, speech),
        ended=near(instance.ended_at, asked.now, zone, speech) if instance.ended_at else "",
        late=listed(latest, told) if latest else "",
    )
