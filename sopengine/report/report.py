"""The comparison of work and standards as a value."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sopengine.compliance import Visit
from sopengine.compliance.rate import Rate
from sopengine.compliance.tally import Tally
from sopengine.compliance.totals import InstanceTotal, SopTotal, StepTotal

FORMAT = 1
"""Of the plain data."""

BASIS = (
    "Working time of government offices (Perpres 21/2023, national holidays, joint leave), in the agency's zone. "
    "A visit is on time when it is done by its due time, which is counted from its opening and never moved by a start; "
    "the rate is of the visits that are done and of those that are open and overdue. "
    "What was taken is told from the start where one was recorded (service), else from the opening (sojourn)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the recorded work stood against its standards at one moment."""

    now: datetime
    visits: tuple[Visit, ...]
    """By SOP, instance and opening."""
    steps: tuple[StepTotal, ...]
    """By SOP, in the order of the form; only those that were visited."""
    instances: tuple[InstanceTotal, ...]
    sops: tuple[SopTotal, ...]
    working_day: timedelta
    """Of an ordinary day."""

    @property
    def is_late(self) -> bool:
        """Something was done late, or is overdue."""
        return any(visit.is_late for visit in self.visits)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, as `schemas/answers.schema.json` has it: times in UTC, lengths in whole seconds."""
        found: dict[str, Any] = _plain(self)
        return {"format": FORMAT, "basis": BASIS, **found}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return found | {"rate": _rate(value)} if isinstance(value, Tally) else found
    return value if value is None or isinstance(value, int | float) else str(value)


def rate_of(tally: Tally) -> Rate | None:
    """On time of the measured; None where nothing was measured."""
    return Rate(kept=tally.on_time, of=tally.measured) if tally.measured else None


def _rate(tally: Tally) -> dict[str, Any] | None:
    rate = rate_of(tally)
    if rate is None:
        return None
    return {"kept": rate.kept, "of": rate.of, "low": round(rate.low, 4), "high": round(rate.high, 4)}
