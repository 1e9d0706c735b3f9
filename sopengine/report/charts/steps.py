"""What steps took as per cent of their standard: hollow bar the standard, filled the median, whisker the 90th."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import width_of
from sopengine.report.charts.rows import MOST_ROWS, Places, grid, labels, places
from sopengine.report.charts.scale import Scale, scale
from sopengine.report.charts.svg import line, path, rect, svg, text
from sopengine.report.table import Column, Table

_MOST = 3.0
"""Of a standard: what goes beyond is drawn to the edge, with an arrow."""
_TICK = 40.0
"""Pixels between the lines of the axis."""
_STANDARD, _MEDIAN = 16.0, 9.0
"""Heights of the two bars."""
_BETWEEN = 14.0
"""Of two columns of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBar:
    """One step, its times as they are printed and as parts of its standard."""

    number: str
    label: str
    n: int
    """Visits that are done."""
    standard: str
    median: str
    """Empty where nothing is done; so is the next."""
    p90: str
    median_share: float | None
    """1.0 is the standard; None where it has no length, or where nothing is done."""
    p90_share: float | None

    @property
    def name(self) -> str:
        return f"{self.number}  {self.label}" if self.number else self.label

    @property
    def over(self) -> bool:
        """The median is above the standard."""
        return self.median_share is not None and self.median_share > 1

    @property
    def figures(self) -> tuple[str, str, str]:
        """Such as they stand in columns."""
        return self.median or "–", self.p90 or "–", self.standard or "–"


def steps_chart(bars: Sequence[StepBar], speech: Speech, *, name: str = "steps", unit: str = "") -> Chart:
    """A row a step, in the order of the form."""
    legend = [
        Key(look="standard", words=speech.translate("standard = 100 %")),
        Key(look="median", words=speech.translate("median")),
        Key(look="over", words=speech.translate("median above the standard")),
        Key(look="whisker", words=speech.translate("up to p90")),
    ]
    if any(bar.p90_share and bar.p90_share > _MOST for bar in bars):
        legend.append(Key(look="beyond", words=speech.text("goes beyond {most} %", most=round(100 * _MOST))))
    return Chart(
        name=name,
        title=speech.translate("Time of each step against its standard"),
        unit=unit,
        legend=tuple(legend),
        note="",
        told=_told(bars, speech),
        svg=partial(_drawn, tuple(bars[:MOST_ROWS]), speech, name),
        table=_table(bars, speech),
    )


def _told(bars: Sequence[StepBar], speech: Speech) -> str:
    over = [bar for bar in bars if bar.over]
    most = max(over, key=lambda bar: bar.median_share or 0, default=None)
    if most is None:
        return speech.text("No step of {count} has a median above its standard.", count=len(bars))
    return speech.text(
        "{over} of {count} steps have a median above their standard, most of all {step}: {median} against {standard}.",
        over=len(over),
        count=len(bars),
        step=most.name,
        median=most.median,
        standard=most.standard,
    )


def _table(bars: Sequence[StepBar], speech: Speech) -> Table:
    return Table(
        columns=(
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            Column(words=speech.translate("n"), places=0),
            *(Column(words=speech.translate(words), places=0) for words in marked("Standard", "Median", "p90")),
            Column(words=speech.translate("Median, % of standard"), places=0),
            Column(words=speech.translate("p90, % of standard"), places=0),
        ),
        rows=tuple(
            (
                *(bar.number, bar.label, bar.n, bar.standard or None, bar.median or None, bar.p90 or None),
                *(None if share is None else 100 * share for share in (bar.median_share, bar.p90_share)),
            )
            for bar in bars
        ),
    )


def _drawn(bars: Sequence[StepBar], speech: Speech, name: str, width: int) -> str:
    heads = tuple(map(speech.translate, marked("median", "p90", "standard")))
    columns = _columns(bars, heads)
    at = places([bar.name for bar in bars], width, sum(columns) + _BETWEEN * 2)
    axis = _axis(bars, at)
    spoken = [f"{round(100 * value)}{' %' * (not value)}" for value in axis.ticks]
    hidden = width - sum(columns) - 2 * _BETWEEN if at.narrow else width
    shown = [words if axis.at(value) + 14 < hidden else "" for value, words in zip(axis.ticks, spoken, strict=True)]
    marks = [*grid(axis, at, shown), *labels([bar.name for bar in bars], at), *_heads(heads, columns, at)]
    for row, bar in enumerate(bars):
        marks += [*_bar(bar, axis, at.middle(row), speech), *_figures(bar, columns, at, row)]
    return svg(
        name, width, at.height, (speech.translate("Time of each step against its standard"), _told(bars, speech)), marks
    )


def _columns(bars: Sequence[StepBar], heads: Sequence[str]) -> tuple[float, ...]:
    """How wide the three columns of figures are."""
    cells = [heads, *(bar.figures for bar in bars)]
    return tuple(max(width_of(row[place], bold=True) for row in cells) for place in range(3))


def _axis(bars: Sequence[StepBar], at: Places) -> Scale:
    most = max((share for bar in bars for share in (bar.median_share, bar.p90_share) if share), default=1.0)
    return scale(min(max(most, 1.0), _MOST), at.left, at.right, room=_TICK)


def _heads(heads: Sequence[str], columns: Sequence[float], at: Places) -> Iterator[str]:
    for head, x in zip(heads, _ends(columns, at), strict=True):
        yield text(x, 10, head, "meta", "end")


def _figures(bar: StepBar, columns: Sequence[float], at: Places, row: int) -> Iterator[str]:
    looks = ("late" if bar.over else "", "", "meta")
    for words, look, x in zip(bar.figures, looks, _ends(columns, at), strict=True):
        yield text(x, at.line(row), words, look, "end")


def _ends(columns: Sequence[float], at: Places) -> tuple[float, ...]:
    _, p90, standard = columns
    return at.width - standard - p90 - 2 * _BETWEEN, at.width - standard - _BETWEEN, at.width


def _bar(bar: StepBar, axis: Scale, middle: float, speech: Speech) -> Iterator[str]:
    if bar.median_share is None:
        words = speech.translate("standard without a length" if bar.n else "nothing done yet")
        yield text(axis.begin + 4, middle, words, "meta")
        return
    yield rect(axis.begin, middle - _STANDARD / 2, axis.at(1) - axis.begin, _STANDARD, "standard")
    end = axis.at(bar.median_share)
    yield rect(axis.begin, middle - _MEDIAN / 2, max(end - axis.begin, 1.5), _MEDIAN, "over" if bar.over else "median")
    yield from _whisker(bar, axis, middle, end)


def _whisker(bar: StepBar, axis: Scale, middle: float, begin: float) -> Iterator[str]:
    """From the median to the 90th percentile; beyond the axis an arrow."""
    if bar.p90_share is None:
        return
    end = axis.at(bar.p90_share)
    yield line(begin, middle, end, middle, "whisker")
    if bar.p90_share > axis.high:
        yield path(((end - 5, middle - 5), (end + 1, middle), (end - 5, middle + 5)), "whisker")
    else:
        yield line(end, middle - 5, end, middle + 5, "whisker")
