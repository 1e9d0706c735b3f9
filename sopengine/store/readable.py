"""The guard between rows and values: what another program, or a broken disk, left in a row is no bug of ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sopengine.compiled.references import check_references
from sopengine.compiled.tables import Compiled
from sopengine.compiled.text import from_text
from sopengine.errors import StorageError
from sopengine.execution.values.events.event import EVENTS_AT_MOST
from sopengine.execution.values.instance import Instance
from sopengine.execution.values.work import WorkItem, WorkState
from sopengine.store import codec

_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What a row raises that no release has written."""

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def readable(question: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """A question that raises StorageError where a row holds what nothing here has written."""

    @wraps(question)
    def guarded(*given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return question(*given, **named)
        except UnicodeDecodeError:
            raise  # the store knows its own name
        except _BROKEN as error:
            reason = f"{type(error).__name__} {error}"
            raise StorageError(
                "the store holds what cannot be read ({reason}): restore a backup", reason=reason
            ) from error

    return guarded


def known_instance(row: Sequence[Any], items: tuple[WorkItem, ...], compiled: Compiled) -> Instance:
    """Raises ValueError or KeyError where its numbers are none, or something waits where nothing can."""
    instance = codec.instance(row, items)
    if not 1 <= instance.version <= instance.events <= EVENTS_AT_MOST:
        raise ValueError(f"version {instance.version} of {instance.events} events")
    if instance.arrivals:
        _ = [compiled.awaited[point] for point in instance.arrivals]
    return instance


def known_item(row: Sequence[Any], compiled: Compiled) -> WorkItem:
    """Raises KeyError where an open one is of a task, a row or a lane that its SOP does not have."""
    item = codec.work_item(row, compiled)
    if item.state is WorkState.OPEN:
        _ = compiled.tasks[item.task], compiled.steps[item.step], compiled.actors[item.actor]
    return item


def known_open_item(row: Sequence[Any], instance: int, compiled: Compiled) -> WorkItem:
    """By a row of `codec.open_item_columns`. Raises KeyError as `known_item` does."""
    item = codec.open_item(row, instance, compiled)
    _ = compiled.steps[item.step], compiled.actors[item.actor]
    return item


def known_tables(digest: str, tables: str, text: str) -> Compiled:
    try:
        compiled = from_text(tables, text)
        check_references(compiled)
    except _BROKEN as error:
        raise StorageError(
            "cannot read definition {digest} in the store: {reason}", digest=digest[:12], reason=str(error)
        ) from error
    return compiled
