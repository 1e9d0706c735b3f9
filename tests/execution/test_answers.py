"""What is said on completion, and what follows from it: entries, tasks without work, data and conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flows import Tasks, flow
from running import Run

from sopengine.compiled.tables import Compiled, CompiledOutcome
from sopengine.errors import MisuseError, RefusedError
from sopengine.execution.drafting.draft import AUTOMATIC_STEPS
from sopengine.execution.values.events.flow import Passed, Started
from sopengine.expression.data import DataType, Field

FIELDS = {
    "nilai": Field(id="nilai", type=DataType.NUMBER, title="Nilai pengadaan"),
    "jenis": Field(id="jenis", type=DataType.CHOICE, options=("barang", "jasa")),
}


def altered(compiled: Compiled, task: str, **fields: Any) -> Compiled:
    return replace(compiled, tasks={**compiled.tasks, task: replace(compiled.tasks[task], **fields)})


def by_data(task: str = "pilah", many: bool = False) -> Compiled:
    """`isi` asks; `pilah` is passed by the data; `lelang` and `langsung` follow."""
    compiled = flow(
        {"isi": {"": ["pilah"]}, "pilah": {"": []}, "lelang": {"": []}, "langsung": {"": []}}, capsules=["pilah"]
    )
    outcomes = (
        CompiledOutcome(label="Besar", targets=("lelang",), when="nilai > 200000000"),
        CompiledOutcome(label="Barang", targets=("langsung", "lelang"), when='jenis == "barang"'),
        CompiledOutcome(label="Lainnya", targets=("langsung",), otherwise=True),
    )
    compiled = replace(altered(compiled, "isi", asks=("nilai", "jenis")), data=FIELDS)
    return altered(compiled, task, decides=True, outcomes=outcomes, many=many)


def test_an_instance_starts_at_the_entry_that_is_named() -> None:
    compiled = flow({"a": {"": ["c"]}, "r/x": {"": ["c"]}, "c": {"": []}}, entries=["a", "r/x"])
    assert Run(compiled).open == ["a"]
    assert Run(compiled, entry="r/x").open == Run(compiled, entry="r").open == ["r/x"]
    first = Run(compiled, entry="r").events[0]
    assert isinstance(first, Started)
    assert first.entry == "r/x"


def test_a_task_without_work_is_passed_at_once() -> None:
    run = Run(flow({"mulai": {"": ["a"]}, "a": {"": ["selesai"]}, "selesai": {"": []}}, capsules=["mulai", "selesai"]))
    assert run.open == ["a"]
    assert run.done("a").completed
    assert [event.kind for event in run.events] == [
        "started",
        "passed",
        "opened",
        "done",
        "passed",
        "completed",
    ]
    assert [event.task for event in run.events if isinstance(event, Passed)] == ["mulai", "selesai"]


def test_a_task_without_work_forks_and_joins() -> None:
    ways: Tasks = {
        "a": {"": ["k"]},
        "k": {"": ["b", "c"]},
        "b": {"": ["l"]},
        "c": {"": ["l"]},
        "l": {"": ["d"]},
        "d": {"": []},
    }
    run = Run(flow(ways, capsules=["k", "l"])).done("a")
    assert run.open == ["b", "c"]
    assert (run.done("c").open, run.waiting) == (["b"], {"l": 1})
    assert (run.done("b").open, run.waiting) == (["d"], {})


def test_tasks_without_work_are_passed_a_thousand_times_and_no_more() -> None:
    names = [str(number) for number in range(AUTOMATIC_STEPS + 1)]
    ways: Tasks = {name: {"": [after]} for name, after in zip(names, [*names[1:], "a"], strict=True)}
    passed = flow({**ways, "a": {"": []}}, entries=["1"], capsules=names)
    assert Run(passed).open == ["a"]
    with pytest.raises(RefusedError) as caught:
        Run(replace(passed, entries=("0",)))
    assert str(caught.value) == (
        "instance 12 would pass more than 1000 tasks without work, the last at '1000': "
        "its SOP needs a person's task between them"
    )


def test_who_works_along_is_named_in_the_work_item() -> None:
    run = Run(altered(flow({"a": {"": []}}), "a", partners=("kabid", "sekretaris")))
    assert (run.item().actor, run.item().partners) == ("staf-1", ("kabid", "sekretaris"))


@pytest.mark.parametrize(
    ("nilai", "jenis", "opened"),
    [
        ("200000001", "barang", ["lelang"]),
        ("1", "barang", ["langsung", "lelang"]),
        ("1", "jasa", ["langsung"]),
    ],
)
def test_the_first_condition_that_holds_wins(nilai: str, jenis: str, opened: list[str]) -> None:
    run = Run(by_data()).done(None, nilai=nilai, jenis=jenis)
    assert run.open == opened
    assert run.instance.data == {"nilai": nilai, "jenis": jenis}


def test_with_many_all_conditions_that_hold_count_and_a_target_is_reached_once() -> None:
    run = Run(by_data(many=True)).done(None, nilai="200000001", jenis="barang")
    assert run.open == ["lelang", "langsung"]
    passed = run.events[-3]
    assert isinstance(passed, Passed)
    assert passed.outcome == "Besar\nBarang"


def test_a_person_is_not_asked_for_what_the_data_decide() -> None:
    compiled = by_data("isi")
    run = Run(compiled)
    assert run.item().outcomes == ()
    with pytest.raises(RefusedError) as caught:
        run.done(None, "Besar", nilai="1", jenis="jasa")
    assert str(caught.value) == "the data decide work item 12/isi: complete it without the outcome 'Besar'"
    run.done(None, nilai="300000000", jenis="jasa")
    (closed,) = run.change.changed
    assert (run.open, closed.outcome) == (["lelang"], "Besar")


def test_a_task_is_not_completed_without_the_data_it_asks_for() -> None:
    run = Run(by_data())
    assert run.item().asks == ("nilai", "jenis")
    with pytest.raises(RefusedError) as caught:
        run.done(None, jenis="jasa")
    assert str(caught.value) == "work item 12/isi asks for nilai (Nilai pengadaan): fill in with --set nilai=…"


def test_data_that_a_task_does_not_ask_for_are_refused() -> None:
    compiled = altered(by_data(), "isi", asks=("nilai",))
    with pytest.raises(RefusedError) as caught:
        Run(compiled).done(None, nilai="1", jenis="jasa")
    assert str(caught.value) == "work item 12/isi does not ask for 'jenis'; it asks for: nilai"


def test_a_condition_on_data_that_nobody_filled_in_is_refused_never_false() -> None:
    compiled = altered(by_data(), "isi", asks=("jenis",))
    with pytest.raises(RefusedError, match="no value yet for nilai"):
        Run(compiled).done(None, jenis="jasa")


def test_data_of_another_type_are_misuse() -> None:
    with pytest.raises(MisuseError, match="'banyak' is no number for 'nilai'"):
        Run(by_data()).done(None, nilai="banyak", jenis="jasa")
    with pytest.raises(MisuseError, match="contoh has no data 'nilay': did you mean 'nilai'"):
        Run(by_data()).done(None, nilay="1")
    with pytest.raises(MisuseError, match="declared: none"):
        Run(flow({"a": {"": []}})).done(None, nilai="1")
