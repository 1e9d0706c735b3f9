"""A line of samples with their meaning above the table of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sopengine.diagram.box import Box
from sopengine.diagram.drawing import Patch, Sheet, Text
from sopengine.diagram.layout.measure import text_width
from sopengine.diagram.layout.table.columns import MARGIN

_SIZE = 6.5
_BASELINE = 21.0
"""Points from the upper edge of the sheet."""
_SAMPLE, _SAMPLE_HEIGHT = 12.0, 7.0
_GAP, _APART = 3.0, 12.0
"""Points between a sample and its words, and from there to the next sample."""

Entry = tuple[Patch, str]
"""A sample, its box not yet in place, and its meaning."""


def sample(*, shade: str = "", dashed: bool = False) -> Patch:
    """A patch that has no place yet."""
    return Patch(box=Box(left=0.0, top=0.0, right=0.0, bottom=0.0), shade=shade, dashed=dashed)


def with_legend(sheet: Sheet, entries: Sequence[Entry]) -> Sheet:
    """The sheet with these samples in the free margin above its table."""
    patches, texts, x = list(sheet.patches), list(sheet.texts), _free_from(sheet)
    for patch, words in entries:
        box = Box(left=x, right=x + _SAMPLE, top=_BASELINE - _SAMPLE_HEIGHT + 1.0, bottom=_BASELINE + 1.0)
        patches.append(replace(patch, box=box))
        width, x = text_width(words, _SIZE), x + _SAMPLE + _GAP
        texts.append(Text(x=x, y=_BASELINE, content=words, size=_SIZE, width=width))
        x += width + _APART
    return replace(sheet, patches=tuple(patches), texts=tuple(texts))


def _free_from(sheet: Sheet) -> float:
    """Behind the last legend, if there is one."""
    return max([MARGIN, *(text.box.right + _APART for text in sheet.texts if text.y == _BASELINE)])
