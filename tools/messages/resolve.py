"""What texts an expression of the code may be: literals, followed through names, tables, branches and functions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

TEMPLATE = frozenset({"message", "mend", "template"})
"""Parameters, fields and variables of these names hold templates: what is given to them is read where it is given."""


class Unreadable(Exception):
    """An expression whose texts cannot be known without running it."""


Function = ast.FunctionDef | ast.Lambda


@dataclass(frozen=True, eq=False)
class Module:
    """A parsed module and what its names stand for."""

    path: Path
    tree: ast.Module
    others: dict[str, Module] = field(repr=False)
    """All modules of the package by dotted name."""

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        return dict(_assigned(self.tree.body))

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Methods too, by their bare name."""
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)}

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}

    @cached_property
    def imported(self) -> dict[str, tuple[Module, str]]:
        """Local name -> where it is defined, for names of the package."""
        return {
            alias.asname or alias.name: (self.others[node.module], alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module in self.others
            for alias in node.names
        }

    def home(self, name: str) -> tuple[Module, str]:
        """The module that defines a name, through re-exports."""
        module, known = self, name
        while known in module.imported:
            module, known = module.imported[known]
        return module, known


def texts(node: ast.expr | None, module: Module, scope: Function | None) -> Iterator[str]:
    """All templates that an expression may be; nothing for what was given as a template already."""
    match node:
        case None | ast.Constant():
            yield from (node.value,) if node and isinstance(node.value, str) and node.value else ()
        case ast.JoinedStr(values=values):
            yield "".join(_part(value, module, scope) for value in values)
        case ast.IfExp(body=one, orelse=other):
            yield from _each((one, other), module, scope)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            yield from _each(values, module, scope)
        case ast.Subscript():
            yield from _picked(node, module, scope)
        case ast.Name(id=name):
            yield from _named(name, module, scope)
        case ast.Call():
            yield from _returned(node, module, scope)
        case _:
            yield from _given(node)


def _each(nodes: Iterable[ast.expr], module: Module, scope: Function | None) -> Iterator[str]:
    for node in nodes:
        yield from texts(node, module, scope)


def _given(node: ast.expr) -> Iterator[str]:
    """An attribute that holds a template is read where it was given."""
    if isinstance(node, ast.Attribute) and node.attr in TEMPLATE:
        return iter(())
    raise Unreadable(ast.unparse(node))


def _part(value: ast.expr, module: Module, scope: Function | None) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    inner = value.value if isinstance(value, ast.FormattedValue) else value
    possible = list(texts(inner, module, scope)) if isinstance(inner, ast.Name) else []
    if len(possible) != 1:
        raise Unreadable(ast.unparse(inner))
    return possible[0]


def _picked(node: ast.Subscript, module: Module, scope: Function | None) -> Iterator[str]:
    match node:
        case ast.Subscript(value=ast.Call() as call, slice=ast.Constant(value=int(place))):
            yield from _returned(call, module, scope, place)
        case ast.Subscript(value=table):
            yield from _entries(table, module, scope)


def _entries(table: ast.expr, module: Module, scope: Function | None) -> Iterator[str]:
    """Of a dictionary or a tuple, by whatever key."""
    match table:
        case ast.Name(id=name):
            for value, home, inner in _values(name, module, scope):
                yield from _entries(value, home, inner)
        case ast.Dict(values=values):
            for value in values:
                yield from texts(value, module, scope)
        case ast.IfExp(body=one, orelse=other):
            yield from _entries(one, module, scope)
            yield from _entries(other, module, scope)
        case _:
            yield from texts(table, module, scope)


def _named(name: str, module: Module, scope: Function | None) -> Iterator[str]:
    if scope and name in TEMPLATE and name in parameters(scope):
        return
    for value, home, inner in _values(name, module, scope):
        yield from texts(value, home, inner)


def _values(name: str, module: Module, scope: Function | None) -> list[tuple[ast.expr, Module, Function | None]]:
    """What is assigned to a name: in the function, else in the module, else where it is imported from."""
    if isinstance(scope, ast.FunctionDef):
        found = [value for known, value in _assigned(ast.walk(scope)) if known == name]
        if found:
            return [(value, module, scope) for value in found]
    home, known = module.home(name)
    if known not in home.constants:
        raise Unreadable(name)
    return [(home.constants[known], home, None)]


def _returned(call: ast.Call, module: Module, scope: Function | None, place: int | None = None) -> Iterator[str]:
    """Of a function that returns several things: the one at that place."""
    match call.func:
        case ast.Attribute(value=table, attr="get"):
            yield from _entries(table, module, scope)
            for default in call.args[1:]:
                yield from texts(default, module, scope)
            return
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            home, known = module.home(name)
        case _:
            raise Unreadable(ast.unparse(call))
    if known in home.functions:
        yield from _answers(home.functions[known], home, place)
    elif known not in home.classes:
        raise Unreadable(ast.unparse(call))


def _answers(function: ast.FunctionDef, home: Module, place: int | None) -> Iterator[str]:
    """What a function returns; one that returns no texts has nothing to say, whatever it is called."""
    if function.returns and "str" not in ast.unparse(function.returns):
        return
    for node in ast.walk(function):
        match node:
            case ast.Return(value=ast.Tuple(elts=answers)) if place is not None:
                yield from texts(answers[place], home, function)
            case ast.Return(value=answer):
                yield from texts(answer, home, function)


def parameters(function: Function) -> list[str]:
    """In the order of the call, `self` left out."""
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Names and what they are made of; what is taken out of a tuple is looked at in it or in what makes it."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                yield from _taken(targets, values)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Call() as call):
                places = [ast.Subscript(value=call, slice=ast.Constant(place)) for place in range(len(targets))]
                yield from _taken(targets, places)
            case ast.For(target=ast.Tuple(elts=targets), iter=ast.Tuple(elts=rows)):
                for row in rows:
                    yield from _taken(targets, row.elts) if isinstance(row, ast.Tuple) else ()
            case _:
                pass


def _taken(targets: list[ast.expr], values: Sequence[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    return ((name.id, value) for name, value in zip(targets, values, strict=True) if isinstance(name, ast.Name))
