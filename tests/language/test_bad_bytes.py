"""Bytes that are no definition get one finding with a place, quickly, whatever they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.language import parse, read
from sopengine.language.yaml.source import LARGEST

HEAD = "sop: 1\nid: f\n"


def only(data: bytes) -> tuple[str, int, int]:
    findings = parse(data, "f.yaml").findings
    assert len(findings) == 1
    findings[0].text(), findings[0].mend_text()
    return findings[0].rule, findings[0].at.line, findings[0].at.column


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("", "file/empty", 1, 1),
        ("  \n\n", "file/empty", 1, 1),
        ("---\n", "file/empty", 2, 1),
        (HEAD + "title: Surat\x00masuk\n", "file/invisible-character", 3, 13),
        (HEAD + "title: Surat\u200bmasuk\n", "file/invisible-character", 3, 13),
        (HEAD + "title: Surat\x0bmasuk\n", "file/invisible-character", 3, 13),
        (HEAD + "actors:\n\tstaf: Staf\n", "yaml/tab", 4, 1),
        (HEAD + "actors:\n  staf: Staf\n  \tkepala: Kepala\n", "yaml/tab", 5, 3),
        (HEAD + "title: >x\n", "yaml/sign", 3, 8),
        (HEAD + "title: &\n", "yaml/sign", 3, 8),
        (HEAD + "title: , x\n", "yaml/sign", 3, 8),
        (HEAD + "title: ? x\n", "yaml/sign", 3, 8),
        (HEAD + "title: 'Jum'at'\n", "yaml/behind-quote", 3, 13),
        (HEAD + "title: [a: b: c]\n", "yaml/colon", 3, 13),
        (HEAD + "agency: {name: Dinas\ntitle: x\n", "yaml/open-bracket", 3, 9),
        (HEAD + "title: 'Surat\n", "yaml/open-quote", 3, 8),
        (HEAD + "title: “Surat\n\n\n\nx: ", "yaml/curly-quote", 3, 8),
        ("%YAML 2.0\n---\n" + HEAD, "yaml/sign", 1, 1),
        ("Surat masuk\n# comment\n" + HEAD, "yaml/no-colon", 1, 1),
        ("[a]\n" + HEAD, "yaml/syntax", 2, 1),
        ("? [a]\n: 1\n", "yaml/key", 1, 3),
        ("a: {b: c}}\n", "yaml/behind-bracket", 1, 10),
    ],
)
def test_bad_text_is_one_located_finding(text: str, rule: str, line: int, column: int) -> None:
    findings = [finding for finding in parse(text.encode(), "f.yaml").findings if not finding.rule.startswith("schema")]
    assert [(finding.rule, finding.at.line, finding.at.column) for finding in findings] == [(rule, line, column)]


def test_no_break_spaces_in_the_indent_are_named_once_and_the_rest_is_read() -> None:
    text = HEAD + "title: Surat\nagency:\n\u00a0\u00a0name: Dinas\nactors:\n\u00a0\u00a0staf: Staf\nsteps:\n"
    reading = parse((text + "\u00a0- {id: a, activity: b, actor: staf}\n").encode(), "f.yaml")
    assert reading.definition is not None
    (finding,) = reading.findings
    assert (finding.rule, finding.at.line, finding.at.column, finding.at.length) == ("file/no-break-space", 5, 1, 2)
    assert "(3 lines)" in finding.text()


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"sop: 1\r\ntitle: Caf\xe9 baru\n", 2, 11),
        (b"\xef\xbb\xbf\xff", 1, 1),
        ("sop: 1".encode("utf-16"), 1, 1),
        (b"\xed\xa0\x80", 1, 1),
    ],
)
def test_what_is_not_utf_8_is_named_where_it_stands(data: bytes, line: int, column: int) -> None:
    assert only(data) == ("file/encoding", line, column)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"[" * 100_000, "yaml/too-deep"),
        (b"a: " + b"[" * 100_000, "yaml/too-deep"),
        (b"{a: " * 100_000, "yaml/too-deep"),
        (b"- " * 100_000, "yaml/too-deep"),
        (b"{" * 100_000, "yaml/key"),
        (b"? " * 100_000, "yaml/key"),
        (b"x" * (LARGEST + 1), "file/too-large"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "yaml/anchor"),
        (b"a: *a\n", "yaml/alias"),
        (b"<<: {a: 1}\n", "yaml/merge-key"),
        (b"a: !!python/object/apply:os.system [ls]\n", "yaml/tag"),
    ],
    ids=lambda value: value[:12].decode() if isinstance(value, bytes) else None,
)
def test_hostile_files_are_refused(data: bytes, rule: str) -> None:
    assert only(data)[0] == rule


@pytest.mark.parametrize(
    "data",
    [
        b"a: [" + b"1," * 200_001 + b"]",
        b"a: [" + b"1," * 3_001 + b"]",
        b"a:\n  - [" + b"1," * 501 + b"]\n",
        b"a: [" + b"[1]," * 100 + b"]",
        b"".join(b"k%d: 1\n" % number for number in range(3_001)),
        b"\n" * 3_900_000,
        b"# x\n" * 900_000,
        b"\r" * 3_900_000,
    ],
    ids=["values", "a list", "an inner list", "lists in lists", "keys", "blank lines", "comments", "line ends"],
)
def test_too_many_values_are_refused(data: bytes) -> None:
    assert only(data)[0] == "yaml/too-many-values"


@pytest.mark.parametrize(
    "text",
    [
        "title: " + "x" * 3_900_000,
        "title: '" + "x, " * 60_000 + "'",
        "title: " + "e" + "\u0301" * 900_000,
        "id: " + "a-" * 900_000,
        "document: {created: '" + "1 " * 900_000 + "'}",
        "agency: {name: D, timezone: '" + "A/" * 400_000 + "'}",
        "steps: [{id: a, activity: B, actor: c, duration: '" + "5 (" * 100_000 + "'}]",
        "steps: [{id: a, activity: B, actor: c, wait: '" + "satu " * 100_000 + "'}]",
        "steps: [{id: a, activity: B, actor: c, decision: {x: {next: a, when: '" + "(" * 900_000 + "'}}}]",
        "".join(f"k{number}: b #x\n" for number in range(2_900)),
        "".join(f"k{number}: “b\n" for number in range(2_900)),
        "k: 1\n" * 10_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_long_text_is_answered(text: str) -> None:
    assert parse(text.encode(), "f.yaml").findings


def test_a_file_full_of_slips_is_told_of_in_part_and_says_so() -> None:
    reading = parse(b"steps:\n" + b"  - {x: 1, y: 2}\n" * 2_900, "f.yaml")
    assert reading.definition is None
    assert 50 < len(reading.findings) <= 101
    assert reading.findings[-1].rule == "file/more"
    assert "200 or more findings are not shown" in reading.findings[-1].text()


def test_unknown_keys_that_are_not_told_are_counted() -> None:
    reading = parse(b"".join(b"k%d: 1\n" % number for number in range(150)), "f.yaml")
    assert len(reading.findings) == 101
    assert reading.findings[-1].text() == "50 more findings are not shown"


def test_a_long_number_is_a_text() -> None:
    assert only(b"9" * 10_000)[0] == "schema/no-sop"


@pytest.mark.parametrize(
    "text", ["~", "null", "[]", "x", "1", "0o17", "0x1f", "-1.5e3", ".inf", "-.INF", ".nan", "true"]
)
def test_one_value_alone_is_no_sop(text: str) -> None:
    assert only(text.encode())[0] in ("schema/no-sop", "file/empty")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (finding,) = read(tmp_path / "tidak-ada.yaml").findings
    assert finding.rule == "file/missing"
    assert finding.at.file == str(tmp_path / "tidak-ada.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (finding,) = read(tmp_path).findings
    assert finding.rule == "file/folder"
    assert "*.yaml" in finding.mend_text()


def test_a_path_that_the_system_refuses_is_named(tmp_path: Path) -> None:
    (finding,) = read(tmp_path / ("x" * 5_000)).findings
    assert finding.rule == "file/unreadable"
    assert finding.text()


def test_a_wrong_value_inside_a_wrong_value_is_no_stumbling_block() -> None:
    text = """sop: 1
id: x
title: X
agency: {name: B}
actors: {a: A}
steps:
  - id: x
    activity: Melaksanakan pemanggilan
    tasks: [{actor: a}]
    asks: [{actor: a, next: [y]}, {aktor: a}]
"""
    found = {finding.rule for finding in parse(text.encode(), "x.yaml").findings}
    assert found == {"schema/not-together", "schema/wrong-type"}
