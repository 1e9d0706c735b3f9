"""Compares what an engine has recorded with the standards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sopengine.calendar import Calendar, in_reach
from sopengine.compiled.tables import Compiled
from sopengine.compliance import Visit, as_of, measure, standard_along
from sopengine.compliance.totals import InstanceTotal, SopTotal, instance_total, sop_total, step_totals
from sopengine.engine import Engine
from sopengine.engine.earlier import tables_to_read
from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.report.report import Report


def comply(
    engine: Engine, *, instance: int | str | None = None, sop: str | None = None, now: datetime | None = None
) -> Report:
    """Of one instance, of all instances of one SOP, or of everything, as it stood at `now` (default: this moment)."""
    if instance is not None and sop is not None:
        raise MisuseError("give an instance or an SOP, not both")
    now = in_reach(now) if now else engine.now()
    instances = [_as_of(found, now) for found in _chosen(engine, instance, sop) if found.started_at <= now]
    items = engine.visits(instances[0].id) if instance is not None and instances else engine.visits(sop=sop)
    sops = _Sops(engine, instances, items, now)
    visits = {name: sops.visits(name) for name in sops.names}
    totals = {name: sops.instances(name) for name in sops.names}
    return Report(
        now=now,
        visits=tuple(visit for name in sops.names for visit in visits[name]),
        steps=tuple(total for name in sops.names for total in step_totals(visits[name], sops.order(name))),
        instances=tuple(total for name in sops.names for total in totals[name]),
        sops=tuple(sops.total(name, totals[name], visits[name]) for name in sops.names),
        working_day=max((sops.working_day(name) for name in sops.names), default=timedelta()),
    )


class _Sops:
    """What was recorded, by SOP and then by version."""

    def __init__(self, engine: Engine, instances: Sequence[Instance], items: Iterable[WorkItem], now: datetime) -> None:
        self.now = now
        self._engine = engine
        self._calendars: dict[tuple[str, str | None], Calendar] = {}
        self.runs = {run.id: run for run in instances}
        self.items: dict[int, list[WorkItem]] = {run.id: [] for run in instances}
        for item in items:
            if item.instance in self.items:
                self.items[item.instance].append(item)
        self.versions = {digest: engine.compiled(digest) for digest in dict.fromkeys(run.digest for run in instances)}
        self._tables = {run.id: tables_to_read(engine, run, self.items[run.id]) for run in instances}
        self.names = sorted({run.sop for run in instances})
        self.of: dict[str, list[Instance]] = {name: [] for name in self.names}
        for run in instances:
            self.of[run.sop].append(run)
        self._measured = {name: self._by_instance(name) for name in self.names}

    def visits(self, name: str) -> tuple[Visit, ...]:
        return tuple(visit for visits in self._measured[name].values() for visit in visits)

    def instances(self, name: str) -> tuple[InstanceTotal, ...]:
        return tuple(self._instance(run) for run in self.of[name])

    def order(self, name: str) -> tuple[str, ...]:
        """Of the steps, as the version has it that was started last."""
        return tuple(self._latest(name).steps)

    def total(self, name: str, instances: Sequence[InstanceTotal], visits: Sequence[Visit]) -> SopTotal:
        latest = self._latest(name)
        return sop_total(name, latest.title, latest.agency, instances, visits)

    def working_day(self, name: str) -> timedelta:
        return timedelta(minutes=self._calendar(self._latest(name)).hours.minutes_a_day)

    def _latest(self, name: str) -> Compiled:
        return self.versions[max(self.of[name], key=lambda run: run.started_at).digest]

    def _by_instance(self, name: str) -> dict[int, list[Visit]]:
        found: dict[int, list[Visit]] = {run.id: [] for run in self.of[name]}
        together: dict[int, tuple[Compiled, list[WorkItem]]] = {}
        for run in self.of[name]:
            compiled = self._tables[run.id]
            together.setdefault(id(compiled), (compiled, []))[1].extend(self.items[run.id])
        for compiled, items in together.values():
            calendars = partial(self._calendar, compiled)
            for visit in measure(items, compiled, calendars, self.now):
                found[visit.instance].append(visit)
        return found

    def _instance(self, run: Instance) -> InstanceTotal:
        compiled = self._tables[run.id]
        calendar = self._calendar(compiled)
        standard = standard_along(as_of(self.items[run.id], self.now), compiled, calendar)
        working = calendar.working_time(run.started_at, run.ended_at or self.now)
        return instance_total(run, self._measured[run.sop][run.id], standard, working)

    def _calendar(self, compiled: Compiled, actor: str | None = None) -> Calendar:
        """Of a version, or of one of its actors."""
        key = (compiled.digest, actor)
        if key not in self._calendars:
            self._calendars[key] = self._engine.calendar(compiled, actor)
        return self._calendars[key]


def _chosen(engine: Engine, instance: int | str | None, sop: str | None) -> Sequence[Instance]:
    if instance is not None:
        return (engine.instance(instance),)
    found = engine.instances(sop=sop)
    if sop is not None and not found:
        close = nearest(sop, {run.sop for run in engine.instances()})
        if close:
            raise NotFoundError("no instance of an SOP '{sop}': {mend}", sop=sop, mend=proposal(close))
        raise NotFoundError("no instance of an SOP '{sop}'; all of them: sop status", sop=sop)
    return found


def _as_of(run: Instance, now: datetime) -> Instance:
    if run.ended_at and run.ended_at > now:
        return replace(run, ended_at=None, state=InstanceState.RUNNING)
    return run
