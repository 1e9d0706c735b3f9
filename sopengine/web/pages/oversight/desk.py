"""The head's desk: the office in one picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.responses import Response

from sopengine.compliance.question import Period
from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.desk import desk_of
from sopengine.office.reporting.trend import trend
from sopengine.office.running.inbox import let_happen
from sopengine.office.running.overseen import completed_since, in_full
from sopengine.office.running.work import Work
from sopengine.report.charts.months import months_chart
from sopengine.report.figures import month_points
from sopengine.report.page.figure import FULL, figure
from sopengine.settings.reading import settings_for
from sopengine.web.asked import Asked
from sopengine.web.pages.oversight.approvals import waiting_for_approval
from sopengine.web.pages.oversight.scope import concerns, open_work
from sopengine.web.pages.oversight.told import ages, rows, told
from sopengine.web.pages.reports.asking import latest_quarter
from sopengine.web.pages.work.reminding import reminded_notice
from sopengine.web.words.dues import Due, due
from sopengine.web.words.moments import long_day
from sopengine.web.words.reminded import reminders_of
from sopengine.web.words.whom import from_whom

OWN, LATE = 8, 10
"""Pieces of work that are shown; the pages behind have all."""


@frozen
class Mine:
    """Work that waits for who asks."""

    work: Work
    due: Due
    agency: str
    from_whom: str


def shown(asked: Asked) -> Response:
    let_happen(asked.engine)
    found, own, approvals = open_work(asked), _own(asked), waiting_for_approval(asked)
    late = [one for one in found if one.late]
    return asked.page(
        "oversight/desk.html",
        moment=long_day(asked.now, USUAL_ZONE, asked.speech),
        quarter=latest_quarter(asked, asked.speech),
        own=[_mine(asked, work) for work in own[:OWN]],
        reminders=reminders_of(asked.engine, own[:OWN], asked.now, asked.speech),
        waiting=len(own) + len(approvals),
        more=len(own) - OWN,
        approvals=approvals,
        positions=rows(asked, found),
        ages=ages(asked),
        open=len(found),
        reminded=reminded_notice(asked),
        late=told(asked, in_full(asked.engine, late[:LATE])),
        late_count=len(late),
        completed=completed_since(asked.engine, _monday(asked.now), concerns(asked)),
        trend=_trend(asked),
    )


def _own(asked: Asked) -> tuple[Work, ...]:
    """What only this person can do; in a store without people nothing is anybody's alone."""
    engine = asked.engine
    return desk_of(engine, asked.person.id).own if engine.has_people() and engine.person(asked.person.id) else ()


def _mine(asked: Asked, work: Work) -> Mine:
    engine = asked.engine
    return Mine(
        work=work,
        due=due(work, asked.now, asked.speech),
        agency=engine.compiled(engine.instance(work.item.instance).digest).agency,
        from_whom=from_whom(engine, work, asked.person.id, asked.now, asked.speech),
    )


def _monday(now: datetime) -> datetime:
    """When this week began."""
    local = now.astimezone(ZoneInfo(USUAL_ZONE))
    return (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def _trend(asked: Asked) -> Markup:
    """On time month by month, measured once an hour; empty where nothing was."""
    hour = asked.now.replace(minute=0, second=0, microsecond=0)
    ours = concerns(asked)
    groups = asked.hosted.trends.get((hour, asked.person), lambda: trend(asked.engine, ours, asked.now))
    points = [replace(point, inside=False) for point in month_points(groups, Period(), asked.speech)]
    if not any(point.rate for point in points):
        return Markup("")
    limit = settings_for(asked.hosted.definitions, {}, "monev").monitoring.rate
    return Markup(figure(months_chart(points, limit, "", asked.speech), asked.speech, wide=FULL))
