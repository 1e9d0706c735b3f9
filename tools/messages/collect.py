"""Finds every template in the code that can reach a reader."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from pathlib import Path

import click
from jinja2 import Environment, nodes

import sopengine.cli
from sopengine.cli import COMMANDS, HEADINGS, module_of
from sopengine.cli.lazy import LazyGroup
from sopengine.cli.terminal.spoken_help import paragraphs
from sopengine.compliance.visit import Basis, Verdict
from sopengine.errors import Severity
from sopengine.execution.values.instance import InstanceState
from sopengine.execution.values.notice import NoticeKind
from sopengine.office.keeping.checkup import About, Weight
from tools.messages.resolve import TEMPLATE, Function, Module, Unreadable, parameters, texts

PACKAGE = Path(sopengine.__file__).parent
WORDS: tuple[type[StrEnum], ...] = (Severity, Verdict, Basis, InstanceState, NoticeKind, About, Weight)
"""Their values are printed as words."""
CLICK = "8.5"
"""The release whose messages are translated: raise it together with them, so that no release of click breaks a test."""
PAGES = PACKAGE / "web" / "templates"
SAYS, SAYS_SEVERAL = "t", "n"
"""Functions of templates: one sentence, or the two of one thing and of many."""
LOSSES = ("waiting", "service", "sojourn")
"""Kinds of `compliance.tally.Loss`."""
FLOW = ("Task", "CompiledTask")
"""Their `message` is the name of one that the work waits for."""

Message = str | tuple[str, str]
"""A template, or the two of one thing and of many."""


def of_code() -> tuple[set[Message], list[str]]:
    """The templates of the package, and the places where one cannot be known."""
    found: set[Message] = set()
    unreadable: list[str] = []
    for module in modules().values():
        for call, scope in calls(module):
            try:
                found |= set(_of_call(call, module, scope))
            except Unreadable as error:
                unreadable.append(f"{module.path.relative_to(PACKAGE.parent)}:{call.lineno}: {error}")
    return found, unreadable


def of_pages() -> tuple[set[Message], list[str]]:
    """What the templates of pages say by `t` and `n`, and the places where a literal is missing."""
    found: set[Message] = set()
    unreadable: list[str] = []
    for path in sorted(PAGES.rglob("*.html")):
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in (SAYS, SAYS_SEVERAL):
                literals = [each.value for each in call.args if isinstance(each, nodes.Const)]
                wanted = 1 if call.node.name == SAYS else 2
                if len(literals) < wanted:
                    unreadable.append(f"{path.name}:{call.lineno}")
                    continue
                found.add(literals[0] if wanted == 1 else (literals[0], literals[1]))
    return found, unreadable


def of_words() -> set[Message]:
    return {*(str(value) for words in WORDS for value in words), *LOSSES}


def of_help() -> set[Message]:
    """What the commands say of themselves."""
    commands = list(all_commands())
    found: set[Message] = {*HEADINGS.values(), *COMMANDS.values()}
    for group in commands:
        found |= {*group.sections, *group.lines.values()} if isinstance(group, LazyGroup) else set()
    for command in commands:
        found |= {*paragraphs(command.help or ""), command.options_metavar or ""}
        found |= {command.subcommand_metavar} if isinstance(command, LazyGroup) else set()
        for parameter in command.params:
            option = isinstance(parameter, click.Option)
            found |= {parameter.help or "", parameter.metavar or ""} if option else {_argument(parameter)}
    return found - {""}


def all_commands() -> Iterator[click.Command]:
    """With those below others."""
    yield sopengine.cli.sop
    for name in COMMANDS:
        command = importlib.import_module(module_of(name)).command
        yield command
        if isinstance(command, LazyGroup):
            yield from (importlib.import_module(command.module_of(below)).command for below in command.lines)


def _argument(parameter: click.Parameter) -> str:
    return parameter.metavar or (parameter.name or "").upper()


def of_click() -> set[Message]:
    """What click itself says while it reads options and prints help; of another release it is not asked."""
    if not version("click").startswith(f"{CLICK}."):
        return set()
    folder = Path(click.__file__).parent
    found: set[Message] = set()
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                found |= set(_literal(node))
    return found


@cache
def modules() -> dict[str, Module]:
    found: dict[str, Module] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(path=path, tree=ast.parse(path.read_text(encoding="utf-8")), others=found)
    return found


def calls(module: Module) -> Iterator[tuple[ast.Call, Function | None]]:
    """All calls, each with the function that it stands in."""
    pending: list[tuple[ast.AST, Function | None]] = [(module.tree, None)]
    while pending:
        node, scope = pending.pop()
        if isinstance(node, ast.Call):
            yield node, scope
        inner = node if isinstance(node, ast.FunctionDef) else scope
        pending.extend((child, inner) for child in ast.iter_child_nodes(node))


def _of_call(call: ast.Call, module: Module, scope: Function | None) -> Iterator[Message]:
    name = _called(call, module)
    if name == "several":
        yield from _plural(call)
        return
    if name == "marked":
        for argument in call.args:
            yield from texts(argument, module, scope)
        return
    for keyword in call.keywords:
        if keyword.arg in TEMPLATE and name not in FLOW:
            yield from texts(keyword.value, module, scope)
    for place in _places(name, call, module):
        if place < len(call.args):
            yield from texts(call.args[place], module, scope)


def _called(call: ast.Call, module: Module) -> str:
    """A function of the package by its own name, whatever it is imported as."""
    match call.func:
        case ast.Name(id=name):
            return module.home(name)[1]
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return name
        case ast.Attribute(
            value=ast.Name(id="speech") | ast.Attribute(attr="speech"), attr="text" | "several" | "translate" as name
        ):
            return name
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return "super"
        case _:
            return ""


def _places(name: str, call: ast.Call, module: Module) -> list[int]:
    """Which arguments are templates."""
    if name == "Phrase" or _is_spoken(call) or name in errors() or (name == "super" and _stands_in_error(call, module)):
        return [0]
    if name == "translate":
        return [0] if isinstance(call.args[0], ast.Constant) else []
    home = module.home(call.func.id)[0] if isinstance(call.func, ast.Name) else module
    function = home.functions.get(name)
    return [place for place, known in enumerate(parameters(function)) if known in TEMPLATE] if function else []


def _is_spoken(call: ast.Call) -> bool:
    """By somebody who was handed the language."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="speech" | "story") | ast.Attribute(attr="speech"), attr="text"):
            return True
        case _:
            return False


@cache
def errors() -> frozenset[str]:
    """SopError and all that is derived from it, but for those that make their message themselves."""
    classes = {name: node for module in modules().values() for name, node in module.classes.items()}
    found = {"SopError"}
    for _ in classes:
        found |= {name for name, node in classes.items() if any(_base(base) in found for base in node.bases)}
    return frozenset(name for name in found if name == "SopError" or not _makes_its_message(classes[name]))


def _base(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _makes_its_message(node: ast.ClassDef) -> bool:
    return any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body)


def _stands_in_error(call: ast.Call, module: Module) -> bool:
    makers = [node for name, node in module.classes.items() if _makes_its_message(node) and name not in errors()]
    derived = [node for node in makers if any(_base(base).endswith("Error") for base in node.bases)]
    return any(call in ast.walk(node) for node in derived)


def _plural(call: ast.Call) -> list[Message]:
    found = _literal(call)
    if not found:
        raise Unreadable(ast.unparse(call))
    return found


def _literal(call: ast.Call) -> list[Message]:
    """Of gettext and ngettext: the template, or the two of a plural."""
    given = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(given) > 1:
        return [(given[0], given[1])]
    return [*given]
