"""One report: the runs and forms that it shows beside what was measured are fetched and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from sopengine.compliance.measures import Group
from sopengine.compliance.question import Period
from sopengine.compliance.runs import Answer
from sopengine.engine import Engine
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.reporting.papers import Outcomes, counted, known, paper
from sopengine.office.reporting.runs_shown import moments, runs_shown, span_of
from sopengine.report.account import Account, Paper
from sopengine.report.page.opening import slowest
from sopengine.report.page.sections import FORMS
from sopengine.settings.values import Monitoring
from sopengine.store.questions.cases import outcomes

_MONTHS_BEFORE = 5
"""Shown beside those of a period, so that a change is seen."""


def account(
    engines: Sequence[Engine], answer: Answer, limits: Monitoring, *, trend: Sequence[Group] = (), drawn: bool = True
) -> Account:
    """Of all these stores, in the order in which they were asked. `drawn`: with runs and maps, for a page."""
    zone = next(iter(answer.zones), USUAL_ZONE)
    if not drawn:
        papers = {(runs.agency, runs.sop): known(engines[runs.store], runs) for runs in answer.sops}
        return Account(answer=answer, limits=limits, trend=tuple(trend), papers=papers, zone=zone)
    shown = runs_shown(engines, answer)
    return Account(
        answer=answer,
        limits=limits,
        trend=tuple(trend),
        papers=_papers(engines, answer, limits),
        runs=shown.runs,
        more_runs=shown.more,
        window=shown.window,
        zone=zone,
    )


def period_of_trend(period: Period, now: datetime) -> Period:
    """Some months more than a period of less than a year; the same where it is longer, or has no beginning."""
    since, until = period.since, period.until or now.astimezone(UTC).date()
    if since is None or until - since > timedelta(days=300):
        return period
    before = since.year * 12 + since.month - 1 - _MONTHS_BEFORE
    return Period(since=date(before // 12, before % 12 + 1, 1), until=period.until)


def _papers(engines: Sequence[Engine], answer: Answer, limits: Monitoring) -> dict[tuple[str, str], Paper]:
    """Only those are drawn that have a part of their own."""
    since, until = moments(answer)
    spans = [(engine, span_of(engine, answer, since, until)) for engine in engines]
    went = _together([counted(engine.ask(partial(outcomes, span=span))) for engine, span in spans])
    first = {(runs.agency, runs.sop) for runs in slowest(answer)[:FORMS]}
    return {
        (runs.agency, runs.sop): paper(engines[runs.store], runs, answer, went, limits)
        if (runs.agency, runs.sop) in first
        else known(engines[runs.store], runs)
        for runs in answer.sops
    }


def _together(found: Sequence[Outcomes]) -> Outcomes:
    """Of several stores; a version is the same in each."""
    counts: dict[str, dict[tuple[str, str], int]] = {}
    for one in found:
        for digest, ways in one.items():
            here = counts.setdefault(digest, {})
            for way, count in ways.items():
                here[way] = here.get(way, 0) + count
    return counts
