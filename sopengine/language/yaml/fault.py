"""Makes the findings of the reader."""

from __future__ import annotations

from sopengine.errors import Finding, Position, Severity

SHOWN = 60
"""Characters of a foreign text that a message repeats."""


def fault(rule: str, at: Position, message: str, mend: str = "", **values: object) -> Finding:
    """An error at a place; `message` and `mend` are templates over the same values."""
    return Finding(rule=rule, severity=Severity.ERROR, at=at, message=message, mend=mend, values=values)


def shown(text: str) -> str:
    """A text of the file on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
