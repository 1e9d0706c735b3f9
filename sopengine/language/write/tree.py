"""A file as a tree of entries that carry their comments and blank lines, so that they can be moved together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from sopengine.language.yaml.comments import Comment, comments
from sopengine.language.yaml.events import Event, Kind, events
from sopengine.language.yaml.source import Source

BLANK = ""
"""Stands for a blank line among comments."""


@dataclass(slots=True, kw_only=True)
class Node:
    """A value, a list or a map."""

    event: Event
    entries: list[Entry] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    """Comments behind the last entry."""
    last_line: int
    holder: Entry | None = field(default=None, repr=False)
    """Whose value it is; None at the top."""

    @property
    def block(self) -> bool:
        """A list or map that is written below its key."""
        return self.event.kind is not Kind.VALUE and not self.event.brackets

    @property
    def commented(self) -> bool:
        """Whether a comment stands inside."""
        inside = any(entry.commented or entry.value.commented for entry in self.entries)
        return inside or any(self.foot)


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry of a list, or a key with its value."""

    key: Event | None
    value: Node
    parent: Node = field(repr=False)
    lead: list[str] = field(default_factory=list)
    """Comments and blank lines above."""
    trail: Comment | None = None
    """The comment behind it, in its line."""
    gap: int = 0
    """Spaces before that comment."""

    @property
    def line(self) -> int:
        return (self.key or self.value.event).line

    @property
    def last_line(self) -> int:
        """Of what stands in the entry's own lines."""
        return self.line if self.value.block else self.value.last_line

    @property
    def commented(self) -> bool:
        return any(self.lead) or self.trail is not None


def tree(source: Source) -> Node:
    """The top of the file; raises DefinitionError where the text is no YAML."""
    top = _nodes(source)
    attachment = _Attachment(source=source, top=top, entries=list(_entries(top)))
    for comment in comments(source):
        if comment.alone or not attachment.behind(comment):
            attachment.above(comment)
    attachment.blanks()
    attachment.settle()
    return top


def _nodes(source: Source) -> Node:
    stack: list[Node] = []
    keys: list[Event | None] = []
    top: Node | None = None
    for event in events(source):
        if event.kind is Kind.CLOSE:
            stack.pop().last_line = event.end_line
            keys.pop()
            continue
        if stack and stack[-1].event.kind is Kind.MAP and keys[-1] is None:
            keys[-1] = event
            continue
        node = Node(event=event, last_line=event.end_line)
        if stack:
            node.holder = Entry(key=keys[-1], value=node, parent=stack[-1])
            stack[-1].entries.append(node.holder)
            keys[-1] = None
        top = top or node
        if event.kind is not Kind.VALUE:
            stack.append(node)
            keys.append(None)
    assert top is not None
    return top


def _entries(node: Node) -> Iterator[Entry]:
    """In the order of the file, outer ones first."""
    for entry in node.entries:
        yield entry
        yield from _entries(entry.value)


@dataclass(slots=True, kw_only=True)
class _Attachment:
    """Gives each comment and each blank line to an entry."""

    source: Source
    top: Node
    entries: list[Entry]
    loose: dict[int, str] = field(default_factory=dict)
    """Lines of their own, by number: comments and blanks."""

    def behind(self, comment: Comment) -> bool:
        """Take a comment as the trail of the entry in its line; False where none stands there."""
        place = bisect_right(self.entries, comment.line, key=lambda entry: entry.line) - 1
        entry = self.entries[place] if place >= 0 else None
        while entry and comment.line > entry.last_line:
            entry = entry.parent.holder
        while entry and entry.parent.holder and _closed_in(entry.parent.holder, comment.line):
            entry = entry.parent.holder
        if entry is None or entry.trail:
            return False
        before = self.source.line(comment.line)[: comment.column]
        entry.trail, entry.gap = comment, len(before) - len(before.rstrip())
        return True

    def above(self, comment: Comment) -> None:
        self.loose[comment.line] = " " * comment.column + comment.text

    def blanks(self) -> None:
        held = {
            line
            for entry in self.entries
            if entry.value.event.kind is Kind.VALUE
            for line in range(entry.line, entry.value.last_line)
        }
        for number, line in enumerate(self.source.text.split("\n")[:-1]):
            if not line.strip() and number not in held:
                self.loose[number] = BLANK

    def settle(self) -> None:
        """Comments go to the entry below, or where they are indented further to the foot of the list or map above."""
        waiting: list[str] = []
        deepest, before = 0, -1
        for number in sorted(self.loose):
            text = self.loose[number]
            place = bisect_right(self.entries, number, key=lambda entry: entry.line)
            below = self.entries[place] if place < len(self.entries) else None
            column = len(text) - len(text.lstrip())
            if text:
                deepest = column if place != before else min(column, deepest)
                before = place
            foot = self._foot(number, deepest, below) if text else None
            if foot is not None:
                foot.extend([*waiting, text.strip()])
                waiting = []
            elif below is not None:
                below.lead.extend([*waiting, text.strip()])
                waiting = []
            else:
                waiting.append(text.strip())

    def _foot(self, line: int, column: int, below: Entry | None) -> list[str] | None:
        """Of the list or map that ends above and begins in the comment's column or left of it: the outermost."""
        limit = -1 if below is None else below.parent.event.column
        if below is not None and (column <= limit or not below.parent.block):
            return None
        place = bisect_left(self.entries, line, key=lambda entry: entry.line) - 1
        entry = self.entries[place] if place >= 0 else None
        found: Node | None = None
        while entry:
            node = entry.parent
            if (
                node.block
                and limit < node.event.column <= column
                and (not found or node.event.column == found.event.column)
            ):
                found = node
            entry = node.holder
        if found is None and below is None:
            return self.top.foot
        return found.foot if found else None


def _closed_in(entry: Entry, line: int) -> bool:
    """Whether the brackets of its value close in this line."""
    return not entry.value.block and entry.last_line == line
