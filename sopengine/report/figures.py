"""From measured groups to what charts and tables show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from sopengine.compliance.listed import OpenAge
from sopengine.compliance.measures import Group, Spread
from sopengine.compliance.question import Period
from sopengine.compliance.runs import SopRuns
from sopengine.messages.lengths import hours_text
from sopengine.messages.speech import Speech
from sopengine.report.charts.ages import Age
from sopengine.report.charts.months import MonthPoint
from sopengine.report.charts.spent import SpentBar
from sopengine.report.charts.steps import StepBar
from sopengine.report.when import month_word

_AGES = ((0, 1), (2, 3), (4, 5), (6, 10), (11, 20), (21, None))
"""Working days of the youngest and the oldest in each group of open work."""
_NOTHING = timedelta()


def step_bars(groups: Iterable[Group], speech: Speech) -> list[StepBar]:
    """A step that had several standards has a bar for each."""
    found = list(groups)
    several = {step for step, count in Counter(group.step for group in found).items() if count > 1}
    return [
        _bar(group.number, step_label(group, several, speech), group.spread, group.standard, group.allowed)
        for group in found
    ]


def step_label(group: Group, several: Collection[str], speech: Speech) -> str:
    """The activity; of a step that had several standards with the versions that had this one."""
    if group.step not in several or not group.versions:
        return group.activity
    numbers = ", ".join(map(str, group.versions))
    return speech.text("{activity} (version {numbers})", activity=group.activity, numbers=numbers)


def run_bars(found: Iterable[tuple[str, SopRuns]], speech: Speech) -> list[StepBar]:
    """A bar an SOP: its runs from start to end, against the standards along their paths, by the mean of these."""
    bars = []
    for label, runs in found:
        mean = runs.standard / runs.completed if runs.completed and runs.standard else None
        told = hours_text(mean, speech)
        bars.append(_bar("", label, runs.spread, told, mean))
    return bars


def spent_bar(group: Group, label: str, number: str = "") -> SpentBar:
    """Waiting, work and rework share nothing: what went into later visits is taken out of the time they are part of."""
    spent = group.spent
    parted, unparted = _without_rework(spent.service, spent.unparted, spent.rework)
    return SpentBar(number=number, label=label, waiting=spent.waiting, work=parted, both=unparted, rework=spent.rework)


def month_points(groups: Iterable[Group], period: Period, speech: Speech) -> list[MonthPoint]:
    points: list[MonthPoint] = []
    for group in sorted(groups, key=lambda group: group.month):
        year, month = (int(part) for part in group.month.split("-"))
        word = month_word(month, speech, short=True)
        label = f"{word} {year % 100:02}" if month == 1 or not points else word
        points.append(MonthPoint(label=label, rate=group.counts.rate, inside=_inside(period, group.month)))
    return points


def age_groups(ages: Sequence[OpenAge]) -> list[Age]:
    found = []
    for first, last in _AGES:
        here = [age for age in ages if age.days >= first and (last is None or age.days <= last)]
        label = f"{first}–{last}" if last is not None else f"{first}+"
        overdue = sum(age.overdue for age in here)
        found.append(Age(label=label, within=sum(age.visits for age in here) - overdue, overdue=overdue))
    return found


def _bar(number: str, label: str, spread: Spread | None, standard: str, allowed: timedelta | None) -> StepBar:
    return StepBar(
        number=number,
        label=label,
        n=spread.of if spread else 0,
        standard=standard,
        allowed=allowed,
        median=spread.median if spread else None,
        p90=spread.p90 if spread else None,
    )


def _without_rework(service: timedelta, unparted: timedelta, rework: timedelta) -> tuple[timedelta, timedelta]:
    """Of the time after a start and of that without one, what first visits took; rework is taken off both alike."""
    taken = service + unparted
    if not taken:
        return _NOTHING, _NOTHING
    kept = max(taken - rework, _NOTHING)
    parted = service * (kept / taken)
    return parted, kept - parted


def _inside(period: Period, month: str) -> bool:
    since, until = (f"{day:%Y-%m}" if day else "" for day in (period.since, period.until))
    return bool(since or until) and (not since or month >= since) and (not until or month <= until)
