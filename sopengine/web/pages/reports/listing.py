"""All reports: quarters and halves of years, which of them are locked, each with its table to print."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from sopengine.compliance.question import Period
from sopengine.engine.reporting import reports_of
from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.words.telling import Telling
from sopengine.report.periods import keyed_period, period_days, period_name
from sopengine.store.reports.values import ReportEvent, ReportEventKind
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.reports.asking import Wanted, has_ended, periods


@frozen
class Row:
    """One report."""

    key: str
    name: str
    days: str
    runs: bool
    """Its period has not ended."""
    locked: str
    """When, and by whom; empty where it is not."""


def shown(asked: Asked) -> Response:
    """The list; where a period was chosen in a form, that report."""
    if quarter := asked.query.get("quarter", ""):
        sop = asked.query.get("sop", "")
        path = f"/reports/{quote(quarter, safe='')}"
        return moved(f"{path}?sop={quote(sop)}" if sop else path)
    latest = {one.period: one for one in reports_of(asked.engine).lockings()}
    keys = periods(asked)
    keys += sorted((key for key in latest if key not in keys), reverse=True)
    rows = [_row(asked, key, period, latest.get(key)) for key in keys if (period := keyed_period(key))]
    return asked.page(
        "reports/listing.html",
        latest=next(row for row in rows if not row.runs),
        quarters=[row for row in rows if "-Q" in row.key],
        halves=[row for row in rows if "-S" in row.key],
        has_work=bool(asked.engine.digests()),
    )


def _row(asked: Asked, key: str, period: Period, latest: ReportEvent | None) -> Row:
    told = Telling(speech=asked.speech, year=asked.now.year)
    locked = ""
    if latest and latest.kind is ReportEventKind.LOCKED:
        locked = asked.speech.text("locked {time} by {person}", time=told.time(latest.at, USUAL_ZONE), person=latest.by)
    return Row(
        key=key,
        name=period_name(period, asked.speech),
        days=period_days(period, asked.speech),
        runs=not has_ended(asked, Wanted(name=key, period=period, sop="")),
        locked=locked,
    )
