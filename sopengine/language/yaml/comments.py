"""The comments of a file: what stands behind a `#` that is part of no text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sopengine.frozen import frozen
from sopengine.language.yaml.events import Event, Kind, events
from sopengine.language.yaml.source import Source

_MARK = re.compile(r"(?:^|(?<=[ \t]))#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#.*)")


@frozen
class Comment:
    """One comment; line and column are counted from 0."""

    line: int
    column: int
    text: str
    """From the `#` to the end of the line, without spaces behind."""
    alone: bool
    """Nothing else stands in its line."""


def comments(source: Source) -> tuple[Comment, ...]:
    """In the order of the file; raises DefinitionError where the text is no YAML."""
    texts = [event for event in events(source) if event.kind is Kind.VALUE]
    return tuple(_comments(source, texts))


def _comments(source: Source, texts: list[Event]) -> Iterator[Comment]:
    begins = [(event.line, event.column) for event in texts]
    for number, line in enumerate(source.text.split("\n")):
        for mark in _MARK.finditer(line):
            last = bisect_right(begins, (number, mark.start())) - 1
            holder = texts[last] if last >= 0 else None
            if (
                holder is None
                or not _within(holder, number, mark.start())
                or _heads(holder, source, number, mark.start())
            ):
                text = source.lines[number][mark.start() :].rstrip()
                yield Comment(line=number, column=mark.start(), text=text, alone=not line[: mark.start()].strip())
                break


def _within(event: Event, line: int, column: int) -> bool:
    return (line, column) < (event.end_line, event.end_column)


def _heads(event: Event, source: Source, line: int, column: int) -> bool:
    """Whether it stands behind the `|` or `>` that begins a text of several lines."""
    if event.bare or line != event.line:
        return False
    header = _BLOCK_HEADER.match(source.line(line), event.column)
    return header is not None and header.start(1) == column
