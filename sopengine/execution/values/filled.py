"""Data that somebody fills in, read by the types that the SOP declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sopengine.compiled.tables import Compiled
from sopengine.errors import MisuseError
from sopengine.errors.nearest import nearest, proposal
from sopengine.expression.data import Value, spelled

Filled = Value | int | Sequence[str]
"""What a program may hand in for a field; several texts for a list."""


def read_data(compiled: Compiled, data: Mapping[str, Filled]) -> dict[str, str]:
    """By field, spelled as text. Raises MisuseError for what the SOP does not declare, or of another type."""
    read = {}
    for id, value in data.items():
        if id not in compiled.data:
            raise _undeclared(compiled, id)
        read[id] = spelled(compiled.data[id].read(_text(value)))
    return read


def _text(value: Filled) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple):
        return "\n".join(value)
    return spelled(value)  # type: ignore[arg-type]


def _undeclared(compiled: Compiled, id: str) -> MisuseError:
    close = nearest(id, compiled.data)
    if close:
        return MisuseError("{sop} has no data '{id}': {mend}", sop=compiled.sop, id=id, mend=proposal(close))
    known = ", ".join(compiled.data) or "none"
    return MisuseError("{sop} has no data '{id}'; declared: {known}", sop=compiled.sop, id=id, known=known)
