"""What a rule has found, before the list of rules gives it a name and a weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sopengine.frozen import frozen
from sopengine.model.positions import Path


@frozen
class Problem:
    """One problem in a definition."""

    path: Path
    """Of the culprit."""
    message: str
    """English template."""
    mend: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    part: str = ""
    """The culprit is this part of the value."""
    span: tuple[int, int] | None = None
    """The culprit is a piece of the value: where it begins, counted from 0, and how long it is."""
    at_key: bool = False
    """The culprit is the key that the path ends with, not its value."""
