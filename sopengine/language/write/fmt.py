"""Writes a definition in canonical order and layout; comments are kept, the meaning never changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sopengine.errors import DefinitionError, Severity, SopError
from sopengine.language.build.digest import digest
from sopengine.language.write.order import Order, canonical_order
from sopengine.language.write.scalar import literal, scalar
from sopengine.language.write.tree import BLANK, Entry, Node, tree
from sopengine.language.yaml.comments import comments
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.events import Kind
from sopengine.language.yaml.fault import fault
from sopengine.language.yaml.source import Source, decode

WIDEST = 120
"""Characters; a list or map in brackets that needs more is written below its key."""
INDENT = 2
GAP = 2
"""Spaces before a comment in the same line, at least."""


def formatted(data: bytes, file: str) -> str:
    """The file as it should be; raises DefinitionError where it cannot be read as keys with values."""
    source, version = _read(data, file)
    top = tree(source)
    text = "\n".join(_whole(top)) + "\n"
    again, new_version = _read(text.encode(), file)
    if new_version != version or _said(again) != _said(source):  # pragma: no cover
        raise SopError("{file} was left alone: written anew it would mean something else; please report it", file=file)
    return text


def _read(data: bytes, file: str) -> tuple[Source, str]:
    """The text, and its version: the digest of what it says."""
    source, odd = decode(data, file)
    plain, doubtful = compose(source)
    errors = [finding for finding in (*odd, *doubtful) if finding.severity is Severity.ERROR]
    if not isinstance(plain.data, dict):
        message, mend = "this is no SOP: it must consist of keys with values", "begin with 'sop: 1'"
        errors.append(fault("schema/no-sop", plain.positions.value(()), message, mend))
    if errors:
        raise DefinitionError(errors)
    return source, digest(plain)


def _said(source: Source) -> Counter[str]:
    return Counter(comment.text for comment in comments(source))


def _whole(top: Node) -> list[str]:
    """What stands above the first key is the head of the file, whichever key comes first then."""
    head: list[str] = []
    if top.entries:
        head, top.entries[0].lead = top.entries[0].lead, []
    body = list(_block(top, 0, canonical_order())) if top.entries else ["{}", *top.foot]
    return _single_blanks([*head, *body])


def _single_blanks(lines: list[str]) -> list[str]:
    """No blank line at the top, and never two in a row."""
    return [line for line, before in zip(lines, [BLANK, *lines], strict=False) if line or before]


def _block(node: Node, indent: int, order: Order) -> Iterator[str]:
    """The lines of a list or map below its key."""
    space = " " * indent
    for place, (entry, below) in enumerate(_ordered(node, order)):
        lead = entry.lead if place else [line for line in entry.lead if line]
        yield from (space + line if line else BLANK for line in lead)
        yield from _pair(entry, indent, below) if entry.key else _item(entry, indent, below)
    yield from (space + line if line else BLANK for line in node.foot)


def _ordered(node: Node, order: Order) -> list[tuple[Entry, Order]]:
    """The entries in canonical order, each with what the schema says of its value."""
    if node.event.kind is Kind.LIST:
        return [(entry, order.entry()) for entry in node.entries]
    keys = [entry.key.text for entry in node.entries if entry.key]
    return [(node.entries[place], order.below(keys[place])) for place in order.sorted(keys)]


def _pair(entry: Entry, indent: int, order: Order) -> Iterator[str]:
    assert entry.key is not None
    start = " " * indent + scalar(entry.key, flow=False) + ":"
    first, rest = _value(entry, start, indent + INDENT, order)
    yield _with_trail(f"{start} {first}".rstrip(), entry)
    yield from rest


def _item(entry: Entry, indent: int, order: Order) -> Iterator[str]:
    """A map or list in a list begins behind the dash; comments above its first line stand above the dash."""
    start = " " * indent + "-"
    if not _stands_below(entry.value, len(start) + 1, order):
        first, rest = _value(entry, start, indent + INDENT, order)
        yield _with_trail(f"{start} {first}".rstrip(), entry)
        yield from rest
        return
    lines = list(_block(entry.value, indent + INDENT, order))
    head = next(place for place, line in enumerate(lines) if line and not line.lstrip().startswith("#"))
    yield from (line[INDENT:] for line in lines[:head])
    if entry.trail:
        yield " " * indent + entry.trail.text
    yield start + lines[head][indent + 1 :]
    yield from lines[head + 1 :]


def _value(entry: Entry, start: str, indent: int, order: Order) -> tuple[str, list[str]]:
    """What stands in the line of the key, and the lines below."""
    node = entry.value
    if node.event.kind is Kind.VALUE:
        several = literal(node.event)
        if several:
            sign, lines = several
            return sign, [" " * indent + line if line else BLANK for line in lines]
        tight = entry.trail is not None and entry.trail.text[1:2].strip() != ""
        return scalar(node.event, flow=False, keep_quotes=tight), []
    if _stands_below(node, len(start) + 1, order):
        return "", list(_block(node, indent, order))
    return _inline(node, order), []


def _stands_below(node: Node, column: int, order: Order) -> bool:
    """Whether a list or map is written in lines of its own."""
    if node.event.kind is Kind.VALUE or not node.entries:
        return False
    return node.block or node.commented or column + len(_inline(node, order)) > WIDEST


def _inline(node: Node, order: Order) -> str:
    """In brackets, on one line."""
    if node.event.kind is Kind.VALUE:
        return scalar(node.event, flow=True)
    parts = [
        f"{scalar(entry.key, flow=True)}: {_inline(entry.value, below)}" if entry.key else _inline(entry.value, below)
        for entry, below in _ordered(node, order)
    ]
    return f"[{', '.join(parts)}]" if node.event.kind is Kind.LIST else "{" + ", ".join(parts) + "}"


def _with_trail(line: str, entry: Entry) -> str:
    if entry.trail is None:
        return line
    return line + " " * max(GAP, entry.gap) + entry.trail.text
