"""Does a condition fit the declared data? Told before anybody runs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.expression.data import YES_NO_WORDS, DataType, Field, Value
from sopengine.expression.nodes import Arithmetic, Comparison, Literal, Logic, Membership, Name, Node, Prefix
from sopengine.expression.problem import ExpressionProblem, problem


def problems(node: Node, fields: Mapping[str, Field], wanted: DataType) -> tuple[ExpressionProblem, ...]:
    """All that is wrong, from left to right; one cause is told once."""
    checker = _Checker(fields=fields)
    checker.want(node, wanted)
    return tuple(sorted(checker.found, key=lambda found: found.at))


@dataclass(slots=True, kw_only=True)
class _Checker:
    """A type is None where something below is already told to be wrong."""

    fields: Mapping[str, Field]
    found: list[ExpressionProblem] = field(default_factory=list)

    def want(self, node: Node, wanted: DataType) -> None:
        found = self._type(node)
        if found and found is not wanted:
            self.found.append(problem(node.at, _NEEDED[wanted], _mend(node, wanted)))

    def _type(self, node: Node) -> DataType | None:
        match node:
            case Literal(value=value):
                return _type_of(value)
            case Name():
                return self._field(node)
            case Prefix(operator=operator, operand=operand):
                return self._all((operand,), DataType.NUMBER if operator == "-" else DataType.YES_NO)
            case Logic(operands=operands):
                return self._all(operands, DataType.YES_NO)
            case Comparison():
                return self._comparison(node)
            case Membership(left=left, entries=entries):
                return self._membership(left, entries)
            case _:
                return self._arithmetic(node)

    def _all(self, operands: tuple[Node, ...], wanted: DataType) -> DataType:
        for operand in operands:
            self.want(operand, wanted)
        return wanted

    def _arithmetic(self, node: Arithmetic) -> DataType:
        for operator, operand in node.rest:
            if operator == "/" and isinstance(operand, Literal) and operand.value == Decimal(0):
                self.found.append(problem(operand.at, "a number cannot be divided by zero"))
        return self._all((node.first, *(operand for _, operand in node.rest)), DataType.NUMBER)

    def _comparison(self, node: Comparison) -> DataType:
        left = self._type(node.left)
        if node.operator in ("==", "!="):
            self._equal(node.left, left, node.right)
        elif left in (None, DataType.NUMBER, DataType.DATE):
            self._same(left, node.right)
        else:
            self.found.append(problem(node.left.at, "only numbers and dates are larger or smaller"))
        return DataType.YES_NO

    def _membership(self, left: Node, entries: tuple[Node, ...]) -> DataType:
        type = self._type(left)
        for entry in entries:
            self._equal(left, type, entry)
        return DataType.YES_NO

    def _equal(self, left: Node, type: DataType | None, right: Node) -> None:
        """Can the two ever be equal?"""
        if type not in _WORDED:
            self._same(type, right)
            return
        other = self._type(right)
        if other in _WORDED:
            self._option(left, right) if self._options(left) else self._option(right, left)
        elif other:
            self.found.append(problem(right.at, _NEEDED[DataType.TEXT], _mend(right, type)))

    def _same(self, type: DataType | None, right: Node) -> None:
        if type:
            self.want(right, type)
        else:
            self._type(right)

    def _option(self, choice: Node, text: Node) -> None:
        """A choice never equals what is none of its options."""
        options = self._options(choice)
        possible = (text.value,) if isinstance(text, Literal) else self._options(text)
        if not options or not possible or set(options) & set(possible):
            return
        shown = str(possible[0])
        near = nearest(shown, options)
        self.found.append(
            problem(
                text.at,
                "'{text}' is no option of '{field}'",
                did_you_mean(near, "its options: {options}"),
                text=shown,
                field=choice.field if isinstance(choice, Name) else "",
                nearest=near,
                options=", ".join(options),
            )
        )

    def _options(self, node: Node) -> tuple[str, ...]:
        return self.fields[node.field].options if isinstance(node, Name) else ()

    def _field(self, node: Name) -> DataType | None:
        if node.field in self.fields:
            return self._single(node, self.fields[node.field].type)
        message = "no data is called '{name}'"
        self.found.append(problem(node.at, message, self._undeclared(node.field), **self._near(node.field)))
        return None

    def _single(self, node: Name, type: DataType) -> DataType | None:
        if type is not DataType.LIST:
            return type
        message = "'{field}' is a list, and conditions look at single values"
        self.found.append(problem(node.at, message, "ask for it in a field of its own", field=node.field))
        return None

    def _undeclared(self, name: str) -> str:
        if any(name.casefold() == option.casefold() for field in self.fields.values() for option in field.options):
            return 'put a text in quotes: "{name}"'
        if "-" in name and set(name.split("-")) & set(self.fields):
            return "put spaces around a minus: '{spaced}'"
        if name.casefold() in ("yes", "no"):
            return _YES_NO_MEND
        return did_you_mean(nearest(name, self.fields), "declare it under 'data:'")

    def _near(self, name: str) -> dict[str, str]:
        return {"name": name, "nearest": nearest(name, self.fields), "spaced": " - ".join(name.split("-"))}


def _type_of(value: Value) -> DataType:
    """Of a literal."""
    if isinstance(value, bool):
        return DataType.YES_NO
    if isinstance(value, Decimal):
        return DataType.NUMBER
    return DataType.DATE if isinstance(value, date) else DataType.TEXT


_WORDED = (DataType.TEXT, DataType.CHOICE)

_NEEDED = {
    DataType.TEXT: "a text is needed here",
    DataType.NUMBER: "a number is needed here",
    DataType.DATE: "a date is needed here",
    DataType.YES_NO: "a yes or no is needed here",
    DataType.CHOICE: "a text is needed here",
}


def _mend(node: Node, wanted: DataType) -> str:
    """By what was written, the likeliest slip."""
    if wanted in _WORDED:
        return "put a text in quotes" if isinstance(node, Literal) else ""
    if wanted is DataType.YES_NO:
        return _YES_NO_MEND if _is_text(node, "|".join(YES_NO_WORDS)) else "compare it, such as: … == …"
    if wanted is DataType.NUMBER:
        return "leave out the quotes" if _is_text(node, r"-?[0-9]+(\.[0-9]+)?") else ""
    if _is_text(node, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"):
        return "leave out the quotes"
    return "write a date as 2024-02-01"


_YES_NO_MEND = "write ya or tidak (or true, false), without quotes"


def _is_text(node: Node, pattern: str) -> bool:
    return (
        isinstance(node, Literal)
        and isinstance(node.value, str)
        and re.fullmatch(pattern, node.value, re.IGNORECASE) is not None
    )
