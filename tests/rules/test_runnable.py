"""What the engine cannot run yet is refused before it starts, each key at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sopengine.calendar.kept import hours_of
from sopengine.cli.commands.instances.start import command
from sopengine.errors import DefinitionError, RefusedError, Severity, UnrunnableError
from sopengine.graph import Graph
from sopengine.language import parse, read
from sopengine.model.definition import Definition
from sopengine.rules import check, examine, load, runnable, unrunnable

SIMPLE = """sop: 1
id: uji
title: Uji
agency: {name: Dinas}
actors: {staf: Staf, kabid: Kepala Bidang}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, with: [kabid], duration: 1 hari}
  - id: periksa
    activity: Memeriksa berkas
    duration: 1 hari
    tasks:
      - {actor: staf}
      - {actor: kabid, question: Baik?, decision: {Ya: end, (Tidak): terima}}
"""


def graph_of(text: str) -> Graph:
    definition = parse(text.encode(), "uji.yaml").definition
    assert definition is not None
    return Graph(definition)


def test_rows_with_several_tasks_joint_work_and_loops_can_be_run() -> None:
    assert unrunnable(graph_of(SIMPLE)) == ()


def test_a_draft_is_not_started() -> None:
    (finding,) = unrunnable(graph_of(SIMPLE.replace("title: Uji", "title: Uji\nstatus: draft")))
    assert (finding.rule, finding.at.line) == ("start/draft", 4)


def test_conditions_data_and_bare_capsules_can_be_run() -> None:
    text = SIMPLE.replace("with: [kabid]", "asks: [nilai]").replace(
        "{Ya: end, (Tidak): terima}", "{Ya: {next: end, when: nilai > 5}, (Tidak): {next: terima, otherwise: true}}"
    )
    assert (
        unrunnable(
            graph_of(
                "data: {nilai: {type: number}}\n"
                + text
                + "  - {id: tutup, activity: Tutup, actor: staf, work: false}\n"
            )
        )
        == ()
    )


def test_every_key_can_be_run() -> None:
    every = (Path(__file__).parent.parent / "definitions" / "valid" / "every-key.yaml").read_text(encoding="utf-8")
    assert unrunnable(graph_of(every.replace("status: draft\n", ""))) == ()


def written(folder: Path, id: str, *tasks: str, more: str = "") -> Path:
    """An SOP of these tasks, one after the other."""
    steps = "".join(f"  - {{id: satu-{n}, activity: Bekerja, actor: staf, {task}}}\n" for n, task in enumerate(tasks))
    file = folder / f"{id}.yaml"
    head = f"sop: 1\nid: {id}\ntitle: {id}\nagency: {{name: Dinas, timezone: Asia/Makassar}}\n"
    file.write_text(f"{head}actors: {{staf: Staf}}\n{more}steps:\n{steps}", encoding="utf-8")
    return file


def test_an_sop_brings_all_that_it_can_call(tmp_path: Path) -> None:
    written(tmp_path, "cucu", "duration: 1 jam")
    written(tmp_path, "anak", "call: cucu", "call: cucu")
    written(tmp_path, "lain", "duration: 2 jam")
    tables = runnable(load(written(tmp_path, "induk", "call: anak", "call: lain")))
    assert set(tables.called) == {"anak", "cucu", "lain"}
    assert set(tables.called["anak"].called) == {"cucu"}
    assert tables.called["cucu"] is tables.called["anak"].called["cucu"]
    assert [task.call for task in tables.tasks.values()] == ["anak", "lain"]


def test_an_sop_brings_the_calendars_of_itself_and_its_actors(tmp_path: Path) -> None:
    (tmp_path / "calendars").mkdir()
    for name, hours in (("pagi", "07:00-12:00"), ("sore", "13:00-18:00")):
        calendar = f"calendar: 1\nid: {name}\nhours: {{monday: {hours}}}\n"
        (tmp_path / "calendars" / f"{name}.yaml").write_text(calendar, encoding="utf-8")
    more = "calendar: pagi\n"
    file = written(tmp_path, "kantor", "duration: 1 jam", more=more)
    file.write_text(file.read_text(encoding="utf-8").replace("staf: Staf", "staf: {title: Staf, calendar: sore}"))
    tables = runnable(load(file))
    assert (tables.calendar_of("staf"), tables.calendar_of("")) == ("sore", "pagi")
    mondays = {name: hours_of(hours).week[0] for name, hours in tables.hours.items()}
    assert mondays == {"pagi": ((420, 720),), "sore": ((780, 1080),)}


def test_what_a_called_sop_cannot_do_keeps_the_caller_from_starting(tmp_path: Path) -> None:
    written(tmp_path, "anak", "duration: 1 jam", more="status: draft\n")
    induk = load(written(tmp_path, "induk", "call: anak"))
    with pytest.raises(UnrunnableError, match=r"anak cannot be started: .*anak.yaml:6:1: a draft"):
        runnable(induk)
    written(tmp_path, "anak", "duration: 1 jam, next: tiada")
    with pytest.raises(DefinitionError, match=r"anak.yaml:7:\d+: no step has the id 'tiada'"):
        runnable(induk)
    (tmp_path / "anak.yaml").unlink()
    with pytest.raises(DefinitionError, match=r"there is no file 'anak.yaml'"):
        runnable(induk)


def test_nobody_runs_what_was_not_checked() -> None:
    with pytest.raises(DefinitionError, match="no actor has the id 'stap'"):
        runnable(graph_of(SIMPLE.replace("actor: staf, with", "actor: stap, with")))


def test_a_circle_of_calls_is_told_whole_and_once(tmp_path: Path) -> None:
    told = "these SOPs call each other in a circle, so none would ever end: {}"
    written(tmp_path, "a", "call: b", "call: b")
    written(tmp_path, "b", "call: c")
    written(tmp_path, "c", "call: b, decision: {Ya: end, Tidak: end}")
    found = [finding for finding in examine(tmp_path / "a.yaml").findings if finding.rule == "file/circle"]
    assert [(one.at.line, one.text()) for one in found] == [(7, told.format("b → c → b"))]
    written(tmp_path, "c", "call: a")
    found = [finding for finding in examine(tmp_path / "a.yaml").findings if finding.rule == "file/circle"]
    assert [one.text() for one in found] == [told.format("a → b → c → a")]
    written(tmp_path, "a", "call: a")
    assert [one.text() for one in examine(tmp_path / "a.yaml").findings] == [told.format("a → a")]
    with pytest.raises(DefinitionError, match="a → a"):
        runnable(Graph(parsed(tmp_path / "a.yaml")))


def parsed(file: Path) -> Definition:
    definition = read(file).definition
    assert definition is not None
    return definition


def test_an_sop_called_twice_and_by_several_is_no_circle(tmp_path: Path) -> None:
    written(tmp_path, "d", "duration: 1 jam")
    written(tmp_path, "b", "call: d")
    written(tmp_path, "c", "call: d")
    written(tmp_path, "a", "call: b", "call: c", "call: b")
    assert set(runnable(load(tmp_path / "a.yaml")).called) == {"b", "c", "d"}


def test_a_chain_of_calls_without_a_circle_is_followed_so_far(tmp_path: Path) -> None:
    for number in range(30):
        written(tmp_path, f"s{number}", f"call: s{number + 1}")
    written(tmp_path, "s30", "duration: 1 jam")
    found = [one.text() for one in examine(tmp_path / "s0.yaml").findings if one.rule == "file/circle"]
    assert found == ["more than 20 SOPs call each other in turn"]
    assert len(runnable(load(tmp_path / "s12.yaml")).called) == 18


def test_a_called_file_that_cannot_be_read_is_no_circle(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("steps: [: {\n", encoding="utf-8")
    rules = {finding.rule for finding in examine(written(tmp_path, "a", "call: b")).findings}
    assert "file/circle" not in rules


def test_sop_start_refuses_a_draft_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / "uji.yaml").write_text(SIMPLE + "status: draft\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["uji", "--db", "sop.db"])
    assert isinstance(result.exception, RefusedError)
    assert "uji.yaml:14:1: a draft cannot be started" in str(result.exception)
    assert not (tmp_path / "sop.db").exists()


def test_errors_of_the_flow_are_warnings_in_a_draft() -> None:
    lost = SIMPLE.replace("with: [kabid]", "next: end")
    severities = {
        status: {finding.severity for finding in check(graph_of(lost + status)) if finding.rule == "flow/unreachable"}
        for status in ("", "status: draft\n")
    }
    assert severities == {"": {Severity.ERROR}, "status: draft\n": {Severity.WARNING}}
