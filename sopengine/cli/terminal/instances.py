"""How the commands on instances print work."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.cli.terminal.times import time_text
from sopengine.cli.terminal.wording import say, text
from sopengine.engine import Engine
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem
from sopengine.office.work import Work, in_words


def print_next(engine: Engine, instance: Instance, items: Sequence[WorkItem]) -> None:
    """What is to be done now, and by whom; or that the instance is completed."""
    compiled = engine.compiled(instance.digest)
    for item in items:
        say("next: {item}", item=described(in_words(engine, item, compiled, instance.ref)))
    if instance.state is InstanceState.COMPLETED:
        say("instance {number} is completed", number=instance.id)


def described(work: Work) -> str:
    """A work item in one line."""
    item = work.item
    visit = text(", visit {number}", number=item.visit) if item.visit > 1 else ""
    due = text(", due {time}", time=time_text(item.due_at, work.timezone)) if item.due_at else ""
    choice = text(", outcome {labels}", labels=text(" or ").join(item.outcomes)) if item.outcomes else ""
    asks = text(", asks for {fields}", fields=", ".join(item.asks)) if item.asks else ""
    return f"{item.task} ({work.activity}), {who(work)}{visit}{due}{choice}{asks}"


def who(work: Work) -> str:
    """Who leads, and who works along."""
    partners = ", ".join(work.partners)
    return text("{lead} with {partners}", lead=work.actor, partners=partners) if partners else work.actor
