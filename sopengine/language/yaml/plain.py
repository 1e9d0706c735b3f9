"""What a definition file says as plain data: maps, lists and values, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from sopengine.frozen import frozen
from sopengine.model.positions import Path, Positions

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]


@frozen
class Plain:
    """A read file, before anybody asked whether it is an SOP."""

    data: Value
    spelled: Mapping[Path, str] = field(default_factory=dict)
    """As written, the values that read as a number, yes or no: `010` stays `010` where a text is meant."""
    flow: frozenset[Path] = frozenset()
    """The lists and maps written in brackets."""
    positions: Positions


def meaning(text: str) -> Value:
    """A value without quotes, by the core rules of YAML 1.2; `Ya`, `no`, `12:30`, `2024-02-01` are texts."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _FIRST or len(text) > _LONGEST:
        return text
    return next((read(text) for pattern, read in _NUMBERS if pattern.fullmatch(text)), text)


_WORDS: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FIRST = frozenset("+-.0123456789")
_LONGEST = 100
"""Characters of a number; what is longer stays text."""

_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[str], Value]], ...] = (
    (re.compile("[-+]?[0-9]+"), int),
    (re.compile("0o[0-7]{1,99}"), lambda text: int(text[2:], 8)),
    (re.compile("0x[0-9a-fA-F]{1,99}"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda text: float("nan")),
)
