"""Builds plain data and a table of places from the events of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from sopengine.errors import DefinitionError, Finding
from sopengine.language.yaml.events import Event, Kind, events
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.listed import Piece, broken_by_comma, bulleted, cut_by_comma
from sopengine.language.yaml.plain import Plain, Value, meaning
from sopengine.language.yaml.source import Source, seen, unseen_in
from sopengine.language.yaml.unquoted import CURLED, unquoted
from sopengine.model.positions import Mark, Path, Positions


def compose(source: Source) -> tuple[Plain, tuple[Finding, ...]]:
    """Raises DefinitionError where the text is no YAML or uses what is refused; findings are of the rest."""
    commented = frozenset(number for number, line in enumerate(source.lines) if "#" in line)
    composer = _Composer(source=source, commented=commented)
    for event in events(source):
        composer.take(event)
    positions = Positions(file=source.file, lines=source.lines, keys=composer.keys, values=composer.values)
    plain = Plain(
        data=composer.data,
        spelled=composer.spelled,
        flow=frozenset(composer.flow),
        positions=positions,
    )
    return plain, tuple(composer.findings)


MOST_ENTRIES = 3_000
"""Of one list or map; an SOP has less than 100 steps."""
MOST_INNER = 500
"""Entries of one that stands inside another."""
MOST_NESTED = 70
"""Lists that stand directly in lists; a definition needs none."""
MOST_DOUBLED = 500
"""Keys that stand twice."""


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or map whose end has not come yet."""

    path: Path
    into: list[Value] | dict[str, Value]
    key: str | None = None
    """Of a map: the key that waits for its value."""
    key_at: Event | None = None
    """Where that key stands."""
    doubled: bool = False
    """The key stood in this map before; its value is no part of the data."""
    brackets: bool = False

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.into, dict) and self.key is None


@dataclass(slots=True, kw_only=True)
class _Composer:
    """Takes one event after another; a stack of its own in place of recursion."""

    source: Source
    commented: frozenset[int]
    """The lines with a '#' in them."""
    data: Value = None
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    spelled: dict[Path, str] = field(default_factory=dict)
    flow: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    nested: int = 0
    doubled: int = 0

    def take(self, event: Event) -> None:
        if event.kind is Kind.VALUE:
            self._take_value(event if event.bare else self._seen(event))
        elif event.kind is Kind.CLOSE:
            self.open.pop()
        else:
            self._begin(event)

    def _seen(self, event: Event) -> Event:
        """A text in quotes without what its escapes stand for and nobody sees."""
        at = self.source.at(event.line, event.column, self._mark(event)[2])
        found = unseen_in(event.text, at)
        if found is None:
            return event
        self.findings.append(found)
        return event._replace(text=seen(event.text))

    def _take_value(self, event: Event) -> None:
        top = self.open[-1] if self.open else None
        if top and top.awaits_key:
            self._key(top, event)
            return
        if top and top.brackets and event.bare and self._cut(top, event):
            return
        path = self._next_path()
        value: Value = event.text
        if event.bare and not (top and top.brackets) and self._may_be_bulleted(event):
            self.findings.extend(filter(None, [bulleted(self.source, _piece(event))]))
        if event.bare and (event.end_line in self.commented or event.text[:1] in CURLED):
            text, findings = unquoted(self.source, event)
            self.findings.extend(findings)
            value = meaning(text) if text == event.text else text
        elif event.bare:
            value = meaning(event.text)
        if not isinstance(value, str):
            self.spelled[path] = event.text
        self._put(path, value, event)

    def _may_be_bulleted(self, event: Event) -> bool:
        """It has several lines, or begins one."""
        return event.end_line > event.line or not self.source.line(event.line)[: event.column].strip()

    def _cut(self, top: _Open, event: Event) -> bool:
        """Whether the value is none, because its key is a piece of a text with a comma in it."""
        before = next(reversed(top.into.values() if isinstance(top.into, dict) else top.into), None)
        if top.key_at is None:
            self.findings.extend(filter(None, [cut_by_comma(self.source, _piece(event), before)]))
            return False
        broken = None if event.text else broken_by_comma(self.source, _piece(top.key_at), before)
        if broken:
            self.findings.append(broken)
            top.key = None
        return broken is not None

    def _key(self, top: _Open, event: Event) -> None:
        if event.text == "<<" and event.bare:
            raise DefinitionError([_merge(self.source, event)])
        path = (*top.path, event.text)
        top.key, top.key_at = event.text, event
        top.doubled = path in self.keys
        if top.doubled:
            self.doubled += 1
            if self.doubled > MOST_DOUBLED:
                raise DefinitionError(self.findings)
            self.findings.append(_doubled(self.source, event, self.keys[path]))
        else:
            self.keys[path] = self._mark(event)

    def _begin(self, event: Event) -> None:
        if self.open and self.open[-1].awaits_key:
            raise DefinitionError([_no_key(self.source, event)])
        path = self._next_path()
        into: list[Value] | dict[str, Value] = {} if event.kind is Kind.MAP else []
        if event.kind is Kind.LIST and self.open and isinstance(self.open[-1].into, list):
            self.nested += 1
            if self.nested > MOST_NESTED:
                raise DefinitionError([_too_long(self.source, event, MOST_NESTED)])
        if event.brackets:
            self.flow.append(path)
        self._put(path, into, event)
        self.open.append(_Open(path=path, into=into, brackets=event.brackets))

    def _next_path(self) -> Path:
        """Of the value that comes now; a doubled key's value is kept apart from the first one's."""
        if not self.open:
            return ()
        top = self.open[-1]
        if isinstance(top.into, list):
            return (*top.path, len(top.into))
        return (*top.path, str(top.key), -1) if top.doubled else (*top.path, str(top.key))

    def _put(self, path: Path, value: Value, event: Event) -> None:
        self.values[path] = self._mark(event)
        if not self.open:
            self.data = value
            return
        top = self.open[-1]
        if len(top.into) >= (MOST_INNER if len(top.path) > 1 else MOST_ENTRIES):
            raise DefinitionError([_too_long(self.source, event, len(top.into))])
        if isinstance(top.into, list):
            top.into.append(value)
            return
        if not top.doubled:
            top.into[str(top.key)] = value
        top.key = None

    def _mark(self, event: Event) -> Mark:
        """A value of several lines is marked on its first."""
        one_line = event.end_line == event.line
        last = event.end_column if one_line else len(self.source.line(event.line).rstrip())
        return (event.line, event.column, max(last - event.column, 1))


def _piece(event: Event) -> Piece:
    return Piece(event.line, event.column, event.end_line, event.end_column, event.text)


def _too_long(source: Source, event: Event, limit: int) -> Finding:
    return fault(
        "yaml/too-many-values",
        source.at(event.line, event.column),
        "more than {limit} entries stand in one list",
        "one file holds one SOP; is this the right file?",
        limit=f"{limit:,}",
    )


def _doubled(source: Source, event: Event, first: Mark) -> Finding:
    return fault(
        "yaml/duplicate-key",
        source.at(event.line, event.column, event.end_column - event.column),
        "'{key}' stands here a second time; the first is in line {line}",
        "keep one of the two",
        key=shown(event.text),
        line=first[0] + 1,
    )


def _merge(source: Source, event: Event) -> Finding:
    return fault(
        "yaml/merge-key", source.at(event.line, event.column, 2), "'<<' has no meaning here", "write the keys out"
    )


def _no_key(source: Source, event: Event) -> Finding:
    return fault(
        "yaml/key",
        source.at(event.line, event.column),
        "a bracket begins here where a key is meant",
        "put a text that begins with a bracket in quotes",
    )
