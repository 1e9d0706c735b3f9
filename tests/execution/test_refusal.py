"""Refusals say what, where and the mend."""

from __future__ import annotations

import pytest
from flows import flow, kinerja
from running import Run

from sopengine.errors import NotFoundError, RefusedError, SopError
from sopengine.execution.refusals import work as refusal


def not_open(run: Run, task: str) -> SopError:
    return refusal.not_open(run.compiled, run.instance, list(run.items.values()), task)


def test_a_misspelt_task_is_named_with_the_nearest_one() -> None:
    error = not_open(Run(kinerja()), "analisaa")
    assert isinstance(error, NotFoundError)
    assert str(error) == "kinerja has no task 'analisaa': did you mean 'analisa'?"


def test_an_unknown_task_is_named_with_all_there_are() -> None:
    error = not_open(Run(kinerja()), "xyz")
    assert str(error) == "kinerja has no task 'xyz'; its tasks: perintah, rekap, analisa, lapor"


def test_a_task_not_reached_yet_is_refused_with_what_is_open() -> None:
    error = not_open(Run(kinerja()).walk(None), "lapor")
    assert isinstance(error, RefusedError)
    assert str(error) == "work item 12/lapor is not open yet; open now: rekap (Staf-1)"


def test_a_finished_task_is_refused_with_who_did_it() -> None:
    error = not_open(Run(kinerja()).walk(None, None, "Ya"), "rekap")
    assert str(error) == "work item 12/rekap is done (by staf-1, 2026-07-01 08:15); open ones: sop tasks"


def test_a_task_that_a_completed_instance_never_reached_is_refused() -> None:
    run = Run(kinerja()).walk(None, None, "Ya", None)
    never_visited = [item for item in run.items.values() if item.task != "rekap"]
    error = refusal.not_open(run.compiled, run.instance, never_visited, "rekap")
    assert str(error) == "instance 12 is completed (2026-07-01 08:15) without 'rekap': sop status 12"


def test_a_task_that_still_waits_is_refused_with_what_it_waits_for() -> None:
    run = Run(flow({"a": {"": ["b", "c", "x"]}, "b": {"": ["d"]}, "c": {"": ["d"]}, "d": {"": []}, "x": {"": []}}))
    assert str(not_open(run.done("a").done("b"), "d")) == (
        "work item 12/d waits for what is on its way to it: c (Staf-1)"
    )


def test_a_start_where_no_instance_starts_is_refused_with_the_entries() -> None:
    compiled = flow({"a": {"": ["c"]}, "b": {"": ["c"]}, "c": {"": []}}, entries=["a", "b"])
    for entry in ("c", "x"):
        with pytest.raises(RefusedError) as caught:
            Run(compiled, entry=entry)
        assert str(caught.value) == f"contoh cannot be started at '{entry}'; it starts at: a, b"
