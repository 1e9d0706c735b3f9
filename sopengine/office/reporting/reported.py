"""One report over some stores: asked once for the period, once more by month for what came before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sopengine.compliance.measures import Group
from sopengine.compliance.question import By, Period, Question
from sopengine.engine import Engine
from sopengine.office.reporting.account import account, period_of_trend
from sopengine.report.account import Account
from sopengine.settings.values import Monitoring
from sopengine.warehouse import ask

Stores = Sequence[tuple[str, Engine]]
"""By name, as they were given."""
_TOLD_APART = ((By.STEP,), (By.SOP,), (By.MONTH,))
_LATE_VISITS = 300


def reported(stores: Stores, question: Question, limits: Monitoring, *, drawn: bool = True) -> Account:
    """What a report tells. `drawn`: with runs, forms and maps, for a page; else for the monitoring table alone."""
    asked = [(name, engine.ask) for name, engine in stores]
    answer = ask(asked, replace(question, by=_TOLD_APART, late_visits=_LATE_VISITS))
    longer = period_of_trend(question.period, answer.now)
    trend: tuple[Group, ...] = answer.of(By.MONTH)
    if longer != question.period and answer.sops:
        trend = _trend(stores, question, longer)
    return account([engine for _, engine in stores], answer, limits, trend=trend, drawn=drawn)


def _trend(stores: Stores, question: Question, period: Period) -> tuple[Group, ...]:
    """By month alone, which costs less than all of it."""
    wanted = replace(question, period=period, by=((By.MONTH,),), late_visits=0, paths=False)
    return ask([(name, engine.ask) for name, engine in stores], wanted).of(By.MONTH)
