"""Reads the events of a YAML text and refuses what a definition never needs, before anything is built.

The only module that knows the YAML library.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any, NamedTuple

import yaml
from yaml import _yaml

from sopengine.errors import DefinitionError, Finding
from sopengine.language.yaml.fault import fault
from sopengine.language.yaml.source import Source
from sopengine.language.yaml.syntax import Trouble, explain

DEEPEST = 64
"""Lists and maps inside each other; a definition needs 7."""
OLDEST_LIBYAML = (0, 2, 5)
"""Older ones read some texts differently."""

if _yaml.get_version() < OLDEST_LIBYAML:  # pragma: no cover
    raise ImportError("sopengine needs libyaml 0.2.5 or later: pip install --upgrade pyyaml")


class Kind(Enum):
    """What an event says."""

    VALUE = auto()
    """A key or a value of one text."""
    LIST = auto()
    MAP = auto()
    CLOSE = auto()
    """The end of the innermost list or map."""


class Event(NamedTuple):
    """One event; lines and columns are counted from 0."""

    kind: Kind
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    bare: bool = False
    """Of a value: written without quotes."""
    brackets: bool = False
    """Of a list or map: written in brackets."""


def events(source: Source) -> Iterator[Event]:
    """The events of the one document; raises DefinitionError at the first that is refused."""
    depth = documents = 0
    for raw in _parsed(source):
        event = _event(raw)
        if event is None:
            documents += isinstance(raw, yaml.DocumentStartEvent)
            if documents > 1:
                raise DefinitionError([_several_documents(source, raw)])
            continue
        if event.kind is Kind.CLOSE:
            depth -= 1
        else:
            depth += event.kind is not Kind.VALUE
            if depth > DEEPEST or _signed(raw):
                raise DefinitionError([_refused(source, raw, event)])
        yield event


def _parsed(source: Source) -> Iterator[Any]:
    last: Any = None
    try:
        for last in yaml.parse(source.text, Loader=yaml.CLoader):
            yield last
    except yaml.MarkedYAMLError as error:
        raise DefinitionError([explain(source, _trouble(error, last))]) from None


def _trouble(error: Any, last: Any) -> Trouble:
    mark, context = error.problem_mark, error.context_mark or error.problem_mark
    event = _event(last)
    quoted = event is not None and event.kind is Kind.VALUE and getattr(last, "style", "") in ("'", '"')
    return Trouble(
        problem=error.problem or "",
        context=error.context or "",
        place=(mark.line, mark.column),
        begun=(context.line, context.column),
        quoted=((event.line, event.column), (event.end_line, event.end_column)) if event and quoted else None,
    )


def _event(raw: Any) -> Event | None:
    """None for what says nothing about the data."""
    kind = _KINDS.get(type(raw))
    if kind is None:
        return None
    start, end = raw.start_mark, raw.end_mark
    if kind is Kind.VALUE:
        text, style = (raw.value, raw.style) if type(raw) is yaml.ScalarEvent else ("", "")
        return Event(kind, start.line, start.column, end.line, end.column, text, not style)
    brackets = kind is not Kind.CLOSE and bool(raw.flow_style)
    return Event(kind, start.line, start.column, end.line, end.column, "", False, brackets)


_KINDS = {
    yaml.ScalarEvent: Kind.VALUE,
    yaml.AliasEvent: Kind.VALUE,
    yaml.SequenceStartEvent: Kind.LIST,
    yaml.MappingStartEvent: Kind.MAP,
    yaml.SequenceEndEvent: Kind.CLOSE,
    yaml.MappingEndEvent: Kind.CLOSE,
}


def _signed(raw: Any) -> bool:
    """An alias has an anchor too, and no tag."""
    return bool(raw.anchor or getattr(raw, "tag", None))


def _sign(raw: Any) -> str:
    if isinstance(raw, yaml.AliasEvent):
        return "*"
    if raw.anchor:
        return "&"
    return "!" if raw.tag else ""


_SIGNS = {"*": "yaml/alias", "&": "yaml/anchor", "!": "yaml/tag"}
"""By these YAML points, names and types: never needed here, and a way to make small files huge."""


def _refused(source: Source, raw: Any, event: Event) -> Finding:
    at, sign = source.at(event.line, event.column), _sign(raw)
    if sign:
        message = "a text cannot begin with '{sign}' without quotes"
        return fault(_SIGNS[sign], at, message, "put it in quotes, or leave '{sign}' out", sign=sign)
    message, mend = "more than {limit} lists or maps stand inside each other", "is a bracket repeated by mistake?"
    return fault("yaml/too-deep", at, message, mend, limit=DEEPEST)


def _several_documents(source: Source, raw: Any) -> Finding:
    return fault(
        "yaml/several-documents",
        source.at(raw.start_mark.line, raw.start_mark.column, 3),
        "'---' begins a second document in the same file",
        "one file holds one SOP: take the line out, or move what follows to a file of its own",
    )
