"""A parsed condition: a tree whose depth is bounded by its brackets, not by its length."""

from __future__ import annotations

from dataclasses import dataclass

from sopengine.expression.data import Value
from sopengine.expression.problem import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """A number, a text, a date, `ya` or `tidak`."""

    value: Value
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The value of a field."""

    field: str
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """`not` before a condition, or `-` before a number."""

    operator: str
    operand: Node
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One of `== != < <= > >=` between two values."""

    operator: str
    left: Node
    right: Node
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """`in` or `not in` a list."""

    operator: str
    left: Node
    entries: tuple[Node, ...]
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """Two or more conditions, all joined by `and` or all by `or`."""

    operator: str
    operands: tuple[Node, ...]
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """A sum or a product, from left to right; the operators are of one level: `+ -` or `* /`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]
    at: Span


Node = Literal | Name | Prefix | Comparison | Membership | Logic | Arithmetic
