"""The drawn form: of the four source SOPs, and of small ones for each rule."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import DrawnPage, read
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.errors import RefusedError
from sopengine.graph import Graph
from sopengine.model.form import Column, Form, Orientation, Paper
from sopengine.rules import load

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "definitions").glob("*.yaml"))


def drawn(graph: Graph) -> list[DrawnPage]:
    return [read(page.svg) for page in draw(graph) if "data-page" in page.svg]


def line(count: int, lanes: int = 2) -> list[Row]:
    """Rows that hand over to each other."""
    following = [f"s{place}.0" for place in range(1, count)]
    return [(f"Kegiatan {p}", [(f"a{p % lanes}", {"": [to]})]) for p, to in enumerate([*following, "end"])]


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_a_source_sop_is_drawn_without_fault(file: Path) -> None:
    pages = drawn(load(file))
    assert faults(pages) == []


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_the_committed_drawings_are_up_to_date(file: Path) -> None:
    pages = draw(load(file))
    assert {page.name: page.svg for page in pages} == {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "diagrams").glob(f"{file.stem}-*.svg")
    }


def test_tangerang_breaks_before_its_sixth_row_and_goes_on_by_a_connector() -> None:
    first, second = drawn(load(ROOT / "definitions" / "tangerang-pengumpulan-data-kinerja.yaml"))
    assert {shape.name for shape in first.shapes if shape.kind == "connector"} == {"A@out"}
    assert {shape.name for shape in second.shapes if shape.kind == "connector"} == {"A@in"}
    assert "rekap-semester" in {shape.step for shape in second.shapes}
    assert "hal. 2 ke 6" in {text.content for text in first.texts}
    assert "hal. 1 dari 5" in {text.content for text in second.texts}
    assert any(re.fullmatch(r"PSM/DISNAKER-101 - \w{8} - hal. 2 dari 2", text.content) for text in second.texts)


def test_the_first_capsule_says_start_and_the_last_end() -> None:
    (page,) = drawn(graph(line(3), 2, Form(start="Awal", end="Akhir")))
    assert [(shape.kind, shape.step) for shape in page.shapes] == [("start", "s0"), ("process", "s1"), ("end", "s2")]
    assert {"Awal", "Akhir"} <= {text.content for text in page.texts}


def test_the_only_task_is_an_end_capsule() -> None:
    (page,) = drawn(graph(line(1), 1))
    assert [shape.kind for shape in page.shapes] == ["end"]
    assert page.arrows == ()


def test_an_end_reached_from_a_decision_has_a_capsule_of_its_own_in_that_row() -> None:
    rows: list[Row] = [("Memeriksa", [("a0", {"Ya": ["s1.0"], "Tidak": ["end"]})]), *line(2)[1:]]
    (page,) = drawn(graph(rows, 2))
    capsule = page.named("s0.0-end")[0]
    assert (capsule.kind, capsule.step, capsule.actor) == ("end", "s0", "a0")
    assert ("s0.0", "Tidak", "s0.0-end") in drawn_flows([page])
    assert faults([page]) == []


def test_a_label_in_round_brackets_is_not_printed() -> None:
    rows: list[Row] = [("Memeriksa", [("a0", {"(dipilih)": ["s1.0"], "Tidak": ["end"]})]), *line(2)[1:]]
    (page,) = drawn(graph(rows, 2))
    assert ("s0.0", "", "s1.0") in drawn_flows([page])


def test_several_symbols_in_a_row_stand_on_one_line() -> None:
    rows: list[Row] = [("Bersama", [("a0", {"": ["s0.1"]}), ("a1", {"": ["s0.2"]}), ("a2", {"": ["end"]})])]
    (page,) = drawn(graph(rows, 3))
    assert len({(shape.bounds[1] + shape.bounds[3]) / 2 for shape in page.shapes}) == 1
    assert faults([page]) == []


def test_several_symbols_in_a_cell_stand_one_above_the_other() -> None:
    rows: list[Row] = [("Berturut-turut", [("a0", {"": ["s0.1"]}), ("a0", {"": ["s0.2"]}), ("a0", {"": ["end"]})])]
    (page,) = drawn(graph(rows, 1))
    assert [shape.bounds[3] < other.bounds[1] for shape, other in zip(page.shapes, page.shapes[1:], strict=False)]
    assert faults([page]) == []


def test_a_task_may_lead_to_itself() -> None:
    rows: list[Row] = [*line(3)[:1], ("Ulangi", [("a1", {"Lagi": ["s1.0"], "Cukup": ["s2.0"]})]), *line(3)[2:]]
    pages = drawn(graph(rows, 2))
    assert faults(pages) == []
    assert ("s1.0", "Lagi", "s1.0") in drawn_flows(pages)


def test_arrows_cut_in_both_directions_meet_again_over_many_pages() -> None:
    rows = line(40, 3)
    rows[35] = ("Memeriksa", [("a2", {"Ya": ["s36.0"], "Tidak": ["s1.0"]})])
    rows[20] = ("Memeriksa", [("a1", {"Ya": ["s21.0"], "Tidak": ["s1.0"], "Batal": ["s38.0"]})])
    pages = drawn(graph(rows, 3))
    assert len(pages) > 3
    assert faults(pages) == []
    assert {("s35.0", "Tidak", "s1.0"), ("s20.0", "Batal", "s38.0")} <= set(drawn_flows(pages))
    ways_back = {arrow.target for page in pages for arrow in page.arrows if arrow.label == "Tidak"}
    assert len(ways_back) == 1, "arrows to one target share their letter"


def test_columns_that_are_not_listed_are_not_printed_and_others_have_the_agencys_words() -> None:
    form = Form(columns=((Column.NUMBER, "No."), (Column.ACTIVITY, "Uraian"), (Column.ACTORS, "Petugas")))
    (page,) = drawn(graph(line(2), 2, form))
    words = {text.content for text in page.texts}
    assert {"No.", "Uraian", "Petugas"} <= words
    assert not {"Mutu Baku", "Waktu", "Keterangan", "30 menit"} & words
    assert faults([page]) == []


def test_a_missing_pelaksana_column_is_drawn_all_the_same() -> None:
    (page,) = drawn(graph(line(2), 2, Form(columns=((Column.ACTIVITY, "Kegiatan"),))))
    assert len(page.shapes) == 2


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("orientation", Orientation)
def test_every_paper_is_laid_as_asked(paper: Paper, orientation: Orientation) -> None:
    (page,) = drawn(graph(line(4), 4, Form(paper=paper, orientation=orientation)))
    assert (page.width > page.height) == (orientation is Orientation.LANDSCAPE)
    assert faults([page]) == []


def test_folio_is_another_name_of_f4() -> None:
    pages = [drawn(graph(line(4), 4, Form(paper=paper)))[0] for paper in (Paper.F4, Paper.FOLIO)]
    assert pages[0] == pages[1]


def test_lanes_that_do_not_fit_take_a_larger_paper() -> None:
    (page,) = drawn(graph(line(3, 14), 14))
    assert page.width > 842
    assert faults([page]) == []


def test_lanes_that_fit_on_no_paper_are_refused() -> None:
    with pytest.raises(RefusedError, match="30 lanes are too many"):
        draw(graph(line(3), 30))


@pytest.mark.parametrize("text", ["x" * 5000, "kata " * 2000, "<script>]]>&\"'\u0007\u200f\ufffe " * 40])
def test_texts_of_any_length_and_sign_stay_in_their_cells(text: str) -> None:
    rows: list[Row] = [(text, [("a0", {"": ["end"]})])]
    pages = drawn(graph(rows, 2, Form(end=text[:200])))
    assert faults(pages) == []


def test_a_label_of_many_words_is_broken_into_lines_beside_its_arrow() -> None:
    label = "Perlu diperbaiki seluruhnya sebelum diajukan kembali kepada pimpinan"
    rows: list[Row] = [*line(3)[:2], ("Memeriksa", [("a0", {"Ya": ["end"], label: ["s0.0"]})])]
    pages = drawn(graph(rows, 2))
    assert faults(pages) == []


def test_the_same_bytes_come_out_of_every_run_in_every_format() -> None:
    program = (
        "import hashlib, sys; from sopengine.diagram import draw, draw_lanes, draw_map\n"
        "from sopengine.rules import load\n"
        "from sopengine.diagram.output.typeset import pdf, png\n"
        "data = b''\n"
        "for file in sys.argv[1:]:\n"
        "    graph = load(file); pages = draw(graph, draft=True)\n"
        "    data += pdf(pages) + png(pages[-1], 40) + (draw_lanes(graph).svg + draw_map(graph).svg).encode()\n"
        "    data += ''.join(page.svg for page in (*pages, *draw(graph))).encode()\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    command = [sys.executable, "-c", program, *map(str, SOURCES)]
    digests = set()
    for seed in ("0", "1", "4711"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        digests.add(result.stdout)
    assert len(digests) == 1
