"""How often work was on time, month by month, for those who look at it every day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sopengine.compliance.measures import Group
from sopengine.compliance.question import By, Period, Question
from sopengine.engine import Engine
from sopengine.execution.positions import agency_of
from sopengine.people.called import called
from sopengine.people.values import Agency
from sopengine.warehouse import ask

_MONTHS = 6
"""The one that runs now among them."""


def trend(engine: Engine, concerns: Callable[[Agency], bool], now: datetime) -> tuple[Group, ...]:
    """Of agencies that concern who asks; no more is measured than the rates, which costs least."""
    known = {agency_of(version) for version in engine.versions()}
    name = called(known)
    agencies = {name(agency) for agency in known if concerns(agency)}
    if not agencies:
        return ()
    months = now.year * 12 + now.month - _MONTHS
    question = Question(
        at=lambda _: now,
        period=Period(since=date(months // 12, months % 12 + 1, 1), until=now.date()),
        agencies=tuple(sorted(agencies)),
        by=((By.MONTH,),),
        without_spread=((By.MONTH,),),
        late_visits=0,
        paths=False,
    )
    return ask([("", engine.ask)], question).of(By.MONTH)
