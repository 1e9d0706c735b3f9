"""Real forms run from their start to their end, whatever is decided on the way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from meeting_model import Model
from running import Run

from sopengine.engine import Engine
from sopengine.graph.compile import compiled
from sopengine.rules import load

FORMS = sorted((Path(__file__).parent.parent / "definitions" / "real").glob("*.yaml"))
LONGEST = 1_000
"""Completions, by when a run that decides by lot has left every loop."""


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_real_form_runs_as_the_rule_says(form: Path) -> None:
    tables = compiled(load(form))
    lot = random.Random(form.stem)
    run, model = Run(tables), Model(tables)
    for _ in range(LONGEST):
        assert (sorted(run.open), run.waiting) == (sorted(model.open.elements()), model.waiting)
        if run.completed:
            return
        item = lot.choice(run.instance.open_items)
        label = lot.choice(item.outcomes or ("",))
        run.done(item.task, *([label] if label else []))
        model.complete(item.task, label)
    raise AssertionError(f"still open: {run.open}")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_real_form_is_kept_as_it_runs(form: Path, engine: Engine) -> None:
    graph, lot = load(form), random.Random(form.stem)
    for entry in graph.entries:
        after = engine.start(compiled(graph), by="sekretaris", entry=entry)
        while after.open_items and after.version < LONGEST:
            item = lot.choice(after.open_items)
            after = engine.done(item.id, by="staf-1", outcome=lot.choice(item.outcomes or ("",)))
        assert not after.open_items
        assert engine.instance(after.id) == after
        assert engine.verify(after.id)
