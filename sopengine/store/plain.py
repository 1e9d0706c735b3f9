"""Values as plain JSON data and back, field by field as they are declared.

A field that has its default is left out, so that what is kept stays small and a field that a later
release adds can be read from what an earlier one wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from sopengine.execution.values.events.changes import Why
from sopengine.execution.values.instance import Arrival, Message, RowVisit
from sopengine.execution.values.work import Awaits
from sopengine.people.values import Capacity

_Plain = dict[str, Any]
_Way = Callable[[Any], Any]

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
EMPTY = "{}"
_QUICK: Mapping[str, str] = {
    "str": "quoted(each)",
    "int": "str(each)",
    "int | None": "('null' if each is None else str(each))",
    "datetime | None": "('null' if each is None else moment(each))",
}
"""Text of `each`, by the type as it is written at the field: an encoder costs as much as a statement."""
_TESTS: Mapping[object, str] = {None: "if each is not None: ", "": "if each: ", (): "if each: ", MISSING: ""}
"""Whether `each` is to be told, by the default of its field."""


def to_text(value: object) -> str:
    return _encode(value)


def from_text(text: str) -> Any:
    return {} if text == EMPTY else json.loads(text)


def saying(cls: type, left_out: frozenset[str]) -> Callable[[Any], str]:
    """Of values of a class: the text of their fields that have not their default, some fields left out.

    Code is made of the names once, as a person would write it.
    """
    lines = ["def say(value):", " said = ''"]
    known: dict[str, Any] = {"quoted": encode_basestring, "moment": _moment}
    for place, field in enumerate(field for field in fields(cls) if field.name not in left_out):
        default, write = _way(field)[1:3]
        text = _QUICK.get(str(field.type), f"text_{place}(each)")
        unlike = f"if each != usual_{place}: "
        test = _TESTS.get(default, unlike) if isinstance(default, Hashable) else unlike
        known |= {f"text_{place}": _encoder(write), f"usual_{place}": default}
        lines += [
            f" each = value.{field.name}",
            f" {test}said += ',\"{field.name}\":' + {text}",
        ]
    exec("\n".join([*lines, " return '{' + said[1:] + '}'"]), known)
    say: Callable[[Any], str] = known["say"]
    return say


def _encoder(write: _Way | None) -> Callable[[Any], str]:
    return lambda each: to_text(write(each) if write else each)


_latest: tuple[datetime | None, str] = (None, "")


def _moment(time: datetime) -> str:
    """What is done together is due together, and told again and again."""
    global _latest
    known, text = _latest
    if known is not time:
        text = f'"{time.isoformat()}"'
        _latest = time, text
    return text


def to_plain(value: Any) -> _Plain:
    """The fields of a value that have not their default."""
    found = {}
    cls: Any = type(value)
    for name, default, write, _ in _ways(cls):
        each = getattr(value, name)
        if each != default:
            found[name] = write(each) if write else each
    return found


def from_plain(cls: type, plain: Mapping[str, Any]) -> _Plain:
    """The arguments that make the value again."""
    return {name: read(plain[name]) if read else plain[name] for name, _, _, read in _ways(cls) if name in plain}


@cache
def _ways(cls: Hashable) -> tuple[tuple[str, object, _Way | None, _Way | None], ...]:
    """Of each field its name, its default, how it is written and how it is read; None: as it stands."""
    return tuple(_way(field) for field in fields(cls))  # type: ignore[arg-type]


def _way(field: Field[Any]) -> tuple[str, object, _Way | None, _Way | None]:
    default = field.default if field.default_factory is MISSING else field.default_factory()
    write, read = _BY_TYPE[str(field.type)]
    return field.name, default, write, read


def _one(cls: type) -> tuple[_Way, _Way]:
    return to_plain, lambda plain: cls(**from_plain(cls, plain))


def _maybe(ways: tuple[_Way, _Way]) -> tuple[_Way, _Way]:
    write, read = ways
    return (lambda value: None if value is None else write(value)), (
        lambda plain: None if plain is None else read(plain)
    )


def _several(ways: tuple[_Way, _Way]) -> tuple[_Way, _Way]:
    write, read = ways
    return (lambda values: [write(value) for value in values]), (lambda plain: tuple([read(one) for one in plain]))


_TIME: tuple[_Way, _Way] = (datetime.isoformat, datetime.fromisoformat)
_ARRIVALS = _several(_one(Arrival))

_AS_THEY_ARE = ("bool", "int", "int | None", "str", "str | None")

_BY_TYPE: Mapping[str, tuple[_Way | None, _Way | None]] = {
    **dict.fromkeys(_AS_THEY_ARE, (None, None)),
    "datetime": _TIME,
    "datetime | None": _maybe(_TIME),
    "RowVisit | None": _maybe(_one(RowVisit)),
    "Arrival": _one(Arrival),
    "tuple[Arrival, ...]": _ARRIVALS,
    "tuple[Message, ...]": _several(_one(Message)),
    "tuple[int, ...]": (list, tuple),
    "Mapping[str, str]": (dict, dict),
    "Mapping[str, str | None]": (dict, dict),
    "Mapping[str, tuple[Arrival, ...]]": (
        lambda points: {point: _ARRIVALS[0](waiting) for point, waiting in points.items()},
        lambda points: {point: _ARRIVALS[1](waiting) for point, waiting in points.items()},
    ),
    "Why": (None, Why),
    "Awaits": (None, Awaits),
    "Capacity": (None, Capacity),
    "Capacity | None": _maybe((str, Capacity)),
}
"""By the type as it is written at the field; KeyError for one that would not come back as it was."""


def ways(type: str) -> tuple[_Way, _Way]:
    """How a value of a type, as it is written at a field, is made plain and read again."""
    write, read = _BY_TYPE[type]
    assert write
    assert read
    return write, read
