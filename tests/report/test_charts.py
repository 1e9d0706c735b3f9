"""Charts: what stands in a drawing is right, stays inside of it, and is told to those who do not see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.compliance.rate import Rate
from sopengine.diagram.layout.measure import text_width
from sopengine.messages.numbers import decimal
from sopengine.messages.speech import speech
from sopengine.report.charts import LOOK, Chart
from sopengine.report.charts.ages import Age, ages_chart
from sopengine.report.charts.months import MonthPoint, months_chart
from sopengine.report.charts.runs import Piece, Run, Window, runs_chart
from sopengine.report.charts.scale import scale
from sopengine.report.charts.spent import SpentBar, spent_chart
from sopengine.report.charts.steps import StepBar, steps_chart

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>&amp;"\x00\u202e'
MONDAY = datetime(2026, 1, 5, 1, tzinfo=UTC)
ENGLISH, INDONESIAN = speech("en"), speech("id")


def step_bar(number: int = 1, median: float | None = 0.9, p90: float | None = 1.4, label: str = "Merekap") -> StepBar:
    """Shares of a standard of two hours."""
    hours = timedelta(hours=2)
    return StepBar(
        number=str(number),
        label=label,
        n=3 if median else 0,
        standard="120 menit",
        allowed=hours,
        median=hours * median if median else None,
        p90=hours * p90 if p90 else None,
    )


def spent_bar(number: int = 1, label: str = "Merekap", **hours: float) -> SpentBar:
    parts = {part: timedelta(hours=hours.get(part, 0)) for part in ("waiting", "work", "both", "rework")}
    return SpentBar(number=str(number), label=label, **parts)


def months(*percents: int | None) -> list[MonthPoint]:
    return [
        MonthPoint(label=f"b{place}", rate=None if percent is None else Rate(kept=percent, of=100), inside=place > 2)
        for place, percent in enumerate(percents)
    ]


def run(days: int = 9, *, ended: bool = True, label: str = "Lumajang Januari", late: bool = True) -> Run:
    end = MONDAY + timedelta(days=days)
    pieces = (Piece(begin=MONDAY, end=MONDAY + timedelta(days=2), late=late),)
    return Run(label=label, begin=MONDAY, end=end if ended else None, pieces=pieces, days=days)


def window(days: int = 60) -> Window:
    off = tuple(date(2026, 1, 5) + timedelta(days=day) for day in range(days) if day % 7 > 4)
    return Window(begin=MONDAY, end=MONDAY + timedelta(days=days), zone="Asia/Jakarta", off=off)


CHARTS: dict[str, Callable[[str], Chart]] = {
    "steps": lambda label: steps_chart(
        [step_bar(1, label=label), step_bar(2, None, None), step_bar(3, 2, 9)], INDONESIAN
    ),
    "steps, none": lambda label: steps_chart([], INDONESIAN),
    "spent": lambda label: spent_chart([spent_bar(1, label, waiting=9, work=29.5, both=1, rework=3)], INDONESIAN),
    "spent, nothing": lambda label: spent_chart([spent_bar(1, label)], INDONESIAN),
    "spent, none": lambda label: spent_chart([], INDONESIAN),
    "months": lambda label: months_chart(months(81, 86, None, 100, 70, 80), 80, label, INDONESIAN),
    "months, none": lambda label: months_chart([], None, label, INDONESIAN),
    "months, many": lambda label: months_chart(months(*range(1, 61)), 80, label, INDONESIAN),
    "ages": lambda label: ages_chart([Age(label=label[:4], within=4, overdue=2)], label, INDONESIAN),
    "ages, many": lambda label: ages_chart([Age(label="0–1", within=48_000, overdue=52_000)], label, INDONESIAN),
    "ages, none": lambda label: ages_chart([], label, INDONESIAN),
    "runs": lambda label: runs_chart([run(label=label), run(20, ended=False)], window(), 12, INDONESIAN),
    "runs, years": lambda label: runs_chart([run(label=label)], window(2_000), 0, INDONESIAN),
    "runs, a day": lambda label: runs_chart([run(label=label)], window(1), 0, INDONESIAN),
    "runs, none": lambda label: runs_chart([], window(), 0, INDONESIAN),
}


def drawn(chart: Chart, width: int) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg(width))


def texts(svg: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in svg.iter(f"{SVG}text")]


def rects(svg: ElementTree.Element, look: str) -> list[dict[str, float]]:
    found = [shape for shape in svg.iter(f"{SVG}rect") if shape.get("class") == look]
    return [{key: float(shape.get(key, "")) for key in ("x", "y", "width", "height")} for shape in found]


@pytest.mark.parametrize("width", [328, 564, 1184])
@pytest.mark.parametrize("chart", CHARTS)
def test_a_drawing_is_whole_and_told(chart: str, width: int) -> None:
    svg = drawn(CHARTS[chart]("Merekap hasil"), width)
    title, told = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("role") == "img"
    assert title is not None
    assert told is not None
    assert title.text
    assert told.text
    assert svg.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert svg.get("width") == str(width)


@pytest.mark.parametrize("width", [328, 564])
@pytest.mark.parametrize(
    "label", ["Merekap", "Mengoordinasikan pengumpulan data kinerja seluruh perangkat daerah " * 3]
)
@pytest.mark.parametrize("chart", CHARTS)
def test_no_words_stand_beyond_the_edge_of_a_drawing(chart: str, label: str, width: int) -> None:
    svg = drawn(CHARTS[chart](label), width)
    height = float(svg.get("height", ""))
    for found in svg.iter(f"{SVG}text"):
        words, x, y = found.text or "", float(found.get("x", "")), float(found.get("y", ""))
        wide = text_width(words, 13, True)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[found.get("text-anchor", "start")]
        assert left >= -6, words
        assert left + wide <= width + 12, words
        assert 0 < y <= height, words


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_in_a_drawing_is_markup_style_or_script(chart: str) -> None:
    made = CHARTS[chart](HOSTILE)
    for width in (328, 564):
        svg = drawn(made, width)
        assert "script" not in {element.tag.removeprefix(SVG) for element in svg.iter()}
        assert not [
            name for element in svg.iter() for name in element.attrib if name == "style" or name.startswith("on")
        ]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_look_of_a_drawing_and_its_legend_is_in_the_style_sheet(chart: str) -> None:
    made = CHARTS[chart]("Merekap")
    used = {look for element in drawn(made, 564).iter() if (look := element.get("class"))}
    known = set(re.findall(r"\.([a-z-]+)", LOOK))
    assert used | {key.look for key in made.legend} <= known | {"wait", "rework"}


@pytest.mark.parametrize("chart", CHARTS)
def test_ids_of_two_drawings_of_one_chart_differ(chart: str) -> None:
    made = CHARTS[chart]("Merekap")
    wide, narrow = ({element.get("id") for element in drawn(made, width).iter()} - {None} for width in (564, 328))
    assert not wide & narrow


@pytest.mark.parametrize("chart", CHARTS)
def test_every_row_of_the_table_has_a_cell_a_column(chart: str) -> None:
    table = CHARTS[chart]("Merekap").table
    rows = [*table.rows, *([table.total] if table.total else [])]
    assert {len(row) for row in rows} <= {len(table.columns)}


def test_a_median_above_the_standard_is_marked_and_the_standard_is_a_hundred_per_cent() -> None:
    chart = steps_chart([step_bar(1, 0.5), step_bar(2, 1.5)], ENGLISH)
    svg = drawn(chart, 564)
    (kept,), (over,) = rects(svg, "median"), rects(svg, "over")
    standards = rects(svg, "standard")
    assert kept["width"] == pytest.approx(standards[0]["width"] / 2, abs=0.2)
    assert over["width"] == pytest.approx(standards[1]["width"] * 1.5, abs=0.2)


def test_what_was_spent_stands_side_by_side_and_adds_up() -> None:
    chart = spent_chart([spent_bar(1, waiting=10, work=20, rework=10)], ENGLISH)
    svg = drawn(chart, 564)
    (wait,), (work,), (rework,) = (rects(svg, look) for look in ("wait", "work", "rework"))
    assert work["width"] > wait["width"]
    assert work["x"] >= wait["x"] + wait["width"]
    assert rework["x"] >= work["x"] + work["width"]
    assert work["width"] + 1 == pytest.approx(2 * (wait["width"] + 1), abs=0.3)
    assert "40.0" in texts(svg)


def test_a_month_without_a_rate_parts_the_line() -> None:
    whole, parted = (months_chart(months(*points), 80, "", ENGLISH) for points in ((80, 90, 85), (80, None, 85)))
    lines = [
        sum(shape.get("class") == "course" for shape in drawn(chart, 564).iter(f"{SVG}path"))
        for chart in (whole, parted)
    ]
    assert lines == [2, 0]


def test_the_axis_of_a_rate_says_where_it_begins() -> None:
    assert "%, axis begins at 50" in texts(drawn(months_chart(months(80, 90), 80, "", ENGLISH), 564))
    assert "%" in texts(drawn(months_chart(months(2, 90), 80, "", ENGLISH), 564))


def test_only_so_many_rows_are_drawn_and_the_rest_is_in_the_table() -> None:
    chart = spent_chart([spent_bar(number, work=number) for number in range(1, 101)], ENGLISH)
    assert len(rects(drawn(chart, 564), "work")) == 40
    assert len(chart.table.rows) == 100


def test_runs_that_are_not_drawn_are_told() -> None:
    chart = runs_chart([run() for _ in range(45)], window(), 955, ENGLISH)
    assert chart.note == "960 other runs are not shown."
    assert chart.table.more == 960


@pytest.mark.parametrize("bar", [step_bar(), replace(step_bar(), allowed=None, standard="Segera")])
def test_a_step_without_measure_says_so(bar: StepBar) -> None:
    told = "standard without a length" in texts(drawn(steps_chart([bar], ENGLISH), 564))
    assert told == (bar.allowed is None)


@given(
    most=st.floats(min_value=0, max_value=1e7), room=st.floats(min_value=20, max_value=90), whole=st.booleans(),
    long=st.floats(min_value=40, max_value=1_200),
)  # fmt: skip
def test_an_axis_reaches_all_it_has_to_show_with_lines_apart(
    most: float, room: float, whole: bool, long: float
) -> None:
    axis = scale(most, 10, 10 + long, room=room, whole=whole)
    assert axis.high >= most * (1 - 1e-9)
    assert axis.ticks[-1] == pytest.approx(axis.high)
    assert len(axis.ticks) <= max(2, long / room * 1.6 + 2)
    assert axis.at(0) == pytest.approx(10)
    assert axis.at(axis.high) == pytest.approx(10 + long)


@pytest.mark.parametrize("most", [0.03, 0.4, 0.9, 1.2, 7.0, 12.1, 300.0])
def test_lines_of_an_axis_are_told_apart_by_their_decimals(most: float) -> None:
    axis = scale(most, 0, 380, room=62)
    spoken = [decimal(value, axis.places, INDONESIAN) for value in axis.ticks]
    assert len(set(spoken)) == len(axis.ticks)
    assert all(
        abs(float(words.replace(".", "").replace(",", ".")) - value) < 1e-9
        for words, value in zip(spoken, axis.ticks, strict=True)
    )


def test_where_no_time_was_spent_the_axis_is_of_an_hour() -> None:
    nothing = timedelta()
    bar = SpentBar(number="1", label="Menyusun", waiting=nothing, work=nothing, both=nothing, rework=nothing)
    drawn = spent_chart([bar], INDONESIAN).svg(564)
    assert drawn.count(">0,0") == 2, "the beginning of the axis, and the sum of the row"
