"""What became of each task of a running instance, as values; and moments and lengths as printed forms spell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.frozen import frozen

_DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


class State(StrEnum):
    """What has become of a task."""

    DONE = "done"
    DONE_LATE = "done late"
    """Done, and at least one visit was late."""
    CURRENT = "current"
    LATE = "late"
    """Open and past its due time."""


@frozen
class Mark:
    """What is told of one task."""

    state: State
    visits: int = 1
    outcomes: frozenset[str] = frozenset()
    """The labels with which the work left it; "" where nothing was to be decided."""


@frozen
class Progress:
    """An instance as it was at a moment."""

    instance: Instance
    items: tuple[WorkItem, ...]
    """All its work up to then, in the order of opening."""
    late: Mapping[int, timedelta] = field(default_factory=dict)
    """Of each item that is late, or was when it was done: working time past due."""
    moment: datetime

    def visits(self) -> dict[str, list[WorkItem]]:
        """The work of each task that was reached, in the order of opening; what was withdrawn does not count."""
        found: dict[str, list[WorkItem]] = {}
        for item in self.items:
            if not item.withdrawn:
                found.setdefault(item.task, []).append(item)
        return found

    def marks(self) -> dict[str, Mark]:
        """Of each task that was reached; it is open while one of its work items is."""
        return {task: self._mark(items) for task, items in self.visits().items()}

    def _mark(self, items: list[WorkItem]) -> Mark:
        waiting = [item for item in items if item.open]
        if waiting:
            state = State.LATE if any(item.id in self.late for item in waiting) else State.CURRENT
        else:
            state = State.DONE_LATE if any(item.id in self.late for item in items) else State.DONE
        left = [item for item in items if item.state in (WorkState.DONE, WorkState.EXPIRED)]
        chosen = frozenset(label for item in left for label in item.outcome.splitlines() or ("",))
        return Mark(state=state, visits=len({item.visit for item in items}), outcomes=chosen)


def stands(instance: Instance) -> str:
    """Whether it does not go on as usual, as printed; empty where it does, or is completed."""
    words = {InstanceState.SUSPENDED: "ditangguhkan", InstanceState.CANCELLED: "dibatalkan"}
    return words.get(instance.state, "")


def day_and_time(at: datetime, zone: str) -> str:
    """Such as `6 Okt 08.15`, by the clock of that zone."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {_MONTHS[local.month - 1]} {local:%H.%M}"


def moment(at: datetime, zone: str) -> str:
    """Such as `Sel 6 Okt 2026 08.15`."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year} {local:%H.%M}"


def length(time: timedelta) -> str:
    """Such as `8 j 15 mnt`; begun minutes are counted."""
    hours, minutes = divmod(max(1, -(-time // timedelta(minutes=1))), 60)
    return " ".join(part for part in (f"{hours} j" * (hours > 0), f"{minutes} mnt" * (minutes > 0)) if part)
