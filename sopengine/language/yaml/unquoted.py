"""Texts without quotes: what is lost behind ' #', and quotes that a word processor has curled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sopengine.errors import Finding, Severity
from sopengine.language.yaml.events import Event
from sopengine.language.yaml.fault import fault, shown
from sopengine.language.yaml.source import Source, curled

CURLED = {"“": "”", "„": "“”", "”": "”", "‘": "’", "«": "»"}
"""Opening quotes of word processors and what closes them."""

_COMMENT = re.compile(r"(\s+)#(.*)")


def unquoted(source: Source, event: Event) -> tuple[str, tuple[Finding, ...]]:
    """The text that is meant, and what is wrong with it."""
    text = event.text
    findings = tuple(_lost(source, event))
    closing = CURLED.get(text[:1], "")
    if not closing:
        return text, findings
    if len(text) > 1 and text[-1] in closing:
        return text[1:-1], findings
    if not set(text[1:]) & set(closing):
        return text, (*findings, curled(source, event.line, event.column))
    return text, findings


def _lost(source: Source, event: Event) -> Iterator[Finding]:
    """A comment that looks like a part of the text before it."""
    line = source.line(event.end_line)
    comment = _COMMENT.match(line, event.end_column)
    if not comment or not event.text:
        return
    space, words = comment.groups()
    lost = fault(
        "yaml/lost-text",
        source.at(event.end_line, comment.end(1), len(line.rstrip()) - comment.end(1)),
        "'{lost}' is left out: behind ' #' stands a comment",
        "put the whole text in quotes; write a comment as '  # …'",
        lost=shown("#" + words),
    )
    if words[:1].strip():
        yield lost
    elif words.strip() and len(space) == 1:
        yield replace(lost, severity=Severity.WARNING)
