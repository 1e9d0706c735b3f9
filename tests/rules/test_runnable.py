"""What the engine cannot run yet is refused before it starts, each key at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sopengine.cli.commands.work.start import command
from sopengine.errors import RefusedError, Severity
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.rules import check, unrunnable

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


@pytest.mark.parametrize("key", ["call: lain", "wait: 1 hari", "each: 3", "remind: 1 hari", "escalate: kabid"])
def test_a_key_that_nothing_runs_yet_is_named_where_it_stands(key: str) -> None:
    (finding,) = unrunnable(graph_of(SIMPLE.replace("with: [kabid]", key)))
    assert (finding.rule, finding.at.line, finding.values["key"]) == ("start/not-yet", 7, key.split(":")[0])


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


def test_hours_of_ones_own_are_not_ignored() -> None:
    own = SIMPLE.replace("title: Uji", "title: Uji\ncalendar: x").replace("Staf,", "{title: Staf, calendar: y},")
    assert [finding.at.line for finding in unrunnable(graph_of(own))] == [4, 6]


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
