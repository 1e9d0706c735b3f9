"""Generated conditions have the value that Python gives to the same tree."""

from __future__ import annotations

import ast
import decimal
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopengine.expression.condition import EvaluationError, Expression, ExpressionError
from sopengine.expression.data import DataType, Field, Value

FIELDS = {
    "nilai": Field(id="nilai", type=DataType.NUMBER),
    "nilai-2": Field(id="nilai-2", type=DataType.NUMBER),
    "lengkap": Field(id="lengkap", type=DataType.YES_NO),
    "tanggal": Field(id="tanggal", type=DataType.DATE),
    "jenis": Field(id="jenis", type=DataType.CHOICE, options=("barang", "jasa")),
    "catatan": Field(id="catatan", type=DataType.TEXT),
}
BINARY: Mapping[str, ast.operator] = {"+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div()}
COMPARE: Mapping[str, ast.cmpop] = {
    "==": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
    "in": ast.In(),
    "not in": ast.NotIn(),
}
ATOM = 9


@dataclass(frozen=True)
class Tree:
    """A condition twice: as text, and as what Python would call it."""

    text: str
    level: int
    """How tight its loosest sign binds."""
    python: ast.expr

    def beside(self, least: int) -> str:
        return self.text if self.level >= least else f"({self.text})"


def field(id: str) -> Tree:
    return Tree(id, ATOM, ast.Subscript(ast.Name("data", ast.Load()), ast.Constant(id), ast.Load()))


def number(value: Decimal) -> Tree:
    call = ast.Call(ast.Name("Decimal", ast.Load()), [ast.Constant(str(value))], [])
    return Tree(format(value, "f"), ATOM, call)


def day(value: date) -> Tree:
    parts: list[ast.expr] = [ast.Constant(value.year), ast.Constant(value.month), ast.Constant(value.day)]
    return Tree(value.isoformat(), ATOM, ast.Call(ast.Name("date", ast.Load()), parts, []))


def quoted(value: str) -> Tree:
    return Tree(f'"{value}"', ATOM, ast.Constant(value))


def answer(value: bool) -> Tree:
    return Tree("ya" if value else "tidak", ATOM, ast.Constant(value))


def minus(operand: Tree) -> Tree:
    return Tree(f"- {operand.beside(7)}", 7, ast.UnaryOp(ast.USub(), operand.python))


def negation(operand: Tree) -> Tree:
    return Tree(f"not {operand.beside(3)}", 3, ast.UnaryOp(ast.Not(), operand.python))


def calculation(left: Tree, sign: str, right: Tree) -> Tree:
    level = 5 if sign in "+-" else 6
    text = f"{left.beside(level)} {sign} {right.beside(level + 1)}"
    return Tree(text, level, ast.BinOp(left.python, BINARY[sign], right.python))


def comparison(left: Tree, sign: str, right: Tree) -> Tree:
    text = f"{left.beside(5)} {sign} {right.beside(5)}"
    return Tree(text, 4, ast.Compare(left.python, [COMPARE[sign]], [right.python]))


def membership(left: Tree, sign: str, entries: list[Tree]) -> Tree:
    text = f"{left.beside(5)} {sign} [{', '.join(entry.beside(5) for entry in entries)}]"
    python = ast.List([entry.python for entry in entries], ast.Load())
    return Tree(text, 4, ast.Compare(left.python, [COMPARE[sign]], [python]))


def logic(left: Tree, word: str, right: Tree) -> Tree:
    level = 1 if word == "or" else 2
    text = f"{left.beside(level)} {word} {right.beside(level + 1)}"
    return Tree(text, level, ast.BoolOp(ast.Or() if word == "or" else ast.And(), [left.python, right.python]))


def bracketed(tree: Tree) -> Tree:
    return Tree(f"({tree.text})", ATOM, tree.python)


FIGURES = st.decimals(min_value=0, max_value=1000, places=1)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2020, 1, 9))
WORDS = st.sampled_from(["barang", "jasa"])

NUMBERS = st.recursive(
    st.one_of(FIGURES.map(number), st.sampled_from(["nilai", "nilai-2"]).map(field)),
    lambda inner: st.one_of(
        inner.map(minus),
        inner.map(bracketed),
        st.builds(calculation, inner, st.sampled_from("+-*/"), inner),
    ),
    max_leaves=6,
)
DATES = st.one_of(DAYS.map(day), st.just(field("tanggal")))
TEXTS = st.one_of(WORDS.map(quoted), st.sampled_from(["jenis", "catatan"]).map(field))
ORDERS, EQUALITIES, LISTS = (
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    st.sampled_from(["==", "!="]),
    st.sampled_from(["in", "not in"]),
)
CONDITIONS = st.recursive(
    st.one_of(
        st.booleans().map(answer),
        st.just(field("lengkap")),
        st.builds(comparison, NUMBERS, ORDERS, NUMBERS),
        st.builds(comparison, DATES, ORDERS, DATES),
        st.builds(comparison, TEXTS, EQUALITIES, TEXTS),
        st.builds(membership, NUMBERS, LISTS, st.lists(NUMBERS, min_size=1, max_size=3)),
        st.builds(membership, TEXTS, LISTS, st.lists(TEXTS, min_size=1, max_size=3)),
    ),
    lambda inner: st.one_of(
        inner.map(negation),
        inner.map(bracketed),
        st.builds(logic, inner, st.sampled_from(["and", "or"]), inner),
        st.builds(comparison, inner, EQUALITIES, inner),
    ),
    max_leaves=8,
)
DATA = st.fixed_dictionaries(
    {
        "nilai": st.decimals(min_value=-50, max_value=50, places=1),
        "nilai-2": st.sampled_from([Decimal(0), Decimal(1), Decimal(3)]),
        "lengkap": st.booleans(),
        "tanggal": DAYS,
        "jenis": WORDS,
        "catatan": WORDS,
    }
)


@given(CONDITIONS.filter(lambda tree: len(tree.text) <= 500), DATA)
@settings(max_examples=500, deadline=None)
def test_a_condition_has_the_value_that_python_gives_to_its_tree(tree: Tree, data: dict[str, Value]) -> None:
    expression = Expression.parse(tree.text)
    assert all(problem.message == "a number cannot be divided by zero" for problem in expression.check(FIELDS))
    assert outcome(expression, data) == python_value(tree.python, data)


@given(st.text(max_size=520) | st.text("ab1. -+*/()[]<>=!\"'", max_size=80))
@example("nilai > 5")
@settings(max_examples=500, deadline=None)
def test_every_text_is_a_condition_or_told_within_its_bounds(text: str) -> None:
    try:
        problems = Expression.parse(text).check(FIELDS)
    except ExpressionError as error:
        problems = (error.problem,)
    for problem in problems:
        assert 0 <= problem.at.offset <= len(text)
        assert problem.at.length > 0
        assert problem.message.format_map(problem.values)
        problem.mend.format_map(problem.values)


def outcome(expression: Expression, data: dict[str, Value]) -> Value | None:
    """None where a number is divided by zero."""
    try:
        return expression.evaluate(data)
    except EvaluationError as error:
        if "divided by zero" in error.message:
            return None
        raise


def python_value(tree: ast.expr, data: dict[str, Value]) -> Any:
    code = compile(ast.fix_missing_locations(ast.Expression(tree)), "<tree>", "eval")
    with decimal.localcontext(prec=50):
        try:
            return eval(code, {"Decimal": Decimal, "date": date, "data": data})
        except (decimal.DivisionByZero, decimal.InvalidOperation):
            return None
