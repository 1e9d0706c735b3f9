"""How commands print work."""

from __future__ import annotations

from sopengine.cli.terminal.table import tied
from sopengine.cli.terminal.wording import text
from sopengine.execution.values.work import WorkItem
from sopengine.office.running.work import Work
from sopengine.office.words.telling import Telling


def described(work: Work, told: Telling) -> str:
    """A work item in one line."""
    item = work.item
    visit = text(", visit {number}", number=item.visit) if item.visit > 1 else ""
    waits = "".join(f", {words}" for words in (told.awaited(work), told.why_again(work)) if words)
    due = text(", due {time}", time=told.due(work)) if item.due_at else ""
    choice = text(", outcome {labels}", labels=text(" or ").join(item.outcomes)) if item.outcomes else ""
    asks = text(", asks for {fields}", fields=", ".join(item.asks)) if item.asks else ""
    return f"{named(item)} ({work.activity}), {told.who(work)}{visit}{due}{choice}{asks}{waits}"


def named(item: WorkItem) -> str:
    """A work item by its task, and what it is for where there are several."""
    return item.task + (text(" for {entry}", entry=item.entry) if item.entry else "")


def due_cell(work: Work, told: Telling) -> str:
    """For a table: the time stays in one piece; empty where there is none."""
    return f"{tied(told.time(work.item.due_at, work.timezone))} {told.mark(work)}".strip()
