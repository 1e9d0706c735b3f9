"""The file as text: bytes decoded, line ends and foreign spaces made plain, what cannot be read named."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from sopengine.errors import DefinitionError, Finding, Position
from sopengine.frozen import frozen
from sopengine.language.yaml.fault import fault

LARGEST = 4_000_000
"""Bytes; the largest real SOP has 30,000."""
MOST_VALUES = 200_000
"""Values, keys and lines; an SOP of 100 steps has 3,000."""
_SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""Spaces of word processors."""
_BREAKS = "\u0085\u2028\u2029"
"""Line breaks of word processors, which no editor shows as such: read as spaces."""
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
"""Nobody sees them; they make two equal names different, turn the order of a line or command a terminal."""

_SEPARATORS = (b"\n", b"\r", b",", b": ", b"- ", b"[", b"{", b"? ")
"""What stands between two values: they are counted before anything is read, since reading costs time."""
_FOREIGN = re.compile(f"[{_SPACES}{_BREAKS}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_INVISIBLE_DECODED = re.compile(f"[{INVISIBLE}{_BREAKS}]")
_FOREIGN_INDENT = re.compile(f"[ \t]*+([{_SPACES}]++)[ \t]*+\\S")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@frozen
class Source:
    """A file as text."""

    file: str
    text: str
    """Line ends are \\n, foreign spaces are spaces; columns are those of the file."""
    lines: tuple[str, ...]
    """As they stand in the file."""

    def line(self, number: int) -> str:
        """A line, counted from 0; behind the last one "" stands."""
        return self.lines[number] if number < len(self.lines) else ""

    def at(self, line: int, column: int, length: int = 1) -> Position:
        """A place, given by line and column counted from 0."""
        excerpt = self.line(line)
        return Position(file=self.file, line=line + 1, column=column + 1, length=max(length, 1), excerpt=excerpt)


def decode(data: bytes, file: str) -> tuple[Source, tuple[Finding, ...]]:
    """Raises DefinitionError where the bytes are no text; findings are of what was understood all the same."""
    if len(data) > LARGEST:
        raise DefinitionError([_too_large(file)])
    if sum(map(data.count, _SEPARATORS)) > MOST_VALUES:
        raise DefinitionError([_too_many(file)])
    text = _decoded(data, file).replace("\r\n", "\n").replace("\r", "\n")
    foreign = _FOREIGN.search(text) is not None
    text = _spaced(text, _BREAKS) if foreign else text
    lines = text.split("\n")
    source = Source(file=file, text=_spaced(text, _SPACES) if foreign else text, lines=tuple(lines))
    if _INVISIBLE.search(text):
        raise DefinitionError([_unseen(source)])
    return source, tuple(_foreign_indent(source)) if foreign else ()


def unseen_in(text: str, at: Position) -> Finding | None:
    """What an escape such as `\\e` in quotes has brought into a text."""
    found = _INVISIBLE_DECODED.search(text)
    if not found:
        return None
    message = "an escape in this text stands for an invisible character (U+{code})"
    return fault("file/invisible-character", at, message, "delete it from the text", code=f"{ord(found[0]):04X}")


def seen(text: str) -> str:
    """Without invisible characters."""
    return _INVISIBLE_DECODED.sub("", text)


def curled(source: Source, line: int, column: int) -> Finding:
    """A curly quote that was to hold a text together."""
    return fault(
        "yaml/curly-quote",
        source.at(line, column),
        "the curly quote {quote} of a word processor does not hold a text together",
        'type straight quotes: "…"',
        quote=source.line(line)[column],
    )


def _spaced(text: str, signs: str) -> str:
    """With plain spaces in place of these signs."""
    for sign in signs:
        text = text.replace(sign, " ")
    return text


def _decoded(data: bytes, file: str) -> str:
    if data.startswith(_UTF16):
        raise DefinitionError([_not_utf8(Position(file=file, line=1, column=1))])
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise DefinitionError([_not_utf8(_place(data, error.start, file))]) from None


def _place(data: bytes, start: int, file: str) -> Position:
    """Of a byte that is no UTF-8; all before it is."""
    before = re.sub("\r\n?", "\n", data[:start].decode("utf-8").removeprefix("\ufeff"))
    line = before.rpartition("\n")[2]
    rest = re.split(b"[\r\n]", data[start:], maxsplit=1)[0].decode("utf-8", "replace")
    return Position(file=file, line=before.count("\n") + 1, column=len(line) + 1, excerpt=line + rest)


def _not_utf8(at: Position) -> Finding:
    return fault("file/encoding", at, "the file is not stored as UTF-8", "save it again with the encoding UTF-8")


def _too_large(file: str) -> Finding:
    return fault(
        "file/too-large",
        Position(file=file, line=1, column=1),
        "the file is larger than {limit} MB",
        "one file holds one SOP as text; is this the right file?",
        limit=LARGEST // 1_000_000,
    )


def _too_many(file: str) -> Finding:
    return fault(
        "yaml/too-many-values",
        Position(file=file, line=1, column=1),
        "the file holds more than {limit} values and lines",
        "one file holds one SOP; is this the right file?",
        limit=f"{MOST_VALUES:,}",
    )


def _unseen(source: Source) -> Finding:
    """The first one; the lines hold one at least."""
    found = ((number, match) for number, line in enumerate(source.lines) if (match := _INVISIBLE.search(line)))
    number, match = next(found)
    return fault(
        "file/invisible-character",
        source.at(number, match.start()),
        "an invisible character stands here (U+{code})",
        "delete it, or type the line anew",
        code=f"{ord(match[0]):04X}",
    )


def _foreign_indent(source: Source) -> Iterator[Finding]:
    """Told once a file, at the first line."""
    found = [(number, match) for number, line in enumerate(source.lines) if (match := _FOREIGN_INDENT.match(line))]
    if found:
        number, match = found[0]
        yield fault(
            "file/no-break-space",
            source.at(number, match.start(1), len(match[1])),
            "the indent is made of the no-break spaces of a word processor ({count} lines)"
            if len(found) > 1
            else "the indent is made of the no-break spaces of a word processor",
            "type the spaces anew",
            count=len(found),
        )
