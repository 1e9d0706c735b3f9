"""`sop draw --instance`: the form of one run, tinted by what has become of its tasks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.diagram import Page, draw
from sopengine.diagram.tint import Mark, State, tinted
from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.execution.values.work import WorkItem
from sopengine.graph import Graph
from sopengine.language import read


def instance_pages(db: str, name: str, *, draft: bool = False) -> tuple[str, tuple[Page, ...]]:
    """What the names of the files begin with, and the pages of the version that the instance is pinned to."""
    with Engine(db, create=False) as engine:
        instance = engine.instance(name)
        compiled = engine.compiled(instance.digest)
        marks = _marks(engine, engine.visits(instance.id), compiled)
    pages = tinted(draw(_pinned(compiled), draft=draft), marks)
    id = f"{instance.sop}-instance-{instance.id}"
    return id, tuple(replace(page, name=f"{id}{page.name.removeprefix(instance.sop)}") for page in pages)


def _marks(engine: Engine, items: Iterable[WorkItem], compiled: Compiled) -> dict[str, Mark]:
    """Of each task that was reached; it is open while one of its work items is."""
    by_task: dict[str, list[WorkItem]] = {}
    for item in items:
        by_task.setdefault(item.task, []).append(item)
    return {
        task: Mark(state=_state(engine, its, compiled), visits=len({item.visit for item in its}))
        for task, its in by_task.items()
    }


def _state(engine: Engine, items: Iterable[WorkItem], compiled: Compiled) -> State:
    open_items = [item for item in items if item.done_at is None]
    if any(engine.late_by(item, compiled) for item in open_items):
        return State.LATE
    return State.CURRENT if open_items else State.DONE


def _pinned(compiled: Compiled) -> Graph:
    """The definition as it was when the instance began."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{compiled.sop}.yaml")
        file.write_text(compiled.text, encoding="utf-8", newline="")
        definition = read(file).definition
    if definition is None:
        raise StorageError("the store holds no text of {sop} that can be drawn", sop=compiled.sop)
    return Graph(definition)
