"""A table in the terminal: aligned columns under underlined headings."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from sopengine.cli.terminal.wording import translate

GAP = 2
"""Spaces between columns."""
NARROWEST = 8
"""Characters a column keeps at least, even where its words have to be broken."""

WIDE = 120
"""Characters of a terminal that shows all columns."""
_LONGEST_TIED = 24
"""Characters."""
_TIED = "\u00a0"
"""A space at which no line ends."""


def tied(text: str) -> str:
    """The same for a cell, to be printed on one line: a time, a length of time. What is too long for that stays."""
    return text.replace(" ", _TIED) if len(text) <= _LONGEST_TIED else text


def is_wide() -> bool:
    return shutil.get_terminal_size().columns >= WIDE


def fitting_table(
    wide: Sequence[str],
    narrow: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    notes: Sequence[Sequence[str]] = (),
) -> str:
    """Of rows (heading -> cell) the columns `wide` where the terminal has room for them, else the columns `narrow`.

    Headings are marked texts; `notes`: of each row the lines that stand below it.
    """
    headings = wide if is_wide() else narrow
    cells = [[row[heading] for heading in headings] for row in rows]
    return table([translate(heading) for heading in headings], cells, notes=notes)


def table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int | None = None,
    notes: Sequence[Sequence[str]] = (),
) -> str:
    """Rows as text, no wider than `width` (default: the terminal's); cells that are too long are wrapped.

    Words with a digit are never broken, tied words only where nothing else is left to give. `notes`: of each row the
    lines that stand below it.
    """
    room = width or shutil.get_terminal_size().columns
    columns = [(first, *dict.fromkeys(cells)) for first, *cells in zip(headings, *rows, strict=True)]
    widths = _widths(columns, room - GAP * (len(columns) - 1))
    lines = [*_lines(headings, widths), *_lines(["-" * column for column in widths], widths)]
    for row, below in zip(rows, notes or [()] * len(rows), strict=True):
        lines += _lines(row, widths)
        lines += _below(below, widths[0] + GAP, room)
    return "\n".join(lines).replace(_TIED, " ")


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Each column as wide as its longest word, then the room left to the column that would be highest."""
    wanted = [max(len(cell) for cell in column) for column in columns]
    if sum(wanted) <= room:
        return wanted
    widths = [max(map(len, _words(column)), default=0) for column in columns]
    for least in (_parted, _broken, _untied):
        _narrow(widths, [least(column) for column in columns], room)
    while sum(widths) < min(room, sum(wanted)):
        height = [wish / width if width < wish else 0.0 for wish, width in zip(wanted, widths, strict=True)]
        widths[height.index(max(height))] += 1
    return widths


def _narrow(widths: list[int], least: Sequence[int], room: int) -> None:
    """The widest first, each as far as it can be narrowed."""
    while sum(widths) > room and any(width > narrow for width, narrow in zip(widths, least, strict=True)):
        spare = [width if width > narrow else 0 for width, narrow in zip(widths, least, strict=True)]
        widths[spare.index(max(spare))] -= 1


def _parted(column: Sequence[str]) -> int:
    """Where words are parted at their hyphens, and nowhere else."""
    parts = (len(part) + 1 for word in _words(column) if not _is_whole(word) for part in word.split("-")[:-1])
    ends = (len(word.rpartition("-")[2]) for word in _words(column))
    return max(_broken(column), *parts, *ends, 0)


def _broken(column: Sequence[str]) -> int:
    """Where words are broken anywhere, but for headings and what is whole."""
    longest = max(map(len, _words(column)), default=0)
    whole = (len(word) for word in _words(column) if _is_whole(word))
    return max(min(longest, NARROWEST), *whole, *map(len, _words(column[:1])), 0)


def _untied(column: Sequence[str]) -> int:
    """Where nothing else is left to give: lines end in what was tied, too."""
    return _broken([cell.replace(_TIED, " ") for cell in column])


def _is_whole(word: str) -> bool:
    """A number, or what was tied."""
    return _TIED in word or any(sign.isdigit() for sign in word)


def _words(column: Sequence[str]) -> Iterator[str]:
    """As lines are broken: the tied stay together."""
    return (word for cell in column for word in cell.split(" "))


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    padded = [cell + [""] * (height - len(cell)) for cell in cells]
    gap = " " * GAP
    return [
        gap.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip(*padded, strict=True)
    ]


def _wrapped(cell: str, width: int) -> list[str]:
    """A hyphen is a place to break only where the word does not fit otherwise."""
    if len(cell) <= width and "\n" not in cell:
        return [cell]
    if any(_TIED in word and len(word) > width for word in cell.split(" ")):
        cell = cell.replace(_TIED, " ")
    tight = any(len(word) > width for word in cell.split(" "))
    return textwrap.wrap(cell, width, break_on_hyphens=tight) or [""]


def _below(notes: Sequence[str], indent: int, room: int) -> Iterator[str]:
    for note in notes:
        yield from textwrap.wrap(note, room, initial_indent=" " * indent, subsequent_indent=" " * indent)


def paragraph(text: str) -> str:
    """A line of talk, as wide as the terminal; what goes on stands further in than where it begins."""
    begin = " " * (len(text) - len(text.lstrip()))
    room = shutil.get_terminal_size().columns
    found = textwrap.wrap(text, room, subsequent_indent=f"{begin}    ", break_on_hyphens=False)
    return "\n".join(found).replace(_TIED, " ")
