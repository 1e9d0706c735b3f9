"""What follows from a command, as a value."""

from __future__ import annotations

from sopengine.execution.values.events.event import Event
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.notice import Notice, Recall
from sopengine.execution.values.work import Timer, TimerKind, WorkItem
from sopengine.frozen import frozen


@frozen
class Change:
    """All that a command does to one instance, and to others with it: written as it stands, or not at all."""

    before: int
    """Version of the instance that it was decided on; 0 for a new one."""
    after: Instance
    events: tuple[Event, ...]
    opened: tuple[WorkItem, ...] = ()
    """Work items that are new, as they now are; one may have ended already."""
    changed: tuple[WorkItem, ...] = ()
    """Work items that there were, as they now are."""
    timers: tuple[Timer, ...] = ()
    """To be set."""
    stopped: tuple[tuple[int, TimerKind], ...] = ()
    """Work items and kinds of timers, set before, that are to be cleared."""
    notices: tuple[Notice, ...] = ()
    """To be told."""
    recalls: tuple[Recall, ...] = ()
    """What is not to be told any more; after `revived`, before `notices`."""
    revived: tuple[int, ...] = ()
    """Work items that are open again: what was dropped unsent is told after all; before `recalls`."""
    straight: bool = False
    """Of the instance nothing has changed but the numbers of its changes and events, and that it may have ended; what
    `changed` names was completed, nothing else of it is other than it was."""
    others: tuple[Change, ...] = ()
    """Of the instances that called it or were called, in the order in which they were touched."""
