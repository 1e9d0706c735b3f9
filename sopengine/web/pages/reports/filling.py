"""Filling in the monitoring table: a note beside the figures, the action to be taken, the initials of who assessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from starlette.responses import Response

from sopengine.engine.reporting import LONGEST, ReadBeforeError, reports_of
from sopengine.errors import SopError
from sopengine.frozen import frozen
from sopengine.report.monitoring import Monitored, monitored
from sopengine.report.periods import period_name
from sopengine.store.reports.values import Assessment, ReportState
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.oversight.scope import concerns_named
from sopengine.web.pages.reports.asking import Wanted, measured, state_of, wanted
from sopengine.web.words.reason import reason

MOST = 50
"""SOPs on one page: a form has a limit."""


@frozen
class Row:
    """One SOP, with what stands in its fields."""

    number: int
    """As in the table; names its fields."""
    told: Monitored
    typed: Assessment
    """`seq` is that of what is kept now."""
    meanwhile: Assessment | None
    """What somebody else has written since the page was shown."""
    open: bool
    """Its reader answers for the agency."""


def shown(asked: Asked) -> Response:
    report = wanted(asked)
    state = state_of(asked, report)
    return _page(asked, report, state, dict(state.assessments))


def save(asked: Asked) -> Response:
    """All rows of the page or none; where another wrote meanwhile, both are shown and nothing is lost."""
    report, typed = wanted(asked), {(one.agency, one.sop): one for one in _typed(asked)}
    reports = reports_of(asked.engine)
    try:
        reports.assess(report.name, typed.values(), by=asked.person.id)
    except ReadBeforeError as error:
        outdated = {(one.agency, one.sop) for one in error.outdated}
        return _page(asked, report, error.state, typed, outdated=outdated, wrong=reason(error, asked.speech))
    except SopError as error:
        return _page(asked, report, reports.state(report.name), typed, wrong=reason(error, asked.speech))
    return moved(f"/reports/{report.name}/monitoring?saved=1")


def _page(
    asked: Asked,
    report: Wanted,
    state: ReportState,
    typed: dict[tuple[str, str], Assessment],
    *,
    outdated: set[tuple[str, str]] | None = None,
    wrong: str = "",
) -> Response:
    table = monitored(measured(asked, report, state), asked.speech)
    first = _first(asked, len(table))
    rows = _rows(asked, table, state, typed, outdated or set())[first : first + MOST]
    return asked.page(
        "reports/filling.html",
        status=HTTPStatus.CONFLICT if wrong else HTTPStatus.OK,
        report=report,
        name=period_name(report.period, asked.speech),
        rows=rows,
        total=len(table),
        first=first,
        most=MOST,
        longest=LONGEST,
        state=state,
        wrong=wrong,
    )


def _rows(
    asked: Asked,
    table: Sequence[Monitored],
    state: ReportState,
    typed: dict[tuple[str, str], Assessment],
    outdated: set[tuple[str, str]],
) -> list[Row]:
    ours, found = concerns_named(asked), []
    for number, one in enumerate(table, 1):
        key = (one.agency, one.sop)
        kept = state.assessments.get(key) or Assessment(agency=one.agency, sop=one.sop)
        found.append(
            Row(
                number=number,
                told=one,
                typed=_as_of(typed.get(key) or kept, kept.seq),
                meanwhile=kept if key in outdated else None,
                open=ours(one.agency),
            )
        )
    return found


def _as_of(one: Assessment, seq: int) -> Assessment:
    return Assessment(agency=one.agency, sop=one.sop, note=one.note, action=one.action, initials=one.initials, seq=seq)


def _typed(asked: Asked) -> Iterator[Assessment]:
    """By the hidden fields of each row; what is no row of ours is passed over."""
    form = asked.form
    for name, agency in form.items():
        kind, _, number = name.partition(".")
        seq = form.get(f"seq.{number}", "")
        if kind == "agency" and seq.isascii() and seq.isdecimal() and len(seq) < 16:
            yield Assessment(
                agency=agency,
                sop=form.get(f"sop.{number}", ""),
                note=form.get(f"note.{number}", ""),
                action=form.get(f"action.{number}", ""),
                initials=form.get(f"initials.{number}", ""),
                seq=int(seq),
            )


def _first(asked: Asked, total: int) -> int:
    text = asked.query.get("from", asked.form.get("from", ""))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    return number if number < total else 0
