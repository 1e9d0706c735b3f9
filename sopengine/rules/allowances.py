"""What an author allows on a line, with a reason: `# sop: allow activity/performer because …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sopengine.errors import Finding, Position, Severity
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.frozen import frozen
from sopengine.language.yaml.comments import Comment, comments
from sopengine.language.yaml.source import Source

_CALL = re.compile(r"#\s*sop\s*:\s*(.*)", re.IGNORECASE)
_FULL = re.compile(r"(?:allow|izinkan)\s+(.+?)\s+(?:because|karena)\s+(\S.*)", re.IGNORECASE)
_WRITE = "write '# sop: allow RULE because …', or in Indonesian '# sop: izinkan RULE karena …'"


@frozen
class Allowance:
    """A rule that may be broken on a line."""

    rule: str
    line: int
    """The line it speaks of, counted from 1."""
    at: Position
    """Where the rule is named."""
    comment: Position
    """Where the comment begins."""


def allowances(source: Source, known: Iterable[str]) -> tuple[tuple[Allowance, ...], tuple[Finding, ...]]:
    """What is allowed, and what is wrong with how it is said; `known` are the rules there are."""
    if not re.search(r"#\s*sop\s*:", source.text, re.IGNORECASE):
        return (), ()
    allowed: list[Allowance] = []
    findings: list[Finding] = []
    for comment, line in _addressed(source):
        call = _CALL.match(comment.text)
        full = _FULL.fullmatch(call[1].strip()) if call else None
        if full is None:
            message = "this comment is to allow something and says not what, or not why"
            findings.append(_warning("allow/incomplete", _place(source, comment), message, _WRITE))
            continue
        for name in re.split(r"[\s,]+", full[1]):
            at = source.at(comment.line, source.line(comment.line).index(name, comment.column), len(name))
            if name in known:
                allowed.append(Allowance(rule=name, line=line + 1, at=at, comment=_place(source, comment)))
            else:
                findings.append(_unknown(at, name, known))
    return tuple(allowed), tuple(findings)


def apply(
    findings: Iterable[Finding], allowed: tuple[Allowance, ...], asked: Mapping[str, object]
) -> tuple[Finding, ...]:
    """The findings without those that are allowed, with the allowances in vain; `asked` are the rules that ran."""
    permits = {(allowance.rule, allowance.line) for allowance in allowed}
    begun = {(allowance.comment.line, allowance.comment.column) for allowance in allowed}
    kept: list[Finding] = []
    used: set[tuple[str, int]] = set()
    for finding in findings:
        key = (finding.rule, finding.at.line)
        if key in permits and finding.severity is not Severity.ERROR:
            used.add(key)
        elif finding.rule != "yaml/lost-text" or (finding.at.line, finding.at.column) not in begun:
            kept.append(finding)
    errors = {(finding.rule, finding.at.line) for finding in kept if finding.severity is Severity.ERROR}
    for allowance in allowed:
        key = (allowance.rule, allowance.line)
        if key in errors:
            kept.append(_refused(allowance))
        elif key not in used and allowance.rule in asked:
            kept.append(_unused(allowance))
    return tuple(kept)


def _addressed(source: Source) -> Iterator[tuple[Comment, int]]:
    """Comments that speak to the program, and the line each is about: its own, or the next that is no comment."""
    found = comments(source)
    alone = {comment.line for comment in found if comment.alone}
    for comment in found:
        if _CALL.match(comment.text):
            line = comment.line
            while line in alone:
                line += 1
            yield comment, line


def _place(source: Source, comment: Comment) -> Position:
    return source.at(comment.line, comment.column, len(comment.text))


def _unknown(at: Position, name: str, known: Iterable[str]) -> Finding:
    near = nearest(name, known) or next((id for id in known if id.split("/")[-1] == name), "")
    finding = _warning(
        "allow/unknown-rule",
        at,
        "there is no rule '{name}'",
        did_you_mean(near, "'sop rule' lists all of them"),
    )
    return replace(finding, values={"name": name, "nearest": near})


def _refused(allowance: Allowance) -> Finding:
    finding = _warning("allow/error", allowance.at, "'{name}' is an error, which cannot be allowed", "mend it")
    return replace(finding, values={"name": allowance.rule})


def _unused(allowance: Allowance) -> Finding:
    finding = _warning(
        "allow/unused", allowance.at, "'{name}' finds nothing in line {line} any more", "take this comment out"
    )
    return replace(finding, values={"name": allowance.rule, "line": allowance.line})


def _warning(rule: str, at: Position, message: str, mend: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, at=at, message=message, mend=mend)
