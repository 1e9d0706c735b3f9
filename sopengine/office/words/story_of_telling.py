"""The part of a story that tells who was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sopengine.execution.values.events import telling
from sopengine.execution.values.events.event import Event


class Tells(Protocol):
    """A story in the telling."""

    def text(self, template: str, **values: object) -> str: ...

    def time(self, at: datetime | None) -> str: ...

    def task(self, item: int | None) -> str: ...

    def actor(self, id: str) -> str: ...


def _reminded(story: Tells, event: telling.Reminded) -> str:
    if event.by_hand:
        reminded = story.text("{by} reminded those who have {task}", by=event.by, task=story.task(event.item))
        return reminded + (f"; {story.text('note: {note}', note=event.note)}" if event.note else "")
    said = {"task": story.task(event.item), "due": story.time(event.due_at)}
    return story.text("a reminder of {task}, which is due {due}", **said)


def _escalated(story: Tells, event: telling.Escalated) -> str:
    said = {"task": story.task(event.item), "due": story.time(event.due_at), "actor": story.actor(event.to)}
    return story.text("{actor} is told that {task} is late, which was due {due}", **said)


TOLD: Mapping[type[Event], Callable[[Any, Any], str]] = {
    telling.Reminded: _reminded,
    telling.Escalated: _escalated,
}
"""What each of these events says."""
