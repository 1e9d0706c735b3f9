"""`sop draw --instance`: the form of one run, tinted by what has become of its tasks."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.diagram import Page, draw_live
from sopengine.diagram.views.progress import Progress
from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.graph import Graph
from sopengine.language import read


def instance_pages(db: str, name: str, *, draft: bool = False) -> tuple[str, tuple[Page, ...]]:
    """What the names of the files begin with, and the pages of the version that the instance is pinned to."""
    with Engine(db, create=False) as engine:
        progress, compiled = _progress(engine, name)
    pages = draw_live(_pinned(compiled), progress, draft=draft)
    id = f"{progress.instance.sop}-instance-{progress.instance.id}"
    return id, tuple(replace(page, name=f"{id}{page.name.removeprefix(progress.instance.sop)}") for page in pages)


def _progress(engine: Engine, name: str) -> tuple[Progress, Compiled]:
    instance = engine.instance(name)
    compiled, items, now = engine.compiled(instance.digest), engine.visits(instance.id), engine.now()
    late = {item.id: late for item in items if (late := engine.late_by(item, compiled, now)) is not None}
    return Progress(instance=instance, items=items, late=late, moment=now), compiled


def _pinned(compiled: Compiled) -> Graph:
    """The definition as it was when the instance began."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{compiled.sop}.yaml")
        file.write_text(compiled.text, encoding="utf-8", newline="")
        definition = read(file).definition
    if definition is None:
        raise StorageError("the store holds no text of {sop} that can be drawn", sop=compiled.sop)
    return Graph(definition)
