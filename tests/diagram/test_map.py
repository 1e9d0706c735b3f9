"""The map: layers, colours, a legend, measures; and texts that are never taken as markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from graphviz.backend import dot_command
from made_sops import Row, graph

from sopengine.diagram import draw_map, map_dot
from sopengine.diagram.output import dot as output_dot
from sopengine.diagram.output.typeset import png
from sopengine.diagram.views.map import Travelled
from sopengine.diagram.views.measured import Measured, Tint
from sopengine.errors import NotFoundError
from sopengine.graph import Graph
from sopengine.model.definition import Actor

ROWS: list[Row] = [
    ("Menerima", [("a2", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ('Menyimpan <b> \\N "x" ]]> &lt;', [("a0", {"": ["end"]})]),
]
MARKUP = ["<<i>Staf</i>>", "<b>Staf</b>", "<Staf>", "&lt;Staf&gt; &amp;", "\\N \\G \\l", 'a" b="c', "{a|b}", "x\\"]


def texts(svg: str) -> str:
    return " ".join(" ".join("".join(part.itertext()) for part in ET.fromstring(svg).iter()).split())


def test_every_task_and_arrow_is_in_the_dot() -> None:
    dot = map_dot(graph(ROWS, 3))
    for arrow in ('"s0.0" -> "s1.0"', '"s1.0" -> "s2.0"', '"s1.0" -> "s0.0"'):
        assert arrow in dot
    assert '"  Tidak  "' in dot


def test_each_actor_has_a_colour_of_the_legend() -> None:
    made = graph(ROWS, 3)
    colours = re.findall(r'"actor \d" \[label="([^"]*)".*fillcolor="(#\w+)"', map_dot(made))
    assert [title for title, _ in colours] == [actor.title for actor in made.definition.actors]
    assert len({colour for _, colour in colours}) == 3
    of_task = dict(re.findall(r'^"(s\d\.\d)" \[.*fillcolor="(#\w+)"', map_dot(made), re.MULTILINE))
    assert of_task == {"s0.0": colours[2][1], "s1.0": colours[1][1], "s2.0": colours[0][1]}


def test_the_flow_runs_down_in_layers() -> None:
    svg = draw_map(graph(ROWS, 3)).svg
    heights = {
        title: float(y)
        for title, y in re.findall(r'<title>(s\d\.\d)</title>.*?<text [^>]*y="([-\d.]+)"', svg, re.DOTALL)
    }
    assert heights["s0.0"] < heights["s1.0"] < heights["s2.0"]


@pytest.mark.parametrize("text", MARKUP)
def test_a_text_is_shown_as_it_is_wherever_it_stands(text: str) -> None:
    rows: list[Row] = [(text, [("a0", {"Ya": ["s1.0"], text: ["s1.0"]})]), (text, [("a1", {"": ["end"]})])]
    definition = graph(rows, 2).definition
    actors = tuple(Actor(id=actor.id, title=text) for actor in definition.actors)
    svg = draw_map(Graph(replace(definition, title=text, actors=actors))).svg
    shown = " ".join(text.split())
    assert texts(svg).count(shown) >= 5, "title, two actors, an outcome, two activities"
    assert {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()} <= {
        "svg", "g", "title", "polygon", "path", "text", "ellipse", "polyline",
    }  # fmt: skip


def test_measures_stand_on_the_arrows_and_make_them_heavier() -> None:
    measures = {
        ("s0.0", "", "s1.0"): Travelled(count=12, time=timedelta(hours=3, minutes=20)),
        ("s1.0", "Tidak", "s0.0"): Travelled(count=3),
    }
    dot = map_dot(graph(ROWS, 3), measures)
    assert '"s0.0" -> "s1.0" [label="  12x, 3 j 20 mnt  ", penwidth=4.00];' in dot
    assert '"s1.0" -> "s0.0" [label="  Tidak  \\n  3x  ", penwidth=1.60];' in dot
    assert '"s1.0" -> "s2.0" [label="  Ya  \\n  0x  ", penwidth=0.80];' in dot
    assert "12x, 3 j 20 mnt" in texts(draw_map(graph(ROWS, 3), measures).svg)


def test_the_same_bytes_come_out_again_with_our_mark() -> None:
    first = draw_map(graph(ROWS, 3))
    assert first == draw_map(graph(ROWS, 3))
    assert first.svg.startswith('<svg data-sop="contoh" data-view="map" ')
    assert png(first, 50).startswith(b"\x89PNG")


def test_where_no_program_draws_the_mend_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_dot, "_PROGRAM", Path("not-there-at-all"))
    monkeypatch.setattr(dot_command, "DOT_BINARY", dot_command.DOT_BINARY)
    with pytest.raises(NotFoundError, match="pip install graphviz-pure"):
        draw_map(graph(ROWS, 3))


def test_nodes_that_are_measured_bear_tint_figures_and_actor_instead_of_the_colours_of_the_legend() -> None:
    tasks = {
        f"s{place}": Measured(tint=tint, parts=("n 6 · 50 %",)) for place, tint in enumerate((Tint.POOR, Tint.FAIR))
    }
    made = graph(ROWS, 3)
    svg = draw_map(made, tasks=tasks).svg
    shown = texts(svg)
    assert "Pelaksana" not in shown
    assert all(actor.title in shown for actor in made.definition.actors)
    assert svg.count("n 6 · 50 %") == 2
    assert svg.count("#f6c1bb") == 1


def test_nodes_differ_by_their_borders_on_grey_paper() -> None:
    plain = {tint: map_dot(graph(ROWS, 3), tasks={"s0.0": Measured(tint=tint)}) for tint in Tint}
    bare = {re.sub(r'fillcolor="#\w+"', "", dot) for dot in plain.values()}
    assert len(bare) == len(Tint)
