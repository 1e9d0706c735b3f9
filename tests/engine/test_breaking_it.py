"""What an attacker or an unlucky office would do: nothing lost, nothing twice, one clear message."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from flows import Tasks, flow
from still_clock import Clock

from sopengine.compiled.tables import Compiled, CompiledEach
from sopengine.engine import Completion, Engine
from sopengine.errors import RefusedError
from sopengine.execution.values.filled import Filled
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkItem, WorkState
from sopengine.expression.data import DataType, Field
from sopengine.rules import load, runnable

CHAIN: Tasks = {"a": {"": ["b"]}, "b": {"": ["c"]}, "c": {"": []}}
PROCESSES = 8
ROUNDS = 6
PATIENCE = 60
"""Seconds until a test gives up."""
ENTRIES = 10_000

processes = multiprocessing.get_context("spawn")


def complete(file: str, item: int, together: Barrier, said: Queue[str]) -> None:
    with Engine(file) as engine:
        together.wait(PATIENCE)
        said.put(answer(lambda: engine.done(item, by="staf-1")))


def answer(command: Callable[[], object]) -> str:
    try:
        command()
    except RefusedError as error:
        return str(error)
    return ""


def test_of_one_work_item_completed_from_eight_processes_one_wins(shared: str) -> None:
    file = shared
    with Engine(file) as engine:
        item = engine.start(flow(CHAIN), by="staf-1").open_items[0].id
    together, said = processes.Barrier(PROCESSES), processes.Queue()
    racers = [processes.Process(target=complete, args=(file, item, together, said)) for _ in range(PROCESSES)]
    for racer in racers:
        racer.start()
    answers = sorted(said.get(timeout=PATIENCE) for _ in racers)
    for racer in racers:
        racer.join(PATIENCE)
    assert answers[0] == ""
    assert all(text.startswith("work item 1/a is done (by staf-1, ") for text in answers[1:])
    with Engine(file) as engine:
        assert [item.task for item in engine.work_items()] == ["b"]
        assert engine.faults() == ()


def race(file: str, *commands: Callable[[Engine], object]) -> list[str]:
    """What each of these was answered, all done at once by threads with an engine of their own."""
    together, answers = threading.Barrier(len(commands)), [""] * len(commands)

    def run(place: int, command: Callable[[Engine], object]) -> None:
        with Engine(file) as engine:
            together.wait(PATIENCE)
            answers[place] = answer(lambda: command(engine))

    racers = [threading.Thread(target=run, args=(place, command)) for place, command in enumerate(commands)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(PATIENCE)
    return answers


def test_a_child_that_is_cancelled_while_it_ends_either_ended_or_was_cancelled(shared: str) -> None:
    file = shared
    child = flow({"x": {"": []}}, id="anak")
    parent = flow({"p": {"": ["q"]}, "q": {"": []}}, more={"p": {"call": "anak"}}, called={"anak": child})
    for _ in range(ROUNDS):
        with Engine(file) as engine:
            started = engine.start(parent, by="staf-1")
            (called,) = [one for one in engine.instances("anak") if one.parent == started.open_items[0].id]
        item, number = called.open_items[0].id, called.id
        ended, cancelled = race(
            file,
            lambda engine, item=item: engine.done(item, by="staf-1"),  # type: ignore[misc]
            lambda engine, number=number: engine.cancel(number, by="sekretaris", reason="ganda"),  # type: ignore[misc]
        )
        assert bool(ended) != bool(cancelled)
        with Engine(file) as engine:
            (waiting,) = engine.work_items(started.id)
            state = engine.instance(called.id).state
            if ended:
                assert "no longer wanted" in ended
                assert (waiting.task, waiting.awaits, state) == ("p", Awaits.PERSON, InstanceState.CANCELLED)
            else:
                assert "is completed" in cancelled
                assert (waiting.task, state) == ("q", InstanceState.COMPLETED)
            assert engine.faults() == ()


def test_undo_against_a_racing_completion_either_is_undone_or_went_on(shared: str) -> None:
    file = shared
    for _ in range(ROUNDS):
        with Engine(file) as engine:
            started = engine.start(flow(CHAIN), by="staf-1")
            first = started.open_items[0].id
            second = engine.done(first, by="staf-1").open_items[0].id
        undone, went_on = race(
            file,
            lambda engine, first=first: engine.undo(first, by="staf-1"),  # type: ignore[misc]
            lambda engine, second=second: engine.done(second, by="staf-2"),  # type: ignore[misc]
        )
        assert bool(undone) != bool(went_on)
        with Engine(file) as engine:
            assert [item.task for item in engine.work_items(started.id)] == (["c"] if undone else ["a"])
            assert engine.faults() == ()


@pytest.fixture
def many() -> Compiled:
    villages = Field(id="desa", type=DataType.LIST)
    each = CompiledEach(field="desa", done_when=3)
    return flow(CHAIN, data=[villages], more={"a": {"asks": ("desa",)}, "b": {"each": each}})


def test_ten_thousand_entries_are_ten_thousand_work_items(engine: Engine, many: Compiled) -> None:
    started = engine.start(many, by="staf-1")
    villages = [f"Desa {number}" for number in range(ENTRIES)]
    opened = engine.done(started.open_items[0].id, by="staf-1", data={"desa": villages}).open_items
    assert (len(opened), opened[0].entry, opened[-1].entry) == (ENTRIES, "Desa 0", f"Desa {ENTRIES - 1}")
    after = engine.done_many([Completion(item=item.id) for item in opened[:3]], by="staf-2")[-1]
    assert [item.task for item in after.open_items] == ["c"]
    states = [item.state for item in engine.visits(started.id) if item.task == "b"]
    assert (states.count(WorkState.DONE), states.count(WorkState.WITHDRAWN)) == (3, ENTRIES - 3)
    again = engine.undo(opened[2].id, by="staf-2")
    assert len(again.open_items) == ENTRIES - 2
    assert engine.faults() == ()


def test_one_entry_more_is_refused_with_one_clear_message(engine: Engine, many: Compiled) -> None:
    item = engine.start(many, by="staf-1").open_items[0].id
    villages = [f"Desa {number}" for number in range(ENTRIES + 1)]
    with pytest.raises(RefusedError, match="'desa' of instance 1 has 10001 entries"):
        engine.done(item, by="staf-1", data={"desa": villages})
    assert [one.id for one in engine.work_items()] == [item]


ROWS = (Path(__file__).parent / "rows_of_every_key.txt").read_text(encoding="utf-8")
"""Ten rows, with a number in their names and what comes after them."""
HEAD = """sop: 1
id: {id}
title: Pelayanan Terpadu
agency: {{name: Dinas Contoh}}
document: {{number: 1/2026, created: 2026-01-02}}
calendar: enam-hari
actors:
  staf: Staf
  kabid: {{title: Kepala Bidang, calendar: enam-hari}}
  sistem: {{title: Sistem Informasi, kind: system}}
  pemohon: {{title: Pemohon, kind: external}}
