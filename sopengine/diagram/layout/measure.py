"""Widths of texts in the shipped font, and texts broken into lines by them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "fonts"

_FILES = {False: "LiberationSans-Regular.ttf", True: "LiberationSans-Bold.ttf"}
_BREAKS = re.compile(r"(?<=[/\-])(?=\w)")
"""Where a word that is too long may be parted without harm."""
_UNKNOWN = "?"
_HARMLESS = {"Cc": " ", "Zl": " ", "Zp": " ", "Zs": " ", "Cf": "", "Cs": "", "Cn": ""}
"""What stands in place of characters by their category: none may turn, hide or break the text."""


class _Advances(dict[str, int]):
    """Advance widths in units of the font; a character that the font lacks is counted as one em."""

    def __init__(self, file: Path) -> None:
        with TTFont(file, lazy=True) as font:
            metrics = font["hmtx"].metrics
            super().__init__({chr(code): metrics[name][0] for code, name in font.getBestCmap().items()})
            self.em = int(font["head"].unitsPerEm)

    def __missing__(self, character: str) -> int:
        return self.em


@lru_cache(maxsize=2)
def _advances(bold: bool) -> _Advances:
    return _Advances(FONTS / _FILES[bold])


@lru_cache(maxsize=20_000)
def _units(word: str, bold: bool) -> int:
    return sum(map(_advances(bold).__getitem__, word))


def text_width(text: str, size: float, bold: bool = False) -> float:
    return _units(text, bold) * size / _advances(bold).em


def printable(text: str) -> str:
    """The text with a sign in place of each character that the shipped font lacks; line feeds are kept."""
    if text.isascii():
        return text
    regular, bold = _advances(False), _advances(True)
    known = (character if character in regular and character in bold else _UNKNOWN for character in text)
    return "".join("\n" if character == "\n" else sign for character, sign in zip(text, known, strict=True))


def clean(text: str) -> str:
    """The text on one line: white space joined; controls, marks of direction and halves of pairs taken out."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (_HARMLESS.get(unicodedata.category(character), character) for character in text)
    return " ".join("".join(kept).split())


def wrap(text: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `room`; a word that is wider is parted, after a slash or hyphen where it has one."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold) <= room:
            line = longer
            continue
        lines += [line] if line else []
        *parts, line = _parted(word, room, size, bold)
        lines += parts
    return (*lines, line) if line else tuple(lines)


def _parted(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """The word in pieces that fit; at least one character a piece."""
    line = ""
    for piece in _BREAKS.split(word):
        if text_width(line + piece, size, bold) <= room:
            line += piece
            continue
        if line:
            yield line
        line = ""
        for character in piece:
            if line and text_width(line + character, size, bold) > room:
                yield line
                line = ""
            line += character
    yield line


def shortened(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text on one line no wider than `room`, cut with an ellipsis where it must be."""
    whole = clean(text)
    if text_width(whole, size, bold) <= room:
        return whole
    lengths = range(1, len(whole) + 1)
    return whole[: bisect(lengths, room, key=lambda length: text_width(whole[:length] + "…", size, bold))] + "…"
