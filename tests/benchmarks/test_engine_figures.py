"""Whether the engine's benchmark plays what it says, and tells a missed gate from a kept one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from benchmarks.engine import __main__ as benchmark
from benchmarks.engine import flows, ours
from benchmarks.engine.bulk import go_round, multiply
from benchmarks.engine.contest import Player, contest, ratio
from benchmarks.engine.figure import Figure, as_table, not_measured
from benchmarks.engine.pragmas import FAST, HASTY, SAFE, Pragmas, driver_connections
from benchmarks.engine.setting import Setting


def test_a_figure_above_its_gate_is_missed_and_one_at_it_is_kept() -> None:
    assert Figure(what="w", value=1.21, at_most=1.2).missed
    assert not Figure(what="w", value=1.2, at_most=1.2).missed
    assert not Figure(what="w", value=9.0).missed


def test_what_was_not_measured_says_why_and_is_no_kept_gate() -> None:
    figure = not_measured("done_many", "Engine has none", 0.4)
    assert not figure.missed
    assert figure.cells()[-1] == "not measured"
    assert "Engine has none" in as_table([figure])


def test_a_ratio_compares_each_round_with_its_neighbour_in_time() -> None:
    costs = {"ours": [20.0, 200.0, 22.0], "theirs": [10.0, 100.0, 10.0]}
    assert ratio(costs, "ours", "theirs") == 2.0


@pytest.mark.parametrize(("value", "code"), [(2.0, 1), (1.0, 0), (None, 0)])
def test_only_a_missed_gate_ends_with_exit_code_1(
    value: float | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "CASES", {"one": lambda _: iter([Figure(what="w", value=value, at_most=1.5)])})
    monkeypatch.setattr(benchmark, "versions", lambda: "")
    monkeypatch.setattr("sys.argv", ["benchmark"])
    assert benchmark.main() == code


def test_the_engine_and_the_floor_play_in_turn_in_processes_of_their_own(tmp_path: Path) -> None:
    one, other = Setting(folder=tmp_path, quick=True).copies("store", flows.office(), 4, 2)
    memory = Player("memory", "ours_in_memory", 2, flow="branches", size=3)
    durable = Player("durable", "ours_durable", 2, file=one, pragmas=asdict(FAST))
    floor = Player("floor", "floor", 2, file=other, pragmas=asdict(FAST))
    costs = contest([memory, durable, floor], rounds=1)
    assert [len(costs[label]) for label in ("memory", "durable", "floor")] == [1, 1, 1]
    assert all(cost > 0 for of_one in costs.values() for cost in of_one)
    played = ours.Durable(one)
    assert played.completed() == 4 * len(flows.OFFICE_LABELS)
    played.close()


@pytest.mark.parametrize("pragmas", [FAST, SAFE, HASTY], ids=str)
def test_the_engine_works_under_the_pragmas_that_a_case_asks_for(tmp_path: Path, pragmas: Pragmas) -> None:
    ours.started(tmp_path / "store.db", flows.office(), 1)
    durable = ours.Durable(tmp_path / "store.db")
    durable.under(pragmas)
    durable.done(durable.open_items()[0])
    assert durable.is_under(pragmas)
    for connection in driver_connections(tmp_path / "store.db"):
        connection.execute("PRAGMA synchronous = EXTRA")
    assert not durable.is_under(pragmas)
    durable.close()


def test_multiplied_instances_are_the_fold_of_their_events(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    ours.started(file, flows.loops(1), 1)
    durable = ours.Durable(file)
    go_round(durable, 5)
    durable.close()
    multiply(file, 1, 3)
    multiplied = ours.Durable(file)
    assert multiplied.is_sound()
    assert multiplied.completed() == 4 * 5
    assert len(multiplied.open_items()) == 4
    multiplied.close()
