"""The recorded work against the standard times, by the clock of each agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain

from sopengine.engine import Engine
from sopengine.office.running.work import Moment
from sopengine.report import Report, comply


def measured(
    engine: Engine, *, instance: int | str | None = None, sop: str | None = None, at: Moment | None = None
) -> Report:
    """Of one instance, of all of one SOP, or of everything, as it stood at a moment (default: now)."""
    if at is None:
        return comply(engine, instance=instance, sop=sop)
    if instance is not None:
        digest = engine.instance(instance).digest
        return comply(engine, instance=instance, sop=sop, now=at(engine.compiled(digest).timezone))
    latest = {run.sop: run.digest for run in engine.instances(sop=sop)}
    zones = {name: engine.compiled(digest).timezone for name, digest in latest.items()}
    if sop is not None or len(set(zones.values())) < 2:
        zone = next(iter(zones.values()), "UTC")
        return comply(engine, sop=sop, now=at(zone))
    return _joined([comply(engine, sop=name, now=at(zone)) for name, zone in sorted(zones.items())])


def _joined(reports: Sequence[Report]) -> Report:
    return replace(
        reports[0],
        visits=tuple(chain.from_iterable(report.visits for report in reports)),
        steps=tuple(chain.from_iterable(report.steps for report in reports)),
        instances=tuple(chain.from_iterable(report.instances for report in reports)),
        sops=tuple(chain.from_iterable(report.sops for report in reports)),
        working_day=max((report.working_day for report in reports), default=timedelta()),
    )
