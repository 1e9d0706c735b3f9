"""The mark stands right under the culprit, whatever stands before it."""

from __future__ import annotations

import pytest

from sopengine.cli.terminal.findings import rendered, report
from sopengine.errors import Finding, Position, Severity


def finding(excerpt: str, column: int, length: int = 1, severity: Severity = Severity.ERROR) -> Finding:
    at = Position(file="f.yaml", line=7, column=column, length=length, excerpt=excerpt)
    return Finding(rule="a/b", severity=severity, at=at, message="bad", mend="mend '{x}'", values={"x": "y"})


@pytest.mark.parametrize(
    ("excerpt", "column", "length", "line", "mark"),
    [
        ("  x: abc", 6, 3, "7 |   x: abc", "  |      ^^^"),
        ("\tx: abc", 5, 3, "7 | →x: abc", "  |     ^^^"),
        ("表: abc", 4, 3, "7 | 表: abc", "  |     ^^^"),
        ("x: 表表 y", 4, 2, "7 | x: 表表 y", "  |    ^^^^"),
        ("e\u0301: abc", 5, 3, "7 | e\u0301: abc", "  |    ^^^"),
        ("\u00a0x: abc", 5, 3, "7 | ·x: abc", "  |     ^^^"),
        ("\x1b[31mx", 6, 1, "7 | \ufffd[31mx", "  |      ^"),
        ("x: abc", 4, 99, "7 | x: abc", "  |    ^^^"),
        ("x: abc", 7, 1, "7 | x: abc", "  |       ^"),
    ],
)
def test_the_mark_stands_under_the_culprit(excerpt: str, column: int, length: int, line: str, mark: str) -> None:
    assert rendered(finding(excerpt, column, length)).splitlines() == [
        "f.yaml:7:" + f"{column}: error: bad [a/b]",
        line,
        mark + " mend 'y'",
    ]


@pytest.mark.parametrize("column", [1, 20, 70, 71, 200, 299])
def test_of_a_long_line_the_part_around_the_culprit_is_shown(column: int) -> None:
    excerpt = "".join(chr(ord("a") + place % 26) for place in range(300))
    _, line, mark = rendered(finding(excerpt, column)).splitlines()
    assert len(line) <= 104
    assert line[mark.index("^")] == excerpt[column - 1]


def test_the_weight_is_told() -> None:
    assert rendered(finding("x", 1, severity=Severity.WARNING)).startswith("f.yaml:7:1: warning: bad")
    assert rendered(finding("x", 1)).startswith("f.yaml:7:1: error: bad")


def test_without_a_line_the_mend_stands_alone() -> None:
    assert report([finding("", 1)]) == "f.yaml:7:1: error: bad [a/b]\n  mend 'y'"
