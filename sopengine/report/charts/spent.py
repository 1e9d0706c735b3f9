"""Where the hours went, a row a step or an agency: waiting, work and rework stacked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial

from sopengine.frozen import frozen
from sopengine.interchange.table import Column, Table
from sopengine.messages.numbers import decimal
from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import width_of
from sopengine.report.charts.rows import MOST_ROWS, grid, labels, places
from sopengine.report.charts.scale import Scale, scale
from sopengine.report.charts.svg import filled, rect, svg, text

_TICK = 62.0
_BAR = 16.0
_APART = 1.0
"""Pixels between two parts of a bar."""
_KINDS = ("wait", "work", "both", "rework")
_SPOKEN = marked("waited", "work", "waiting and work, no start recorded", "rework")
_HEADS = marked("Waiting", "Work", "Waiting and work, no start recorded", "Rework", "Together")


@frozen
class SpentBar:
    """Working time of one row, in four parts that share nothing."""

    number: str
    label: str
    waiting: timedelta
    """Of first visits, before a recorded start."""
    work: timedelta
    """Of first visits, after it."""
    both: timedelta
    """Of first visits without a recorded start: waiting and work in one."""
    rework: timedelta
    """Of all later visits."""

    @property
    def name(self) -> str:
        return f"{self.number}  {self.label}" if self.number else self.label

    @property
    def parts(self) -> tuple[float, float, float, float]:
        """Hours."""
        hour = timedelta(hours=1)
        return self.waiting / hour, self.work / hour, self.both / hour, self.rework / hour

    @property
    def total(self) -> float:
        """Hours."""
        return sum(self.parts)


def spent_chart(bars: Sequence[SpentBar], speech: Speech, *, name: str = "spent", title: str = "") -> Chart:
    """A row a step, in the order of the form; or of whatever the labels name."""
    title = title or speech.translate("Where the time went")
    used = [kind for place, kind in enumerate(_KINDS) if kind != "both" or any(bar.parts[place] for bar in bars)]
    return Chart(
        name=name,
        title=title,
        unit=speech.translate("working hours"),
        legend=tuple(Key(look=kind, words=speech.translate(_SPOKEN[_KINDS.index(kind)])) for kind in used),
        note="",
        told=_told(bars, speech),
        svg=partial(_drawn, tuple(bars[:MOST_ROWS]), speech, name, title),
        table=_table(bars, speech),
    )


def _told(bars: Sequence[SpentBar], speech: Speech) -> str:
    most = max(bars, key=lambda bar: bar.total, default=None)
    if most is None or not most.total:
        return speech.translate("No time was spent.")
    return speech.text("Most hours went into {row}: {hours}.", row=most.name, hours=decimal(most.total, 1, speech))


def _table(bars: Sequence[SpentBar], speech: Speech) -> Table:
    sums = [sum(bar.parts[place] for bar in bars) for place in range(len(_KINDS))]
    return Table(
        columns=(
            Column(words=speech.translate("No")),
            Column(words=speech.translate("Activity"), wide=True),
            *(Column(words=speech.translate(head), places=1) for head in _HEADS),
        ),
        rows=tuple((bar.number, bar.label, *bar.parts, bar.total) for bar in bars),
        total=("", speech.translate("Sum"), *sums, sum(sums)),
    )


def _drawn(bars: Sequence[SpentBar], speech: Speech, name: str, title: str, width: int) -> str:
    totals = [decimal(bar.total, 1, speech) for bar in bars]
    room = max((width_of(total, bold=True) for total in totals), default=0.0) + 8
    at = places([bar.name for bar in bars], width, room if width >= 480 else room + 8)
    axis = scale(max((bar.total for bar in bars), default=0.0) or 1.0, at.left, at.right, room=_TICK)
    unit = speech.translate("h")
    spoken = [decimal(value, axis.places, speech) for value in axis.ticks]
    spoken[-1] += f" {unit}"
    marks = [*grid(axis, at, spoken), *labels(at)]
    longest = max((bar.total for bar in bars), default=0.0)
    for row, (bar, total) in enumerate(zip(bars, totals, strict=True)):
        marks += _bar(bar, axis, at.middle(row), (name, width))
        look = "strong" if bar.total and bar.total >= longest / 3 else ""
        x, anchor = (at.width, "end") if at.narrow else (axis.at(bar.total) + 6, "start")
        marks.append(text(x, at.line(row), total, look, anchor))
    return svg(name, width, at.height, (title, _told(bars, speech)), marks)


def _bar(bar: SpentBar, axis: Scale, middle: float, drawing: tuple[str, int]) -> Iterator[str]:
    done = 0.0
    for kind, hours in zip(_KINDS, bar.parts, strict=True):
        begin, end = axis.at(done), axis.at(done + hours)
        if hours:
            wide = max(end - begin - _APART, 0.6)
            yield rect(begin, middle - _BAR / 2, wide, _BAR, kind, filled(*drawing, kind))
        done += hours
