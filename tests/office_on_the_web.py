"""An office with work on its desks, and browsers before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import Browser

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.office.running.starting import startable

DEFINITIONS = Path(__file__).parent.parent / "definitions"

Opened = Callable[[str], Browser]
Worked = Callable[..., WorkItem]


@pytest.fixture(scope="session")
def lumajang() -> Compiled:
    """Nine steps; the seventh decides and may lead back to the fifth."""
    return startable(DEFINITIONS, "lumajang-pengukuran-kinerja")


@pytest.fixture
def opened(engine: Engine) -> Opened:
    """The browser of whoever is named; of a stranger for ""."""
    return lambda person: Browser(engine, DEFINITIONS, person)


@pytest.fixture
def worked(engine: Engine, lumajang: Compiled) -> Worked:
    """An instance that has come to a task; the open work there."""

    def until(task: str = "perintah", ref: str = "Triwulan II 2026") -> WorkItem:
        instance = engine.start(lumajang, by="staf-1", ref=ref)
        while instance.open_items[0].task != task:
            instance = engine.done(instance.open_items[0].id, by="tim-sakip")
        return instance.open_items[0]

    return until
