"""What the figures of a report rest on, in words; nothing that is unusual about them goes unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer
from sopengine.messages.numbers import decimal, whole
from sopengine.messages.speech import Speech, marked
from sopengine.report.lists.sentences import what_changed, wrong_actors_text


def basis_text(answer: Answer, speech: Speech) -> str:
    """One paragraph, for every report."""
    sentences = [
        speech.translate(
            "Basis: working time by the calendar of each actor as it stands now; suspensions are taken off."
        ),
        speech.translate(_FROM_START if _has_starts(answer) else _FROM_RECEIPT),
        speech.translate(
            "On time: by the due time, which is counted from receipt; of what is done, and of what is open and overdue."
        ),
    ]
    rate = answer.total.rate
    if rate:
        low, high = (decimal(100 * end, 1, speech) for end in (rate.low, rate.high))
        sentences.append(speech.text("95 % interval: {low}–{high} %.", low=low, high=high))
    if answer.total.started:
        within, started = whole(answer.total.within, speech), whole(answer.total.started, speech)
        sentences.append(
            speech.text("Worked within the standard, counted from the start: {kept} of {of}.", kept=within, of=started)
        )
    return " ".join(sentences)


def _has_starts(answer: Answer) -> bool:
    return any(group.spent.service or group.spent.waiting for group in answer.of(By.SOP))


def reserves(answer: Answer, speech: Speech) -> Iterator[str]:
    """What else there is to know, a sentence each; none where nothing is unusual."""
    if len(answer.stores) > 1:
        yield speech.text(
            "Read from {count} stores: {names}.", count=len(answer.stores), names=", ".join(answer.stores)
        )
    for told, count in zip(_TOLD, _counts(answer), strict=True):
        if count:
            yield speech.translate(told).format(count=whole(count, speech))
    if answer.wrong_actors:
        yield wrong_actors_text(answer, speech)
    yield from what_changed(answer, speech)
    if answer.without_people:
        yield speech.translate("No people are kept: who acted was checked by nobody.")


_FROM_RECEIPT, _FROM_START = marked(
    "What was taken is counted from receipt to completion, waiting included.",
    "What was taken is counted from the recorded start; without one from receipt, waiting included.",
)
_TOLD = marked(
    "Visits whose standard has no length, in no rate: {count}.",
    "Visits of actors outside the office, in no rate: {count}.",
    "Visits withdrawn or cancelled, in no rate: {count}.",
    "Due times that rest on an estimated holiday: {count}.",
    "Visits that stand as corrected: {count}.",
    "Corrections that nobody confirmed: {count}.",
    "Visits recorded by a clock that went back, whose lengths count as nothing: {count}.",
    "Work of no version that is kept, in no figure: {count}.",
    "SOPs of which an earlier release kept no days of monitoring and evaluation: {count}.",
)


def _counts(answer: Answer) -> tuple[int, ...]:
    """In the order of what is told of them."""
    total = answer.total
    out_of_rate = (total.not_measurable, total.external, total.withdrawn + total.cancelled)
    of_records = (total.corrected, answer.unconfirmed, answer.backwards, answer.unread)
    return *out_of_rate, total.provisional, *of_records, sum(review.untold for review in answer.reviews)
