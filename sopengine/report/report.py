"""The comparison of work and standards as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sopengine.compliance import Visit
from sopengine.compliance.listed import Loss
from sopengine.compliance.measures import Counts, Group, Spent
from sopengine.compliance.question import By
from sopengine.compliance.rate import Rate
from sopengine.compliance.runs import Answer, Review, SopRuns
from sopengine.compliance.totals import InstanceTotal
from sopengine.frozen import frozen

FORMAT = 1
"""Of the plain data."""

BASIS = (
    "Working time of each actor's calendar, ordinarily that of government offices (Perpres 21/2023, national holidays, "
    "joint leave), in the agency's zone. "
    "A visit is on time when it is done by its due time, which is counted from its opening and never moved by a start; "
    "the rate is of the visits that are done and of those that are open and overdue. "
    "What was taken is told from the start where one was recorded (service), else from the opening (sojourn)."
)


@frozen
class Report:
    """How the recorded work stood against its standards at one moment."""

    answer: Answer
    """The figures."""
    visits: tuple[Visit, ...]
    """By store, instance and opening; none where they are too many."""
    instances: tuple[InstanceTotal, ...]
    """Of the visits that are listed."""
    working_day: timedelta
    """Of an ordinary day, the longest of all calendars."""
    left_out: int
    """So many visits were too many to be listed; 0 where they are."""

    @property
    def now(self) -> datetime:
        return self.answer.now

    @property
    def steps(self) -> tuple[Group, ...]:
        """By agency and SOP, in the order of the form; only those that were visited, each standard by itself."""
        return self.answer.of(By.STEP)

    @property
    def sops(self) -> tuple[SopRuns, ...]:
        return self.answer.sops

    @property
    def is_late(self) -> bool:
        """Something was done late, or is overdue."""
        return self.answer.is_late

    def of_sop(self, runs: SopRuns) -> Counts | None:
        """None where none of its work was visited yet."""
        found = (group for group in self.answer.of(By.SOP) if (group.sop, group.agency) == (runs.sop, runs.agency))
        return next((group.counts for group in found), None)

    def lost(self, runs: SopRuns) -> Loss | None:
        """What cost an SOP most."""
        found = (loss for loss in self.answer.losses if (loss.sop, loss.agency) == (runs.sop, runs.agency))
        return next(found, None)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, as `schemas/answers.schema.json` has it: times in UTC, lengths in whole seconds."""
        answer = {field.name: getattr(self.answer, field.name) for field in fields(self.answer)}
        groups = [
            {"by": [str(each) for each in by], "rows": [_group(group) for group in found]}
            for by, found in self.answer.groups.items()
        ]
        return {
            "format": FORMAT,
            "basis": BASIS,
            **_plain_fields(answer),
            "groups": groups,
            "reviews": [_review(review) for review in self.answer.reviews],
            "working_day": _plain(self.working_day),
            "visits": _plain(self.visits),
            "visits_left_out": self.left_out,
            "steps": [_step(group) for group in self.steps],
            "instances": [_instance(run) for run in self.instances],
            "sops": [_sop(self, runs) for runs in self.sops],
            "is_late": self.is_late,
        }


def rate_of(counts: Counts) -> Rate | None:
    """On time of the measured; None where nothing was measured."""
    return counts.rate


def _group(group: Group) -> dict[str, Any]:
    found = _plain_fields({field.name: getattr(group, field.name) for field in fields(group)})
    return found | {"spent": found["spent"] | {"share": group.spent.share}}


def _review(review: Review) -> dict[str, Any]:
    overdue = {"monitoring": review.monitoring_overdue, "evaluation": review.evaluation_overdue}
    found = _plain_fields({field.name: getattr(review, field.name) for field in fields(review)})
    return found | {"overdue": overdue | {"review": review.review_overdue}}


def _step(group: Group) -> dict[str, Any]:
    spread = group.spread
    return {
        "sop": group.sop,
        "agency": group.agency,
        "versions": list(group.versions),
        "step": group.step,
        "number": group.number,
        "activity": group.activity,
        "standard": group.standard,
        "allowed": _plain(group.allowed),
        "by_the_clock": group.by_the_clock,
        "basis": list(bases(group)),
        "tally": _plain(group.counts),
        "median": _plain(spread.median) if spread else None,
        "p90": _plain(spread.p90) if spread else None,
        "worst": _plain(spread.worst) if spread else None,
        "total": _plain(group.spent.taken),
        "share": group.spent.share,
        "waiting": _plain(group.spent.waiting),
        "rework": _plain(group.spent.rework),
    }


def bases(group: Group) -> tuple[str, ...]:
    """What the lengths of a step are counted from: `service`, `sojourn`, or both."""
    spent: Spent = group.spent
    found = (("service", spent.service), ("sojourn", spent.unparted))
    return tuple(name for name, length in found if length) or ("sojourn",)


def _sop(report: Report, runs: SopRuns) -> dict[str, Any]:
    counts, spread = report.of_sop(runs), runs.spread
    plain = _plain_fields({field.name: getattr(runs, field.name) for field in fields(runs)})
    return plain | {
        "instances": runs.completed + runs.cancelled + runs.running + runs.suspended,
        "tally": None if counts is None else _plain(counts),
        "median": _plain(spread.median) if spread else None,
        "p90": _plain(spread.p90) if spread else None,
        "worst": _plain(spread.worst) if spread else None,
        "working": _plain(runs.worked),
        "lost": _lost(report.lost(runs)),
    }


def _instance(run: InstanceTotal) -> dict[str, Any]:
    plain = _plain_fields({field.name: getattr(run, field.name) for field in fields(run)})
    return plain | {"lost": _lost(run.lost)}


def _lost(loss: Loss | None) -> dict[str, Any] | None:
    if loss is None:
        return None
    return {
        "step": loss.step,
        "number": loss.number,
        "actors": loss.actor.split(", "),
        "kind": str(loss.kind),
        "working": _plain(loss.amount),
    }


def _plain_fields(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if name != "groups"}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        found = _plain_fields({field.name: getattr(value, field.name) for field in fields(value)})
        return found | {"measured": value.measured, "rate": _rate(value)} if isinstance(value, Counts) else found
    return value if value is None or isinstance(value, int | float) else str(value)


def _rate(counts: Counts) -> dict[str, Any] | None:
    rate = counts.rate
    if rate is None:
        return None
    return {"kept": rate.kept, "of": rate.of, "low": round(rate.low, 4), "high": round(rate.high, 4)}
