"""A line above the table of a sheet: samples with their meaning on the left, what is shown on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Patch, Sheet, Text
from sopengine.diagram.layout.measure import shortened, text_width
from sopengine.diagram.layout.table.columns import MARGIN

_SIZE = 6.5
_BASELINE = 21.0
"""Points from the upper edge of the sheet."""
_SAMPLE, _SAMPLE_HEIGHT = 12.0, 7.0
_GAP, _APART = 3.0, 10.0
"""Points between a sample and its words, and from there to the next sample."""

Entry = tuple[Patch, str, str]
"""A sample, its box not yet in place, the sign in it, and its meaning."""


def sample(
    meaning: str, *, shade: str = "", dashed: bool = False, edge: str = "", hatch: str = "", sign: str = ""
) -> Entry:
    """An entry of the legend, not yet in place."""
    nowhere = Box(left=0.0, top=0.0, right=0.0, bottom=0.0)
    return Patch(box=nowhere, shade=shade, dashed=dashed, edge=edge, hatch=hatch), sign, meaning


def with_legend(sheet: Sheet, entries: Sequence[Entry], heading: str = "") -> Sheet:
    """The sheet with these samples in the free margin above its table, and the heading right of them."""
    patches, texts, x = list(sheet.patches), list(sheet.texts), _free_from(sheet)
    for patch, sign, words in entries:
        box = Box(left=x, right=x + _SAMPLE, top=_BASELINE - _SAMPLE_HEIGHT + 1.0, bottom=_BASELINE + 1.0)
        patches.append(replace(patch, box=box))
        if sign:
            texts.append(_line(sign, box.centre[0] - text_width(sign, _SIZE, True) / 2, bold=True))
        x += _SAMPLE + _GAP
        texts.append(_line(words, x))
        x += texts[-1].width + _APART
    if heading:
        told = shortened(heading, sheet.width - MARGIN - x, _SIZE)
        texts.append(_line(told, sheet.width - MARGIN - text_width(told, _SIZE)))
    return replace(sheet, patches=tuple(patches), texts=tuple(texts))


def _line(words: str, x: float, *, bold: bool = False) -> Text:
    return Text(x=x, y=_BASELINE, content=words, size=_SIZE, width=text_width(words, _SIZE, bold), bold=bold)


def _free_from(sheet: Sheet) -> float:
    """Behind the last legend, if there is one."""
    return max([MARGIN, *(text.box.right + _APART for text in sheet.texts if text.y == _BASELINE)])
