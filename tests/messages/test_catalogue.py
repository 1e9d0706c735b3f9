"""Every message that can reach a reader has an Indonesian one that fills in the same values."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from sopengine.errors import Finding
from sopengine.messages import DOMAIN, FOLDER, translator
from sopengine.rules import examine
from tools.messages.catalogue import ROOT, gaps, read
from tools.messages.collect import modules
from tools.messages.resolve import Module, Unreadable, texts

INVALID = sorted((ROOT / "tests" / "definitions" / "invalid").glob("*.yaml"))
MEND = "python -m tools.messages --write, then translate sopengine/messages/id.po"


def test_every_message_is_translated() -> None:
    found = gaps()
    assert not found.missing, MEND
    assert not found.empty, MEND


def test_a_translation_fills_in_what_its_template_does() -> None:
    assert not gaps().misfilled


def test_no_translation_is_stale() -> None:
    assert not gaps().stale, MEND


def test_every_template_can_be_read_from_the_code() -> None:
    assert not gaps().unreadable


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (Path(FOLDER) / "id" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        compiled = {"".join(message.id): "".join(message.string or "") for message in read_mo(file) if message.id}
    source = {"".join(message.id): "".join(message.string) for message in read() if message.id and message.string}
    assert compiled == source, "python -m tools.messages compiles it"


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_is_found_in_a_file_is_told_in_indonesian(path: Path) -> None:
    findings = examine(path).findings
    assert not [finding for finding in findings if _english(finding)]


def _english(finding: Finding) -> bool:
    indonesian = translator("id")
    same = finding.text(indonesian) == finding.text()
    return same or (bool(finding.mend) and finding.mend_text(indonesian) == finding.mend_text())


def test_no_command_prints_words_that_are_no_message() -> None:
    """What `click.echo` and its like are given is made by `wording`, is data, or holds no words."""
    printed = [
        f"{module.path.name}:{call.lineno}: {text}"
        for module in modules().values()
        if "cli" in module.path.parts
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _prints(call)
        for text in _words(call)
    ]
    assert printed == []


_PRINTERS = ("echo", "secho", "prompt", "confirm", "BadParameter", "UsageError")


def _prints(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in _PRINTERS


def _words(call: ast.Call) -> list[str]:
    """Literal words in the first argument, outside of calls."""
    found: list[str] = []
    pending: list[ast.AST] = list(call.args[:1])
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += re.findall(r"\b(?!sop\b)[A-Za-z]{3,}", node.value)
        elif not isinstance(node, ast.Call):
            pending.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("'a'", ["a"]),
        ("'a' if x else 'b'", ["a", "b"]),
        ("TABLE[key]", ["c", "d"]),
        ("TABLE.get(key, 'e')", ["c", "d", "e"]),
        ("f'f {{x:{FORMAT}}}'", ["f {x:%H}"]),
        ("made(1)", ["g", "h"]),
        ("other.message", []),
        ("None", []),
    ],
)
def test_a_template_is_found_through_tables_branches_and_functions(code: str, found: list[str]) -> None:
    source = "TABLE = {1: 'c', 2: 'd'}\nFORMAT = '%H'\ndef made(x):\n  return 'g' if x else 'h'\n"
    module = Module(path=Path("m.py"), tree=ast.parse(source), others={})
    assert list(texts(ast.parse(code, mode="eval").body, module, None)) == found


def test_a_template_that_is_put_together_is_refused() -> None:
    module = Module(path=Path("m.py"), tree=ast.parse(""), others={})
    for code in ("'a' + x", "f'a {x}'", "x.upper()"):
        with pytest.raises(Unreadable):
            list(texts(ast.parse(code, mode="eval").body, module, None))
