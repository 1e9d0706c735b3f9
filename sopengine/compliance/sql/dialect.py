"""Where the databases differ: some words that stand as macros in the one text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MACRO = re.compile(r"@(told|moment)\(([\w.]+), (\w+)\)|@(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Of one database."""

    key: str
    """The type of a whole number that is the key of its table."""
    divided: str
    """Between whole numbers, to a whole number."""
    greatest: str
    least: str
    double: str
    """The type of a number with a fraction."""
    told: str
    """Of JSON text {0} the field {1}, as text."""
    epoch: str
    """Of an ISO time in UTC as text {0}, microseconds since 1970."""

    def text(self, text: str, **words: str | int) -> str:
        """As this database takes it; `words` are macros of the question."""

        def spelled(found: re.Match[str]) -> str:
            macro, column, field, word = found.groups()
            if word:
                return str(words[word] if word in words else getattr(self, word))
            told = self.told.format(column, field)
            return told if macro == "told" else self.epoch.format(told)

        return _MACRO.sub(spelled, text)


SQLITE = Dialect(
    key="INTEGER PRIMARY KEY",
    divided="/",
    greatest="max",
    least="min",
    double="REAL",
    told="json_extract({0}, '$.{1}')",
    epoch="(CAST(strftime('%s', {0}) AS INTEGER) * 1000000"
    " + CASE substr({0}, 20, 1) WHEN '.' THEN CAST(substr({0}, 21, 6) AS INTEGER) ELSE 0 END)",
)
POSTGRESQL = Dialect(
    key="BIGINT PRIMARY KEY",
    divided="/",
    greatest="greatest",
    least="least",
    double="double precision",
    told="(CAST({0} AS json) ->> '{1}')",
    epoch="CAST(extract(epoch FROM CAST({0} AS timestamptz)) * 1000000 AS BIGINT)",
)
