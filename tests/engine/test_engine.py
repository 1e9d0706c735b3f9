"""The engine as a library is used."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flows import Tasks, flow, kinerja
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.errors import MisuseError, NotFoundError, RefusedError, StorageError
from sopengine.execution.values.instance import Instance, InstanceState
from sopengine.expression.data import DataType, Field
from sopengine.graph import Graph
from sopengine.language import parse


def complete(engine: Engine, instance: Instance, *outcomes: str | None) -> Instance:
    for outcome in outcomes:
        instance = engine.done(instance.open_items[0].id, by="staf-1", outcome=outcome)
    return instance


def test_an_instance_runs_from_start_to_end(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="sekretaris", ref="Triwulan II")
    assert engine.instance(begun.id) == begun
    ended = complete(engine, begun, None, None, "Tidak", None, "Ya", None)
    assert ended.state is InstanceState.COMPLETED
    assert engine.instance("Triwulan II") == ended
    assert engine.work_items() == ()
    assert [(item.task, item.visit, item.outcome) for item in engine.visits(begun.id)] == [
        ("perintah", 1, ""),
        ("rekap", 1, ""),
        ("analisa", 1, "Tidak"),
        ("rekap", 2, ""),
        ("analisa", 2, "Ya"),
        ("lapor", 1, ""),
    ]
    assert [event.seq for event in engine.events(begun.id)] == list(range(1, ended.events + 1))
    assert engine.verify(begun.id)


def test_instances_are_numbered_from_one(engine: Engine) -> None:
    assert [engine.start(kinerja(), by="staf-1").id for _ in range(3)] == [1, 2, 3]


def test_open_work_is_found_by_instance_and_by_actor(engine: Engine) -> None:
    first, second = (engine.start(kinerja(), by="staf-1") for _ in range(2))
    other = engine.start(flow({"a/sekretaris": {"": []}}, id="lain"), by="staf-1")
    assert engine.work_items() == (*first.open_items, *second.open_items, *other.open_items)
    assert engine.work_items(instance=second.id) == second.open_items
    assert engine.work_items(actor="sekretaris") == other.open_items
    assert engine.visits(sop="lain") == other.open_items
    assert engine.instances(sop="kinerja") == (first, second)


def test_an_instance_stays_on_the_version_it_was_started_with(engine: Engine) -> None:
    old = kinerja()
    new = flow({"perintah": {"": []}}, id="kinerja", text="sop: 1\n# new\n")
    begun = engine.start(old, by="staf-1")
    engine.start(new, by="staf-1")
    assert complete(engine, begun, None).open_items[0].task == "rekap"
    assert engine.compiled(old.digest) == old
    assert engine.compiled(new.digest).text == "sop: 1\n# new\n"


def test_times_are_kept_to_the_microsecond_in_utc(engine: Engine, clock: Clock) -> None:
    at = clock.now.replace(microsecond=123_456) - timedelta(days=1)
    begun = engine.start(kinerja(), by="staf-1", at=at.astimezone(timezone(timedelta(hours=9))))
    kept = engine.instance(begun.id).started_at
    assert (kept, kept.tzinfo) == (at, UTC)


def test_a_time_without_zone_is_misuse(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="2026-07-01T08:15:00 has no zone"):
        engine.start(kinerja(), by="staf-1", at=datetime(2026, 7, 1, 8, 15))  # noqa: DTZ001
    assert engine.instances() == ()


def test_a_command_by_nobody_is_misuse(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="who acts"):
        engine.start(kinerja(), by=" ")


def test_an_sop_that_did_not_come_through_the_door_is_misuse(engine: Engine) -> None:
    text = "sop: 1\nid: a\ntitle: A\nagency: {name: A}\nactors: {a: A}\nsteps: [{id: a, activity: A, actor: a}]\n"
    definition = parse(text.encode(), "a.yaml").definition
    assert definition is not None
    with pytest.raises(MisuseError, match=r"only what can run is started"):
        engine.start(Graph(definition), by="staf-1")  # type: ignore[arg-type]


def test_a_reference_that_is_a_number_is_misuse(engine: Engine) -> None:
    with pytest.raises(MisuseError, match="add a word to it"):
        engine.start(kinerja(), by="staf-1", ref="12")


def test_a_reference_of_several_instances_names_none(engine: Engine) -> None:
    for _ in range(2):
        engine.start(kinerja(), by="staf-1", ref="Triwulan II", again=True)
    with pytest.raises(MisuseError) as caught:
        engine.instance("Triwulan II")
    assert str(caught.value) == "2 instances bear the reference 'Triwulan II': name one by its number (1, 2)"


def test_a_reference_in_use_is_refused_in_whatever_case(engine: Engine) -> None:
    engine.start(kinerja(), by="staf-1", ref="Triwulan II")
    with pytest.raises(RefusedError, match="instance 1 of kinerja bears the reference 'Triwulan II' already"):
        engine.start(kinerja(), by="staf-1", ref="TRIWULAN ii")
    assert len(engine.instances()) == 1
    assert engine.start(kinerja(), by="staf-1").ref == engine.start(kinerja(), by="staf-1").ref == ""


def test_of_references_that_differ_in_case_the_one_that_is_spelt_so_is_meant(engine: Engine) -> None:
    engine.start(kinerja(), by="staf-1", ref="Triwulan II")
    engine.start(kinerja(), by="staf-1", ref="TRIWULAN II", again=True)
    assert engine.instance("TRIWULAN II").id == 2
    with pytest.raises(MisuseError, match="2 instances bear the reference 'triwulan ii'"):
        engine.instance("triwulan ii")


def test_an_outcome_is_found_without_regard_to_case_and_kept_as_the_sop_spells_it(engine: Engine) -> None:
    run = engine.start(flow({"satu": {"Ya": [], "Tidak": []}}), by="staf-1")
    assert engine.done(run.open_items[0].id, by="staf-1", outcome=" tIDAK ", key="k").ended_at
    assert engine.visits(run.id)[0].outcome == "Tidak"


def test_unknown_instances_are_not_found(engine: Engine) -> None:
    engine.start(kinerja(), by="staf-1", ref="Triwulan II")
    for name, said in {
        "7": "there is no instance 7; all of them: sop status",
        "Triwulan I": "no instance has the reference 'Triwulan I': did you mean 'Triwulan II'?",
        "Semester": "no instance has the reference 'Semester'; all of them: sop status",
    }.items():
        with pytest.raises(NotFoundError) as caught:
            engine.instance(name)
        assert str(caught.value) == said


def test_an_unknown_work_item_is_not_found(engine: Engine) -> None:
    engine.start(kinerja(), by="staf-1")
    for item in (1, 1_000_009, 99_000_002):
        with pytest.raises(NotFoundError, match=f"there is no work item {item}"):
            engine.done(item, by="staf-1")


def test_an_unknown_definition_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFoundError, match="keeps no definition abc"):
        engine.compiled("abc")


def test_completing_a_closed_work_item_is_refused_and_changes_nothing(engine: Engine) -> None:
    begun = engine.start(kinerja(), by="staf-1")
    after = complete(engine, begun, None)
    with pytest.raises(RefusedError, match=r"work item 1/perintah is done \(by staf-1, 2026-07-01 08:15\)"):
        engine.done(begun.open_items[0].id, by="sekretaris")
    assert engine.instance(begun.id) == after


def test_the_open_item_of_a_task_or_its_step_is_found(engine: Engine) -> None:
    begun = engine.start(flow({"periksa/staf": {"": ["periksa/kabid"]}, "periksa/kabid": {"": []}}), by="staf-1")
    assert engine.open_item(begun.id, "periksa/staf") == engine.open_item("1", "periksa") == begun.open_items[0]
    with pytest.raises(RefusedError, match="not open yet"):
        engine.open_item(begun.id, "periksa/kabid")


def test_lateness_is_counted_in_working_time(engine: Engine, clock: Clock) -> None:
    compiled = kinerja()
    (item,) = engine.start(compiled, by="staf-1").open_items
    assert engine.late_by(item, compiled) is None
    clock.go_on(hours=1)
    assert engine.late_by(item, compiled) is None
    clock.go_on(days=1)
    assert engine.late_by(item, compiled) == timedelta(hours=7.5)
    assert engine.late_by(item, compiled, at=clock.now - timedelta(hours=25)) is None
    engine.done(item.id, by="staf-1", at=clock.now - timedelta(hours=23))
    (closed, _) = engine.visits()
    assert engine.late_by(closed, compiled) == timedelta(hours=1)


def test_work_that_was_withdrawn_is_not_late(engine: Engine, clock: Clock) -> None:
    begun = engine.start(kinerja(), by="staf-1")
    done = begun.open_items[0].id
    engine.done(done, by="staf-1")
    clock.go_on(days=5)
    engine.undo(done, by="staf-1")
    (withdrawn,) = (item for item in engine.visits(begun.id) if item.withdrawn)
    assert engine.late_by(withdrawn, kinerja()) is None


def test_a_store_outlives_the_engine(tmp_path: Path) -> None:
    file = str(tmp_path / "folder" / "sop.db")
    with Engine(file) as engine:
        begun = engine.start(kinerja(), by="staf-1")
    with Engine(f"sqlite:///{file}", create=False) as engine:
        assert engine.instances() == (begun,)
        complete(engine, begun, None)
        assert engine.verify(begun.id)


def test_one_engine_serves_many_threads(tmp_path: Path, clock: Clock) -> None:
    for url in ("sqlite://", str(tmp_path / "sop.db")):
        with Engine(url, clock=clock) as engine:

            def run(engine: Engine = engine) -> None:
                complete(engine, engine.start(kinerja(), by="staf-1"), None, None, "Ya", None)

            threads = [threading.Thread(target=run) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert [instance.state for instance in engine.instances()] == [InstanceState.COMPLETED] * 6
            assert all(engine.verify(instance.id) for instance in engine.instances())


def test_verify_sees_a_state_that_its_events_do_not_lead_to(tmp_path: Path) -> None:
    file = tmp_path / "sop.db"
    with Engine(str(file)) as engine:
        begun = engine.start(kinerja(), by="staf-1")
        with engine._store._links.one() as link:
            link.run("UPDATE work_item SET actor = 'sekretaris'")
        assert not engine.verify(begun.id)


def test_a_closed_engine_of_a_lost_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot make the folder"):
        Engine(str(Path(__file__) / "sop.db" / "x.db"))


def test_what_waits_outlives_the_engine(tmp_path: Path, clock: Clock) -> None:
    file = str(tmp_path / "sop.db")
    ways: Tasks = {"a": {"": ["r/x", "c"]}, "r/x": {"": ["r/y"]}, "c": {"": ["r/y"]}, "r/y": {"": []}}
    with Engine(file, clock=clock) as engine:
        begun = engine.start(flow(ways), by="staf-1")
        after = complete(engine, complete(engine, begun, None), None)
        (arrival,) = after.arrivals["r/y"]
        assert arrival.visit is not None
        assert (arrival.came_from, arrival.visit.number) == (engine.visits(begun.id)[1].id, 1)
    clock.go_on(days=1)
    with Engine(file, clock=clock) as engine:
        assert engine.instance(begun.id) == after
        with pytest.raises(RefusedError, match="work item 1/r/y waits for what is on its way to it: c"):
            engine.open_item(begun.id, "r/y")
        joined = complete(engine, after, None)
        assert joined.arrivals == {}
        assert joined.open_items[0].due_at == arrival.visit.due_at
        assert engine.verify(begun.id)
        assert complete(engine, joined, None).state is InstanceState.COMPLETED
        assert engine.verify(begun.id)


def test_an_instance_starts_at_the_entry_that_is_named(engine: Engine) -> None:
    compiled = flow({"a": {"": ["c"]}, "b": {"": ["c"]}, "c": {"": []}}, entries=["a", "b"])
    assert engine.start(compiled, by="staf-1", entry="b").open_items[0].task == "b"
    with pytest.raises(RefusedError, match="contoh cannot be started at 'c'; it starts at: a, b"):
        engine.start(compiled, by="staf-1", entry="c")


def test_data_are_kept_with_the_instance_and_in_the_event(engine: Engine) -> None:
    compiled = flow({"a": {"": ["b"]}, "b": {"": []}})
    fields = {
        "nilai": Field(id="nilai", type=DataType.NUMBER),
        "tanggal": Field(id="tanggal", type=DataType.DATE),
        "lengkap": Field(id="lengkap", type=DataType.YES_NO),
    }
    asking = replace(compiled.tasks["a"], asks=tuple(fields))
    begun = engine.start(replace(compiled, tasks={**compiled.tasks, "a": asking}, data=fields), by="staf-1")
    (item,) = engine.work_items()
    assert item.asks == ("nilai", "tanggal", "lengkap")
    engine.done(item.id, by="staf-1", data={"nilai": 5, "tanggal": date(2026, 7, 1), "lengkap": True}, key="k")
    same = {"lengkap": "Ya", "nilai": "5", "tanggal": "2026-07-01"}
    after = engine.done(item.id, by="staf-1", data=same, key="k")
    assert after.data == {"nilai": "5", "tanggal": "2026-07-01", "lengkap": "ya"}
    assert engine.instance(begun.id) == after
    assert engine.verify(begun.id)
    with pytest.raises(RefusedError, match="belongs to another command"):
        engine.done(item.id, by="staf-1", data={**same, "nilai": "6"}, key="k")


def test_several_outcomes_are_one_answer(engine: Engine) -> None:
    compiled = flow({"a": {"X": ["b"], "Y": ["c"]}, "b": {"": []}, "c": {"": []}}, many=["a"])
    begun = engine.start(compiled, by="staf-1")
    after = engine.done(begun.open_items[0].id, by="staf-1", outcome=["Y", "X"], key="k")
    assert [item.task for item in after.open_items] == ["b", "c"]
    assert engine.visits()[0].outcome == "X\nY"
    assert engine.done(begun.open_items[0].id, by="staf-1", outcome=["X", "Y"], key="k") == after
