"""A parsed condition: a tree whose depth is bounded by its brackets, not by its length."""

from __future__ import annotations

from sopengine.expression.data import Value
from sopengine.expression.problem import Span
from sopengine.frozen import frozen


@frozen
class Literal:
    """A number, a text, a date, `ya` or `tidak`."""

    value: Value
    at: Span


@frozen
class Name:
    """The value of a field."""

    field: str
    at: Span


@frozen
class Prefix:
    """`not` before a condition, or `-` before a number."""

    operator: str
    operand: Node
    at: Span


@frozen
class Comparison:
    """One of `== != < <= > >=` between two values."""

    operator: str
    left: Node
    right: Node
    at: Span


@frozen
class Membership:
    """`in` or `not in` a list."""

    operator: str
    left: Node
    entries: tuple[Node, ...]
    at: Span


@frozen
class Logic:
    """Two or more conditions, all joined by `and` or all by `or`."""

    operator: str
    operands: tuple[Node, ...]
    at: Span


@frozen
class Arithmetic:
    """A sum or a product, from left to right; the operators are of one level: `+ -` or `* /`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]
    at: Span


Node = Literal | Name | Prefix | Comparison | Membership | Logic | Arithmetic
