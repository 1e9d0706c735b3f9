"""Reads a condition: precedence climbing over its tokens; evaluates nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from sopengine.expression.nodes import Arithmetic, Comparison, Literal, Logic, Membership, Name, Node, Prefix
from sopengine.expression.problem import ExpressionError, Span, problem
from sopengine.expression.tokens import Kind, Token, tokens

LONGEST = 500
"""Characters of a condition."""
DEEPEST = 20
"""Brackets, `not` and minus signs inside each other."""

_OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _MINUS = range(1, 8)
"""Levels: what stands further right binds tighter."""

_LEVELS = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in", "not in"), _COMPARED),
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys("*/", _PRODUCT),
}


def parse(text: str) -> Node:
    """Raises ExpressionError at the first fault."""
    if len(text) > LONGEST:
        at, message = Span(LONGEST, len(text) - LONGEST), "a condition has at most {most} characters, this one {count}"
        raise ExpressionError(problem(at, message, "split the decision in two", most=LONGEST, count=len(text)))
    return _Parser(tokens=tuple(tokens(text))).whole()


@dataclass(slots=True, kw_only=True)
class _Parser:
    tokens: tuple[Token, ...]
    place: int = 0
    depth: int = 0

    def whole(self) -> Node:
        if self._at_end():
            self._refuse("the condition is empty", "write one, such as: nilai > 200000000")
        node = self._expression(_OR)
        if not self._at_end():
            self._left_over()
        return node

    @property
    def _token(self) -> Token:
        return self.tokens[self.place]

    @property
    def _before(self) -> Token:
        """The token taken last."""
        return self.tokens[self.place - 1]

    def _at_end(self) -> bool:
        return self._token.kind is Kind.END

    def _take(self) -> Token:
        self.place += 1
        return self._before

    def _expression(self, least: int) -> Node:
        """What binds at least as tight as the level."""
        left = self._prefixed(least)
        while (level := self._level()) >= least:
            left = self._compared(left) if level == _COMPARED else self._joined(left, level)
        return left

    def _level(self) -> int:
        return _LEVELS.get(self._token.text, 0) if self._token.kind is Kind.SIGN else 0

    def _joined(self, left: Node, level: int) -> Node:
        rest = []
        while self._level() == level:
            rest.append((self._take().text, self._expression(level + 1)))
        at = self._from(left)
        if level in (_OR, _AND):
            return Logic(operator=rest[0][0], operands=(left, *(operand for _, operand in rest)), at=at)
        return Arithmetic(first=left, rest=tuple(rest), at=at)

    def _compared(self, left: Node) -> Node:
        operator = self._take().text
        if operator in ("in", "not in"):
            entries = self._list()
            node: Node = Membership(operator=operator, left=left, entries=entries, at=self._from(left))
        else:
            right = self._expression(_SUM)
            node = Comparison(operator=operator, left=left, right=right, at=self._from(left))
        if self._level() == _COMPARED:
            self._refuse("comparisons cannot follow one another", "write 'a < b and b < c'")
        return node

    def _list(self) -> tuple[Node, ...]:
        if self._token.text != "[" or self._token.kind is not Kind.SIGN:
            self._refuse("'in' needs a list in square brackets", 'write: jenis in ["barang", "jasa"]')
        with self._deeper():
            opening = self._take()
            if self._sees("]"):
                self._refuse("the list is empty", "write one entry at least")
            entries = [self._expression(_SUM)]
            while self._sees(","):
                self._take()
                entries.append(self._expression(_SUM))
            self._close(opening, "]")
        return tuple(entries)

    def _prefixed(self, least: int) -> Node:
        token = self._token
        if self._sees("not"):
            if least > _NOT:
                self._refuse("'not' cannot stand here", "put brackets around it: (not …)")
            return self._prefix(token, _NOT)
        return self._prefix(token, _MINUS) if self._sees("-") else self._operand()

    def _prefix(self, token: Token, level: int) -> Node:
        with self._deeper():
            self._take()
            operand = self._expression(level)
        return Prefix(operator=token.text, operand=operand, at=self._between(token.at))

    def _operand(self) -> Node:
        token = self._token
        if self._sees("("):
            return self._bracketed()
        if token.kind is Kind.NAME:
            self._take()
            if self._sees("("):
                self._refuse(
                    "'{name}(' calls a function; there are none", "write fields and signs only", name=token.text
                )
            return Name(field=token.text, at=token.at)
        if token.kind is Kind.LITERAL and token.value is not None:
            self._take()
            return Literal(value=token.value, at=token.at)
        return self._no_operand()

    def _bracketed(self) -> Node:
        with self._deeper():
            opening = self._take()
            inner = self._expression(_OR)
            self._close(opening, ")")
        return inner

    def _close(self, opening: Token, closing: str) -> None:
        if self._sees(closing):
            self._take()
        elif self._at_end():
            message, mend = "the bracket that begins here is not closed", "write '{closing}' at its end"
            raise ExpressionError(problem(opening.at, message, mend, closing=closing))
        else:
            self._left_over()

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            message = "more than {most} brackets, 'not' or minus signs stand inside each other"
            self._refuse(message, "split the decision in two", most=DEEPEST)
        yield
        self.depth -= 1

    def _no_operand(self) -> NoReturn:
        mend = "write a field, a number, a text in quotes or a date"
        if self._at_end():
            at, message = self._before.at, "something is missing behind '{before}'"
            raise ExpressionError(problem(at, message, mend, before=self._before.text))
        self._refuse("'{found}' cannot stand here", mend, found=self._token.text)

    def _left_over(self) -> NoReturn:
        """A token behind a whole operand that does not go on with it."""
        found, before = self._token, self._before
        message = "'{found}' cannot stand behind '{before}'"
        meant = _WORDS.get(found.text.casefold(), "")
        mend = _left_over_mend(found, before, meant)
        self._refuse(message, mend, found=found.text, before=before.text, meant=meant)

    def _sees(self, sign: str) -> bool:
        return self._token.kind is Kind.SIGN and self._token.text == sign

    def _from(self, left: Node) -> Span:
        return self._between(left.at)

    def _between(self, start: Span) -> Span:
        """From the start of a span to the end of the token taken last."""
        end = self._before.at
        return Span(start.offset, end.offset + end.length - start.offset)

    def _refuse(self, message: str, mend: str, **values: str | int) -> NoReturn:
        raise ExpressionError(problem(self._token.at, message, mend, **values))


_WORDS = {"dan": "and", "atau": "or", "adalah": "==", "is": "=="}
"""Words that an analyst may take for the sign."""
_NEGATIONS = frozenset({"tidak", "bukan"})
"""Words that an analyst may take for `not`."""


def _left_over_mend(found: Token, before: Token, meant: str) -> str:
    if meant:
        return "write '{meant}'"
    if before.text.casefold() in _NEGATIONS:
        return "write 'not' in place of '{before}'"
    if isinstance(before.value, Decimal) and found.kind is not Kind.SIGN:
        return "write a number with all its digits, without spaces and without its unit"
    return _SIGN_MENDS.get(found.text, "join two conditions with 'and' or 'or'; put a text in quotes")


_SIGN_MENDS = {
    ",": "write a fraction with a point: 2.5",
    "[": "write a list behind 'in'",
    ")": "leave the bracket out, or open it before",
    "]": "leave the bracket out, or open it before",
}
