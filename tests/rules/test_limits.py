"""After the last visit that a limit allows the work can always go on."""

from __future__ import annotations

import pytest

from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.rules import check

HEAD = """sop: 1
id: uji
title: Uji
agency: {name: Dinas}
actors: {staf: Staf}
data: {nilai: {type: number}}
steps:
  - {id: susun, activity: Menyusun laporan, actor: staf, duration: 1 jam, asks: [nilai], limit: 3}
  - {id: salin, activity: Menyalin laporan, actor: staf, duration: 1 jam}
  - {id: periksa, activity: Memeriksa laporan, actor: staf, duration: 1 jam, question: Ya?, %s}
  - {id: arsip, activity: Mengarsipkan laporan, actor: staf, duration: 1 jam}
"""


def stuck(keys: str) -> list[str]:
    """Tasks that have no other way once `susun` has been visited three times."""
    definition = parse((HEAD % keys).encode(), "uji.yaml").definition
    assert definition is not None
    found = check(Graph(definition))
    return [str(finding.values["source"]) for finding in found if finding.rule == "flow/limit"]


@pytest.mark.parametrize(
    "keys",
    [
        "decision: {Ya: arsip, Tidak: susun}",
        "decision: {Ya: end, Tidak: susun}",
        "decision: {Ya: arsip, Tidak: [susun, arsip]}",
        "decision: {Ya: {next: susun, when: nilai > 5}, Tidak: {next: arsip, otherwise: true}}",
        "decision: {Ya: arsip, Tidak: susun}, overdue: {after: 5 hari kerja, next: arsip}",
        "choose: many, decision: {Ya: arsip, Tidak: susun}",
        "next: [arsip, end]",
    ],
)
def test_where_another_way_stays_open_nothing_is_told(keys: str) -> None:
    assert stuck(keys) == []


@pytest.mark.parametrize(
    "keys",
    [
        "next: susun",
        "next: [susun, arsip]",
        "decision: {Ya: susun, Tidak: [susun, arsip]}",
        "decision: {Ya: {next: arsip, when: nilai > 5}, Tidak: {next: susun, otherwise: true}}",
        "decision: {Ya: arsip, Tidak: end}, overdue: {after: 5 hari kerja, next: susun}",
    ],
)
def test_where_a_condition_a_fork_or_a_time_out_leads_on_the_work_would_stand_still(keys: str) -> None:
    assert stuck(keys) == ["periksa"]


def test_a_task_outside_the_loop_brings_its_work_only_once() -> None:
    first = "  - {id: mulai, activity: Memulai, actor: staf, duration: 1 jam}\n  - {id: susun"
    text = (HEAD % "decision: {Ya: arsip, Tidak: susun}").replace("  - {id: susun", first)
    definition = parse(text.encode(), "uji.yaml").definition
    assert definition is not None
    assert "flow/limit" not in {finding.rule for finding in check(Graph(definition))}
