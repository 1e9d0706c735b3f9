"""The recorded work against the standard times, by the clock of each agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from sopengine.compliance.question import By, Period, Question
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.frozen import frozen
from sopengine.office.running.work import Moment
from sopengine.report import Report
from sopengine.report.comparison import check_names, compared

Stores = Sequence[tuple[str, Engine]]
"""By name, as they were given."""


@frozen
class Asked:
    """What a person wants to know; nothing narrows it unless it is said."""

    instance: str | None = None
    at: Moment | None = None
    """Default: now."""
    period: Period = field(default_factory=Period)
    sops: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    by: tuple[By, ...] = ()


def measured(stores: Stores, asked: Asked) -> Report:
    """Raises NotFoundError for what no store knows, MisuseError for an instance of several stores."""
    return compared(stores, question(stores, asked))


def question(stores: Stores, asked: Asked) -> Question:
    """What is asked of the stores."""
    if asked.instance is not None and (asked.sops or len(stores) > 1):
        raise MisuseError("give an instance or an SOP, not both" if asked.sops else "an instance is one of one store")
    number = stores[0][1].instance(asked.instance).id if asked.instance is not None else None
    now: datetime = stores[0][1].now()
    found = Question(
        at=asked.at or (lambda _: now),
        period=asked.period,
        sops=asked.sops,
        agencies=asked.agencies,
        actors=asked.actors,
        instance=number,
        by=tuple(dict.fromkeys(((By.STEP,), (By.SOP,), *([asked.by] if asked.by else [])))),
        without_spread=((By.SOP,),),
    )
    check_names([engine for _, engine in stores], found)
    return found
