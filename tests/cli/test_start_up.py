"""What a command imports: most of its time goes there (benchmarks/engine measures it, with a gate).

A room that is new here is no fault by itself; it should be one that was chosen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from flows import kinerja

from sopengine.engine import Engine

_TOLD = """
import dataclasses, json, sys
from sopengine.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    assert not ended.code, ended.code
kinds = {
    kind for name, module in sys.modules.items() if name.startswith("sopengine.")
    for kind in vars(module).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)
}
print(json.dumps({
    "modules": sorted(sys.modules),
    "compiled": sorted(f"{kind.__module__}.{kind.__name__}" for kind in kinds if kind.__dataclass_params__.frozen),
    "constructors": sum(kind.__new__.__name__ == "__new__" for kind in kinds),
}))
"""
_RUNNING = {
    "calendar", "cli", "compiled", "duration", "engine", "errors", "execution", "expression", "frozen", "messages",
    "model", "office", "people", "settings", "store",
}  # fmt: skip
"""Of `model` only names of time zones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """By a command, in an interpreter of its own."""

    modules: Sequence[str]
    compiled: Sequence[str]
    """Kinds of values whose functions `dataclass` compiled on import."""
    constructors: int
    """Kinds of values whose constructor was compiled: a value of them was made."""

    @property
    def ours(self) -> list[str]:
        return [name for name in self.modules if name.startswith("sopengine.")]

    @property
    def rooms(self) -> set[str]:
        return {name.split(".")[1] for name in self.ours}


def loaded(*arguments: str) -> Loaded:
    ended = subprocess.run([sys.executable, "-c", _TOLD, *arguments], capture_output=True, encoding="utf-8", check=True)
    return Loaded(**json.loads(ended.stdout.splitlines()[-1]))


@pytest.fixture
def store(tmp_path: Path) -> str:
    """With one instance."""
    file = str(tmp_path / "sop.db")
    with Engine(file) as engine:
        engine.start(kinerja(), by="staf-1")
    return file


@pytest.mark.parametrize(
    ("command", "most"), [("done 1 perintah --by staf-1", 205), ("tasks", 215)], ids=["done", "tasks"]
)
def test_a_command_on_instances_loads_what_runs_them_and_nothing_else(store: str, command: str, most: int) -> None:
    found = loaded(*command.split(), "--db", store)
    assert found.rooms <= _RUNNING
    assert len(found.ours) <= most
    strange = {"alembic", "jsonschema", "networkx", "psycopg", "sqlalchemy.orm", "tomllib", "yaml"}
    assert strange.isdisjoint(found.modules)


def test_functions_of_a_kind_are_compiled_when_a_value_is_made(store: str) -> None:
    found = loaded("done", "1", "perintah", "--by", "staf-1", "--db", store)
    assert found.compiled == ["sopengine.errors.phrase.Phrase"]
    assert 5 < found.constructors < 40
