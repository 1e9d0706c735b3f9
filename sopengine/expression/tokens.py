"""A condition as a line of words and signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from sopengine.expression.data import YES_NO_WORDS, Value
from sopengine.expression.problem import ExpressionError, Span, problem

OPERATOR_WORDS = frozenset({"and", "or", "not", "in"})
"""In any capitals."""


class Kind(Enum):
    """What a token is."""

    LITERAL = auto()
    NAME = auto()
    SIGN = auto()
    """A sign, or a word that acts as one: `and`, `or`, `not`, `in`, `not in`."""
    END = auto()


class Token(NamedTuple):
    """One word or sign of a condition."""

    kind: Kind
    text: str
    """As written; of a sign as meant."""
    at: Span
    value: Value | None = None
    """Of a literal."""


def tokens(text: str) -> Iterator[Token]:
    """Ends with one END; raises ExpressionError at the first character without meaning."""
    for found in re.finditer(_TOKEN, text, re.VERBOSE | re.DOTALL):
        kind = str(found.lastgroup)
        if kind != "space":
            yield _READ[kind](found[0], Span(found.start(), len(found[0])))
    yield Token(Kind.END, "", Span(len(text), 1))


_TOKEN = r"""
    (?P<space>   [\s\u200b-\u200d\u2060\ufeff]+ )
  | (?P<date>    [0-9]+-[0-9]+-[0-9][\w-]* )
  | (?P<number>  [0-9][\w.]* )
  | (?P<not_in>  (?i:not\s+in)(?![\w-]) )
  | (?P<word>    [^\W\d]\w*(?:-\w+)* )
  | (?P<text>    "[^"]*" | '[^']*' | “[^“”]*[“”] | „[^„“”]*[“”] | ”[^”]*” | ‘[^‘’]*’ | ’[^’]*’ )
  | (?P<strange> \*\* | // | <> | => | =< | &&? | \|\|? | [≥≤≠×÷−–—^%!](?!=) | =(?!=) | === )
  | (?P<sign>    [=!<>]= | [<>+*/()\[\],-] )
  | (?P<other>   . )
"""
"""A hyphen between letters or digits belongs to the name, as in every id: a minus behind a name needs a space.

A text, which `re` compiles when it is first used: every command on instances imports this, few read a condition.
"""


def _word(text: str, at: Span) -> Token:
    folded = text.casefold()
    if folded in OPERATOR_WORDS:
        return Token(Kind.SIGN, folded, at)
    if folded in YES_NO_WORDS:
        return Token(Kind.LITERAL, text, at, YES_NO_WORDS[folded])
    return Token(Kind.NAME, text, at)


def _not_in(_text: str, at: Span) -> Token:
    return Token(Kind.SIGN, "not in", at)


def _quoted(text: str, at: Span) -> Token:
    return Token(Kind.LITERAL, text, at, text[1:-1])


def _sign(text: str, at: Span) -> Token:
    return Token(Kind.SIGN, text, at)


def _date(text: str, at: Span) -> Token:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return Token(Kind.LITERAL, text, at, date.fromisoformat(text))
    except ValueError:
        pass
    mend = "write a date as 2024-02-01; put spaces around a minus"
    raise ExpressionError(problem(at, "'{text}' is no day of the calendar", mend, text=text))


def _number(text: str, at: Span) -> Token:
    """A point that may stand between thousands is not guessed at."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3})+", text):
        whole, fraction = text.replace(".", ""), text.count(".") == 1
        mend = "write {whole}, or {text}0 for the fraction" if fraction else "write {whole}"
        raise ExpressionError(
            problem(at, "'{text}' may be read in two ways" if fraction else _NO_NUMBER, mend, text=text, whole=whole)
        )
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        mend = "write digits only, and a point before a fraction: 1500000, 2.5"
        raise ExpressionError(problem(at, _NO_NUMBER, mend, text=text))
    return Token(Kind.LITERAL, text, at, Decimal(text))


_NO_NUMBER = "'{text}' is no number"


def _strange(text: str, at: Span) -> Token:
    meant = _MEANT.get(text)
    mend = "write '{meant}'" if meant else "there are no powers; multiply instead"
    raise ExpressionError(problem(at, "'{text}' has no meaning here", mend, text=text, meant=meant or ""))


_MEANT = {
    "=": "==",
    "===": "==",
    "<>": "!=",
    "≠": "!=",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
    "&": "and",
    "&&": "and",
    "|": "or",
    "||": "or",
    "!": "not",
    "×": "*",
    "÷": "/",
    "//": "/",
    "−": "-",
    "–": "-",
    "—": "-",
    "%": "/ 100",
}


def _other(text: str, at: Span) -> Token:
    if text in _QUOTES:
        message, mend = "the quote that begins here is not closed", "put the same quote behind the text"
        raise ExpressionError(problem(at, message, mend))
    raise ExpressionError(problem(at, "'{text}' has no meaning here", _OTHER_MENDS.get(text, ""), text=text))


_QUOTES = frozenset("\"'“”„‘’")
_OTHER_MENDS = {
    ".": "write a fraction as 0.5; a field has no parts",
    ";": "join conditions with 'and' or 'or'",
    "{": "write a list in square brackets",
    "}": "write a list in square brackets",
}

_READ: dict[str, Callable[[str, Span], Token]] = {
    "date": _date,
    "number": _number,
    "not_in": _not_in,
    "word": _word,
    "text": _quoted,
    "strange": _strange,
    "sign": _sign,
    "other": _other,
}
