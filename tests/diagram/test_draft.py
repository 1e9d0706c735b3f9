"""What a person inferred is dashed on a draft, and only there."""

from __future__ import annotations

from dataclasses import replace

from drawn_faults import faults
from drawn_page import read
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.graph import Graph

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]
LEGEND = "disimpulkan, tidak tercantum pada dokumen sumber"


def inferred(*keys: str) -> Graph:
    """The second step has these keys from a person's head."""
    definition = graph(ROWS, 2).definition
    first, second, third = definition.steps
    return Graph(replace(definition, steps=(first, replace(second, inferred=keys), third)))


def svg(made: Graph, *, draft: bool = True) -> str:
    return draw(made, draft=draft)[1].svg


def test_without_draft_nothing_is_dashed() -> None:
    assert "stroke-dasharray" not in svg(inferred("actor", "decision", "duration"), draft=False)


def test_an_inferred_actor_dashes_the_symbol() -> None:
    dashed = [line for line in svg(inferred("actor")).splitlines() if "stroke-dasharray" in line]
    assert ['data-symbol="s1.0"' in line for line in dashed] == [False, True], "the sample of the legend, the symbol"


def test_an_inferred_decision_dashes_the_arrows_that_leave() -> None:
    dashed = [line for line in svg(inferred("decision")).splitlines() if "stroke-dasharray" in line]
    assert sum('data-from="s1.0"' in line for line in dashed) == 2


def test_an_inferred_time_has_a_dashed_frame() -> None:
    assert svg(inferred("duration")).count("stroke-dasharray") == 2


def test_a_draft_with_something_inferred_has_a_legend_and_no_fault() -> None:
    drawn = svg(inferred("actor", "decision", "activity", "needs"))
    assert LEGEND in drawn
    assert faults([read(drawn)]) == []


def test_an_inferred_decision_dashes_the_diamond_too() -> None:
    dashed = [line for line in svg(inferred("decision")).splitlines() if "stroke-dasharray" in line]
    assert any('data-symbol="s1.0"' in line for line in dashed)


def test_every_sheet_of_a_draft_has_draf_across_it_and_nothing_else_is_new() -> None:
    plain, drafted = draw(graph(ROWS, 2)), draw(graph(ROWS, 2), draft=True)
    for before, after in zip(plain, drafted, strict=True):
        added = set(after.svg.splitlines()) - set(before.svg.splitlines())
        assert len(added) > 100
        assert all(line.startswith("<rect ") and 'fill="#e6e6e6"' in line for line in added)
        rows = {float(line.split('y="')[1].split('"')[0]) for line in added}
        assert max(rows) - min(rows) > before.height / 2
