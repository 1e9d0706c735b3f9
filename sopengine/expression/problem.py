"""What is wrong with a condition, and where in its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, NamedTuple

from sopengine.errors import RefusedError, SopError
from sopengine.frozen import frozen

SHOWN = 60
"""Characters of a foreign text that a message repeats."""


class Span(NamedTuple):
    """A place in the text of a condition, in characters."""

    offset: int
    """Counted from 0."""
    length: int


@frozen
class ExpressionProblem:
    """One thing that is wrong with a condition."""

    at: Span
    message: str
    """English template."""
    mend: str = ""
    """Template over the same values; empty where the message says it."""
    values: Mapping[str, object] = field(default_factory=dict)


class ExpressionError(SopError):
    """A text that is no condition."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: ExpressionProblem) -> None:
        super().__init__(problem.message, **problem.values)
        self.problem = problem


class EvaluationError(RefusedError):
    """A condition that has no answer: data is missing, or a number is divided by zero."""

    def __init__(self, problem: ExpressionProblem, missing: tuple[str, ...] = ()) -> None:
        super().__init__(problem.message, **problem.values)
        self.problem = problem
        self.missing = missing
        """Ids of the fields without a value."""


def problem(at: Span, message: str, mend: str = "", **values: str | int) -> ExpressionProblem:
    """Values are cut where they are long."""
    shown = {name: _shown(value) if isinstance(value, str) else value for name, value in values.items()}
    return ExpressionProblem(at=at, message=message, mend=mend, values=shown)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
