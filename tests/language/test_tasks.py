"""Rows with several symbols: their names, where they lead, and where an instance can start."""

from __future__ import annotations

import pytest

from sopengine.duration.standard import Duration
from sopengine.graph import Graph
from sopengine.graph.compile import compiled
from sopengine.language import parse
from sopengine.model.definition import Definition, Every, Schedule
from sopengine.model.step import END, Each, Outcome, Symbol, Task

HEAD = """sop: 1
id: kecil
title: Kecil
agency: {name: Dinas}
actors: {staf: Staf, kabid: Kepala Bidang, tim: Tim}
"""


def parsed(text: str) -> Definition:
    reading = parse((HEAD + text).encode(), "kecil.yaml")
    assert reading.findings == ()
    assert reading.definition is not None
    return reading.definition


def tasks(*steps: str) -> dict[str, Task]:
    definition = parsed("steps:\n" + "".join(f"  - {{activity: Bekerja, {step}}}\n" for step in steps))
    return Graph(definition).tasks


def targets(task: Task) -> list[tuple[str, ...]]:
    return [outcome.targets for outcome in task.outcomes]


def test_a_task_is_named_by_its_step_and_where_there_are_several_by_step_and_actor() -> None:
    found = tasks(
        "id: terima, actor: staf",
        "id: periksa, tasks: [{actor: staf}, {actor: kabid}, {actor: staf}]",
        "id: arsip, tasks: [{actor: staf}]",
    )
    assert list(found) == ["terima", "periksa/staf", "periksa/kabid", "periksa/staf/2", "arsip"]
    assert [task.step for task in found.values()] == ["terima", "periksa", "periksa", "periksa", "arsip"]


def test_each_task_goes_on_to_the_one_below_also_over_the_end_of_its_row() -> None:
    found = tasks("id: satu, tasks: [{actor: staf}, {actor: kabid}]", "id: dua, tasks: [{actor: tim}, {actor: staf}]")
    assert [targets(task) for task in found.values()] == [
        [("satu/kabid",)],
        [("dua/tim",)],
        [("dua/staf",)],
        [(END,)],
    ]


def test_a_step_as_a_target_means_its_first_task() -> None:
    found = tasks("id: satu, actor: staf, next: dua", "id: dua, tasks: [{actor: kabid}, {actor: tim, next: satu}]")
    assert targets(found["satu"]) == [("dua/kabid",)]
    assert targets(found["dua/tim"]) == [("satu",)]


def test_a_list_of_targets_goes_on_side_by_side() -> None:
    found = tasks("id: satu, actor: staf, next: [dua, tiga, end]", "id: dua, actor: staf", "id: tiga, actor: tim")
    assert targets(found["satu"]) == [("dua", "tiga", END)]


def test_an_outcome_leads_to_a_text_a_list_the_end_or_a_map_with_a_condition() -> None:
    definition = parsed(
        """data: {nilai: {type: number}}
steps:
  - {id: satu, activity: Mengisi, actor: staf, asks: [nilai]}
  - id: dua
    activity: Memilih
    actor: kabid
    work: false
    decision:
      Ya: {next: [satu, tiga], when: nilai > 5}
      (Tidak): {next: end, otherwise: true}
  - {id: tiga, activity: Menutup, actor: staf, decision: {Baik: end, Buruk: [satu, dua]}}
"""
    )
    assert Graph(definition).tasks["dua"].outcomes == (
        Outcome(label="Ya", targets=("satu", "tiga"), when="nilai > 5"),
        Outcome(label="(Tidak)", targets=(END,), otherwise=True),
    )
    assert targets(Graph(definition).tasks["tiga"]) == [(END,), ("satu", "dua")]


def test_a_label_in_round_brackets_is_offered_and_not_printed() -> None:
    definition = parsed(
        "steps: [{id: satu, activity: Memilih, actor: staf, decision: {(Ya): end, Tidak: satu, (A) B: end}}]\n"
    )
    graph = Graph(definition)
    assert [flow.label for flow in graph.flows] == ["", "Tidak", "(A) B"]
    assert compiled(graph).tasks["satu"].labels == ("(Ya)", "Tidak", "(A) B")


