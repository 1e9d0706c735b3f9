"""Whole commands, from the start of the interpreter to its end, beside importing the libraries that they stand on."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engine import flows, ours
from benchmarks.engine.contest import ROOT
from benchmarks.engine.figure import Figure, beside
from benchmarks.engine.setting import Setting

_ROUNDS = 21
_HELP_AT_MOST = 60.0
"""Milliseconds."""
_HELP, _CLICK = "sop --help", "import click"
_LIBRARIES, _READING = "import click, sqlalchemy", "import click, yaml, jsonschema, networkx"
_SOP = "import sys; from sopengine.cli import main; sys.exit(main())"
_DEFINITION = "definitions/lumajang-pengukuran-kinerja.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    arguments: Callable[[int], Sequence[str]]
    """Of a round."""
    libraries: str
    at_most: float


def whole(setting: Setting) -> Iterator[Figure]:
    rounds, store = setting.rounds(_ROUNDS), setting.folder / "commands.db"
    ours.started(store, flows.row(9), rounds + 1)
    commands, compiled = _commands(store), setting.folder / "bytecode"
    costs: dict[str, list[float]] = {name: [] for name in (*commands, _LIBRARIES, _READING, _CLICK, _HELP)}
    for number in range(rounds + 1):
        spent = {code: _cpu(compiled, code) for code in (_LIBRARIES, _READING, _CLICK)}
        spent[_HELP] = _cpu(compiled, _SOP, "--help")
        spent |= {name: _cpu(compiled, _SOP, *command.arguments(number)) for name, command in commands.items()}
        for name, cost in spent.items():
            costs[name] += [cost] if number else []
    yield Figure(
        what=f"{_HELP}, the whole command",
        beside=f"{statistics.median(costs[_CLICK]):,.1f} ms {_CLICK}",
        value=statistics.median(costs[_HELP]),
        unit="ms",
        at_most=_HELP_AT_MOST,
    )
    for name, command in commands.items():
        yield beside(f"{name}, the whole command", costs, name, command.libraries, command.at_most, unit="ms")


def _commands(store: Path) -> dict[str, _Command]:
    db = ("--db", str(store))
    return {
        "sop done": _Command(
            arguments=lambda number: ("done", str(number + 1), "langkah-1", "--by", ours.PERSON, *db),
            libraries=_LIBRARIES,
            at_most=1.3,
        ),
        "sop tasks": _Command(arguments=lambda _: ("tasks", *db), libraries=_LIBRARIES, at_most=1.3),
        "sop check": _Command(arguments=lambda _: ("check", _DEFINITION), libraries=_READING, at_most=1.5),
    }


def _cpu(compiled: Path, code: str, *arguments: str) -> float:
    """Milliseconds of user and system time of a fresh interpreter.

    `compiled`: where all modules lie as an installation leaves them, once they were run; a tree of sources that may
    not write there would be compiled at every start.
    """
    environment = os.environ | {"COLUMNS": "160", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3
