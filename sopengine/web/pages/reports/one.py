"""The report of a quarter: as a page, as a file that prints, as the regulation's table for Word and Excel."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from starlette.responses import Response

from sopengine.errors import NotFoundError
from sopengine.messages.speech import Speech
from sopengine.office.reporting.files import HANDED_IN, handed_in_as
from sopengine.report.account import Account
from sopengine.report.locked.seal import seal_text
from sopengine.report.page.document import document
from sopengine.report.page.monitoring_html import monitoring_html
from sopengine.report.page.opening import heading, summary
from sopengine.report.page.sections import courses, lists, overview, procedures
from sopengine.report.periods import period_name
from sopengine.web.asked import Asked
from sopengine.web.pages.reports.asking import measured, quarters, state_of, wanted
from sopengine.web.pages.reports.standing import standing, story

_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""Of the file, which brings its style along and nothing else."""


def shown(asked: Asked) -> Response:
    report = wanted(asked)
    state = state_of(asked, report)
    told = measured(asked, report, state)
    return asked.page(
        "reports/one.html",
        report=report,
        name=period_name(report.period, asked.speech),
        quarters=quarters(asked, asked.speech),
        sops=_sops(asked),
        heading=Markup(heading(told, asked.speech)),
        parts=[Markup(part(told, asked.speech)) for part in _parts(told, alone=bool(report.sop))],
        has_work=bool(told.answer.sops),
        state=state,
        seal=seal_text(told, asked.speech),
        may=standing(asked, report, state),
        story=story(asked, state.events),
    )


def printed(asked: Asked) -> Response:
    """All of it as one file without links: prints on A4 and F4, can be kept."""
    told = measured(asked, wanted(asked))
    return Response(
        document(told, asked.speech),
        media_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": _POLICY},
    )


def monitoring(asked: Asked) -> Response:
    """The monitoring table alone, with room to sign: what is handed in on paper."""
    report = wanted(asked)
    state = state_of(asked, report)
    told = measured(asked, report, state)
    return asked.page(
        "reports/monitoring.html",
        report=report,
        name=period_name(report.period, asked.speech),
        table=Markup(monitoring_html(told, asked.speech)) if told.answer.sops else "",
        state=state,
        may=standing(asked, report, state),
    )


def handed_in(asked: Asked) -> Response:
    """The monitoring table, to be filled in, signed and handed in."""
    report, ending = wanted(asked), f".{asked.place['ending']}"
    if ending not in HANDED_IN:
        raise NotFoundError("there is no report as '{ending}'", ending=ending)
    made = handed_in_as(ending, measured(asked, report), excel=True)
    name = f"monev-{report.name}{f'-{report.sop}' if report.sop in _sop_ids(asked) else ''}{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, media_type=_TYPES[ending], headers=headers)


def _parts(told: Account, *, alone: bool) -> tuple[Callable[[Account, Speech], str], ...]:
    """Of one SOP also its steps, form and map; of a quarter without work what is known of SOPs beyond it."""
    if not told.answer.sops:
        return (summary, lists)
    steps = (procedures,) if alone else ()
    return (summary, overview, courses, monitoring_html, *steps, lists)


def _sops(asked: Asked) -> list[tuple[str, str]]:
    """That the store keeps: id and title, by title."""
    found = {version.sop: version.title for version in asked.engine.versions()}
    return sorted(found.items(), key=lambda each: each[1].casefold())


def _sop_ids(asked: Asked) -> set[str]:
    return {id for id, _ in _sops(asked)}
