"""Findings in the terminal: the place, the message, the line of the file and a mark under the culprit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sopengine.cli.terminal.wording import spoken
from sopengine.errors import Finding, UnrunnableError
from sopengine.messages.speech import Speech

WIDEST = 100
"""Columns of an excerpt; of a longer line the part around the culprit is shown."""
LEAD = 30
"""Columns before the culprit that are kept at least."""

_STANDS_FOR = {"\t": "→", "\u00a0": "·", "\u2007": "·", "\u202f": "·"}
"""What is shown for blanks that look like spaces and are none."""


def report(findings: Sequence[Finding], speech: Speech | None = None) -> str:
    """All findings, one below the other, in the language of the running command where none is given."""
    return "\n".join(rendered(finding, speech) for finding in findings)


def obstacles(error: UnrunnableError, speech: Speech) -> str:
    """What cannot be started, and all that is in its way."""
    return f"{speech.text('{id} cannot be started:', id=error.id)}\n{report(error.findings, speech)}"


def rendered(finding: Finding, speech: Speech | None = None) -> str:
    """One finding as text of one to three lines."""
    speech = speech or spoken()
    at, mend = finding.at, finding.mend_text(speech.translate)
    place = f"{at.file}:{at.line}:{at.column}"
    head = f"{place}: {speech.word(finding.severity)}: {finding.text(speech.translate)} [{finding.rule}]"
    if not at.excerpt.strip():
        return f"{head}\n  {mend}" if mend else head
    line, before, length = _window(at.excerpt, at.column - 1, at.length)
    number = str(at.line)
    mark = " " * _columns(line[:before]) + "^" * max(_columns(line[before : before + length]), 1)
    return f"{head}\n{number} | {line}\n{' ' * len(number)} | {mark} {mend}".rstrip()


def _window(excerpt: str, before: int, length: int) -> tuple[str, int, int]:
    """The line as shown, how many characters stand before the culprit, and how many it has."""
    start = before - LEAD if before > WIDEST - LEAD else 0
    line = "".join(map(_shown, excerpt[start : start + 2 * WIDEST].rstrip()))
    if start:
        line, before = "…" + line, LEAD + 1
    if len(line) > WIDEST:
        line = line[: WIDEST - 1] + "…"
    return line, before, max(min(length, len(line) - before), 1)


def _shown(sign: str) -> str:
    """One character for one character; what a terminal would obey is replaced."""
    return _STANDS_FOR.get(sign) or ("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign)


def _columns(text: str) -> int:
    """How wide a terminal prints a text."""
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
