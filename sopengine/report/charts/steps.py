"""What steps took as per cent of their standard: hollow bar the standard, filled the median, whisker the 90th."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from sopengine.frozen import frozen
from sopengine.interchange.table import Column, Table
from sopengine.messages.lengths import hours_text, short_text
from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import width_of
from sopengine.report.charts.rows import MOST_ROWS, Places, grid, labels, places
from sopengine.report.charts.scale import Scale, scale
from sopengine.report.charts.svg import line, path, rect, svg, text

_MOST = 3.0
"""Of a standard: what goes beyond is drawn to the edge, with an arrow."""
_TICK = 40.0
"""Pixels between the lines of the axis."""
_STANDARD, _MEDIAN = 16.0, 9.0
"""Heights of the two bars."""
_WIDEST = 64.0
"""Pixels of a standard as it is printed."""
_BETWEEN = 14.0
"""Of two columns of figures."""


_NO_LENGTH, _NOTHING_DONE = marked("standard without a length", "nothing done yet")


@frozen
class StepBar:
    """One step; lengths of working time."""

    number: str
    label: str
    n: int
    """Visits that are done."""
    standard: str
    """As printed; empty where there is none."""
    allowed: timedelta | None
    """The same as a length; None where it has none."""
    median: timedelta | None
    """None where nothing is done; so is the next."""
    p90: timedelta | None

    @property
    def name(self) -> str:
        return f"{self.number}  {self.label}" if self.number else self.label

    @property
    def shares(self) -> tuple[float | None, float | None]:
        """Median and 90th percentile as parts of the standard."""
        lengths = (self.median, self.p90)
        return tuple(  # type: ignore[return-value]
            None if length is None or not self.allowed else length / self.allowed for length in lengths
        )

    @property
    def over(self) -> bool:
        """The median is above the standard."""
        share = self.shares[0]
        return share is not None and share > 1


def steps_chart(bars: Sequence[StepBar], speech: Speech, *, name: str = "steps", title: str = "") -> Chart:
    """A row a step, in the order of the form; or of whatever the labels name."""
    title = title or speech.translate("Time of each step against its standard")
    legend = [
        Key(look="standard", words=speech.translate("standard = 100 %")),
        Key(look="median", words=speech.translate("median")),
        Key(look="over", words=speech.translate("median above the standard")),
        Key(look="whisker", words=speech.translate("up to p90")),
    ]
    if any(share and share > _MOST for bar in bars for share in bar.shares):
        legend.append(Key(look="beyond", words=speech.text("goes beyond {most} %", most=round(100 * _MOST))))
    return Chart(
        name=name,
        title=title,
        unit=speech.translate("working hours"),
        legend=tuple(legend),
        note="",
        told=_told(bars, speech),
        svg=partial(_drawn, tuple(bars[:MOST_ROWS]), speech, name, title),
        table=_table(bars, speech),
    )


def _told(bars: Sequence[StepBar], speech: Speech) -> str:
    over = [bar for bar in bars if bar.over]
    most = max(over, key=lambda bar: bar.shares[0] or 0, default=None)
    if most is None:
        return speech.text("None of {count} has a median above its standard.", count=len(bars))
    return speech.text(
        "{over} of {count} have a median above their standard, most of all {step}: {median} against {standard}.",
        over=len(over),
        count=len(bars),
        step=most.name,
        median=hours_text(most.median, speech),
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
                *(bar.number, bar.label, bar.n, bar.standard or None),
                *(short_text(length, speech) or None for length in (bar.median, bar.p90)),
                *(None if share is None else 100 * share for share in bar.shares),
            )
            for bar in bars
        ),
    )


def _drawn(bars: Sequence[StepBar], speech: Speech, name: str, title: str, width: int) -> str:
    cells = [_cells(bar, speech) for bar in bars]
    heads = tuple(speech.translate(head) for head in marked("median", "p90", "standard"))
    columns = [max(width_of(row[place], bold=True) for row in [heads, *cells]) for place in range(3)]
    at = places([bar.name for bar in bars], width, sum(columns) + _BETWEEN * 2, apart=True)
    axis = _axis(bars, at)
    spoken = [f"{round(100 * value)}{' %' * (not value)}" for value in axis.ticks]
    ends = (at.width - columns[2] - columns[1] - 2 * _BETWEEN, at.width - columns[2] - _BETWEEN, at.width)
    room = ends[0] - width_of(heads[0]) - 8
    shown = [
        words if axis.at(value) + width_of(words) / 2 < room else ""
        for value, words in zip(axis.ticks, spoken, strict=True)
    ]
    marks = [*grid(axis, at, shown), *labels(at)]
    marks += [text(x, 10, head, "meta", "end") for head, x in zip(heads, ends, strict=True)]
    for row, (bar, figures) in enumerate(zip(bars, cells, strict=True)):
        marks += _bar(bar, axis, at.middle(row), speech)
        looks = ("late" if bar.over else "", "", "meta")
        for words, look, x in zip(figures, looks, ends, strict=True):
            marks.append(text(x, at.figures(row), words, look, "end"))
    return svg(name, width, at.height, (title, _told(bars, speech)), marks)


def _cells(bar: StepBar, speech: Speech) -> tuple[str, str, str]:
    """Median, 90th percentile, and the standard: as printed, unless that is long."""
    median, p90, allowed = (short_text(length, speech) or "–" for length in (bar.median, bar.p90, bar.allowed))
    return median, p90, bar.standard if bar.standard and width_of(bar.standard) <= _WIDEST else allowed


def _axis(bars: Sequence[StepBar], at: Places) -> Scale:
    most = max((share for bar in bars for share in bar.shares if share), default=1.0)
    return scale(min(max(most, 1.0), _MOST), at.left, at.right, room=_TICK)


def _bar(bar: StepBar, axis: Scale, middle: float, speech: Speech) -> Iterator[str]:
    median, p90 = bar.shares
    if median is None:
        words = _NO_LENGTH if bar.n else _NOTHING_DONE
        yield text(axis.begin + 4, middle, speech.translate(words), "meta")
        return
    yield rect(axis.begin, middle - _STANDARD / 2, axis.at(1) - axis.begin, _STANDARD, "standard")
    end = axis.at(median)
    yield rect(axis.begin, middle - _MEDIAN / 2, max(end - axis.begin, 1.5), _MEDIAN, "over" if bar.over else "median")
    if p90 is not None:
        yield from _whisker(p90, axis, middle, end)


def _whisker(p90: float, axis: Scale, middle: float, begin: float) -> Iterator[str]:
    """From the median to the 90th percentile; beyond the axis an arrow."""
    end = axis.at(p90)
    yield line(begin, middle, end, middle, "whisker")
    if p90 > axis.high:
        yield path(((end - 5, middle - 5), (end + 1, middle), (end - 5, middle + 5)), "whisker")
    else:
        yield line(end, middle - 5, end, middle + 5, "whisker")
