"""The document that is handed in: the regulation's table filled, with annexes. It is a printed form: in Indonesian."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.compliance.question import By
from sopengine.errors.clock import clock_text
from sopengine.interchange.handed_in import Annex, HandedIn, Judged, Part
from sopengine.interchange.table import Table
from sopengine.messages.speech import Speech, marked
from sopengine.messages.speech import speech as speaking
from sopengine.report.account import Account
from sopengine.report.charts.months import months_chart
from sopengine.report.figures import month_points
from sopengine.report.lists.procedures import never_table, odd_table, review_table
from sopengine.report.lists.steps import step_table
from sopengine.report.lists.visits import late_table, loss_table, return_table
from sopengine.report.locked.seal import seal_text
from sopengine.report.monitoring import Monitored, limits_text, monitored
from sopengine.report.page.basis import basis_text
from sopengine.report.periods import period_days, period_name
from sopengine.report.when import local

HEADINGS = marked("No", "Procedure", "Judgement of its use", "Notes on the judgement", "Action to be taken", "Initials")
RUNS_WELL, RUNS_NOT = marked("runs well", "runs not well")
_ALL = 10_000
"""Rows of annexes that grow with the SOPs and not with the work."""
_LATE = 300
"""So many late visits are listed in the annex."""


def handed_in(account: Account) -> HandedIn:
    speech = speaking("id")
    return HandedIn(
        title=speech.text("Monitoring of the use of SOPs, {period}", period=period_name(account.answer.period, speech)),
        facts=tuple(_facts(account, speech)),
        name=speech.translate("Monitoring table"),
        headings=tuple(speech.translate(heading) for heading in HEADINGS),  # type: ignore[arg-type]
        yes_no=(speech.translate(RUNS_WELL), speech.translate(RUNS_NOT)),
        rows=tuple(_judged(row, speech) for row in monitored(account, speech)),
        signatures=signature_lines(speech),
        annexes=tuple(_annexes(account, speech)),
        more=speech.translate("Rows that are not shown: {count}."),
        comma=True,
    )


def signature_lines(speech: Speech) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Above the room to sign, and below it."""
    below = speech.translate("name, NIP")
    return (speech.translate("Seen by,"), speech.translate("Head of the agency"), below), (
        "......................., ....................",
        speech.translate("Assessor"),
        below,
    )


def _facts(account: Account, speech: Speech) -> Iterator[str]:
    answer = account.answer
    now = clock_text(local(answer.now, account.zone), speech.translate)
    days = period_days(answer.period, speech)
    yield speech.text("Period: {days}. As of {time}.", days=days, time=now)
    yield speech.text("Permenpan-RB 35/2012; {limits}.", limits=limits_text(account.limits, speech))
    yield basis_text(answer, speech)
    if sealed := seal_text(account, speech):
        yield sealed


def _judged(row: Monitored, speech: Speech) -> Judged:
    number = row.number or speech.translate("without a number")
    return Judged(
        title=row.title,
        below=(row.office, number),
        well=row.well,
        notes="\n".join(filter(None, (" ".join(row.notes), row.assessed.note))),
        action=row.assessed.action,
        initials=row.assessed.initials,
    )


def _annexes(account: Account, speech: Speech) -> Iterator[Annex]:
    answer = account.answer
    points = month_points(account.trend or answer.of(By.MONTH), answer.period, speech)
    steps = speech.translate("Steps")
    lost = loss_table(account, speech, 50)
    yield Annex(name=steps, title=_title(steps, speech), note="", parts=tuple(_steps(account, speech)))
    yield _annex(speech.translate("Late visits"), late_table(account, speech, _LATE), speech)
    yield _annex(speech.translate("Months"), months_chart(points, None, "", speech).table, speech)
    yield _annex(speech.translate("Losses"), lost, speech)
    yield _annex(speech.translate("Returns"), return_table(account, speech, 50), speech)
    yield _annex(speech.translate("Standards to review"), odd_table(account, speech, _ALL), speech)
    yield _annex(speech.translate("Overdue monitoring"), review_table(account, speech, _ALL), speech)
    yield _annex(speech.translate("SOPs that did not run"), never_table(account, speech, _ALL), speech)


def _steps(account: Account, speech: Speech) -> Iterator[Part]:
    for runs in account.answer.sops:
        table = step_table(account.steps(runs), speech)
        yield Part(title=f"{runs.title}, {account.paper(runs).office}", table=table)


def _annex(name: str, table: Table, speech: Speech) -> Annex:
    note = "" if table.rows else speech.translate("None in this period.")
    return Annex(name=name, title=_title(name, speech), note=note, parts=(Part(title="", table=table),))


def _title(name: str, speech: Speech) -> str:
    return speech.text("Annex: {name}", name=name)
