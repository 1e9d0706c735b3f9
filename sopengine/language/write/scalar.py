"""A text of the file, written with as few quotes as are safe."""

from __future__ import annotations

import re

from sopengine.language.yaml.events import Event
from sopengine.language.yaml.plain import meaning
from sopengine.language.yaml.unquoted import CURLED

_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f]*")
"""Begins with a letter or digit."""
_ENDS_KEY = re.compile(r":(\s|$)|\s#")
_FLOW_SIGNS = re.compile(r"[\[\]{},]")
_OTHER_READERS = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)"
    r"|[-+]?[0-9][0-9_,.]*(e[-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|0[xo].*"
)
"""What programs that read YAML by its older rules take for something else than text."""
_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(event: Event, *, flow: bool, keep_quotes: bool = False) -> str:
    """On one line."""
    if event.bare:
        return event.text
    text = event.text
    if not keep_quotes and _needs_no_quotes(text, flow):
        return text
    if _NEEDS_ESCAPE.search(text):
        return f'"{_escaped(text)}"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def literal(event: Event) -> tuple[str, list[str]] | None:
    """A text of several lines as the sign `|` and its lines; None where quotes say it better."""
    text = event.text
    body = text.removesuffix("\n")
    lines = body.split("\n")
    odd = any(line != line.rstrip() or _NEEDS_ESCAPE.search(line) for line in lines)
    if event.bare or len(lines) < 2 or odd or not lines[0] or lines[0].startswith(" ") or not lines[-1]:
        return None
    return ("|" if text.endswith("\n") else "|-"), lines


def _needs_no_quotes(text: str, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip() or _ENDS_KEY.search(text):
        return False
    if (flow and _FLOW_SIGNS.search(text)) or text[:1] in CURLED or _OTHER_READERS.fullmatch(text):
        return False
    return isinstance(meaning(text), str)


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return _NEEDS_ESCAPE.sub(lambda sign: f"\\u{ord(sign[0]):04X}", escaped)
