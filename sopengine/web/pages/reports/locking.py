"""Locking a report with its figures, and reopening it."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from sopengine.engine.reporting import reports_of
from sopengine.errors import RefusedError, SopError
from sopengine.office.reporting import locking
from sopengine.report.account import Account, Assessed
from sopengine.report.periods import period_days, period_name
from sopengine.store.reports.values import ReportState
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.reports.asking import Wanted, has_ended, measured, state_of, wanted
from sopengine.web.words.reason import reason


def shown(asked: Asked) -> Response:
    """What would be locked, before it is."""
    report = wanted(asked)
    state = state_of(asked, report)
    return _page(asked, report, state)


def lock(asked: Asked) -> Response:
    """As it is measured now; refused where notes or actions changed since the page was shown."""
    report, state = _whole(wanted(asked)), state_of(asked, wanted(asked))
    seen = asked.form.get("version", "")
    try:
        if not has_ended(asked, report):
            raise RefusedError("the period {period} has not ended: what still grows is not locked", period=report.name)
        if seen != str(state.version):
            raise RefusedError(
                "the report {period} was changed meanwhile: look at it, then lock it", period=report.name
            )
        locking.lock(reports_of(asked.engine), measured(asked, report, state), state, by=asked.person.id)
    except SopError as error:
        return _page(asked, report, state_of(asked, report), wrong=reason(error, asked.speech))
    return moved(f"/reports/{report.name}?locked=1")


def reopen(asked: Asked) -> Response:
    """By an admin, with a reason."""
    report = _whole(wanted(asked))
    reports_of(asked.engine).reopen(report.name, by=asked.person.id, reason=asked.form.get("reason", ""))
    return moved(f"/reports/{report.name}?reopened=1")


def figures(asked: Asked) -> Response:
    """What was locked, as it lies in the store: its SHA-256 is the one that is printed."""
    report = wanted(asked)
    text = reports_of(asked.engine).figures(state_of(asked, report))
    headers = {"Content-Disposition": f'attachment; filename="{report.name}.json"'}
    return Response(text.encode(), media_type="application/json", headers=headers)


def _page(asked: Asked, report: Wanted, state: ReportState, *, wrong: str = "") -> Response:
    told = measured(asked, _whole(report), state)
    return asked.page(
        "reports/locking.html",
        status=HTTPStatus.CONFLICT if wrong else HTTPStatus.OK,
        report=report,
        name=period_name(report.period, asked.speech),
        days=period_days(report.period, asked.speech),
        sops=len(told.answer.sops),
        without=_without_action(told),
        ended=has_ended(asked, report),
        state=state,
        wrong=wrong,
    )


def _without_action(told: Account) -> int:
    """SOPs for which no action was written."""
    return sum(not told.assessed.get((runs.agency, runs.sop), Assessed()).action for runs in told.answer.sops)


def _whole(report: Wanted) -> Wanted:
    return Wanted(name=report.name, period=report.period, sop="")
