"""My tasks: what is late, due today, to come; what waits for others; what I did today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from sopengine.office.running.inbox import inbox, let_happen
from sopengine.office.running.ways import Way, ways_out
from sopengine.office.running.work import Work
from sopengine.web.asked import Asked
from sopengine.web.pages.saved import saved_notice
from sopengine.web.words.moments import Due, Group, due, long_day
from sopengine.web.words.whom import from_whom

MOST = 60
"""Tasks on one page; the others follow when these are done, or by filters."""
_OFFICE_ZONE = "Asia/Jakarta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One in the list."""

    work: Work
    due: Due
    ways: tuple[Way, ...]
    version: int
    """Of its instance, as it is shown."""
    from_whom: str
    agency: str

    @property
    def needs_sheet(self) -> bool:
        """More than a button has to be filled in."""
        return bool(self.work.item.asks) or len(self.ways) > 2


def shown(asked: Asked) -> Response:
    let_happen(asked.engine)
    found = inbox(asked.engine, actor=asked.query.get("actor") or None)
    tasks = [_task(asked, work) for work in found[:MOST]]
    groups = {group: [task for task in tasks if task.due.group is group] for group in Group}
    zone = found[0].timezone if found else _OFFICE_ZONE
    return asked.page(
        "tasks.html",
        groups=groups,
        count=len(found),
        most=MOST,
        moment=long_day(asked.now, zone, asked.speech),
        saved=saved_notice(asked),
        actors=_actors(found),
    )


def _task(asked: Asked, work: Work) -> Task:
    engine, item = asked.engine, work.item
    instance = engine.instance(item.instance)
    compiled = engine.compiled(instance.digest)
    return Task(
        work=work,
        due=due(work, asked.now, asked.speech),
        ways=ways_out(compiled, item.task) if item.outcomes else (),
        version=instance.version,
        from_whom=from_whom(engine, work, asked.person.id, asked.now, asked.speech),
        agency=compiled.agency,
    )


def _actors(found: Sequence[Work]) -> list[str]:
    """Titles to choose from."""
    return sorted({work.actor for work in found})
