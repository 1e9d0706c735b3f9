"""The part of a story that tells of people and of the instance as a whole: whose work it was, who let it rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sopengine.execution.values.events import attaching, course, handing
from sopengine.execution.values.events.event import Event
from sopengine.people.values import Capacity

SHORT = 7
"""Signs of a digest."""


class Tells(Protocol):
    """A story in the telling."""

    def text(self, template: str, **values: object) -> str: ...

    def time(self, at: datetime | None) -> str: ...

    def task(self, item: int | None) -> str: ...

    def actor_of(self, item: int | None) -> str: ...


def acting(story: Tells, person: str, title: str, capacity: Capacity, on_behalf_of: str) -> str:
    """Who acted, as what and for whom: `Plh. Kepala Dinas (staf-1) atas nama kepala-dinas`."""
    said = {"person": person, "title": title}
    match capacity:
        case Capacity.PLT:
            who = story.text("Plt. {title} ({person})", **said)
        case Capacity.PLH:
            who = story.text("Plh. {title} ({person})", **said)
        case Capacity.DELEGATE:
            who = story.text("{person}, by delegation of {title},", **said)
        case Capacity.PARTNER:
            who = story.text("{person}, who works along with {title},", **said)
        case Capacity.VACANT:
            who = story.text("{person}, since nobody was {title},", **said)
        case Capacity.RECORDER:
            who = story.text("{person}, who recorded it for {title},", **said)
        case _:
            return person
    return who + story.text(" on behalf of {holder}", holder=on_behalf_of) if on_behalf_of else who


def _attached(story: Tells, event: attaching.Attached) -> str:
    said = {"by": event.by, "name": event.name, "task": story.task(event.item)}
    return story.text("{by} added the file '{name}' to {task}", **said)


def _taken(story: Tells, event: handing.Taken) -> str:
    return story.text("{by} took {task}", by=event.by, task=story.task(event.item))


def _given_back(story: Tells, event: handing.GivenBack) -> str:
    done = story.text("{by} gave {task} back to all whose work it is", by=event.by, task=story.task(event.item))
    return done + _reason(story, event.reason)


def _assigned(story: Tells, event: handing.Assigned) -> str:
    done = story.text("{by} gave {task} to {person}", by=event.by, task=story.task(event.item), person=event.to)
    return done + _reason(story, event.reason)


def _proposed(story: Tells, event: handing.Proposed) -> str:
    parts = []
    if event.done_at:
        parts.append(story.text("done {time}", time=story.time(event.done_at)))
    if event.done_by:
        parts.append(story.text("by {person}", person=event.done_by))
    if event.note is not None:
        parts.append(story.text("note: {note}", note=event.note or "-"))
    said = {"by": event.by, "task": story.task(event.item), "what": "; ".join(parts)}
    done = story.text("{by} asks to correct {task}: {what}; it counts once another confirms it", **said)
    return done + _reason(story, event.reason)


def _declined(story: Tells, event: handing.Declined) -> str:
    done = story.text("{by} declined the correction of {task}", by=event.by, task=story.task(event.item))
    return done + _reason(story, event.reason)


def _reason(story: Tells, reason: str) -> str:
    return f"; {story.text('reason: {reason}', reason=reason)}" if reason else ""


def _handed(story: Tells, event: course.Handed) -> str:
    return story.text("{task} became a person's work: {note}", task=story.task(event.item), note=event.note)


def _suspended(story: Tells, event: course.Suspended) -> str:
    return story.text("{by} suspended the instance: {reason}", by=event.by, reason=event.reason)


def _resumed(story: Tells, event: course.Resumed) -> str:
    return story.text("{by} let the instance go on", by=event.by)


def _cancelled(story: Tells, event: course.Cancelled) -> str:
    return story.text("{by} cancelled the instance: {reason}", by=event.by, reason=event.reason)


def _messaged(story: Tells, event: course.Messaged) -> str:
    said = {"by": event.by, "name": event.name}
    return story.text("the message '{name}' came from {by}; it is kept until something waits for it", **said)


def _migrated(story: Tells, event: course.Migrated) -> str:
    renamed = [f"{old} → {new}" for old, new in event.tasks.items() if old != new]
    names = f" ({', '.join(renamed)})" if renamed else ""
    said = {"by": event.by, "version": event.digest[:SHORT], "names": names}
    return story.text("{by} let the instance go on by version {version}{names}", **said)


def _continued(story: Tells, _event: course.Continued) -> str:
    return story.text("the instance, which had ended, runs again")


ACTS = (
    *(handing.Taken, handing.GivenBack, handing.Assigned, handing.Proposed, handing.Declined),
    *(course.Suspended, course.Resumed, course.Cancelled, course.Messaged, course.Migrated),
)
"""What somebody does; all else follows from it."""

SENTENCES: Mapping[type[Event], Callable[[Any, Any], str]] = {
    attaching.Attached: _attached,
    handing.Taken: _taken,
    handing.GivenBack: _given_back,
    handing.Assigned: _assigned,
    handing.Proposed: _proposed,
    handing.Declined: _declined,
    course.Handed: _handed,
    course.Suspended: _suspended,
    course.Resumed: _resumed,
    course.Cancelled: _cancelled,
    course.Messaged: _messaged,
    course.Migrated: _migrated,
    course.Continued: _continued,
}
