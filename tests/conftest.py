"""Makes the modules beside it importable from every test, and gives what tests of running instances share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from still_clock import Clock

from sopengine.engine import Engine

# A slow moment of the machine is no fault of what is tested; figures come from benchmarks/.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read English, whatever the language of the machine."""
    monkeypatch.setenv("SOP_LANG", "en")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(clock: Clock) -> Iterator[Engine]:
    with Engine("sqlite://", clock=clock) as engine:
        yield engine
