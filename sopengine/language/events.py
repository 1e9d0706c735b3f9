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
from sopengine.language.fault import fault
from sopengine.language.source import Source
from sopengine.language.syntax import Trouble, explain

DEEPEST = 64
"""Lists and maps inside each other; a definition needs 7."""
MOST_NODES = 200_000
"""Values and keys; an SOP of 100 steps has 2,000."""
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
    depth = nodes = documents = 0
    for raw in _parsed(source):
        event = _event(raw)
        if event:
            depth += _STEP_IN[event.kind]
            nodes += event.kind is not Kind.CLOSE
            _guard(source, raw, event, depth, nodes)
            yield event
        elif isinstance(raw, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise DefinitionError([_several_documents(source, raw)])


def _parsed(source: Source) -> Iterator[Any]:
    parser = _yaml.CParser(source.text)
    last: Any = None
    try:
        while parser.check_event():
            last = parser.get_event()
            yield last
    except yaml.MarkedYAMLError as error:
        raise DefinitionError([explain(source, _trouble(error, last))]) from None
    finally:
        parser.dispose()


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
    place = (start.line, start.column, end.line, end.column)
    if kind is Kind.VALUE:
        return Event(kind, *place, text=getattr(raw, "value", ""), bare=not getattr(raw, "style", ""))
    return Event(kind, *place, brackets=bool(getattr(raw, "flow_style", False)))


_KINDS = {
    yaml.ScalarEvent: Kind.VALUE,
    yaml.AliasEvent: Kind.VALUE,
    yaml.SequenceStartEvent: Kind.LIST,
    yaml.MappingStartEvent: Kind.MAP,
    yaml.SequenceEndEvent: Kind.CLOSE,
    yaml.MappingEndEvent: Kind.CLOSE,
}
_STEP_IN = {Kind.VALUE: 0, Kind.LIST: 1, Kind.MAP: 1, Kind.CLOSE: -1}


def _guard(source: Source, raw: Any, event: Event, depth: int, nodes: int) -> None:
    sign = _sign(raw)
    if sign:
        raise DefinitionError([_refused(source, event, sign)])
    if depth > DEEPEST:
        message, mend = "more than {limit} lists or maps stand inside each other", "is a bracket repeated by mistake?"
        raise DefinitionError([_excess("yaml/too-deep", source, event, message, mend, f"{DEEPEST}")])
    if nodes > MOST_NODES:
        message, mend = "the file holds more than {limit} values", "one file holds one SOP; is this the right file?"
        raise DefinitionError([_excess("yaml/too-many-values", source, event, message, mend, f"{MOST_NODES:,}")])


def _excess(rule: str, source: Source, event: Event, message: str, mend: str, limit: str) -> Finding:
    return fault(rule, source.at(event.line, event.column), message, mend, limit=limit)


def _sign(raw: Any) -> str:
    if isinstance(raw, yaml.AliasEvent):
        return "*"
    if getattr(raw, "anchor", None):
        return "&"
    return "!" if getattr(raw, "tag", None) else ""


_SIGNS = {"*": "yaml/alias", "&": "yaml/anchor", "!": "yaml/tag"}
"""By these YAML points, names and types: never needed here, and a way to make small files huge."""


def _refused(source: Source, event: Event, sign: str) -> Finding:
    at, message = source.at(event.line, event.column), "a text cannot begin with '{sign}' without quotes"
    return fault(_SIGNS[sign], at, message, "put it in quotes, or leave '{sign}' out", sign=sign)


def _several_documents(source: Source, raw: Any) -> Finding:
    return fault(
        "yaml/several-documents",
        source.at(raw.start_mark.line, raw.start_mark.column, 3),
        "'---' begins a second document in the same file",
        "one file holds one SOP: take the line out, or move what follows to a file of its own",
    )
