"""The budgets of CONTRIBUTING.md, measured on the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sopengine"
MODULES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES = 300
MOST_STATEMENTS = 30
MOST_PUBLIC_NAMES = 8
MOST_MODULES = 12
FACE = PACKAGE / "__init__.py"
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "process_data", "misc"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_module_has_at_most_300_lines(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_function_has_at_most_30_statements(module: Path) -> None:
    too_long = [
        f"{relative(module)}:{function.lineno} {function.name}: {count}"
        for function in functions(module)
        if (count := statements(function)) > MOST_STATEMENTS
    ]
    assert not too_long


@pytest.mark.parametrize("module", [module for module in MODULES if module != FACE], ids=relative)
def test_a_module_shows_at_most_8_public_names(module: Path) -> None:
    assert len(public_names(module)) <= MOST_PUBLIC_NAMES or is_catalogue(module), public_names(module)


@pytest.mark.parametrize("folder", sorted({module.parent for module in MODULES}), ids=relative)
def test_a_folder_has_at_most_12_modules(folder: Path) -> None:
    assert len([*folder.glob("*.py")]) - 1 <= MOST_MODULES, "its __init__ not counted"


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_module_says_in_its_docstring_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_function_imports_nothing(module: Path) -> None:
    imports = [
        node.lineno
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not imports


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_module_has_a_name_that_explains_itself(module: Path) -> None:
    assert module.stem.strip("_") not in VAGUE_NAMES


def test_no_function_is_more_complex_than_8() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--select", "C901", "--quiet", "sopengine"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_modules_import_each_other_in_no_circle() -> None:
    graph = grimp.build_graph("sopengine", cache_dir=None)
    below = {module: graph.find_upstream_modules(module) for module in graph.modules}
    assert [module for module in sorted(below) if module in below[module]] == []


WRITES = {"write_text", "write_bytes", "NamedTemporaryFile", "mkstemp", "copyfile"}
WRITERS = {"office/written.py", "diagram/output/typeset.py"}
"""The one writer of files, and a temporary folder that is handed to typst."""


def test_files_are_written_by_one_module() -> None:
    written_in = {
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in WRITES)
        or (isinstance(node, ast.Call) and opens_to_write(node))
    }
    assert written_in <= WRITERS


def opens_to_write(call: ast.Call) -> bool:
    """`open(…, "w")` and its like, of whatever."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    modes = [node.value for node in call.args if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return name == "open" and any(set(mode) <= set("wxab+t") and set(mode) & set("wxa") for mode in modes)


def is_catalogue(module: Path) -> bool:
    """Functions that all make one kind of thing, such as refusals: a list to choose from, not a face to learn."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    made = {
        "an error" if ast.unparse(node.returns or node).endswith("Error") else ast.unparse(node.returns or node)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    return len(made) == 1


def functions(module: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def statements(function: ast.FunctionDef) -> int:
    """Statements in the body, nested ones included, the docstring not."""
    count = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return count - (ast.get_docstring(function) is not None)


def public_names(module: Path) -> list[str]:
    """What other modules may use: names defined at the top that do not begin with an underscore."""
    return [name for name in defined_names(module) if not name.startswith("_")]


def defined_names(module: Path) -> Iterator[str]:
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass
