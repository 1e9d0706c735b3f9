"""Data that people fill in when they complete a task: the fields of `data:` and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sopengine.errors import MisuseError
from sopengine.frozen import frozen

Value = bool | Decimal | str | date | tuple[str, ...]
"""What a field holds; which of the five follows from its type."""

YES_NO_WORDS: Mapping[str, bool] = {"ya": True, "tidak": False, "true": True, "false": False}
"""In any capitals. `no` is none of them: to an Indonesian reader it is short for a number."""

LONGEST_NUMBER = 40
"""Characters of a number that is filled in."""


class DataType(StrEnum):
    """What may be filled in; the value is the word of the definition language."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    LIST = "list"


@frozen
class Field:
    """One declared field."""

    id: str
    type: DataType
    title: str = ""
    """What the person is asked; the id where it is empty."""
    options: tuple[str, ...] = ()
    """Of a choice: what can be chosen; else empty."""

    def read(self, text: str) -> Value:
        """What a filled-in text means; raises MisuseError where it fits neither the type nor the options.

        Of a list each line is an entry; without any the list is empty. Understands what `spelled` writes.
        """
        value = _READ[self.type](self, text.strip())
        if value is None:
            raise MisuseError(_REFUSED[self.type], text=text, field=self.id, options=", ".join(self.options))
        return value


def spelled(value: Value) -> str:
    """A value as text, for the store and for people."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, tuple):
        return "\n".join(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _number(_field: Field, text: str) -> Value | None:
    return Decimal(text) if len(text) <= LONGEST_NUMBER and re.fullmatch(_NUMBER, text) else None


def _date(_field: Field, text: str) -> Value | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(_DATE, text) else None
    except ValueError:
        return None


def _list(_field: Field, text: str) -> Value:
    return tuple(entry for line in text.splitlines() if (entry := line.strip()))


_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

_READ: Mapping[DataType, Callable[[Field, str], Value | None]] = {
    DataType.TEXT: lambda _field, text: text or None,
    DataType.NUMBER: _number,
    DataType.DATE: _date,
    DataType.YES_NO: lambda _field, text: YES_NO_WORDS.get(text.casefold()),
    DataType.CHOICE: lambda field, text: text if text in field.options else None,
    DataType.LIST: _list,
}
_REFUSED = {
    DataType.TEXT: "'{field}' is empty; write a text",
    DataType.NUMBER: "'{text}' is no number for '{field}'; write it as 1500000 or 2.5",
    DataType.DATE: "'{text}' is no date for '{field}'; write it as 2024-02-01",
    DataType.YES_NO: "'{text}' is no answer for '{field}'; write ya or tidak",
    DataType.CHOICE: "'{text}' is no option of '{field}'; its options: {options}",
}
