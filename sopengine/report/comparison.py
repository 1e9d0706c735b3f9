"""Compares what engines have recorded with the standards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from sopengine.calendar import in_reach
from sopengine.compliance import Visit, standard_along
from sopengine.compliance.question import By, Moment, Period, Question
from sopengine.compliance.totals import InstanceTotal, instance_total
from sopengine.engine import Engine
from sopengine.engine.earlier import tables_to_read
from sopengine.errors import MisuseError, NotFoundError
from sopengine.errors.nearest import nearest, proposal
from sopengine.errors.phrase import Phrase
from sopengine.execution.as_of import as_of
from sopengine.execution.positions import agency_of
from sopengine.execution.values.instance import InstanceState
from sopengine.people.called import in_full
from sopengine.report.report import Report
from sopengine.warehouse import ask, read_runs

LISTED = 10_000
"""So many visits at most are told one by one beside the figures."""
_USUAL = ((By.STEP,), (By.SOP,))


def comply(
    engine: Engine,
    *more: Engine,
    instance: int | str | None = None,
    sop: str | None = None,
    agency: str | None = None,
    actor: str | None = None,
    since: date | None = None,
    until: date | None = None,
    by: Iterable[str] = (),
    now: datetime | None = None,
) -> Report:
    """Of one instance, of one SOP, agency or actor, or of everything, as it stood at `now` (default: this moment).

    `more`: further stores that are measured together with the first. `since` and `until`: days by the agency's
    clock. `by`: what figures are told apart by beside steps and SOPs, of `step`, `actor`, `agency`, `version`, `month`.
    """
    if instance is not None and sop is not None:
        raise MisuseError("give an instance or an SOP, not both")
    moment = in_reach(now) if now else engine.now()
    number = engine.instance(instance).id if instance is not None else None
    question = Question(
        at=lambda _: moment,
        period=Period(since=since, until=until),
        sops=() if sop is None else (sop,),
        agencies=() if agency is None else (agency,),
        actors=() if actor is None else (actor,),
        instance=number,
        by=(*_USUAL, tuple(By(each) for each in by)) if by else _USUAL,
    )
    return compared([(str(place), each) for place, each in enumerate((engine, *more), 1)], question)


def compared(stores: Sequence[tuple[str, Engine]], question: Question) -> Report:
    """With the visits one by one, where they are few enough for that; `stores` by name."""
    check_names([engine for _, engine in stores], question)
    answer = ask([(name, engine.ask) for name, engine in stores], question)
    day = max((_working_day(engine) for _, engine in stores), default=timedelta())
    if answer.visits > LISTED:
        return Report(answer=answer, visits=(), instances=(), working_day=day, left_out=answer.visits)
    visits: list[Visit] = []
    instances: list[InstanceTotal] = []
    for _, engine in stores:
        found, lengths = read_runs(engine.ask, question)
        visits += found
        instances += _instances(engine, found, lengths, question.at)
    return Report(answer=answer, visits=tuple(visits), instances=tuple(instances), working_day=day, left_out=0)


def _working_day(engine: Engine) -> timedelta:
    days = (engine.calendar(version).hours.minutes_a_day for version in engine.versions())
    return timedelta(minutes=max(days, default=0))


def check_names(engines: Iterable[Engine], question: Question) -> None:
    """Raises NotFoundError for an SOP, an agency or an actor that no store knows."""
    versions = [version for engine in engines for version in engine.versions()]
    for sop in _unknown(question.sops, {version.sop for version in versions}):
        close = nearest(sop, {version.sop for version in versions})
        if close:
            raise NotFoundError("no instance of an SOP '{sop}': {mend}", sop=sop, mend=proposal(close))
        raise NotFoundError("no instance of an SOP '{sop}'; all of them: sop status", sop=sop)
    agencies = {name for version in versions for name in (version.agency, in_full(agency_of(version)))}
    for agency in _unknown(question.agencies, agencies):
        mend = _mend(agency, agencies)
        raise NotFoundError("no SOP in the store is of an agency '{agency}': {mend}", agency=agency, mend=mend)
    actors = {name for version in versions for pair in version.actors.items() for name in pair}
    for actor in _unknown(question.actors, actors):
        mend = _mend(actor, actors)
        raise NotFoundError("no SOP in the store has an actor '{actor}': {mend}", actor=actor, mend=mend)


def _unknown(names: Iterable[str], known: set[str]) -> list[str]:
    """In whatever case."""
    folded = {each.casefold() for each in known}
    return [name for name in names if name.casefold() not in folded]


def _mend(name: str, known: set[str]) -> Phrase:
    """What may have been meant, else all there are."""
    close = nearest(name, known)
    return proposal(close) if close else Phrase("those there are: {known}", {"known": ", ".join(sorted(known))})


def _instances(
    engine: Engine, visits: Iterable[Visit], lengths: Mapping[int, timedelta], at: Moment
) -> Iterator[InstanceTotal]:
    """By number, of those that have visits."""
    for number, own in groupby(visits, key=lambda visit: visit.instance):
        run, items = engine.instance(number), engine.visits(number)
        pinned = engine.compiled(run.digest)
        now = at(pinned.timezone)
        if run.ended_at and run.ended_at > now:
            run = replace(run, ended_at=None, state=InstanceState.RUNNING)
        calendar = engine.calendar(pinned)
        path = standard_along(as_of(items, now), tables_to_read(engine, run, items), calendar)
        yield instance_total(run, tuple(own), path, lengths.get(number, timedelta()))
