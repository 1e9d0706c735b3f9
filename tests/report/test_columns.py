"""A tall map stands in columns on sheets: whole, cut where only lines are cut, with letters of a size to read."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from sopengine.diagram import draw_map
from sopengine.report.page.columns import in_columns
from sopengine.rules.gate import examine

FILES = sorted((Path(__file__).parents[2] / "definitions").glob("*.yaml"))
_VIEW = re.compile(r'viewBox="0 ([\d.]+) [\d.]+ ([\d.]+)"><use href="#(\w+)"')
_TEXT = re.compile(r'<text [^>]*?y="([-\d.]+)"')
_SHIFT = re.compile(r"translate\([-\d.]+ ([-\d.]+)\)")


def drawn(file: Path) -> str:
    graph = examine(file).graph
    assert graph
    return draw_map(graph, {}, {}).svg


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_columns_hold_all_of_a_map_and_cut_no_line_of_letters(file: Path) -> None:
    svg = drawn(file)
    height = float(re.findall(r'viewBox="[\d.]+ [\d.]+ [\d.]+ ([\d.]+)"', svg)[0])
    sheets = in_columns(svg, "peta")
    views = [(float(begin), float(long), name) for begin, long, name in _VIEW.findall("".join(sheets))]
    assert len(views) > 1, "the maps of these SOPs are tall"
    assert {name for *_, name in views} == {"peta"}
    assert views[0][0] == 0
    for (begin, long, _), (after, _, _) in itertools.pairwise(views):
        assert begin + long == pytest.approx(after, abs=0.01)
    assert sum(long for _, long, _ in views) == pytest.approx(height, abs=0.1)
    (shift,) = map(float, _SHIFT.findall(svg))
    letters = [float(y) + shift for y in _TEXT.findall(svg)]
    cuts = [begin for begin, *_ in views[1:]]
    assert not [(cut, y) for cut in cuts for y in letters if y - 9 < cut < y + 3]


def test_the_drawing_is_there_once_however_many_sheets_show_it() -> None:
    svg = drawn(FILES[0]).replace('height="', 'data-height="')
    sheets = in_columns(svg, "peta")
    assert sum(sheet.count('id="peta"') for sheet in sheets) == 1


def test_what_is_not_tall_stays_as_it_is() -> None:
    low = '<svg width="300pt" height="200pt" viewBox="0.00 0.00 300.00 200.00"><g/></svg>'
    assert in_columns(low, "peta") == (low,)
