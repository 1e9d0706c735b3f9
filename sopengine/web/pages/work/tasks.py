"""My tasks: what is late, due today, to come; what waits for others; what I did today."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from starlette.responses import Response

from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.desk import desk_of
from sopengine.office.running.inbox import inbox, let_happen
from sopengine.office.running.lateness import judged, listed
from sopengine.office.running.ways import Way, ways_offered
from sopengine.office.running.work import Work
from sopengine.office.words.telling import Telling
from sopengine.people.values import HoldingKind
from sopengine.web import live
from sopengine.web.asked import Asked
from sopengine.web.pages.work.reminding import reminded_notice
from sopengine.web.pages.work.saved import saved_notice
from sopengine.web.pages.work.sieve import sieve
from sopengine.web.pages.work.unfinished import unfinished
from sopengine.web.pages.work.whose import stands_in
from sopengine.web.words.dues import Due, Group, due
from sopengine.web.words.moments import clock, long_day
from sopengine.web.words.reminded import reminders_of
from sopengine.web.words.whom import from_whom

MOST = 60
"""Tasks on one page; the others follow when these are done, or by filters."""


_DONE_SHOWN = 8


@frozen
class Task:
    """One in the list."""

    work: Work
    due: Due
    ways: tuple[Way, ...]
    version: int
    """Of its instance, as it is shown."""
    from_whom: str
    agency: str
    standing_in: str
    """As what its reader acts, where that is not as its holder."""

    @property
    def needs_sheet(self) -> bool:
        """More than a button has to be filled in."""
        return bool(self.work.item.asks) or len(self.ways) > 2


@frozen
class Finished:
    """What was done today."""

    work: Work
    when: str
    late: str
    """How late it was done; empty where it was not."""


def shown(asked: Asked) -> Response:
    return live.answered(asked, asked.engine.mark(), lambda mark: _page(asked, mark))


def _page(asked: Asked, mark: str) -> Response:
    let_happen(asked.engine)
    everything, others = _desk(asked)
    sifting = sieve(asked, everything)
    found = sifting.lets_through(everything)
    is_standing_in = any(one.kind is not HoldingKind.HOLDER for one in asked.engine.holdings(asked.person.id))
    tasks = [_task(asked, work, is_standing_in) for work in found[:MOST]]
    groups = {group: [task for task in tasks if task.due.group is group] for group in Group}
    zone = found[0].timezone if found else USUAL_ZONE
    return asked.page(
        "tasks.html",
        live=mark,
        groups=groups,
        count=len(found),
        most=MOST,
        others=[(work, due(work, asked.now, asked.speech)) for work in others[:MOST]],
        reminders=reminders_of(asked.engine, (*found[:MOST], *others[:MOST]), asked.now, asked.speech),
        reminded=reminded_notice(asked),
        finished=_finished(asked, zone),
        moment=long_day(asked.now, zone, asked.speech),
        saved=saved_notice(asked),
        unfinished=unfinished(asked),
        sieve=sifting,
    )


def _desk(asked: Asked) -> tuple[Sequence[Work], Sequence[Work]]:
    """What is up to this person and what waits for others; in a store that does not know them, all open work."""
    engine, wanted = asked.engine, sieve(asked)
    if engine.has_people() and engine.person(asked.person.id):
        desk = desk_of(engine, asked.person.id, most=None if wanted.is_set else MOST + 1)
        return desk.own, desk.others
    return inbox(engine, actor=wanted.actor or None, most=MOST + 1), ()


def _finished(asked: Asked, zone: str) -> list[Finished]:
    """Today, by the clock of the office; the latest first."""
    engine, told = asked.engine, Telling(speech=asked.speech, year=asked.now.year)
    midnight = asked.now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    done = engine.done_by(asked.person.id, midnight, _DONE_SHOWN)
    works = [judged(engine, one.item, engine.compiled(one.digest), one.ref) for one in done]
    return [
        Finished(work=work, when=clock(work.item.ended_at or asked.now, zone, asked.speech), late=late)
        for work in works
        for late in (listed(work, told),)
    ]


def _task(asked: Asked, work: Work, is_standing_in: bool) -> Task:
    engine, item = asked.engine, work.item
    instance = engine.instance(item.instance)
    compiled = engine.compiled(instance.digest)
    return Task(
        work=work,
        due=due(work, asked.now, asked.speech),
        ways=ways_offered(compiled, item),
        version=instance.version,
        from_whom=from_whom(engine, work, asked.person.id, asked.now, asked.speech),
        agency=compiled.agency,
        standing_in=_standing_in(asked, work) if is_standing_in else "",
    )


def _standing_in(asked: Asked, work: Work) -> str:
    acting = asked.engine.may_do(work.item, asked.person.id)
    return stands_in(acting.capacity, acting.on_behalf_of, work.actor, asked.speech) if acting else ""
