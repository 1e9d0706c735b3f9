"""What the notice says after a form was posted: what was saved, where the work is now, and the way to take it back."""

from __future__ import annotations

from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen
from sopengine.web.asked import Asked
from sopengine.web.words.moments import near


@frozen
class Saved:
    """One completed work item."""

    item: int
    when: str
    words: str
    can_be_undone: bool


def saved_notice(asked: Asked) -> Saved | None:
    """Of the work item that `?saved=` names; None where it is not one that this person has just completed."""
    number = asked.query.get("saved", "")
    item = asked.engine.work_item(int(number)) if number.isdecimal() and len(number) <= 18 else None
    if item is None or item.done_by.casefold() != asked.person.id.casefold() or item.recorded_at is None:
        return None
    instance = asked.engine.instance(item.instance)
    compiled = asked.engine.compiled(instance.digest)
    named = instance.ref or compiled.title
    opened = [one for one in asked.engine.visits(instance.id) if one.opened_by == item.id and not one.withdrawn]
    speech = asked.speech
    at = ", ".join(dict.fromkeys(compiled.actors[one.actor] for one in opened if one.open))
    if instance.state is InstanceState.COMPLETED:
        words = speech.text("{matter} is finished.", matter=named)
    elif at:
        words = speech.text("{matter} is now with {actors}.", matter=named, actors=at)
    else:
        words = speech.text("{matter} waits for other work.", matter=named)
    return Saved(
        item=item.id,
        when=near(item.recorded_at, asked.now, compiled.timezone, speech),
        words=words,
        can_be_undone=item.state is WorkState.DONE and not any(_is_touched(one) for one in opened),
    )


def _is_touched(item: WorkItem) -> bool:
    """Somebody has begun or ended it."""
    return not item.open or item.started_at is not None
