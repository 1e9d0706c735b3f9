"""Reading an instance that went over to another version: what it did before, too, stands in a version of its SOP."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sopengine.compiled.tables import Compiled
from sopengine.engine.questions import Questions
from sopengine.execution.values.events.course import Migrated
from sopengine.execution.values.events.flow import Started
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem


def tables_to_read(engine: Questions, instance: Instance, items: Iterable[WorkItem]) -> Compiled:
    """The version that it is pinned to, with the rows, tasks and actors of its `items` that only earlier ones had.

    To be read by, not to be run.
    """
    pinned = engine.compiled(instance.digest)
    if all(_is_known(pinned, item) for item in items):
        return pinned
    events = engine.events(instance.id)
    digests = [event.digest for event in events if isinstance(event, Started | Migrated)]
    found = pinned
    for digest in reversed(digests):
        earlier = engine.compiled(digest)
        found = replace(
            found,
            steps={**earlier.steps, **found.steps},
            tasks={**earlier.tasks, **found.tasks},
            actors={**earlier.actors, **found.actors},
            calendars={**earlier.calendars, **found.calendars},
            external=found.external | (earlier.external - found.actors.keys()),
        )
    return found


def _is_known(version: Compiled, item: WorkItem) -> bool:
    return item.step in version.steps and item.task in version.tasks and item.actor in version.actors
