"""Lists written in another way than the file's own: bullets of a word processor, and commas inside a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from sopengine.errors import Finding, Severity
from sopengine.language.yaml.fault import SHOWN, fault, shown
from sopengine.language.yaml.source import Source

_BULLET = re.compile(r"\s*([–—•·●▪◦*‣])\s+\S|\s*(-)[^\W\d_]")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]\s+\S")
_NAME = re.compile(r"[a-z][a-z0-9/-]*")
_NEXT_KEY = re.compile(r"\s*,\s*([^,:{}\[\]]+):")
_GOES_ON = re.compile(r"(dan|serta|atau|maupun|tentang)\s(?!lain)")
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,4}\.\s?)+[A-Za-z]{1,6}\.?")


LOOKED_AT = 200
"""Characters behind a key in which the next one is looked for."""


_QUOTE = 'put the text that holds the comma in quotes: "{whole}"'
_QUOTE_IT = "put the text that holds the comma in quotes"


class Piece(NamedTuple):
    """A key or a value as it stands in the file; lines and columns are counted from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def bulleted(source: Source, piece: Piece) -> Finding | None:
    """Lines that were to be entries of a list and became one text."""
    lines = [source.line(piece.line)[piece.column :]]
    lines += [source.line(number) for number in range(piece.line + 1, piece.end_line + 1)]
    own_line = not source.line(piece.line)[: piece.column].strip()
    bullet = _BULLET.match(lines[0]) if own_line or len(lines) > 1 else None
    numbers = [line for line in lines if _NUMBERED.match(line)]
    if len(numbers) < 2 and (bullet is None or (not own_line and not _BULLET.match(lines[1]))):
        return None
    sign = (bullet[1] or bullet[2]) if bullet else lines[0].split()[0]
    return bullet_at(source, piece.line, piece.column, sign)


def bullet_at(source: Source, line: int, column: int, sign: str) -> Finding:
    at = source.at(line, column, len(sign))
    message = "'{sign}' begins no entry of a list here, so the lines become one text"
    return fault("yaml/bullet", at, message, "begin each entry with '- ' in its place", sign=sign)


def begins_with_bullet(line: str) -> str:
    """The bullet of a word processor that a line begins with, or ""."""
    found = _BULLET.match(line)
    return found[1] or "" if found else ""


def broken_by_comma(source: Source, key: Piece, before: object) -> Finding | None:
    """In braces: a key without a colon is a piece of a text with a comma; `before`: the value written before it."""
    rest = source.line(key.end_line)[key.end_column : key.end_column + LOOKED_AT]
    if not rest.lstrip().startswith((",", "}")):
        return None
    following = _NEXT_KEY.match(rest)
    if not following and not isinstance(before, str):
        return None
    if following and not (isinstance(before, str) and not _NAME.fullmatch(before)):
        whole = f"{key.text}, {following[1].strip()}"
    else:
        whole = f"{before}, {key.text}"
    return fault(
        "yaml/comma",
        source.at(key.line, key.column, key.end_column - key.column),
        "a comma has cut a text in two: '{text}' has no colon",
        _QUOTE if len(whole) <= SHOWN else _QUOTE_IT,
        text=shown(key.text),
        whole=whole,
    )


def cut_by_comma(source: Source, piece: Piece, before: object) -> Finding | None:
    """In square brackets: an entry that looks like the end of the one before it."""
    line, text = source.line(piece.line), piece.text
    decimal = re.fullmatch(r"\d,", line[max(piece.column - 2, 0) : piece.column]) is not None and text[:1].isdigit()
    goes_on = _GOES_ON.match(text)
    if not isinstance(before, str) or not (decimal or goes_on or _DEGREE.fullmatch(text)):
        return None
    finding = fault(
        "yaml/comma",
        source.at(piece.line, piece.column, piece.end_column - piece.column),
        "'{text}' is an entry of its own here: the comma before it ends one",
        "where it is none, leave '{word}' out; where all is one text, put it in quotes"
        if goes_on
        else _QUOTE
        if len(before) + len(text) < SHOWN
        else _QUOTE_IT,
        text=shown(text),
        word=goes_on[1] if goes_on else "",
        whole=before + ("," if decimal else ", ") + text,
    )
    return replace(finding, severity=Severity.WARNING)
