"""Sentences that the page and the terminal share, of what figures rest on."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.compliance.runs import Answer
from sopengine.messages.numbers import whole
from sopengine.messages.speech import Speech
from sopengine.report.when import local, short_date


def wrong_actors_text(answer: Answer, speech: Speech) -> str:
    """Where there are any."""
    wrong_tasks = sum(wrong.tasks for wrong in answer.wrong_actors)
    return speech.several(
        "By the positions that are kept, {count} of {all} completed tasks was done by somebody who was not in that "
        "position then; recorded when nobody was checked: {unchecked}.",
        "By the positions that are kept, {count} of {all} completed tasks were done by somebody who was not in that "
        "position then; recorded when nobody was checked: {unchecked}.",
        wrong_tasks,
        count=whole(wrong_tasks, speech),
        all=whole(answer.posted, speech),
        unchecked=whole(sum(wrong.unchecked for wrong in answer.wrong_actors), speech),
    )


def what_changed(answer: Answer, speech: Speech) -> Iterator[str]:
    """Of what was recorded, and of the calendars by which it is counted."""
    if answer.undone:
        yield speech.text(
            "Completions that were undone, counted as not done: {count}.", count=whole(answer.undone, speech)
        )
    if answer.undone_later:
        template = "Completions counted as done that were undone after the moment this tells of: {count}."
        yield speech.text(template, count=whole(answer.undone_later, speech))
    for each in answer.reckoned:
        yield speech.several(
            "The calendar '{calendar}' was replaced on {day}: what {count} visit took is counted by its new hours, "
            "what was due for it stays as it was recorded.",
            "The calendar '{calendar}' was replaced on {day}: what {count} visits took is counted by its new hours, "
            "what was due for them stays as it was recorded.",
            each.visits,
            calendar=each.calendar,
            day=short_date(local(each.kept_at, next(iter(answer.zones), "UTC")).date(), speech),
            count=whole(each.visits, speech),
        )
