"""A condition on filled-in data: `nilai > 200000000 and jenis == "barang"`; parsed once, never `eval`.

    literals    200000000, 2.5 · "barang" or 'barang' · 2024-02-01 · ya, tidak (or true, false)
    fields      ids declared under `data:`; a hyphen belongs to the id, so a minus behind one needs a space
    operators   or · and · not · == != < <= > >= in [..] not in [..] · + - · * / · - (loosest first), and brackets

Comparisons do not follow one another (`a < b < c`), text is never ordered, a choice is compared with its options only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from sopengine.expression.data import DataType, Field, Value
from sopengine.expression.nodes import Arithmetic, Comparison, Literal, Logic, Membership, Name, Node, Prefix
from sopengine.expression.parser import parse
from sopengine.expression.problem import EvaluationError, ExpressionError, ExpressionProblem, Span, problem
from sopengine.expression.types import problems
from sopengine.expression.value import value
from sopengine.frozen import frozen

__all__ = ["EvaluationError", "Expression", "ExpressionError", "ExpressionProblem", "Span"]


@frozen
class Expression:
    """A condition; its text is all that has to be kept."""

    text: str
    root: Node = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Expression:
        """Raises ExpressionError, with the place, where the text is no condition."""
        return cls(text=text, root=parse(text))

    @property
    def fields(self) -> tuple[str, ...]:
        """Ids of the fields it asks for, each once, in the order of the text."""
        return tuple(dict.fromkeys(name.field for name in _names(self.root)))

    def check(self, fields: Mapping[str, Field], wanted: DataType = DataType.YES_NO) -> tuple[ExpressionProblem, ...]:
        """All that does not fit the declared data (by id); empty where it can be evaluated."""
        return problems(self.root, fields, wanted)

    def evaluate(self, data: Mapping[str, Value]) -> Value:
        """A bool for a condition that was checked. All its fields must have a value, also those that cannot matter.

        Raises EvaluationError where one is missing or a number is divided by zero: never taken for false.
        """
        missing = tuple(id for id in self.fields if id not in data)
        if missing:
            at = next(name.at for name in _names(self.root) if name.field == missing[0])
            raise EvaluationError(problem(at, "no value yet for {fields}", fields=", ".join(missing)), missing)
        return value(self.root, data)


def _names(node: Node) -> Iterator[Name]:
    """The fields of a condition, from left to right, each as often as it stands there."""
    match node:
        case Name():
            yield node
        case Literal():
            return
        case _:
            for inner in _below(node):
                yield from _names(inner)


def _below(node: Prefix | Comparison | Membership | Logic | Arithmetic) -> tuple[Node, ...]:
    match node:
        case Prefix(operand=operand):
            return (operand,)
        case Comparison(left=left, right=right):
            return (left, right)
        case Membership(left=left, entries=entries):
            return (left, *entries)
        case Logic(operands=operands):
            return operands
        case _:
            return (node.first, *(operand for _, operand in node.rest))
