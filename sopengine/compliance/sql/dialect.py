"""Where the databases differ: some words that stand as macros in the one text."""

from __future__ import annotations

import re

from sopengine.frozen import frozen

_WITH_PARTS = re.compile(r"@(\w+)\[([^\[\]]*)\]")
_ALONE = re.compile(r"@(\w+)")


@frozen
class Dialect:
    """Of one database. `{0}`, `{1}`, ...: what stands in brackets behind the word, between semicolons."""

    key: str
    """The type of a whole number that is the key of its table."""
    counted: str
    """The same, of rows that are numbered from 1 as they come."""
    divided: str
    """Between whole numbers, to a whole number."""
    greatest: str
    least: str
    double: str
    """The type of a number with a fraction."""
    told: str
    """Of JSON text {0} the field {1}, as text."""
    moment: str
    """Of JSON text {0} the ISO time in UTC in the field {1}, as microseconds since 1970."""
    joined: str
    """Brings the slot called {0} of the moment {2} by the calendar {1}; moments must lie in the days of the slots."""
    worked: str
    """Of that slot W(t), less t where work goes on in it; so what is negative goes on. So are the next, with its day,
    the day on which work goes on, and its month."""
    day: str
    next_day: str
    month: str
    listed: str
    """The texts {0} one after the other in the order of {1}, in which the rows come, with a separator between."""
    fence: str
    """At the end of a query within another: its columns are told once, not wherever they are named."""

    def text(self, text: str, **words: str | int) -> str:
        """As this database takes it; `words` are macros of the question, and what they say is taken as it is."""
        while _WITH_PARTS.search(text):
            text = _WITH_PARTS.sub(lambda found: getattr(self, found[1]).format(*found[2].split("; ")), text)
        return _ALONE.sub(lambda found: str(words[found[1]] if found[1] in words else getattr(self, found[1])), text)


BETWEEN_ROWS, BETWEEN_FIELDS = "\x1e", "\x1f"
"""Characters that stand in no name."""
DIGITS = 17
"""Of W(t) of a slot as text, and of its day, the day on which work goes on, and its month together."""
DAY_DIGITS, MONTH_DIGITS = 6, 5
_SLOT = f"{{1}} + {{2}} / @width * {DIGITS}"
"""Slots are numbered by the place of their first digit, which costs an operation less than to count them."""

SQLITE = Dialect(
    key="INTEGER PRIMARY KEY",
    counted="INTEGER PRIMARY KEY",
    divided="/",
    greatest="max",
    least="min",
    double="REAL",
    told="json_extract({0}, '$.{1}')",
    moment="(CAST(strftime('%s', @told[{0}; {1}]) AS INTEGER) * 1000000 + CASE substr(@told[{0}; {1}], 20, 1)"
    " WHEN '.' THEN CAST(substr(@told[{0}; {1}], 21, 6) AS INTEGER) ELSE 0 END)",
    joined="",
    worked=f"CAST(substr(:worked, {_SLOT}, {DIGITS}) AS INTEGER)",
    day=f"CAST(substr(:days, {_SLOT}, {DAY_DIGITS}) AS INTEGER)",
    next_day=f"CAST(substr(:days, {_SLOT} + {DAY_DIGITS}, {DAY_DIGITS}) AS INTEGER)",
    month=f"CAST(substr(:days, {_SLOT} + {2 * DAY_DIGITS}, {MONTH_DIGITS}) AS INTEGER)",
    listed=f"group_concat({{0}}, '{BETWEEN_ROWS}')",
    fence="LIMIT -1",
)
"""Slots are digits in one row of bytes: to find them there takes a third of what a look-up in a table takes."""
POSTGRESQL = Dialect(
    key="BIGINT PRIMARY KEY",
    counted="BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    divided="/",
    greatest="greatest",
    least="least",
    double="double precision",
    told="(CAST({0} AS json) ->> '{1}')",
    moment="CAST(extract(epoch FROM CAST(@told[{0}; {1}] AS timestamptz)) * 1000000 AS BIGINT)",
    joined=f"LEFT JOIN slot {{0}} ON {{0}}.slot = {_SLOT}",
    worked="{0}.worked",
    day="{0}.day",
    next_day="{0}.next_day",
    month="{0}.month",
    listed=f"string_agg({{0}}, '{BETWEEN_ROWS}' ORDER BY {{1}})",
    fence="",
)
