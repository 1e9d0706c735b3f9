"""How old the open work is: a bar an age, the late part on top with its word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sopengine.frozen import frozen
from sopengine.interchange.table import Column, Table
from sopengine.messages.numbers import whole
from sopengine.messages.speech import Speech, marked
from sopengine.report.charts.chart import Chart, Key
from sopengine.report.charts.letters import width_of
from sopengine.report.charts.scale import Scale, scale
from sopengine.report.charts.svg import line, rect, svg, text

_TOP, _BOTTOM, _LEFT, _HEIGHT = 42.0, 28.0, 36.0, 240.0
_TICK = 32.0
_BAR = 0.6
"""Part of its place that a bar takes."""
_WORDS_FIT = 18.0
"""Pixels a part must be high to hold its words."""


@frozen
class Age:
    """Open work of one age."""

    label: str
    """In working days, such as `2–3`."""
    within: int
    """Not yet due, or without a due time."""
    overdue: int

    @property
    def together(self) -> int:
        return self.within + self.overdue


def ages_chart(ages: Sequence[Age], stand: str, speech: Speech, *, name: str = "ages") -> Chart:
    """From the youngest. `stand`: the moment it was so, in words."""
    return Chart(
        name=name,
        title=speech.translate("Age of open work"),
        unit=speech.several("{count} open", "{count} open", sum(age.together for age in ages)),
        legend=(
            Key(look="within", words=speech.translate("not yet due")),
            Key(look="overdue", words=speech.translate("overdue")),
        ),
        note=speech.text("Working days since it was received; as of {time}.", time=stand),
        told=_told(ages, speech),
        svg=partial(_drawn, tuple(ages), speech, name),
        table=_table(ages, speech),
    )


def _told(ages: Sequence[Age], speech: Speech) -> str:
    total, overdue = sum(age.together for age in ages), sum(age.overdue for age in ages)
    return speech.several(
        "{overdue} of {open} open is overdue.",
        "{overdue} of {open} open are overdue.",
        overdue,
        overdue=overdue,
        open=total,
    )


def _table(ages: Sequence[Age], speech: Speech) -> Table:
    heads = marked("Not yet due", "Overdue", "Together")
    return Table(
        columns=(
            Column(words=speech.translate("Working days since received"), wide=True),
            *(Column(words=speech.translate(head), places=0) for head in heads),
        ),
        rows=tuple((age.label, age.within, age.overdue, age.together) for age in ages),
        total=(
            speech.translate("Sum"),
            sum(age.within for age in ages),
            sum(age.overdue for age in ages),
            sum(age.together for age in ages),
        ),
    )


def _drawn(ages: Sequence[Age], speech: Speech, name: str, width: int) -> str:
    title = speech.translate("Age of open work")
    most = max((age.together for age in ages), default=0)
    axis = scale(max(most, 1), _HEIGHT - _BOTTOM, _TOP, room=_TICK, whole=True)
    left = max(_LEFT, width_of(whole(round(axis.high), speech)) + 12)
    pitch = (width - left) / max(len(ages), 1)
    marks = [*_grid(axis, left, width, speech)]
    for place, age in enumerate(ages):
        marks += _bar(age, left + pitch * (place + 0.5), pitch * _BAR, axis, speech)
        marks.append(text(left + pitch * (place + 0.5), _HEIGHT - _BOTTOM + 14, age.label, "", "middle"))
    return svg(name, width, _HEIGHT, (title, _told(ages, speech)), marks)


def _grid(axis: Scale, left: float, width: float, speech: Speech) -> Iterator[str]:
    yield text(0, 8, speech.translate("pieces of work"), "meta")
    for value in axis.ticks:
        yield line(left, axis.at(value), width, axis.at(value), "grid" if value else "axis")
        yield text(left - 8, axis.at(value), whole(round(value), speech), "meta", "end")


def _bar(age: Age, middle: float, wide: float, axis: Scale, speech: Speech) -> Iterator[str]:
    low, border, top = axis.at(0), axis.at(age.within), axis.at(age.together)
    gap = 1.0 if age.within and age.overdue else 0.0
    yield rect(middle - wide / 2, border, wide, low - border, "within")
    yield rect(middle - wide / 2, top, wide, border - top - gap, "overdue")
    yield text(middle, top - 11, whole(age.together, speech), "strong", "middle")
    if age.overdue:
        words = speech.text("{count} overdue", count=whole(age.overdue, speech))
        short = words if width_of(words, bold=True) < wide - 6 else whole(age.overdue, speech)
        if border - top >= _WORDS_FIT and width_of(short, bold=True) < wide:
            yield text(middle, (border + top) / 2, short, "on-late", "middle")
