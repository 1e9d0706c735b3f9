"""Comments that allow what a rule finds in a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sopengine.rules import examine
from sopengine.rules.levels import Levels

SOP = """\
sop: 1
id: surat
title: Surat Masuk
agency: {{name: Dinas Contoh}}
actors: {{staf: Staf, kepala: Kepala}}
steps:
  - id: terima
    activity: {activity}
    actor: staf
    duration: 10 menit
{above}  - id: periksa
    activity: Pemeriksaan surat{behind}
    actor: kepala
    duration: {duration}
"""
OFF = Levels(of={"document/identity": None})


def told(tmp_path: Path, *, levels: Levels = OFF, **parts: str) -> list[tuple[str, int, str]]:
    words = {"activity": "Menerima surat", "above": "", "behind": "", "duration": "1 hari"} | parts
    file = tmp_path / "surat.yaml"
    file.write_text(SOP.format(**words), encoding="utf-8")
    findings = examine(file, today=date(2026, 1, 1), levels=levels).findings
    return [(finding.rule, finding.at.line, finding.text()) for finding in findings]


@pytest.mark.parametrize(
    "comment",
    [
        "  # sop: allow activity/no-verb because the agency's words are kept",
        " # sop: allow activity/no-verb because the agency's words are kept",
        "  #sop: ALLOW activity/no-verb because x",
        "  # sop: izinkan activity/no-verb karena istilah resmi",
        "  # sop: allow activity/no-verb, activity/passive because of the source",
    ],
)
def test_a_comment_with_a_reason_allows_a_rule_in_its_line(tmp_path: Path, comment: str) -> None:
    findings = told(tmp_path, behind=comment)
    assert "activity/no-verb" not in {rule for rule, _, _ in findings}
    assert (
        "yaml/lost-text" not in {rule for rule, _, _ in findings if comment.startswith((" # ", "  #"))}
        or "#sop" in comment
    )


def test_a_comment_alone_speaks_of_the_line_below_it(tmp_path: Path) -> None:
    above = "    # sop: allow duration/missing because it is not measured\n    # and another comment\n"
    assert told(tmp_path, above=above, behind="  # x")[0][0] == "allow/unused"
    file = tmp_path / "surat.yaml"
    text = SOP.format(activity="Menerima surat", above="", behind="", duration='"-"')
    file.write_text(text.replace('    duration: "-"', f'{above}    duration: "-"'), encoding="utf-8")
    rules = {finding.rule for finding in examine(file, levels=OFF).findings}
    assert not rules & {"duration/missing", "allow/unused"}


def test_a_comment_that_allows_nothing_any_more_is_told(tmp_path: Path) -> None:
    comment = "  # sop: allow activity/passive because of the source"
    assert ("allow/unused", 12, "'activity/passive' finds nothing in line 12 any more") in told(
        tmp_path, behind=comment
    )


def test_a_rule_that_is_switched_off_leaves_its_comments_alone(tmp_path: Path) -> None:
    off = Levels(of={"document/identity": None, "activity/no-verb": None})
    comment = "  # sop: allow activity/no-verb because of the source"
    assert told(tmp_path, behind=comment, levels=off) == []


@pytest.mark.parametrize(
    "words",
    ["allow activity/no-verb", "allow because so", "allow", "", "activity/no-verb because so", "allow x because "],
)
def test_rule_and_reason_are_required(tmp_path: Path, words: str) -> None:
    rules = [rule for rule, line, _ in told(tmp_path, behind=f"  # sop: {words}") if line == 12]
    assert rules == ["activity/no-verb", "allow/incomplete"]


@pytest.mark.parametrize(("name", "near"), [("activity/no-verbs", "activity/no-verb"), ("no-verb", "activity/no-verb")])
def test_an_unknown_rule_gets_the_nearest_one(tmp_path: Path, name: str, near: str) -> None:
    file = tmp_path / "surat.yaml"
    comment = f"  # sop: allow {name} because so"
    file.write_text(SOP.format(activity="Menerima", above="", behind=comment, duration="1 hari"), encoding="utf-8")
    finding = next(finding for finding in examine(file, levels=OFF).findings if finding.rule == "allow/unknown-rule")
    assert finding.mend_text() == f"did you mean '{near}'?"
    assert finding.at.excerpt[finding.at.column - 1 :].startswith(name)


def test_an_error_cannot_be_allowed(tmp_path: Path) -> None:
    file = tmp_path / "surat.yaml"
    text = SOP.format(activity="Menerima", above="", behind="", duration="1 hari")
    comment = "actor: kepla  # sop: allow names/undeclared-actor because so"
    file.write_text(text.replace("actor: kepala", comment), encoding="utf-8")
    rules = [finding.rule for finding in examine(file, levels=OFF).findings if finding.at.line == 13]
    assert rules == ["names/undeclared-actor", "allow/error"]


def test_a_comment_sign_inside_a_text_is_no_comment(tmp_path: Path) -> None:
    quoted = '"Pemeriksaan # sop: allow activity/no-verb because so"'
    assert "activity/no-verb" in {rule for rule, _, _ in told(tmp_path, activity=quoted)}
