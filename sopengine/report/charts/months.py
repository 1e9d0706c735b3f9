"""The on-time rate month by month: a line with value and number at each point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from sopengine.compliance.rate import Rate
from sopengine.frozen import frozen
from sopengine.interchange.table import Column, Table
from sopengine.messages.numbers import decimal
from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import width_of
from sopengine.report.charts.scale import Scale
from sopengine.report.charts.svg import dot, line, path, rect, svg, text

_TOP, _BOTTOM, _LEFT = 42.0, 46.0, 40.0
_HEIGHT = 258.0
_STEP = 10.0
_NEAR = 16.0
"""Pixels between a point and its value."""


@frozen
class MonthPoint:
    """One month; without a rate where nothing could be measured."""

    label: str
    """Short, such as `Jul`."""
    rate: Rate | None
    inside: bool
    """It belongs to the period that is reported."""

    @property
    def percent(self) -> float | None:
        return 100 * self.rate.share if self.rate else None


def months_chart(
    points: Sequence[MonthPoint], threshold: float | None, period: str, speech: Speech, *, name: str = "months"
) -> Chart:
    """In order of time. `threshold`: per cent from which an SOP runs well; `period`: name of what is shaded."""
    legend = [Key(look="shaded", words=period)] if any(point.inside for point in points) and period else []
    if threshold is not None:
        words = speech.text("limit of 'runs well', {percent} %", percent=decimal(threshold, 0, speech))
        legend.append(Key(look="threshold", words=words))
    return Chart(
        name=name,
        title=speech.translate("On time, month by month"),
        unit=speech.translate("per cent of visits"),
        legend=tuple(legend),
        note=speech.translate("n: done, and open and overdue."),
        told=_told(points, speech),
        svg=partial(_drawn, tuple(points), threshold, speech, name),
        table=_table(points, speech),
    )


def _told(points: Sequence[MonthPoint], speech: Speech) -> str:
    known = [point for point in points if point.rate]
    if not known:
        return speech.translate("Nothing could be measured in any month.")
    parts = (f"{point.label} {decimal(point.percent or 0, 1, speech)} %" for point in known)
    return speech.text("On time: {months}.", months=", ".join(parts))


def _table(points: Sequence[MonthPoint], speech: Speech) -> Table:
    return Table(
        columns=(
            Column(words=speech.translate("Month"), wide=True),
            *(Column(words=speech.translate(words), places=0) for words in marked("On time", "n")),
            *(Column(words=speech.translate(words), places=1) for words in marked("%", "from %", "to %")),
        ),
        rows=tuple((point.label, *_figures(point.rate)) for point in points),
    )


def _figures(rate: Rate | None) -> tuple[float | int | None, ...]:
    if rate is None:
        return None, 0, None, None, None
    return rate.kept, rate.of, 100 * rate.share, 100 * rate.low, 100 * rate.high


def _drawn(points: Sequence[MonthPoint], threshold: float | None, speech: Speech, name: str, width: int) -> str:
    title = speech.translate("On time, month by month")
    axis = _axis(points, threshold)
    pitch = (width - _LEFT - 12) / max(len(points), 1)
    spots = [_LEFT + pitch * (place + 0.5) for place in range(len(points))]
    marks = [*_period(points, spots, pitch), *_grid(axis, width, speech)]
    if threshold is not None:
        marks.append(line(_LEFT, axis.at(threshold), width, axis.at(threshold), "threshold"))
    marks += [
        *_course(points, spots, axis),
        *_labels(points, spots, pitch, speech),
        *_values(points, spots, axis, pitch, speech),
    ]
    return svg(name, width, _HEIGHT, (title, _told(points, speech)), marks)


def _axis(points: Sequence[MonthPoint], threshold: float | None) -> Scale:
    """From the tens below the least, so that little changes are seen; the axis says where it begins."""
    least = min((point.percent for point in points if point.percent is not None), default=0.0)
    least = min(least, threshold if threshold is not None else least)
    low = max(0.0, min(50.0, (least - 5) // _STEP * _STEP))
    step = _STEP if low >= 40 else 20.0
    low = low // step * step
    return Scale(low=low, high=100.0, begin=_HEIGHT - _BOTTOM, end=_TOP, step=step)


def _period(points: Sequence[MonthPoint], spots: Sequence[float], pitch: float) -> Iterator[str]:
    inside = [x for point, x in zip(points, spots, strict=True) if point.inside]
    if inside:
        left = min(inside) - pitch / 2
        yield rect(left, _TOP - 4, max(inside) + pitch / 2 - left, _HEIGHT - _BOTTOM - _TOP + 4, "shaded")


def _grid(axis: Scale, width: float, speech: Speech) -> Iterator[str]:
    begins = speech.text("%, axis begins at {value}", value=round(axis.low)) if axis.low else "%"
    yield text(0, 8, begins, "meta")
    for value in axis.ticks:
        yield line(_LEFT, axis.at(value), width, axis.at(value), "axis" if value == axis.low else "grid")
        yield text(_LEFT - 8, axis.at(value), f"{round(value)}", "meta", "end")


def _course(points: Sequence[MonthPoint], spots: Sequence[float], axis: Scale) -> Iterator[str]:
    """Parted where a month has no rate."""
    placed = [
        (x, axis.at(point.percent)) if point.percent is not None else None
        for point, x in zip(points, spots, strict=True)
    ]
    yield from (path((one, two), "course") for one, two in pairwise(placed) if one and two)
    yield from (dot(*spot, 4.5, "point") for spot in placed if spot)


def _labels(points: Sequence[MonthPoint], spots: Sequence[float], pitch: float, speech: Speech) -> Iterator[str]:
    """Below the axis; only every second or third where they would touch."""
    widest = max((max(width_of(point.label), width_of(_number(point))) for point in points), default=0.0)
    every = max(1, -int(-(widest + 8) // pitch))
    for place, (point, x) in enumerate(zip(points, spots, strict=True)):
        if (len(points) - 1 - place) % every == 0:
            yield text(x, _HEIGHT - _BOTTOM + 14, point.label, "", "middle")
            yield text(x, _HEIGHT - _BOTTOM + 32, _number(point), "meta", "middle")


def _number(point: MonthPoint) -> str:
    return f"n {point.rate.of if point.rate else 0}"


def _values(
    points: Sequence[MonthPoint], spots: Sequence[float], axis: Scale, pitch: float, speech: Speech
) -> Iterator[str]:
    """Above its point, or below where the line comes down to it."""
    every = max(1, -int(-(width_of("100,0", bold=True) + 8) // pitch))
    for place, (point, x) in enumerate(zip(points, spots, strict=True)):
        if point.percent is None or (len(points) - 1 - place) % every:
            continue
        y = axis.at(point.percent)
        around = [points[other].percent for other in (place - 1, place + 1) if 0 <= other < len(points)]
        valley = bool(around) and all(other is not None and other > point.percent for other in around)
        below = valley and y + _NEAR < _HEIGHT - _BOTTOM
        yield text(x, y + _NEAR if below else y - _NEAR, decimal(point.percent, 1, speech), "strong", "middle")
