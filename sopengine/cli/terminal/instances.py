"""How commands print work."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.cli.terminal.table import tied
from sopengine.cli.terminal.wording import say, text
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.office.running.work import Work
from sopengine.office.words.telling import Telling


def print_next(instance: Instance, opened: Sequence[Work], told: Telling) -> None:
    """What is to be done now, and by whom; or that the instance is completed."""
    for work in opened:
        say("next: {item}", item=described(work, told))
    if instance.state is InstanceState.COMPLETED:
        say("instance {number} is completed", number=instance.id)


def described(work: Work, told: Telling) -> str:
    """A work item in one line."""
    item = work.item
    visit = text(", visit {number}", number=item.visit) if item.visit > 1 else ""
    due = text(", due {time}", time=told.due(work)) if item.due_at else ""
    choice = text(", outcome {labels}", labels=text(" or ").join(item.outcomes)) if item.outcomes else ""
    asks = text(", asks for {fields}", fields=", ".join(item.asks)) if item.asks else ""
    return f"{item.task} ({work.activity}), {told.who(work)}{visit}{due}{choice}{asks}"


def due_cell(work: Work, told: Telling) -> str:
    """For a table: the time stays in one piece; empty where there is none."""
    return f"{tied(told.time(work.item.due_at, work.timezone))} {told.mark(work)}".strip()
