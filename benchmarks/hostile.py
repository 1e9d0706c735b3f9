"""What hostile files, texts and stores do to every command: `python benchmarks/hostile.py [WORD in a case's name]`.

Each case is an office in a folder of its own, on which all commands are run. All must be refused or harmless: a known
exit code, no traceback, no sign on the terminal that it would obey, 1 s and 300 MB at most. Exit code 1 otherwise.
The texts of the tests of single readers are timed too, 100 ms of CPU each.
"""

from __future__ import annotations

import importlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

BENCHMARKS = Path(__file__).parent
TESTS = BENCHMARKS.parent / "tests"
sys.path[:0] = [str(BENCHMARKS), str(TESTS / "language"), str(TESTS / "duration"), str(TESTS / "expression")]

from hostile_files import bytes_and_yaml, places, sizes, stores, texts, values  # noqa: E402
from hostile_files.case import ID, Case  # noqa: E402
from hostile_files.runs import LONGEST, MOST_MEMORY, Run, run  # noqa: E402

from sopengine.cli import COMMANDS, module_of  # noqa: E402
from sopengine.cli.commands.documents import draw  # noqa: E402
from sopengine.cli.terminal.table import table  # noqa: E402

DEFINITION = f"definitions/{ID}.yaml"
READERS = (
    ("test_bad_bytes", "test_hostile_files_are_refused"),
    ("test_bad_bytes", "test_too_many_values_are_refused"),
    ("test_bad_bytes", "test_a_long_text_is_answered"),
    ("test_duration", "test_a_hostile_text_is_kept_and_answered"),
    ("test_expression", "test_a_hostile_text_is_read_or_refused_with_a_message"),
)
"""Modules of tests, and in them a test whose every case is timed."""
MOST_HANGS = 2
"""Of one case; the rest of its commands would only hang too."""
SLOWEST_READER = 0.1
"""CPU seconds."""


def main(words: Sequence[str]) -> int:
    for name in COMMANDS:
        importlib.import_module(module_of(name))
    chosen = [case for case in _cases() if all(word in case.name for word in words)]
    failures: list[tuple[Case, Run]] = []
    slowest: dict[str, list[Run]] = {}
    for case in chosen:
        for done in _runs(case):
            slowest.setdefault(_kind(done), []).append(replace(done, printed=""))
            if done.fault:
                failures.append((case, done))
                print(f"{case.name}: sop {' '.join(done.arguments)[:70]!r}: {done.fault}", flush=True)
    _tell(slowest)
    print(f"{len(chosen)} cases, {sum(map(len, slowest.values()))} runs, {len(failures)} failed")
    return int(bool(failures) or not _readers_hold())


def _cases() -> list[Case]:
    rooms = (bytes_and_yaml, texts, values, sizes, places, stores)
    return [case for room in rooms for case in room.cases()]


def _runs(case: Case) -> Iterator[Run]:
    """Every command on one office; the order is that of a day's work."""
    with TemporaryDirectory(prefix="sop-hostile-") as folder:
        office, output = Path(folder) / "office", Path(folder) / "printed"
        (office / "definitions").mkdir(parents=True)
        shutil.copyfile(BENCHMARKS.parent / "definitions" / "lumajang-pengukuran-kinerja.yaml", office / "lain.yaml")
        case.make(office)
        hung = 0
        for arguments in _commands(case.text):
            done = run(arguments, office, output)
            hung += done.hangs
            yield done
            if hung == MOST_HANGS:
                return


def _commands(text: str) -> Iterator[tuple[str, ...]]:
    for form in ("text", "json", "sarif", "github"):
        yield "check", "--format", form, DEFINITION
    yield "show", DEFINITION
    yield "compare", DEFINITION, "lain.yaml"
    yield "compare", "--json", DEFINITION, "lain.yaml"
    yield "fmt", "--check", DEFINITION
    for view in draw.VIEWS:
        for form in draw.FORMATS:
            yield "draw", "--view", view, "--format", form, DEFINITION
    yield "draw", "--draft", DEFINITION
    yield "draw", "--check", DEFINITION
    yield "start", ID, "--ref", "Surat 1", "--by", "staf-1"
    yield from _said(text) if text else ()
    yield "done", "1", "terima", "--by", "staf-1"
    yield from (("tasks",), ("tasks", "--json"), ("status",), ("status", "1"), ("status", "1", "--json"))
    yield from (("history", "1"), ("history", "1", "--json"), ("draw", "--instance", "1"))
    yield from (("comply",), ("comply", "1"), ("comply", "--sop", ID), ("comply", "--json"))
    yield from (("comply", "--csv"), ("comply", "--excel"))
    yield "fmt", DEFINITION


def _said(text: str) -> Iterator[tuple[str, ...]]:
    """The text of a case where people type texts; NUL cannot be typed."""
    typed = text.replace("\0", "")
    yield "start", ID, "--ref", typed, "--by", "staf-1"
    yield "start", ID, "--by", typed
    yield "start", ID, "--by", "staf-1", "--at", typed
    yield "start", "--", typed
    yield "done", "1", "terima", "--by", "staf-1", "--outcome", typed, "--set", f"{typed}={typed}"
    yield "status", "--at", typed, "--", typed
    yield "tasks", "--actor", typed
    yield "comply", "--sop", typed
    yield "rule", "--", typed
    row = f"{typed.replace('|', ' ')} | {typed.replace('|', ' ')} | {typed.replace('|', ' ')}"
    yield "new", "definitions/baru.yaml", "--title", typed, "--agency", typed, "--actor", typed, "--step", row


def _kind(done: Run) -> str:
    """The command, and of a drawing what is drawn."""
    words = [word for word in done.arguments if word in (*COMMANDS, *draw.VIEWS, *draw.FORMATS)]
    return " ".join(words[:3])


def _tell(runs: dict[str, list[Run]]) -> None:
    rows = []
    for kind, done in runs.items():
        cpu, memory = max(each.cpu for each in done), max(each.memory for each in done)
        rows.append(
            (kind, str(len(done)), f"{cpu:.2f} s", f"{memory:.0f} MB", str(sum(bool(each.fault) for each in done)))
        )
    gates = f"Slowest (gate {LONGEST:.0f} s)", f"Largest (gate {MOST_MEMORY:.0f} MB)"
    print(table(("Command", "Runs", *gates, "Failed"), rows, 100))
    print()


def _readers_hold() -> bool:
    rows = []
    for module, function in READERS:
        test = getattr(importlib.import_module(module), function)
        cases = [case if isinstance(case, tuple) else (case,) for case in _marks(test)]
        slowest = max(min(_cpu(test, case), _cpu(test, case)) for case in cases)
        name = test.__name__.removeprefix("test_").replace("_", " ")
        rows.append((name, str(len(cases)), slowest))
    print()
    shown = [
        (name, count, f"{slowest * 1000:.0f} ms", f"{SLOWEST_READER * 1000:.0f} ms") for name, count, slowest in rows
    ]
    print(table(("Reader", "Texts", "Slowest", "Gate"), shown, 100))
    return all(slowest <= SLOWEST_READER for *_, slowest in rows)


def _marks(test: Any) -> list[Any]:
    return list(test.pytestmark[0].args[1])


def _cpu(test: Callable[..., None], case: tuple[Any, ...]) -> float:
    begun = time.process_time()
    test(*case)
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
