"""The head of the report: what it is of, five figures, the answer in a sentence, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sopengine.compliance.listed import Kind, Loss
from sopengine.compliance.measures import Group, Spent
from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer, SopRuns
from sopengine.errors.clock import clock_text
from sopengine.frozen import frozen
from sopengine.messages.lengths import hours_text, short_text
from sopengine.messages.numbers import decimal, whole
from sopengine.messages.speech import Speech
from sopengine.report.account import Account
from sopengine.report.lists.naming import called_in_full
from sopengine.report.lists.visits import kind_text
from sopengine.report.page.basis import basis_text, reserves
from sopengine.report.page.markup import Markup, element, joined
from sopengine.report.periods import period_days, period_name
from sopengine.report.when import local
from sopengine.report.words import rate_text


def opening(account: Account, speech: Speech) -> Markup:
    return joined((heading(account, speech), summary(account, speech)))


def heading(account: Account, speech: Speech) -> Markup:
    """What it is of."""
    title = speech.text("Report: {period}", period=period_name(account.answer.period, speech))
    return joined((element("h1", title), element("p", _facts(account, speech), kind="facts")))


def summary(account: Account, speech: Speech) -> Markup:
    answer = account.answer
    basis = [basis_text(answer, speech), *reserves(answer, speech)]
    return joined(
        (
            element("dl", *_keys(answer, speech), kind="key"),
            _answered(account, speech),
            element("p", " ".join(basis), kind="meta basis"),
        )
    )


def slowest(answer: Answer) -> tuple[SopRuns, ...]:
    """Those first whose completed runs took most of the standards on their paths; those without a measure last."""
    return tuple(sorted(answer.sops, key=lambda runs: -(ratio(runs) or -1)))


def ratio(runs: SopRuns) -> float | None:
    """Working time of the completed runs, of the standards on their paths; None where there is nothing to compare."""
    return runs.worked / runs.standard if runs.completed and runs.standard else None


def _facts(account: Account, speech: Speech) -> str:
    answer = account.answer
    sops = speech.several("{count} SOP", "{count} SOPs", len(answer.sops))
    agencies = speech.several("{count} agency", "{count} agencies", len({runs.agency for runs in answer.sops}))
    stands = speech.text("as of {time}", time=clock_text(local(answer.now, account.zone), speech.translate))
    return " · ".join((period_days(answer.period, speech), sops, agencies, stands))


@frozen
class _Key:
    """One figure with what it rests on."""

    words: str
    value: str
    below: str
    late: bool = False


def _keys(answer: Answer, speech: Speech) -> Iterator[Markup]:
    for key in _figures(answer, speech):
        value = element("dd", key.value, kind="value late" if key.late else "value")
        yield element("div", element("dt", key.words), value, element("dd", key.below))


def _figures(answer: Answer, speech: Speech) -> Iterator[_Key]:
    total, sops = answer.total, answer.sops
    ended = sum(runs.completed for runs in sops)
    going = sum(runs.running + runs.suspended for runs in sops)
    reworked = [group.spent.rework for group in answer.of(By.SOP)]
    yield _Key(
        words=speech.translate("On time"),
        value=rate_text(total.rate, speech) or "–",
        below=_of(answer, speech),
    )
    yield _Key(
        words=speech.translate("Runs completed"),
        value=whole(ended, speech),
        below=speech.several("{count} still running", "{count} still running", going),
    )
    yield _Key(
        words=speech.translate("Rework (hours)"),
        value=short_text(sum(reworked[1:], reworked[0]), speech) if reworked else "–",
        below=speech.several("{count} visit repeated", "{count} visits repeated", total.rework),
    )
    yield _Key(
        words=speech.translate("Open and overdue"),
        value=whole(total.overdue, speech),
        below=speech.text("of {open} open", open=whole(total.open, speech)),
        late=bool(total.overdue),
    )
    yield _Key(
        words=speech.translate("Recorded late"),
        value=f"{decimal(100 * total.recorded_late / total.done, 1, speech)} %" if total.done else "–",
        below=speech.text(
            "{late} of {done} done, more than a day after",
            late=whole(total.recorded_late, speech),
            done=whole(total.done, speech),
        ),
    )


def _of(answer: Answer, speech: Speech) -> str:
    total = answer.total
    if total.rate is None:
        return speech.translate("No visit could be measured.")
    kept, of = whole(total.on_time, speech), whole(total.measured, speech)
    if not total.overdue:
        return speech.text("{kept} of {of}", kept=kept, of=of)
    return speech.text(
        "{kept} of {of}, {overdue} of them open and overdue", kept=kept, of=of, overdue=whole(total.overdue, speech)
    )


def _answered(account: Account, speech: Speech) -> Markup:
    """Which agency is slowest, at which step, and whether for waiting or for work."""
    said = list(_sentences(account, speech))
    return element("div", *(element("p", sentence) for sentence in said), kind="answer") if said else Markup("")


def _sentences(account: Account, speech: Speech) -> Iterator[str]:
    answer = account.answer
    if not answer.sops:
        yield speech.translate("No work was recorded in this period.")
        return
    first, *others = slowest(answer)
    if ratio(first) is not None:
        yield _slowest(first, account, speech, many=bool(others))
        longest = max(answer.sops, key=lambda runs: runs.spread.median if runs.spread else timedelta())
        if longest is not first and longest.spread:
            yield speech.text(
                "Longest: {agency}, {median} from start to end by median, {percent} % of its standards.",
                agency=account.paper(longest).office,
                median=hours_text(longest.spread.median, speech),
                percent=decimal(100 * (ratio(longest) or 0), 0, speech),
            )
    else:
        yield speech.translate(
            "No run was completed in this period, so none can be held against its standards as a whole."
        )
    ours = [loss for loss in answer.losses if (loss.agency, loss.sop) == (first.agency, first.sop)]
    if ours:
        yield _where(ours, account.steps(first), speech)
    elif answer.losses:
        yield _where([answer.losses[0]], (), speech)


def _slowest(runs: SopRuns, account: Account, speech: Speech, *, many: bool) -> str:
    values = {
        "agency": account.paper(runs).office,
        "percent": decimal(100 * (ratio(runs) or 0), 0, speech),
        "number": whole(runs.completed, speech),
        "took": hours_text(runs.worked, speech),
        "standard": hours_text(runs.standard, speech),
    }
    if many:
        return speech.several(
            "Slowest against its standards: {agency}. {number} completed run took {percent} % of the standards on its "
            "path ({took} against {standard}).",
            "Slowest against its standards: {agency}. {number} completed runs took {percent} % of the standards on "
            "their paths ({took} against {standard}).",
            runs.completed,
            **values,
        )
    return speech.several(
        "{agency}: {number} completed run took {percent} % of the standards on its path ({took} against {standard}).",
        "{agency}: {number} completed runs took {percent} % of the standards on their paths ({took} against "
        "{standard}).",
        runs.completed,
        **values,
    )


def _where(losses: list[Loss], steps: tuple[Group, ...], speech: Speech) -> str:
    """The step that lost most, by all kinds of loss together, and how its time was spent."""
    lost: dict[str, list[Loss]] = {}
    for loss in losses:
        lost.setdefault(loss.step, []).append(loss)
    most = max(lost.values(), key=lambda found: sum(each.amount.total_seconds() for each in found))
    kinds = ", ".join(f"{hours_text(each.amount, speech)} {kind_text(each.kind, speech)}" for each in most)
    named = speech.text(
        "Most time was lost at {step} ({actor}): {kinds}.",
        step=called_in_full(most[0].number, most[0].activity, speech),
        actor=most[0].actor,
        kinds=kinds,
    )
    spent = [group.spent for group in steps if group.step == most[0].step]
    return f"{named} {_reason(spent, most, speech)}".strip()


def _reason(spent: Sequence[Spent], losses: Sequence[Loss], speech: Speech) -> str:
    """Waiting or work, as far as starts were recorded."""
    waiting = sum(each.waiting.total_seconds() for each in spent)
    service = sum(each.service.total_seconds() for each in spent)
    unparted = sum(each.unparted.total_seconds() for each in spent)
    if not waiting + service + unparted:
        return ""
    if unparted > waiting + service:
        return speech.translate("Whether it waited or was worked on cannot be told: starts are not recorded there.")
    share = round(100 * waiting / (waiting + service))
    if share >= 50:
        return speech.text("The reason is waiting: {share} % of its time passed before work began.", share=share)
    if any(loss.kind is Kind.REWORK for loss in losses[:1]):
        return speech.text("The reason is rework; {share} % of its time passed before work began.", share=share)
    return speech.text(
        "The reason is the work itself: only {share} % of its time passed before work began.", share=share
    )
