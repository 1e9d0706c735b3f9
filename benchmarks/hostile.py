"""How long hostile files, durations and conditions take to be answered: `python benchmarks/hostile.py`.

The cases are those of the tests; CPU time of the slowest case of each test, the better of two runs.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "language"), str(TESTS / "model")]

import test_bad_bytes  # noqa: E402
import test_duration  # noqa: E402
import test_expression  # noqa: E402

from sopengine.cli.terminal.table import table  # noqa: E402

TRIED: tuple[Callable[..., None], ...] = (
    test_bad_bytes.test_hostile_files_are_refused,
    test_bad_bytes.test_too_many_values_are_refused,
    test_bad_bytes.test_a_long_text_is_answered,
    test_duration.test_a_hostile_text_is_kept_and_answered,
    test_expression.test_a_hostile_text_is_read_or_refused_with_a_message,
)


def main() -> None:
    print(table(("What", "Cases", "Slowest", "Gate"), [row(test) for test in TRIED]))


def row(test: Callable[..., None]) -> tuple[str, str, str, str]:
    cases = [case if isinstance(case, tuple) else (case,) for case in marks(test)]
    slowest = max(min(cpu(test, case), cpu(test, case)) for case in cases)
    return test.__name__.removeprefix("test_").replace("_", " "), str(len(cases)), f"{slowest * 1000:.0f} ms", "100 ms"


def marks(test: Any) -> list[Any]:
    return list(test.pytestmark[0].args[1])


def cpu(test: Callable[..., None], case: tuple[Any, ...]) -> float:
    begun = time.process_time()
    test(*case)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
