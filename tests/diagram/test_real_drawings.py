"""The four source SOPs and the 14 real forms: nothing is wrong with their drawings, and they only get better."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from drawn_faults import drawn_flows, faults
from drawn_page import DrawnPage, read
from likely_sops import DECISIONS, FORKS, LOOPS, SHARED_ROWS, likely_graph
from soft_figures import figures

from sopengine.diagram import draw, draw_lanes
from sopengine.diagram.output.svg import page
from sopengine.diagram.views.form import form_sheets
from sopengine.diagram.views.live import shown_live, travelled
from sopengine.diagram.views.progress import Mark, State
from sopengine.graph import Graph
from sopengine.rules import load

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *sorted((ROOT / "definitions").glob("*.yaml")),
    *sorted((ROOT / "tests" / "definitions" / "real").glob("*.yaml")),
]
CEILINGS: dict[str, dict[str, int]] = json.loads(Path(__file__).with_name("ceilings.json").read_text(encoding="utf-8"))
"""The most that is allowed, by SOP; the numbers may only fall."""
TOTALS = CEILINGS.pop("all")
"""The most that is allowed for all of them together: what an eye takes wrongly, and sheets of paper."""
PICTURES = ROOT / "docs" / "pictures"
SEEDS = range(20)
COUNTED = 200


def shown(graph: Graph) -> list[DrawnPage]:
    return [read(page.svg) for page in draw(graph) if page.sheet.number]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_real_sop_is_drawn_without_fault_and_no_worse_than_before(file: Path) -> None:
    pages = shown(load(file))
    assert faults(pages) == []
    measured = figures(pages)
    assert all(measured[name] <= most for name, most in CEILINGS[file.stem].items()), measured


def test_all_real_sops_together_keep_their_ceilings() -> None:
    totals: Counter[str] = Counter()
    for file in FILES:
        pages = shown(load(file))
        totals.update(figures(pages))
        totals["pages_of_one_row"] += sum(len({shape.step for shape in page.shapes} - {""}) == 1 for page in pages)
    assert all(totals[name] <= most for name, most in TOTALS.items()), totals


def test_a_label_is_not_read_with_the_rule_of_a_lane_as_one_word() -> None:
    near = [
        text.content
        for file in FILES
        for page in shown(load(file))
        for text in page.texts
        if text.label_of
        for lane in page.lanes
        if abs(lane - text.bounds[0]) < 2.0 or abs(lane - text.bounds[2]) < 2.0
    ]
    assert near == ["Administratif"], "as wide as what is left of its lane"


def test_every_real_sop_has_its_ceilings_and_nothing_else_has() -> None:
    assert sorted(CEILINGS) == sorted(file.stem for file in FILES)


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_likely_sop_is_drawn_without_fault(seed: int, full: bool, tmp_path: Path) -> None:
    graph = likely_graph(seed, tmp_path, full=full)
    pages = shown(graph)
    assert faults(pages) == []
    assert drawn_flows(pages)


def test_the_pictures_of_the_manual_are_up_to_date() -> None:
    assert {name: (PICTURES / name).read_bytes() for name in pictures()} == pictures()


def pictures() -> dict[str, bytes]:
    """`python tests/diagram/test_real_drawings.py` writes them anew."""
    lumajang = load(ROOT / "definitions" / "lumajang-pengukuran-kinerja.yaml")
    tangerang = load(ROOT / "definitions" / "tangerang-pengumpulan-data-kinerja.yaml")
    *done, again, current = list(lumajang.tasks)[:6]
    marks = dict.fromkeys(done, Mark(state=State.DONE, outcomes=frozenset({""})))
    marks[again] = Mark(state=State.DONE_LATE, visits=2, outcomes=frozenset({""}))
    marks[current] = Mark(state=State.LATE, visits=2)
    return {
        "lumajang-draft.svg": draw(lumajang, draft=True)[1].svg.encode(),
        "lumajang-live.svg": page(
            shown_live(form_sheets(lumajang), marks, travelled(lumajang, marks))[0], "live"
        ).svg.encode(),
        "tangerang-lanes.svg": draw_lanes(tangerang).svg.encode(),
    }


def test_likely_sops_are_like_the_real_ones(tmp_path: Path) -> None:
    graphs = [likely_graph(seed, tmp_path) for seed in range(COUNTED)]
    counts = {
        DECISIONS: sum(any(task.decides for task in graph.tasks.values()) for graph in graphs),
        LOOPS: sum(bool(graph.back) for graph in graphs),
        SHARED_ROWS: sum(any(len(step.tasks) > 1 for step in graph.definition.steps) for graph in graphs),
        FORKS: sum(graph.forks for graph in graphs),
    }
    assert all(abs(count / COUNTED - share) < 0.07 for share, count in counts.items()), counts


if __name__ == "__main__":
    for name, data in pictures().items():
        (PICTURES / name).write_bytes(data)