data: {{nilai: {{type: number, title: Nilai}}, desa: {{type: list, title: Desa}}}}
steps:
"""
CALENDAR = """calendar: 1
id: enam-hari
title: Enam hari kerja
hours: {friday: 07:30-11:30, saturday: 07:30-13:00}
"""
BLOCKS = 30
MOST_STEPS = 1_500


def big_sop(folder: Path) -> Compiled:
    (folder / "calendars").mkdir()
    (folder / "calendars" / "enam-hari.yaml").write_text(CALENDAR, encoding="utf-8")
    child = HEAD.format(id="anak") + "  - {id: beli, activity: Membeli barang, actor: staf, duration: 1 jam}\n"
    (folder / "anak.yaml").write_text(child.replace("calendar: enam-hari\n", ""), encoding="utf-8")
    rows = [
        ROWS.format(n=number, next=f"isi-{number + 1}" if number < BLOCKS else "end") for number in range(1, BLOCKS + 1)
    ]
    (folder / "besar.yaml").write_text(HEAD.format(id="besar") + "".join(rows), encoding="utf-8")
    return runnable(load(folder / "besar.yaml"))


def test_an_sop_of_300_rows_with_every_key_at_once_runs_to_its_end(
    tmp_path: Path, engine: Engine, clock: Clock
) -> None:
    compiled = big_sop(tmp_path)
    assert len(compiled.steps) == 300
    number = engine.start(compiled, by="staf-1").id
    for _ in range(MOST_STEPS):
        work = engine.work_items()
        if not work:
            break
        clock.go_on(minutes=7)
        go_on(engine, clock, work[-1])
    assert engine.instance(number).state is InstanceState.COMPLETED
    assert len({item.step for item in engine.visits(number)}) == 270, "all but the rows without work"
    assert engine.faults() == ()


def go_on(engine: Engine, clock: Clock, item: WorkItem) -> None:
    """A person does it; time passes for what waits, and every other message comes."""
    if item.awaits in (Awaits.PERSON, Awaits.PROGRAM):
        answers: dict[str, Filled] = {"nilai": "7", "desa": ["Sukamaju", "Sukamulya", "Sukasari"]}
        data = {field: answers[field] for field in item.asks}
        engine.done(item.id, by="staf-1", outcome=item.outcomes[:1], data=data)
    elif item.awaits is Awaits.MESSAGE and item.id % 2:
        engine.message(item.instance, "kabar", by="program", data={"nilai": "7"})
    else:
        clock.go_on(days=2)
        engine.fire_timers()
