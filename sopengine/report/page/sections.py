"""The parts of the report below its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sopengine.compliance.question import By
from sopengine.compliance.runs import SopRuns
from sopengine.errors.clock import clock_text
from sopengine.interchange.table import Table
from sopengine.messages.speech import Speech
from sopengine.report.account import Account
from sopengine.report.charts.ages import ages_chart
from sopengine.report.charts.months import months_chart
from sopengine.report.charts.runs import runs_chart
from sopengine.report.charts.spent import spent_chart
from sopengine.report.charts.steps import steps_chart
from sopengine.report.figures import age_groups, month_points, run_bars, spent_bar, step_bars
from sopengine.report.lists.procedures import never_table, odd_table, review_table
from sopengine.report.lists.steps import sop_table, step_table
from sopengine.report.lists.visits import acted_table, late_table, loss_table, return_table, wrong_table
from sopengine.report.page.columns import in_columns
from sopengine.report.page.figure import FULL, figure
from sopengine.report.page.markup import Markup, element, joined
from sopengine.report.page.opening import slowest
from sopengine.report.page.tables import table_html
from sopengine.report.periods import period_name
from sopengine.report.when import local

ON_THE_FIRST_PAGE = 5
"""SOPs, or steps, whose bars stand on it."""
LOSSES, LATE, OTHERS = 5, 50, 30
"""Rows of lists on the page."""
FORMS = 12
"""SOPs that have a part of their own: the slowest."""


def overview(account: Account, speech: Speech) -> Markup:
    """Of several SOPs a row each, of one its steps; month by month, the age of open work, and where most was lost."""
    losses = _listed(speech.translate("Where most time was lost"), loss_table(account, speech, LOSSES), speech)
    if len(account.answer.sops) == 1:
        return joined((_step_charts(account.answer.sops[0], account, speech, ""), _in_time(account, speech), losses))
    return joined((_sop_charts(account, speech), _in_time(account, speech), _sop_table(account, speech), losses))


def courses(account: Account, speech: Speech) -> Markup:
    """Runs in the calendar; nothing where none is known."""
    if not account.runs or account.window is None:
        return Markup("")
    return figure(runs_chart(account.runs, account.window, account.more_runs, speech), speech, wide=FULL)


def _in_time(account: Account, speech: Speech) -> Markup:
    answer = account.answer
    points = month_points(account.trend or answer.of(By.MONTH), answer.period, speech)
    period = period_name(answer.period, speech) if any(point.inside for point in points) else ""
    stand = clock_text(local(answer.now, account.zone), speech.translate)
    return element(
        "div",
        figure(months_chart(points, account.limits.rate, period, speech), speech),
        figure(ages_chart(age_groups(answer.ages), stand, speech), speech),
        kind="two",
    )


def lists(account: Account, speech: Speech) -> Markup:
    """What needs a look one by one; parts with nothing in them are left out."""
    parts = (
        (speech.translate("Late visits"), late_table(account, speech, LATE)),
        (speech.translate("Returns"), return_table(account, speech, OTHERS)),
        (speech.translate("Standards to review"), odd_table(account, speech, OTHERS)),
        (speech.translate("Who stood in for whom"), acted_table(account, speech, OTHERS)),
        (speech.translate("Done by somebody not in the position"), wrong_table(account, speech, OTHERS)),
        (speech.translate("Monitoring and evaluation that are overdue"), review_table(account, speech, OTHERS)),
        (speech.translate("SOPs that did not run"), never_table(account, speech, OTHERS)),
    )
    return joined(_listed(title, table, speech) for title, table in parts if table.rows)


def procedures(account: Account, speech: Speech) -> Markup:
    """A part an SOP: its steps, its form, its map; of many only the slowest."""
    order = slowest(account.answer)
    alone = len(order) == 1
    parts = [
        _procedure(runs, account, speech, f"sop{place}", alone=alone) for place, runs in enumerate(order[:FORMS], 1)
    ]
    more = len(order) - FORMS
    if more > 0:
        told = speech.several(
            "{count} other SOP has no part of its own here: sop comply --sop ID --report FILE",
            "{count} other SOPs have no part of their own here: sop comply --sop ID --report FILE",
            more,
        )
        parts.append(element("p", told, kind="meta"))
    return joined(parts)


def _sop_charts(account: Account, speech: Speech) -> Markup:
    order = slowest(account.answer)
    shown = [(account.paper(runs).office, runs) for runs in order[:ON_THE_FIRST_PAGE]]
    bars = [spent_bar(group, office) for office, runs in shown if (group := account.whole(runs)) is not None]
    took = steps_chart(
        run_bars(shown, speech),
        speech,
        name="sops",
        title=speech.translate("Time of each SOP against its standard"),
    )
    spent = spent_chart(bars, speech, name="sops-spent")
    charts = element("div", figure(took, speech), figure(spent, speech), kind="two")
    left = len(order) - len(shown)
    more = speech.several("{count} other SOP is in the table only.", "{count} other SOPs are in the table only.", left)
    note = element("p", more, kind="meta") if left else ""
    return joined((charts, note))


def _sop_table(account: Account, speech: Speech) -> Markup:
    order = slowest(account.answer)
    return table_html(sop_table([(account.paper(runs).office, runs) for runs in order], account, speech), speech)


def _procedure(runs: SopRuns, account: Account, speech: Speech, name: str, *, alone: bool) -> Markup:
    paper, steps = account.paper(runs), account.steps(runs)
    about = element("small", ", ".join(filter(None, (paper.office, paper.number))))
    head = element("h2", runs.title, " ", about, kind="new-page")
    worked = any(group.counts.done for group in steps)
    charts = Markup("") if alone or not worked else _step_charts(runs, account, speech, name)
    table = table_html(step_table(steps, speech), speech)
    mapped = _mapped(paper.map, f"{name}-map", speech) if worked else ()
    return joined((head, charts, table, *_drawn(paper.form, speech), *mapped))


def _step_charts(runs: SopRuns, account: Account, speech: Speech, name: str) -> Markup:
    groups = account.steps(runs)
    took = steps_chart(step_bars(groups, speech), speech, name=f"{name}-steps".strip("-"))
    spent = spent_chart([spent_bar(g, g.activity, g.number) for g in groups], speech, name=f"{name}-spent".strip("-"))
    return element("div", figure(took, speech), figure(spent, speech), kind="two")


def _drawn(pages: Iterable[str], speech: Speech) -> Iterator[Markup]:
    for page in pages:
        yield element("div", Markup(page), kind="form", tabindex=0)


def _mapped(drawing: str, name: str, speech: Speech) -> Iterator[Markup]:
    if drawing:
        head = element("h3", speech.translate("The way the work went, with how often"))
        for place, sheet in enumerate(in_columns(drawing, name)):
            yield element("div", joined(("" if place else head, Markup(sheet))), kind="form map", tabindex=0)


def _listed(title: str, table: Table, speech: Speech) -> Markup:
    if not table.rows:
        return Markup("")
    return joined((element("h2", title), table_html(table, speech)))
