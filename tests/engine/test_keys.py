"""An idempotency key: the same command gives the same answer and does nothing twice."""

from __future__ import annotations

import pytest
from flows import flow, kinerja

from sopengine.engine import Engine
from sopengine.errors import RefusedError


def test_starting_twice_with_one_key_starts_once(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="staf-1", ref="Triwulan II", key="k")
    assert engine.start(kinerja(), by="staf-1", ref="Triwulan II", key="k") == begun
    assert engine.instances() == (begun,)


def test_completing_twice_with_one_key_completes_once(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="staf-1")
    item = begun.open_items[0].id
    after = engine.done(item, by="staf-1", key="k")
    assert engine.done(item, by="staf-1", key="k") == after == engine.instance(begun.id)


def test_the_answer_stays_that_of_its_time(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="staf-1", key="start")
    after = engine.done(begun.open_items[0].id, by="staf-1", key="done")
    engine.done(after.open_items[0].id, by="staf-1")
    assert engine.start(kinerja(), by="staf-1", key="start") == begun
    assert engine.done(begun.open_items[0].id, by="staf-1", key="done") == after


def test_a_refused_command_leaves_its_key_free(engine: Engine) -> None:
    begun = engine.start(flow({"a": {"Ya": [], "Tidak": []}}), by="staf-1")
    item = begun.open_items[0].id
    with pytest.raises(RefusedError, match="needs an outcome"):
        engine.done(item, by="staf-1", key="k")
    engine.done(item, by="staf-1", outcome="Ya", key="k")


def test_a_key_of_another_command_is_refused(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="staf-1", key="k")
    item = begun.open_items[0].id
    engine.done(item, by="staf-1", key="l")
    said = "the key 'k' belongs to another command"
    with pytest.raises(RefusedError, match=said):
        engine.done(item, by="staf-1", key="k")
    with pytest.raises(RefusedError, match=said):
        engine.start(kinerja(), by="sekretaris", key="k")
    with pytest.raises(RefusedError, match=said):
        engine.start(flow({"a": {"": []}}), by="staf-1", key="k")
    with pytest.raises(RefusedError, match="the key 'l' belongs to another command"):
        engine.done(item, by="sekretaris", key="l")
    with pytest.raises(RefusedError, match="the key 'l' belongs to another command"):
        engine.done(item, by="staf-1", outcome="Ya", key="l")
    assert len(engine.instances()) == 1
