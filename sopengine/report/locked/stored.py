"""An account as JSON and back, so that a report that was locked is shown from its own figures for ever.

What is written follows the values field by field: lengths in microseconds, moments in UTC as ISO 8601, enumerations
by their value, a table by key as a list of pairs. What a later release adds needs a default; `tests/report/locked`
keeps a report of each release, which every later one must read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from sopengine.errors import StorageError
from sopengine.report.account import Account

FORMAT = 1
_MICROSECOND = timedelta(microseconds=1)


def stored(account: Account, period: str) -> str:
    """JSON in one line, always the same for the same account."""
    told = {"format": FORMAT, "period": period, "account": _plain(account)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def restored(text: str) -> Account:
    """Raises StorageError for what a later release wrote, or none."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise StorageError("the report was locked by a later version of sopengine: update sopengine")
        account: Account = _value(Account, told["account"])
    except (ValueError, LookupError, TypeError) as error:
        raise StorageError("the figures of the report cannot be read: {reason}", reason=str(error)[:200]) from error
    return account


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, timedelta):
        return value // _MICROSECOND
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _value(kind: Any, plain: Any) -> Any:
    """What was written of a value of this type."""
    if isinstance(kind, UnionType):
        return None if plain is None else _value(_but_none(kind), plain)
    if origin := get_origin(kind):
        return _several(origin, get_args(kind), plain)
    if is_dataclass(kind):
        return _restored(kind, plain)
    if issubclass(kind, Enum):
        return kind(plain)
    if kind is timedelta:
        return plain * _MICROSECOND
    if issubclass(kind, date):
        return kind.fromisoformat(plain)
    return _as_is(kind, plain)


def _as_is(kind: type, plain: Any) -> Any:
    """A text, a number, a truth; a whole number is a number, too."""
    if not isinstance(plain, (int, float) if kind is float else kind):
        raise TypeError(f"{plain!r} is no {kind.__name__}")
    return plain


def _several(origin: Any, kinds: tuple[Any, ...], plain: Any) -> Any:
    if issubclass(origin, Mapping):
        return {_value(kinds[0], key): _value(kinds[1], each) for key, each in plain}
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], each) for each in plain)
    return tuple(_value(kind, each) for kind, each in zip(kinds, plain, strict=True))


def _restored(kind: Any, plain: Mapping[str, Any]) -> Any:
    """What an earlier release did not write is what its default says; what a later one dropped is left out."""
    types = _types(kind)
    known = {field.name: _value(types[field.name], plain[field.name]) for field in fields(kind) if field.name in plain}
    for field in fields(kind):
        if field.name not in plain and field.default is MISSING and field.default_factory is MISSING:
            raise LookupError(f"{kind.__name__}.{field.name}")
    return kind(**known)


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _but_none(kind: UnionType) -> Any:
    (wanted,) = [each for each in get_args(kind) if each is not NoneType]
    return wanted
