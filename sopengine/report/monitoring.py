"""The table of the six-monthly monitoring (Permenpan-RB 35/2012): one row an SOP, findings in words with figures."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.compliance.listed import OddStandard
from sopengine.compliance.measures import Counts, Group
from sopengine.compliance.runs import SopRuns
from sopengine.frozen import frozen
from sopengine.messages.lengths import hours_text
from sopengine.messages.numbers import decimal, whole
from sopengine.messages.speech import Speech
from sopengine.report.account import Account, Assessed
from sopengine.report.lists.naming import called, called_in_full
from sopengine.report.when import short_date
from sopengine.report.words import rate_text
from sopengine.settings.values import Monitoring

_MOST_STEPS, _MOST_RETURNS, _MOST_STANDARDS = 3, 2, 2
"""So many are named in a row; the annexes have all."""


@frozen
class Monitored:
    """One row: what was measured, and what people wrote of it."""

    sop: str
    agency: str

    title: str
    office: str
    number: str
    """Of the document; empty where it has none."""
    well: bool | None
    """It runs well; None where nothing could be measured."""
    notes: tuple[str, ...]
    """Sentences."""
    assessed: Assessed


def monitored(account: Account, speech: Speech) -> tuple[Monitored, ...]:
    """By agency and title, as the answer has them."""
    return tuple(_row(runs, account, speech) for runs in account.answer.sops)


def limits_text(limits: Monitoring, speech: Speech) -> str:
    """From when on an SOP runs well."""
    rate = decimal(limits.rate, 0 if limits.rate == int(limits.rate) else 1, speech)
    if not limits.overdue:
        return speech.text("runs well: {rate} % on time at least, and nothing open and overdue", rate=rate)
    return speech.several(
        "runs well: {rate} % on time at least, and no more than {count} open and overdue",
        "runs well: {rate} % on time at least, and no more than {count} open and overdue",
        limits.overdue,
        rate=rate,
    )


def runs_well(counts: Counts, limits: Monitoring) -> bool | None:
    """None where nothing could be measured."""
    if counts.rate is None:
        return None
    return 100 * counts.rate.share >= limits.rate and counts.overdue <= limits.overdue


def _row(runs: SopRuns, account: Account, speech: Speech) -> Monitored:
    paper, whole_sop = account.paper(runs), account.whole(runs)
    return Monitored(
        sop=runs.sop,
        agency=runs.agency,
        assessed=account.assessed.get((runs.agency, runs.sop)) or Assessed(),
        title=runs.title,
        office=paper.office,
        number=paper.number,
        well=runs_well(whole_sop.counts, account.limits) if whole_sop else None,
        notes=tuple(_notes(runs, whole_sop, account, speech)),
    )


def _notes(runs: SopRuns, group: Group | None, account: Account, speech: Speech) -> Iterator[str]:
    yield _course(runs, speech)
    yield from _visited(runs, group, account, speech)
    yield from _looks(runs, account, speech)


def _visited(runs: SopRuns, group: Group | None, account: Account, speech: Speech) -> Iterator[str]:
    if group is None or group.counts.rate is None:
        yield speech.translate("No visit could be measured.")
        return
    yield _rate(group.counts, speech)
    yield from _late_steps(account.steps(runs), speech)
    yield from _returns(runs, account, speech)
    yield from (_odd(found, speech) for found in _odd_standards(runs, account))
    if group.counts.provisional:
        yield speech.several(
            "{count} due time rests on an estimated holiday.",
            "{count} due times rest on an estimated holiday.",
            group.counts.provisional,
        )


def _looks(runs: SopRuns, account: Account, speech: Speech) -> Iterator[str]:
    """This table is the monitoring; what it does not settle is said."""
    for review in account.answer.reviews:
        if (review.agency, review.sop) == (runs.agency, runs.sop) and review.evaluation_overdue:
            day = short_date(review.evaluation_due, speech)
            yield speech.text("Its evaluation was due on {day}.", day=day)


def _course(runs: SopRuns, speech: Speech) -> str:
    parts = [
        speech.several("{count} run begun", "{count} runs begun", runs.started),
        speech.several("{count} completed", "{count} completed", runs.completed),
    ]
    if runs.running:
        parts.append(speech.several("{count} still running", "{count} still running", runs.running))
    if runs.suspended:
        parts.append(speech.several("{count} suspended", "{count} suspended", runs.suspended))
    if runs.cancelled:
        parts.append(speech.several("{count} cancelled", "{count} cancelled", runs.cancelled))
    return f"{', '.join(parts)}."


def _rate(counts: Counts, speech: Speech) -> str:
    kept, of, rate = whole(counts.on_time, speech), whole(counts.measured, speech), rate_text(counts.rate, speech)
    if not counts.overdue:
        return speech.text("On time {kept} of {of} ({rate}).", kept=kept, of=of, rate=rate)
    return speech.text(
        "On time {kept} of {of} ({rate}), {overdue} of them open and overdue.",
        kept=kept,
        of=of,
        rate=rate,
        overdue=whole(counts.overdue, speech),
    )


def _late_steps(steps: tuple[Group, ...], speech: Speech) -> Iterator[str]:
    late = sorted((group for group in steps if _late(group)), key=lambda group: (-_late(group), group.rank))
    named = [
        speech.text(
            "{step}, {late} of {of}",
            step=called_in_full(group.number, group.activity, speech),
            late=whole(_late(group), speech),
            of=whole(group.counts.measured, speech),
        )
        for group in late[:_MOST_STEPS]
    ]
    if named:
        more = len(late) - len(named)
        others = [speech.several("{count} other step", "{count} other steps", more)] if more else []
        yield speech.text("Late: {steps}.", steps="; ".join([*named, *others]))


def _late(group: Group) -> int:
    return group.counts.late + group.counts.overdue


def _returns(runs: SopRuns, account: Account, speech: Speech) -> Iterator[str]:
    found = [each for each in account.answer.returns if (each.agency, each.sop) == (runs.agency, runs.sop)]
    for each in found[:_MOST_RETURNS]:
        yield speech.several(
            "Returned from {source} to {target}: {count} time, {length} of rework.",
            "Returned from {source} to {target}: {count} times, {length} of rework.",
            each.visits,
            source=called(each.from_number, each.from_activity, speech),
            target=called(each.to_number, each.to_activity, speech),
            length=hours_text(each.taken, speech),
        )


def _odd_standards(runs: SopRuns, account: Account) -> list[OddStandard]:
    odd = [each for each in account.answer.odd_standards if (each.agency, each.sop) == (runs.agency, runs.sop)]
    return odd[:_MOST_STANDARDS]


def _odd(found: OddStandard, speech: Speech) -> str:
    step = called(found.number, found.activity, speech)
    values = {"step": step, "standard": found.standard, "visits": whole(found.visits, speech)}
    if found.too_long:
        return speech.several(
            "Standard of {step} ({standard}): {percent} % of it at most was ever taken ({visits} visit): review it.",
            "Standard of {step} ({standard}): {percent} % of it at most was ever taken ({visits} visits): review it.",
            found.visits,
            percent=round(100 * found.most),
            **values,
        )
    return speech.several(
        "Standard of {step} ({standard}): {percent} % of it at least was taken ({visits} visit): review it.",
        "Standard of {step} ({standard}): {percent} % of it at least was taken ({visits} visits): review it.",
        found.visits,
        percent=round(100 * found.least),
        **values,
    )
