"""All kinds of events, by the word that is kept."""

from __future__ import annotations

from collections.abc import Mapping

from sopengine.execution.values.events import attaching, changes, course, flow, handing, telling
from sopengine.execution.values.events.event import Event

KINDS: Mapping[str, type[Event]] = {
    found.__name__.lower(): found
    for module in (flow, changes, course, handing, telling, attaching)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Event) and found is not Event
}
