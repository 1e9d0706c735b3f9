"""The value of a condition for the data of one instance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Context, Decimal
from operator import ge, gt, le, lt
from typing import Any

from sopengine.expression.data import Value
from sopengine.expression.nodes import Arithmetic, Comparison, Literal, Logic, Membership, Name, Node, Prefix
from sopengine.expression.problem import EvaluationError, Span, problem
from sopengine.frozen import frozen

DIGITS = 50
"""Of a result; further ones are rounded half to even."""


def value(node: Node, data: Mapping[str, Value]) -> Value:
    """`data` holds all fields of the condition.

    `and` and `or` look from left to right and no further than needed, so `target != 0 and hasil / target > 0.9` is
    safe. Raises EvaluationError for a division by zero, and where a value is not of the type it was checked for.
    """
    return _Evaluation(data=data, decimals=Context(prec=DIGITS, traps=[])).value(node)


@frozen
class _Evaluation:
    data: Mapping[str, Value]
    decimals: Context

    def value(self, node: Node) -> Value:
        match node:
            case Literal(value=value):
                return value
            case Name():
                return self._datum(node)
            case Prefix(operator=operator, operand=operand):
                return self.decimals.minus(self._number(operand)) if operator == "-" else not self._answer(operand)
            case Logic(operator=operator, operands=operands):
                answers = (self._answer(operand) for operand in operands)
                return all(answers) if operator == "and" else any(answers)
            case Comparison():
                return self._compared(node)
            case Membership(operator=operator, left=left, entries=entries):
                return self._listed(left, entries) is (operator == "in")
            case _:
                return self._calculated(node)

    def _datum(self, node: Name) -> Value:
        """What is none of the values that a field can hold is refused here, whoever put it in."""
        value = self.data[node.field]
        if type(value) not in _NEEDED or (isinstance(value, Decimal) and not value.is_finite()):
            message = "the value of '{field}' is none that data can hold"
            raise EvaluationError(problem(node.at, message, field=node.field))
        return value

    def _compared(self, node: Comparison) -> bool:
        left, right = self.value(node.left), self.value(node.right)
        if type(left) is not type(right):
            raise _mistyped(node.right.at, type(left))
        if node.operator not in _ORDERS:
            return (left == right) is (node.operator == "==")
        if not isinstance(left, Decimal | date):
            raise _mistyped(node.left.at, Decimal)
        return bool(_ORDERS[node.operator](left, right))

    def _listed(self, left: Node, entries: tuple[Node, ...]) -> bool:
        wanted, values = self.value(left), [self.value(entry) for entry in entries]
        for entry, value in zip(entries, values, strict=True):
            if type(value) is not type(wanted):
                raise _mistyped(entry.at, type(wanted))
        return wanted in values

    def _calculated(self, node: Arithmetic) -> Decimal:
        result = self._number(node.first)
        for operator, operand in node.rest:
            number = self._number(operand)
            if operator == "/" and not number:
                raise EvaluationError(problem(operand.at, "a number cannot be divided by zero"))
            result = _CALCULATIONS[operator](self.decimals, result, number)
        if not result.is_finite():
            raise EvaluationError(problem(node.at, "the result is too large"))
        return result

    def _answer(self, node: Node) -> bool:
        value = self.value(node)
        if not isinstance(value, bool):
            raise _mistyped(node.at, bool)
        return value

    def _number(self, node: Node) -> Decimal:
        value = self.value(node)
        if not isinstance(value, Decimal):
            raise _mistyped(node.at, Decimal)
        return value


_ORDERS: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_CALCULATIONS: Mapping[str, Callable[[Context, Decimal, Decimal], Decimal]] = {
    "+": Context.add,
    "-": Context.subtract,
    "*": Context.multiply,
    "/": Context.divide,
}
_NEEDED: Mapping[type, str] = {
    bool: "a yes or no is needed here",
    Decimal: "a number is needed here",
    date: "a date is needed here",
    str: "a text is needed here",
}


def _mistyped(at: Span, wanted: type) -> EvaluationError:
    return EvaluationError(problem(at, _NEEDED[wanted]))
