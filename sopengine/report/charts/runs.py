"""Runs on a time axis with the days off: one line a run, its pieces the steps that were open, late ones thick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sopengine.diagram.layout.measure import shortened
from sopengine.frozen import frozen
from sopengine.interchange.table import Column, Table
from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import SIZE, width_of
from sopengine.report.charts.rows import MOST_ROWS, NARROW
from sopengine.report.charts.svg import line, path, rect, svg, text
from sopengine.report.when import day_words, short_day

_HEAD, _PITCH, _PITCH_NARROW, _FOOT = 26.0, 26.0, 44.0, 4.0
_LABELS = 0.3
_BAR = 8.0
_TICK = 74.0
"""Pixels between two days that are written."""
_LEAST_DAY = 1.6
"""Pixels of a day below which days off are not shaded one by one."""


@frozen
class Piece:
    """A visit of a step within a run."""

    begin: datetime
    end: datetime
    late: bool


@frozen
class Run:
    """One instance."""

    label: str
    begin: datetime
    end: datetime | None
    """None while it runs."""
    pieces: tuple[Piece, ...]
    days: int
    """Working days it took, or took so far."""
    standard_share: float | None = None
    """Working time over that of the standards on its path; None where there is none to compare."""


@frozen
class Window:
    """What the axis shows."""

    begin: datetime
    end: datetime
    """After `begin`."""
    zone: str
    off: tuple[date, ...]
    """Days without working time in it."""


def runs_chart(runs: Sequence[Run], window: Window, more: int, speech: Speech, *, name: str = "runs") -> Chart:
    """In the order given. `more`: so many others were left out."""
    left = more + max(len(runs) - MOST_ROWS, 0)
    note = speech.several("{count} other run is not shown.", "{count} other runs are not shown.", left) if left else ""
    return Chart(
        name=name,
        title=speech.translate("Runs in the calendar"),
        unit=speech.several("{count} run", "{count} runs", len(runs) + more),
        legend=(
            Key(look="within", words=speech.translate("within its time")),
            Key(look="overdue", words=speech.translate("late visit")),
            Key(look="off", words=speech.translate("days off")),
        ),
        note=note,
        told=_told(runs, speech),
        svg=partial(_drawn, tuple(runs[:MOST_ROWS]), window, speech, name),
        table=_table(runs, window, left, speech),
    )


def _told(runs: Sequence[Run], speech: Speech) -> str:
    late = sum(any(piece.late for piece in run.pieces) for run in runs)
    return speech.several(
        "{late} of {count} run had a late visit.", "{late} of {count} runs had a late visit.", len(runs), late=late
    )


def _table(runs: Sequence[Run], window: Window, more: int, speech: Speech) -> Table:
    return Table(
        columns=(
            Column(words=speech.translate("Run"), wide=True),
            *(Column(words=speech.translate(words)) for words in marked("Begun", "Ended")),
            *(Column(words=speech.translate(words), places=0) for words in marked("Working days", "Visits", "Late")),
        ),
        rows=tuple(
            (
                run.label,
                day_words(run.begin, window.zone, speech),
                day_words(run.end, window.zone, speech) if run.end else speech.translate("still running"),
                *(run.days, len(run.pieces), sum(piece.late for piece in run.pieces)),
            )
            for run in runs[:MOST_ROWS]
        ),
        more=more,
    )


@frozen
class _Time:
    """The axis."""

    window: Window
    left: float
    right: float

    def at(self, moment: datetime) -> float:
        length = self.window.end - self.window.begin
        share = (min(max(moment, self.window.begin), self.window.end) - self.window.begin) / length
        return self.left + share * (self.right - self.left)

    def midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.window.zone)).astimezone(UTC)

    @property
    def day(self) -> float:
        """Pixels."""
        return (self.right - self.left) / max((self.window.end - self.window.begin) / timedelta(days=1), 1e-9)


def _drawn(runs: Sequence[Run], window: Window, speech: Speech, name: str, width: int) -> str:
    narrow = width < NARROW
    longest = max((width_of(run.label) for run in runs), default=0.0)
    days = [speech.several("{count} day", "{count} days", run.days) for run in runs]
    beside = max((width_of(word) for word in days), default=0.0)
    room = width - beside - 12 if narrow else min(longest, width * _LABELS)
    pitch = _PITCH_NARROW if narrow else _PITCH
    height = _HEAD + pitch * len(runs) + _FOOT
    axis = _Time(window=window, left=0.0 if narrow else room + 12, right=width - (0 if narrow else beside + 12))
    marks = [*_days_off(axis, height), *_days(axis, height, speech)]
    for row, (run, word) in enumerate(zip(runs, days, strict=True)):
        top = _HEAD + row * pitch
        label = top + (12 if narrow else pitch / 2)
        marks.append(text(0, label, shortened(run.label, room, SIZE)))
        marks.append(text(width, label, word, "meta", "end"))
        marks += _run(run, axis, top + (pitch - 12 if narrow else pitch / 2))
    return svg(name, width, height, (speech.translate("Runs in the calendar"), _told(runs, speech)), marks)


def _days_off(axis: _Time, height: float) -> Iterator[str]:
    if axis.day < _LEAST_DAY:
        return
    for day in axis.window.off:
        begin, end = axis.midnight(day), axis.midnight(day + timedelta(days=1))
        yield rect(axis.at(begin), _HEAD - 6, axis.at(end) - axis.at(begin), height - _HEAD + 6 - _FOOT, "off")


def _days(axis: _Time, height: float, speech: Speech) -> Iterator[str]:
    """The first days of months where they are few pixels, else Mondays, else every day."""
    for day in _ticks(axis):
        x = axis.at(axis.midnight(day))
        yield line(x, _HEAD - 6, x, height - _FOOT, "grid")
        words = short_day(day, speech, year=axis.day * 31 < _TICK)
        if x + width_of(words) <= axis.right + 2:
            yield text(x, 10, words, "meta")


def _ticks(axis: _Time) -> Iterator[date]:
    zone = ZoneInfo(axis.window.zone)
    first, last = axis.window.begin.astimezone(zone).date(), axis.window.end.astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if axis.day >= _TICK:
        yield from days
    elif axis.day * 7 >= _TICK:
        yield from (day for day in days if not day.weekday())
    elif axis.day * 14 >= _TICK:
        yield from (day for day in days if not day.weekday() and day.isocalendar().week % 2)
    else:
        months = [day for day in days if day.day == 1]
        every = max(1, -int(-_TICK // (axis.day * 30.4)))
        yield from (day for day in months if not (day.month - 1) % every or every > 12)


def _run(run: Run, axis: _Time, middle: float) -> Iterator[str]:
    """A thin line from its begin to its end, its visits on it; an arrow where it goes on."""
    begin, end = axis.at(run.begin), axis.at(run.end or axis.window.end)
    yield line(begin, middle, end, middle, "axis")
    for piece in run.pieces:
        left, right = axis.at(piece.begin), axis.at(piece.end)
        high = _BAR + 4 if piece.late else _BAR
        yield rect(left, middle - high / 2, max(right - left - 0.7, 1.2), high, "overdue" if piece.late else "within")
    if run.end is None:
        yield path(((end - 6, middle - 5), (end, middle), (end - 6, middle + 5)), "end")
    else:
        yield line(end, middle - 6, end, middle + 6, "end")