def test_another_start_is_an_entry_that_the_default_next_passes_over() -> None:
    found = tasks(
        "id: surat, actor: staf", "id: surel, actor: kabid, symbol: start, next: catat", "id: catat, actor: staf"
    )
    assert targets(found["surat"]) == [("catat",)]
    assert [name for name, task in found.items() if task.entry] == ["surat", "surel"]


def test_where_only_entries_follow_the_default_next_is_the_end() -> None:
    found = tasks("id: surat, actor: staf", "id: surel, actor: kabid, symbol: start, next: surat")
    assert targets(found["surat"]) == [(END,)]


def test_the_way_out_when_nobody_acts_is_a_flow_labelled_with_its_time() -> None:
    definition = parsed(
        "steps:\n  - {id: satu, activity: A, actor: staf, overdue: {after: 5 hari kerja, next: [tiga, end]}}\n"
        "  - {id: dua, activity: B, actor: staf}\n  - {id: tiga, activity: C, actor: staf}\n"
    )
    flows = [(flow.target, flow.label) for flow in Graph(definition).out_of("satu")]
    assert flows == [("dua", ""), ("tiga", "5 hari kerja"), (END, "5 hari kerja")]


def test_the_keys_of_a_task_arrive_in_it() -> None:
    found = tasks(
        "id: satu, actor: staf, with: [kabid, tim], text: Via surel, symbol: box, remind: 1 hari, escalate: kabid",
        "id: dua, actor: staf, work: false",
        "id: tiga, actor: staf, wait: 7 hari kerja",
        "id: empat, actor: staf, call: sop-lain",
        "id: pesan, actor: staf, wait: {message: kabar-pusat}, limit: 3",
        "id: lima, actor: staf, choose: many, question: Apa?, decision: {A: end, B: satu}",
    )
    first = found["satu"]
    assert (first.partners, first.text, first.symbol) == (("kabid", "tim"), "Via surel", Symbol.BOX)
    assert (first.remind, first.escalate) == (Duration.parse("1 hari"), "kabid")
    assert [task.automatic for task in found.values()] == [False, True, True, True, True, False]
    assert found["tiga"].wait == Duration.parse("7 hari kerja")
    assert found["empat"].call == "sop-lain"
    assert (found["pesan"].message, found["pesan"].wait, found["pesan"].limit) == ("kabar-pusat", None, 3)
    assert found["tiga"].message == ""
    assert found["lima"].many


def test_a_message_fills_in_what_it_must_bring_and_a_capsule_nothing() -> None:
    definition = parsed(
        "data: {umur: {type: number}}\nsteps:\n"
        "  - {id: satu, activity: A, actor: staf, wait: {message: kabar}, asks: umur}\n"
        "  - {id: dua, activity: B, actor: staf, asks: umur, count: umur, duration: 1 jam/berkas}\n"
    )
    one, two = Graph(definition).tasks.values()
    assert (one.fills_in, one.automatic) == (("umur",), True)
    assert (two.fills_in, two.count) == (("umur",), "umur")


@pytest.mark.parametrize(
    ("keys", "each"),
    [
        ("each: 3", Each(count=3)),
        ("each: 3, done_when: 2", Each(count=3, done_when=2)),
        ("each: [kabid, tim]", Each(actors=("kabid", "tim"))),
        ("each: desa", Each(field="desa")),
    ],
)
def test_several_work_items_of_one_task(keys: str, each: Each) -> None:
    assert tasks(f"id: satu, actor: staf, {keys}")["satu"].each == each


def test_keys_of_the_whole_sop_arrive_in_the_definition() -> None:
    definition = parsed(
        """status: draft
calendar: enam-hari
schedule: {every: month, working_day: 3}
data: {jenis: {type: choice, title: Jenis, options: [barang, jasa]}}
document: {monitored: 1 Juni 2025, evaluated: 2025-12-01, review: 2026-12-31}
form: {capsules: marker, logo: logo/kota.png}
steps: [{id: satu, activity: A, substeps: [B, C], actor: staf}]
"""
    )
    assert definition.draft
    assert definition.calendar == "enam-hari"
    assert definition.schedule == Schedule(every=Every.MONTH, working_day=3)
    assert definition.data[0].options == ("barang", "jasa")
    assert definition.document.review is not None
    assert (definition.form.capsules, definition.form.logo) == ("marker", "logo/kota.png")
    assert definition.steps[0].substeps == ("B", "C")
