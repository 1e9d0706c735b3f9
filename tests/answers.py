"""Answers about recorded work, made up for tests of reports: of some SOPs with some steps, as long as one likes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta

from sopengine.calendar.elapsed.measured import Late
from sopengine.compliance.listed import Kind, LateVisit, Loss, OddStandard, OpenAge, Passage, Return
from sopengine.compliance.measures import Counts, Group, Spent, Spread
from sopengine.compliance.question import By, Period
from sopengine.compliance.records import ActedFor
from sopengine.compliance.runs import Answer, InForce, NeverRun, Review, SopRuns
from sopengine.duration.standard import Unit
from sopengine.model.reviewed import look_due

QUARTER = Period(since=date(2026, 1, 1), until=date(2026, 3, 31))
NOW = datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
NOTHING = Counts(
    done=0, on_time=0, early=0, late=0, running=0, overdue=0, not_measurable=0, withdrawn=0, cancelled=0, external=0,
    provisional=0, rework=0, started=0, within=0, corrected=0, recorded_late=0,
)  # fmt: skip
NO_TIME = Spent(
    taken=timedelta(), given=timedelta(), taken_of_given=timedelta(), waiting=timedelta(), service=timedelta(),
    unparted=timedelta(), rework=timedelta(), late=timedelta(),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sop:
    """What an answer tells of one."""

    id: str
    title: str
    agency: str
    steps: tuple[tuple[str, str, str, str], ...]
    """Number, activity, standard as printed, actor."""


def counts(*, on_time: int = 0, late: int = 0, overdue: int = 0, running: int = 0, **others: int) -> Counts:
    return replace(NOTHING, done=on_time + late, on_time=on_time, late=late, overdue=overdue, running=running, **others)


def added(groups: Iterable[Counts]) -> Counts:
    found = list(groups)
    names = [field.name for field in fields(Counts)]
    return Counts(**{name: sum(getattr(each, name) for each in found) for name in names})


def spent(groups: Iterable[Spent]) -> Spent:
    found = list(groups)
    names = [field.name for field in fields(Spent)]
    return Spent(**{name: sum((getattr(each, name) for each in found), timedelta()) for name in names})


def step_group(sop: Sop, rank: int, lots: random.Random, visits: int) -> Group:
    number, activity, standard, actor = sop.steps[rank]
    allowed = timedelta(minutes=lots.choice((10, 20, 30, 60, 120, 450, 900)))
    late, overdue = lots.randint(0, visits // 3), int(lots.random() < 0.15)
    taken = allowed * visits * lots.uniform(0.3, 1.4)
    started = lots.random() < 0.7
    median = allowed * lots.uniform(0.3, 1.5)
    rework = taken * lots.uniform(0, 0.4) * (lots.random() < 0.4)
    return Group(
        sop=sop.id,
        title=sop.title,
        agency=sop.agency,
        versions=(1,),
        step=f"langkah-{rank}",
        number=number,
        activity=activity,
        standard=standard,
        allowed=allowed,
        actor=actor,
        counts=counts(on_time=visits - late, late=late, overdue=overdue, running=overdue, rework=int(bool(rework)) * 2),
        spent=replace(
            NO_TIME,
            taken=taken,
            waiting=taken * lots.uniform(0.1, 1.2) if started else timedelta(),
            service=taken if started else timedelta(),
            unparted=timedelta() if started else taken,
            rework=rework,
        ),
        spread=Spread(of=visits, median=median, p90=median * lots.uniform(1, 3), worst=median * 4) if visits else None,
        rank=rank,
    )


def runs_of(sop: Sop, steps: list[Group], completed: int, running: int) -> SopRuns:
    worked = sum((group.spent.taken for group in steps), timedelta())
    standard = sum((group.allowed or timedelta() for group in steps), timedelta())
    mean = worked / completed if completed else timedelta()
    return SopRuns(
        sop=sop.id,
        title=sop.title,
        agency=sop.agency,
        timezone="Asia/Jakarta",
        store=0,
        digest="0" * 64,
        versions=(1,),
        started=completed + running,
        completed=completed,
        cancelled=0,
        running=running,
        suspended=0,
        spread=Spread(of=completed, median=mean, p90=mean * 1.6, worst=mean * 2) if completed else None,
        worked=worked,
        standard=standard * completed,
        standard_with_rework=standard * completed,
    )


def late_visit(sop: Sop, rank: int, number: int) -> LateVisit:
    step = sop.steps[rank % len(sop.steps)]
    received = NOW - timedelta(days=number % 60 + 2)
    return LateVisit(
        store=0,
        instance=number,
        ref=f"Berkas {number}",
        sop=sop.id,
        agency=sop.agency,
        timezone="Asia/Jakarta",
        step=f"langkah-{rank}",
        number=step[0],
        activity=step[1],
        actor=step[3],
        visit=1 + number % 3,
        received_at=received,
        due_at=received + timedelta(hours=5),
        done_at=None if number % 7 == 0 else received + timedelta(days=1),
        recorded_at=NOW,
        done_by="staf-1",
        done_for="sekretaris" if number % 5 == 0 else "",
        outcome="",
        late_by=timedelta(hours=7),
        late=Late(number=3, unit=Unit.WORKING_DAY, by_the_clock=False),
        provisional=number % 11 == 0,
        recorded_late=number % 4 == 0,
        corrected=False,
    )


def months(total: int, lots: random.Random, first: int = 1) -> tuple[Group, ...]:
    return tuple(
        Group(
            month=f"2026-{month:02}" if month > 0 else f"2025-{12 + month:02}",
            counts=counts(on_time=round(total * lots.uniform(0.6, 0.95)), late=round(total * lots.uniform(0.05, 0.3))),
            spent=NO_TIME,
            spread=None,
            rank=month,
        )
        for month in range(first, 4)
    )


def answer(sops: Iterable[Sop], *, visits: int = 12, seed: int = 7, period: Period = QUARTER) -> Answer:
    """Of work of each step so often; of no SOPs, of a period without work."""
    lots, found = random.Random(seed), list(sops)
    steps = [[step_group(sop, rank, lots, visits) for rank in range(len(sop.steps))] for sop in found]
    whole = [
        Group(
            sop=sop.id, title=sop.title, agency=sop.agency, rank=rank, spread=None,
            counts=added(group.counts for group in groups), spent=spent(group.spent for group in groups),
        )
        for rank, (sop, groups) in enumerate(zip(found, steps, strict=True))
    ]  # fmt: skip
    total = added(group.counts for group in whole)
    losses = [
        Loss(
            sop=group.sop, agency=group.agency, step=group.step, number=group.number, activity=group.activity,
            actor=group.actor, kind=kind, visits=group.counts.done, amount=group.spent.taken * share,
        )
        for groups in steps for group in groups for kind, share in ((Kind.WAITING, 0.4), (Kind.LATE, 0.2))
        if visits
    ]  # fmt: skip
    late = [late_visit(sop, number, number) for sop in found for number in range(total.late // max(len(found), 1))]
    return Answer(
        now=NOW,
        period=period,
        stores=("sop.db",),
        zones=("Asia/Jakarta",),
        visits=total.done + total.open + total.withdrawn + total.cancelled + total.external,
        total=total,
        groups={
            (By.STEP,): tuple(group for groups in steps for group in groups),
            (By.SOP,): tuple(whole),
            (By.AGENCY,): tuple(whole),
            (By.ACTOR,): (),
            (By.VERSION,): (),
            (By.MONTH,): months(visits * 3, lots) if found and visits else (),
        },
        losses=tuple(sorted(losses, key=lambda loss: -loss.amount)),
        late_visits=tuple(late[:100]),
        ages=tuple(_age(sop, days, visits) for sop in found for days in (0, 2, 5, 12, 40)),
        returns=tuple(_return(sop) for sop in found),
        passages=tuple(_passage(sop, rank, visits) for sop in found for rank in range(len(sop.steps) - 1)),
        odd_standards=tuple(_odd(sop) for sop in found[:1]),
        acted_for=tuple(
            ActedFor(agency=sop.agency, actor="Sekretaris", by="staf-1", whom="sekretaris", visits=3)
            for sop in found[:1]
        ),
        wrong_actors=(),
        posted=0,
        sops=tuple(runs_of(sop, groups, visits // 3, 1) for sop, groups in zip(found, steps, strict=True)),
        never_run=(NeverRun(sop="lain", title="SOP lain", agency="Dinas lain", last_started_at=None),),
        reviews=tuple(_review(sop, number) for number, sop in enumerate(found)),
        without_people=1,
        unconfirmed=0,
        undone=0,
        undone_later=0,
        reckoned=(),
        unread=0,
        backwards=0,
    )  # fmt: skip


def _age(sop: Sop, days: int, visits: int) -> OpenAge:
    return OpenAge(
        sop=sop.id, agency=sop.agency, step="langkah-0", number="1", activity=sop.steps[0][1], actor="Staf",
        days=days, visits=visits % 5 + 1, overdue=days % 2,
    )  # fmt: skip


def _return(sop: Sop) -> Return:
    return Return(
        sop=sop.id, agency=sop.agency, from_step="langkah-1", from_number=sop.steps[1 % len(sop.steps)][0],
        from_activity=sop.steps[1 % len(sop.steps)][1], to_step="langkah-0", to_number=sop.steps[0][0],
        to_activity=sop.steps[0][1], visits=3, taken=timedelta(hours=4),
    )  # fmt: skip


def _passage(sop: Sop, rank: int, visits: int) -> Passage:
    return Passage(
        sop=sop.id, agency=sop.agency, from_step=f"langkah-{rank}", to_step=f"langkah-{rank + 1}", visits=visits
    )


def _review(sop: Sop, number: int) -> Review:
    """Of the first all is overdue, of the second nothing, and so on."""
    in_force = date(2026, 1, 1) if number % 2 else date(2024, 2, 29)
    return Review(
        sop=sop.id, title=sop.title, agency=sop.agency, as_of=date(2026, 3, 31), in_force=in_force,
        in_force_by=InForce.FORMAL, monitored=None if number else date(2025, 1, 17), evaluated=None, review=None,
        monitoring_due=look_due(in_force, None, 6), evaluation_due=look_due(in_force, None, 12), untold=False,
    )  # fmt: skip


def _odd(sop: Sop) -> OddStandard:
    return OddStandard(
        sop=sop.id, agency=sop.agency, version=1, step="langkah-0", number="1", activity=sop.steps[0][1],
        standard="120 hari", visits=8, least=0.01, most=0.12,
    )  # fmt: skip
