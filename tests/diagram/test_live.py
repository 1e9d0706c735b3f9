"""The live form: what became of each task, who did it and when, and the way travelled."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import read
from made_sops import Row, graph
from played import Work, progress

from sopengine.diagram import Page, draw, draw_control, draw_live
from sopengine.diagram.drawing import Arrow
from sopengine.diagram.views.progress import Progress
from sopengine.duration.standard import Duration
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.work import Awaits, WorkState
from sopengine.graph import Graph
from sopengine.model.form import DEFAULT_HEADINGS, Capsules, Column, Form
from sopengine.model.step import Overdue

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]
RETURNED = [
    Work("s0.0"),
    Work("s1.0", "Tidak", by="sekretaris", late=timedelta(minutes=15)),
    Work("s0.0"),
    Work("s1.0", "Ya", by="sekretaris"),
    Work("s2.0", open=True, late=timedelta(hours=8, minutes=14, seconds=1)),
]


def live(works: list[Work], made: Graph | None = None) -> Page:
    made = made or graph(ROWS, 2)
    return draw_live(made, progress(made, works))[1]


def words(page: Page) -> list[str]:
    return [text.content for text in read(page.svg).texts]


def heavy(page: Page) -> set[tuple[str, str]]:
    names = {symbol.id: symbol.name for symbol in page.sheet.symbols}

    def ends(arrow: Arrow) -> tuple[str, str]:
        return names[arrow.source], names[arrow.target]

    return {ends(arrow) for arrow in page.sheet.arrows if arrow.heavy}


def test_each_state_has_its_own_look_with_and_without_colour() -> None:
    symbols = {symbol.name: symbol for symbol in live(RETURNED).sheet.symbols}
    assert symbols["s0.0"].shade
    assert not symbols["s0.0"].hatch
    assert symbols["s1.0"].hatch, "done, and once late"
    assert symbols["s2.0"].edge, "late now"
    assert {"2x √", "!", "selesai, ada yang terlambat", "terlambat sekarang", "belum"} <= set(words(live(RETURNED)))
    assert "►" in words(live([Work("s0.0", open=True)]))


def test_the_way_travelled_is_heavier_and_the_other_one_is_not() -> None:
    returned = [*RETURNED[:2], Work("s0.0", open=True)]
    assert heavy(live(returned)) == {("s0.0", "s1.0"), ("s1.0", "s0.0")}
    assert heavy(live(RETURNED)) == {("s0.0", "s1.0"), ("s1.0", "s0.0"), ("s1.0", "s2.0")}


def test_an_extra_capsule_before_the_first_task_was_travelled_too() -> None:
    marked = graph(ROWS, 2, Form(capsules=Capsules.MARKER))
    assert heavy(live([Work("s0.0", open=True)], marked)) == {("s0.0-start", "s0.0")}


def test_the_way_is_heavy_on_both_pages_that_a_connector_joins() -> None:
    made = graph(ROWS, 2)
    cut = Graph(replace(made.definition, form=replace(made.definition.form, break_before=("s2",))))
    first, second = draw_live(cut, progress(cut, RETURNED))[1:]
    assert any(target.endswith("@out") for _, target in heavy(first))
    assert any(source.endswith("@in") and target == "s2.0" for source, target in heavy(second))
    assert not any(source.endswith("@in") for source, _ in heavy(draw_live(cut, progress(cut, RETURNED[:1]))[2]))


def test_of_two_outcomes_with_one_target_the_chosen_one_is_heavy() -> None:
    rows: list[Row] = [
        ("Memilih", [("a0", {"Baik": ["s1.0"], "Cukup": ["s1.0"]})]),
        ("Menyimpan", [("a1", {"": ["end"]})]),
    ]
    page = live([Work("s0.0", "Cukup"), Work("s1.0", open=True)], graph(rows, 2))
    assert [arrow.label for arrow in page.sheet.arrows if arrow.heavy] == ["Cukup"]


def test_of_outcomes_that_are_only_offered_the_chosen_one_is_heavy() -> None:
    rows: list[Row] = [
        ("Memilih", [("a0", {"(kirim)": ["s1.0"], "(simpan)": ["s2.0"]})]),
        ("Mengirim", [("a1", {"": ["s2.0"]})]),
        ("Menyimpan", [("a0", {"": ["end"]})]),
    ]
    page = live([Work("s0.0", "(simpan)"), Work("s2.0", open=True)], graph(rows, 2))
    assert heavy(page) == {("s0.0", "s2.0")}


def test_a_sign_stands_beside_what_is_written_in_a_symbol() -> None:
    page = live([Work("s0.0"), Work("s1.0", open=True)])
    (start,) = [text for text in page.sheet.texts if text.content == "Mulai"]
    (sign,) = [
        text
        for text in page.sheet.texts
        if text.content == "√" and abs(text.box.centre[1] - start.box.centre[1]) < 2 and text.box.right < start.box.left
    ]
    (symbol,) = [symbol for symbol in page.sheet.symbols if symbol.name == "s0.0"]
    assert symbol.box.left < sign.box.left


def test_who_and_when_stand_in_the_notes_below_what_is_printed_there() -> None:
    made = graph(ROWS, 2)
    first, *others = made.definition.steps
    noted = Graph(replace(made.definition, steps=(replace(first, note="Lihat lampiran"), *others)))
    cells: dict[str, list[str]] = {}
    for text in live(RETURNED, noted).sheet.texts:
        cells.setdefault(text.cell, []).append(text.content)
    assert " ".join(cells["s0/note"]) == "Lihat lampiran 6 Okt 10.30 staf-1"
    assert " ".join(cells["s1/note"]) == "6 Okt 11.30 sekretaris 1x terlambat"
    assert "lampiran 6" not in cells["s0/note"], "a paragraph each"
    assert " ".join(cells["s2/note"]).startswith("sejak 6 Okt")
    assert " ".join(cells["s2/note"]).endswith("terlambat 8 j 15 mnt")


def test_a_form_without_a_column_for_notes_gets_one() -> None:
    columns = tuple((column, heading) for column, heading in DEFAULT_HEADINGS.items() if column is not Column.NOTE)
    page = live(RETURNED, graph(ROWS, 2, Form(columns=columns)))
    assert "Keterangan" in words(page)
    assert faults([read(page.svg)]) == []


def test_the_instance_who_began_it_and_the_moment_stand_above() -> None:
    told = "Proses 1, acuan Triwulan III, dimulai Sel 6 Okt 2026 08.00 oleh sekretaris; keadaan Sel 6 Okt 2026 13.00"
    assert told in words(live(RETURNED))


@pytest.mark.parametrize("visits", [1, 2, 99])
def test_a_live_page_has_no_fault_and_the_same_flows(visits: int) -> None:
    page = live([Work("s0.0"), Work("s1.0", "Tidak", late=timedelta(minutes=5))] * visits)
    assert faults([read(page.svg)]) == []
    assert drawn_flows([read(page.svg)]) == drawn_flows([read(draw(graph(ROWS, 2))[1].svg)])


def test_stripes_leave_what_is_written_in_a_symbol_readable() -> None:
    page = live([Work("s0.0", late=timedelta(minutes=5)), Work("s1.0", open=True)])
    lines = page.svg.splitlines()
    start = next(place for place, line in enumerate(lines) if ">Mulai<" in line)
    assert re.match(r'<rect [^>]*fill="#ffffff"/><text', lines[start])


def test_the_mark_of_the_view_is_in_the_file() -> None:
    assert 'data-view="live"' in live(RETURNED).svg
    assert 'data-view="form"' in draw(graph(ROWS, 2))[1].svg


def test_what_was_withdrawn_is_not_shown_as_reached() -> None:
    page = live([Work("s0.0"), Work("s1.0", state=WorkState.WITHDRAWN)])
    assert not {symbol.shade for symbol in page.sheet.symbols if symbol.name == "s1.0"} - {""}
    assert not any(text.content and text.cell == "s1/note" for text in page.sheet.texts)


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (Work("s1.0", state=WorkState.RETURNED), "dikembalikan"),
        (Work("s1.0", state=WorkState.EXPIRED), "tanpa tindakan"),
        (Work("s1.0", open=True, awaits=Awaits.MESSAGE), "menunggu kabar"),
        (Work("s1.0", open=True, awaits=Awaits.CHILD), "menunggu SOP yang dipanggil"),
    ],
)
def test_work_that_nobody_did_says_how_it_ended_or_what_it_awaits(work: Work, told: str) -> None:
    page = live([Work("s0.0"), work])
    note = "".join(text.content for text in page.sheet.texts if text.cell == "s1/note")
    assert note.replace(" ", "").endswith(told.replace(" ", ""))
    assert heavy(page) == {("s0.0", "s1.0")}


def test_the_way_out_for_when_nobody_acts_is_heavy_once_it_was_taken() -> None:
    made = graph(ROWS, 2).definition
    first, *others = made.steps
    late = Overdue(after=Duration.parse("3 hari kerja"), targets=("s2.0",), path=())
    timed = Graph(replace(made, steps=(replace(first, tasks=(replace(first.tasks[0], overdue=late),)), *others)))
    expired = Work("s0.0", "3 hari kerja", state=WorkState.EXPIRED)
    assert heavy(live([expired, Work("s2.0", open=True)], timed)) == {("s0.0", "s2.0")}
    assert heavy(live([Work("s0.0"), Work("s1.0", open=True)], timed)) == {("s0.0", "s1.0")}


@pytest.mark.parametrize(
    ("state", "told"), [(InstanceState.SUSPENDED, "ditangguhkan"), (InstanceState.CANCELLED, "dibatalkan")]
)
def test_an_instance_that_does_not_go_on_says_so(state: InstanceState, told: str) -> None:
    made = graph(ROWS, 2)
    run = progress(made, [Work("s0.0", open=True)])
    held = replace(run, instance=replace(run.instance, state=state))
    assert any(f", {told}; keadaan" in word for word in words(draw_live(made, held)[1]))
    assert any(f", {told}; keadaan" in word for word in words_of_control(made, held))


def words_of_control(made: Graph, run: Progress) -> list[str]:
    return [text.content for text in draw_control(made, run)[0].sheet.texts]


def test_a_way_that_joined_another_is_heavy_up_to_the_head() -> None:
    """Two boxes above a diamond with three outcomes: of its four points one is left for both of them."""
    rows: list[Row] = [
        ("Menerima", [("a0", {"": ["s2.0"]}), ("a1", {"": ["s2.0"]})]),
        ("Mencatat", [("a0", {"": ["s2.0"]})]),
        ("Memilih", [("a1", {"Baik": ["s3.0"], "Cukup": ["s4.0"], "Kurang": ["s5.0"]})]),
        ("Menyimpan", [("a1", {"": ["end"]})]),
        ("Mengirim", [("a1", {"": ["end"]})]),
        ("Mengembalikan", [("a1", {"": ["end"]})]),
    ]
    made = graph(rows, 2)
    form = next(page.sheet for page in draw(made) if page.sheet.number)
    names = {symbol.id: symbol.name for symbol in form.symbols}
    joined = {names[arrow.source] for arrow in form.arrows if arrow.joined}
    assert joined
    for first in joined:
        page = live([Work(first), Work("s2.0", open=True)], made)
        (way,) = [arrow for arrow in page.sheet.arrows if arrow.heavy]
        assert names[way.source] == first
        assert not way.joined
        assert sum(not arrow.joined and arrow.target == way.target for arrow in page.sheet.arrows) == 1
        assert faults([read(page.svg)]) == []


def test_where_several_work_in_a_row_the_notes_name_who() -> None:
    rows: list[Row] = [
        ("Menerima", [("a0", {"": ["s0.1"]}), ("a1", {"": ["s1.0"]})]),
        ("Menyimpan", [("a0", {"": ["end"]})]),
    ]
    cells: dict[str, list[str]] = {}
    made = graph(rows, 2)
    for text in live([Work("s0.0"), Work("s0.1"), Work("s1.0")], made).sheet.texts:
        cells.setdefault(text.cell, []).append(text.content)
    first, second = (actor.title for actor in made.definition.actors)
    assert " ".join(cells["s0/note"]) == f"{first}: 6 Okt 08.30 staf-1 {second}: 6 Okt 09.30 staf-1"
    assert " ".join(cells["s1/note"]) == "6 Okt 10.30 staf-1"
