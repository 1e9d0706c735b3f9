"""What stands at the foot: the sum of the standards below the table, and which SOP and page this is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Text
from sopengine.diagram.layout.lines import centred
from sopengine.diagram.layout.measure import clean, shortened, text_width
from sopengine.diagram.layout.table.columns import DRAFT, Columns
from sopengine.duration.standard import Duration
from sopengine.duration.unit import Unit
from sopengine.model.definition import Definition
from sopengine.model.form import Column, TitlePlace

FOOT_SIZE = 7.0
_BASELINE = 18.0
"""Points between the baseline of the page's foot and the edge of the sheet."""
_ABOVE = 8.0
"""Points between the table and the foot's baseline, at least."""
_DIGEST = 8
"""Signs of the version's digest that are enough to tell it from others."""
_RIGHT_SHARE = 0.5
"""Part of the width that the number and the page may take."""
_APART = 12.0
"""Points between what stands left and right."""
TOTAL_HEIGHT = 15.0
"""Points of the row with the sum."""
_TOTAL_SIZE = 7.5
_TOTAL_HEADING = "Jumlah waktu"
_UNITS = {
    Unit.YEAR: "tahun",
    Unit.SEMESTER: "semester",
    Unit.QUARTER: "triwulan",
    Unit.MONTH: "bulan",
    Unit.WEEK: "minggu",
    Unit.CALENDAR_DAY: "hari kalender",
    Unit.WORKING_DAY: "hari kerja",
    Unit.DAY: "hari",
    Unit.CLOCK_HOUR: "jam",
    Unit.HOUR: "jam",
    Unit.MINUTE: "menit",
}
"""Words of the units in the sum, the longest first."""


def table_end(table: Columns) -> float:
    """Where the table must end."""
    return table.sheet[1] - _BASELINE - _ABOVE


def foot_texts(definition: Definition, table: Columns, page: int, total: int) -> Iterator[Text]:
    """On the left the mark of a draft and the title, on the right the SOP's number, its digest and the page."""
    y, width = table.sheet[1] - _BASELINE, table.right - table.left
    ends = [definition.digest[:_DIGEST], f"hal. {page} dari {total}"]
    last = " - ".join(filter(None, ends))
    room = width * _RIGHT_SHARE - text_width(f" - {last}", FOOT_SIZE)
    words = " - ".join(filter(None, [shortened(definition.document.number, room, FOOT_SIZE), last]))
    right = table.right - text_width(words, FOOT_SIZE)
    yield Text(x=right, y=y, content=words, size=FOOT_SIZE, width=text_width(words, FOOT_SIZE))
    x = table.left
    if definition.draft:
        wide = text_width(DRAFT, FOOT_SIZE, True)
        yield Text(x=x, y=y, content=DRAFT, size=FOOT_SIZE, width=wide, bold=True)
        x += wide + _APART
    if definition.form.title is TitlePlace.FOOT:
        words = shortened(clean(definition.title), right - _APART - x, FOOT_SIZE)
        yield Text(x=x, y=y, content=words, size=FOOT_SIZE, width=text_width(words, FOOT_SIZE), of_sop=True)


def total_texts(definition: Definition, table: Columns, top: float) -> Iterator[Text]:
    """The sum of the standards in a row of its own, from there down: its heading, and in Waktu what it comes to."""
    duration = table.lefts[Column.DURATION], table.lefts[Column.DURATION] + table.widths[Column.DURATION]
    bottom = top + TOTAL_HEIGHT
    heading = Box(left=table.left, right=duration[0], top=top, bottom=bottom)
    yield from centred((_TOTAL_HEADING,), heading, _TOTAL_SIZE, bold=True)
    words = total(step.standard for step in definition.steps)
    cell = Box(left=duration[0], right=table.right, top=top, bottom=bottom)
    yield from centred((shortened(words, cell.width - 2.0, _TOTAL_SIZE, True),), cell, _TOTAL_SIZE, bold=True)


def total_rules(table: Columns, top: float) -> tuple[Box, ...]:
    """The lines around that row, and the one before its sum."""
    bottom = top + TOTAL_HEIGHT
    sides = (table.left, table.lefts[Column.DURATION], table.right)
    upright = tuple(Box(left=x, right=x, top=top, bottom=bottom) for x in sides)
    return (*upright, Box(left=table.left, right=table.right, top=bottom, bottom=bottom))


def total(standards: Iterable[Duration]) -> str:
    """The sum unit by unit, as days are not so many hours in every office; a range where one of them is one."""
    low: dict[Unit, float] = {}
    high: dict[Unit, float] = {}
    for standard in standards:
        for sums, length in ((low, standard.low), (high, standard.high)):
            for number, unit in length:
                sums[unit] = sums.get(unit, 0.0) + number
    if low == high:
        return _spoken(high) or "-"
    return f"{_spoken(low) or '0'} – {_spoken(high)}"


def _spoken(sums: dict[Unit, float]) -> str:
    """`2 hari 1 jam 30 menit`: whole hours are taken out of the minutes."""
    minutes = sums.get(Unit.MINUTE, 0.0)
    hours = sums.get(Unit.HOUR, 0.0) + sums.get(Unit.CLOCK_HOUR, 0.0) + minutes // 60
    told = sums | {Unit.HOUR: hours, Unit.CLOCK_HOUR: 0.0, Unit.MINUTE: minutes % 60}
    return " ".join(f"{told[unit]:g} {word}" for unit, word in _UNITS.items() if told.get(unit))
