"""Columns by content, rows that fill the page, joint work as one symbol, questions, and what stands on wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import DrawnPage, Text, read
from hypothesis import given
from hypothesis import strategies as st
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.layout.table.cells import TEXT_SIZE, wrapped
from sopengine.diagram.layout.table.feet import total
from sopengine.diagram.layout.table.fitting import least_width, line_count, width_for
from sopengine.duration.standard import Duration
from sopengine.graph import Graph
from sopengine.model.form import Form, TitlePlace

LONG = (
    "mengarahkan penyelenggaraan pertanggungjawaban keuangan daerah beserta seluruh kelengkapannya kepada "
    "perangkat daerah terkait "
)
WORDS = st.lists(st.sampled_from(LONG.split()), min_size=1, max_size=40).map(" ".join)


def pages(made: Graph) -> list[DrawnPage]:
    return [read(page.svg) for page in draw(made) if page.sheet.number]


def line(count: int, lanes: int = 2) -> list[Row]:
    following = [f"s{place}.0" for place in range(1, count)]
    return [(f"Kegiatan {p}", [(f"a{p % lanes}", {"": [to]})]) for p, to in enumerate([*following, "end"])]


def noted(made: Graph, note: str) -> Graph:
    steps = tuple(replace(step, note=note) for step in made.definition.steps)
    return Graph(replace(made.definition, steps=steps))


def worked_on_by(made: Graph, task: str, *partners: str) -> Graph:
    steps = tuple(
        replace(step, tasks=tuple(replace(t, partners=partners) if t.name == task else t for t in step.tasks))
        for step in made.definition.steps
    )
    return Graph(replace(made.definition, steps=steps))


def asking(made: Graph, **questions: str) -> Graph:
    steps = tuple(
        replace(step, tasks=tuple(replace(t, question=questions.get(t.name.replace(".", "_"), "")) for t in step.tasks))
        for step in made.definition.steps
    )
    return Graph(replace(made.definition, steps=steps))


def cell(page: DrawnPage, name: str) -> list[Text]:
    return [text for text in page.texts if text.cell == name]


def test_a_long_note_gets_the_room_that_other_columns_do_not_need() -> None:
    (page,) = pages(noted(graph(line(4), 3), LONG * 3))
    lines = cell(page, "s0/note")
    assert len(lines) <= 10
    assert faults([page]) == []


def test_no_word_is_parted_while_a_column_has_room_to_spare() -> None:
    (page,) = pages(noted(graph(line(4), 5), LONG))
    words = {word for text in cell(page, "s0/note") for word in text.content.split()}
    assert words == set(LONG.split())


def test_a_paragraph_of_the_file_stays_a_paragraph() -> None:
    (page,) = pages(noted(graph(line(2), 2), "Satu.\nDua.\n\nTiga."))
    assert [text.content for text in cell(page, "s0/note")] == ["Satu.", "Dua.", "Tiga."]


@given(WORDS, st.integers(1, 9))
def test_a_width_for_so_many_lines_is_wide_enough(text: str, lines: int) -> None:
    width = width_for((text,), lines, 90.0)
    assert len(wrapped((text,), width, TEXT_SIZE)) == line_count((text,), width)
    assert line_count((text,), width) <= lines


@given(WORDS, st.floats(0.0, 400.0))
def test_counted_lines_are_those_that_are_printed_where_no_word_is_parted(text: str, more: float) -> None:
    width = least_width((text,)) + more
    assert line_count((text,), width) == len(wrapped((text,), width, TEXT_SIZE))


def test_rows_fill_the_page_but_by_half_again_at_most() -> None:
    heights = [[b - a for a, b in pairwise(page.rows)] for made in (line(9), line(2)) for page in pages(graph(made, 2))]
    assert sum(heights[0]) > 480.0
    assert max(heights[1]) <= 1.5 * 47.0 + 0.1


def test_a_form_of_twelve_rows_is_set_tighter_and_saves_a_page() -> None:
    (page,) = pages(graph(line(12), 2))
    assert faults([page]) == []


def test_joint_work_of_neighbouring_lanes_is_one_shape_over_them() -> None:
    made = worked_on_by(graph(line(4, 3), 3), "s1.0", "a2")
    (page,) = pages(made)
    (shape,) = page.named("s1.0")
    assert (shape.actor, shape.partners) == ("a1", ("a2",))
    assert shape.bounds[0] < page.lanes[2] < shape.bounds[2]
    assert faults([page]) == []


@pytest.mark.parametrize("ways", [{"Ya": ["s2.0"], "Tidak": ["s0.0"]}, {"": ["s2.0"]}])
def test_joint_work_in_lanes_apart_is_a_shape_each(ways: dict[str, Sequence[str]]) -> None:
    rows = line(4, 4)
    rows[1] = ("Bersama", [("a1", ways)])
    (page,) = pages(worked_on_by(graph(rows, 4), "s1.0", "a3"))
    assert [(shape.actor, shape.apart) for shape in page.named("s1.0")] == [("a1", False), ("a3", True)]
    assert faults([page]) == []


def test_the_points_of_a_wide_diamond_stand_on_no_rule() -> None:
    rows = line(4, 2)
    rows[1] = ("Bersama", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})])
    (page,) = pages(worked_on_by(graph(rows, 2), "s1.0", "a0"))
    (shape,) = page.named("s1.0")
    assert min(abs(shape.ports[0][0] - lane) for lane in page.lanes) > 6.0
    assert faults([page]) == []


@pytest.mark.parametrize("question", ["R/T", "Sudah sesuai dengan ketentuan yang berlaku?"])
def test_a_question_is_printed_where_its_row_has_more_than_one_task(question: str) -> None:
    rows = line(3)
    rows[1] = ("Memeriksa", [("a0", {"Ya": ["s1.1"], "Tidak": ["s0.0"]}), ("a1", {"": ["s2.0"]})])
    (page,) = pages(asking(graph(rows, 2), s1_0=question))
    asked = [text for text in page.texts if text.question_of == "s1.0"]
    assert "".join(text.content.replace(" ", "") for text in asked) == question.replace(" ", "")
    assert faults([page]) == []


def test_a_row_of_one_decision_needs_no_question() -> None:
    rows = line(3)
    rows[1] = ("Memeriksa", [("a0", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})])
    (page,) = pages(asking(graph(rows, 2), s1_0="Lengkap?"))
    assert not any(text.question_of for text in page.texts)


def test_every_page_says_which_sop_and_version_it_is() -> None:
    made = graph(line(30), 2)
    made = Graph(replace(made.definition, digest="0123456789abcdef"))
    for page in pages(made):
        assert [text.content for text in page.texts if text.of_sop] == ["Contoh SOP"]
        assert any("1/SOP/2024 - 01234567 - hal. " in text.content for text in page.texts)


def test_the_title_may_stand_above_the_table() -> None:
    (page,) = pages(graph(line(3), 2, Form(title=TitlePlace.ABOVE)))
    (title,) = (text for text in page.texts if text.of_sop)
    assert title.bounds[3] < min(a[1] for a, _ in page.rules)
    assert faults([page]) == []


def test_column_numbers_count_columns_and_lanes() -> None:
    (page,) = pages(graph(line(3), 2, Form(column_numbers=True)))
    printed = [text.content for text in sorted(page.texts, key=lambda text: text.bounds) if text.content[0] == "("]
    assert printed == [f"({place})" for place in range(1, 9)]
    assert faults([page]) == []


def test_the_sum_of_the_standards_stands_below_the_last_row() -> None:
    first, *_, last = pages(graph(line(30), 2, Form(total=True)))
    assert {"Jumlah waktu", "15 jam"} <= {text.content for text in last.texts}
    assert not {"Jumlah waktu", "15 jam"} & {text.content for text in first.texts}
    assert faults([first, last]) == []


@pytest.mark.parametrize(
    ("standards", "told"),
    [
        (["30 menit", "45 menit"], "1 jam 15 menit"),
        (["1 hari", "2 jam", "3 hari kerja"], "3 hari kerja 1 hari 2 jam"),
        (["1-2 hari", "30 menit"], "1 hari 30 menit – 2 hari 30 menit"),
        (["-", "menyesuaikan"], "-"),
    ],
)
def test_standards_are_summed_unit_by_unit(standards: list[str], told: str) -> None:
    assert total(map(Duration.parse, standards)) == told


def test_a_fork_leaves_as_one_line_and_branches_once() -> None:
    rows = line(5, 3)
    rows[0] = ("Membagi", [("a0", {"": ["s1.0", "s2.0"]})])
    (page,) = pages(graph(rows, 3))
    one, other = (arrow for arrow in page.arrows if arrow.source == "s0.0")
    assert one.points[0] == other.points[0]
    assert faults([page]) == []


def test_the_forward_arrow_of_a_row_has_the_straight_way() -> None:
    rows = line(3)
    rows[1] = ("Menyusun", [("a1", {"": ["s1.1"]}), ("a0", {"Ya": ["s2.0"], "Tidak": ["s1.0"]})])
    (page,) = pages(graph(rows, 2))
    forward = next(arrow for arrow in page.arrows if (arrow.source, arrow.target) == ("s1.0", "s1.1"))
    assert len(forward.points) == 2
    assert faults([page]) == []


@pytest.mark.parametrize("lane", ["a1", "a2"])
def test_two_diamonds_of_one_lane_with_one_target_close_no_loop(lane: str) -> None:
    rows: list[Row] = [
        ("Melaporkan", [("a0", {"": ["s1.0"]})]),
        (
            "Memeriksa",
            [
                ("a1", {"Ada garansi": ["s3.0"], "Tidak ada": ["s1.1"]}),
                ("a1", {"Rusak ringan": ["s2.0"], "Rusak berat": ["s3.0"]}),
            ],
        ),
        ("Memperbaiki", [("a1", {"": ["s4.0"]})]),
        ("Mengidentifikasi", [(lane, {"": ["s4.0"]})]),
        ("Menyerahkan", [("a1", {"": ["end"]})]),
    ]
    made = pages(asking(graph(rows, 3), s1_0="Garansi?", s1_1="Berat?"))
    assert faults(made) == []
    assert ("s1.1", "Rusak berat", "s3.0") in drawn_flows(made)
