"""A text, a list or a map where another of the three belongs, and the line that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sopengine.errors import Finding, Phrase
from sopengine.errors.nearest import proposal
from sopengine.language.shape.mismatch import Mismatch
from sopengine.language.yaml.fault import SHOWN, fault, shown
from sopengine.language.yaml.plain import Plain

LONGEST = 2 * SHOWN
"""Characters of a line that is proposed."""
_EXPECTED = {
    "text": "'{key}' must be a text",
    "object": "'{key}' must hold keys with values",
    "array": "'{key}' must be a list",
    "boolean": "'{key}' must be true or false",
    "integer": "'{key}' must be a whole number",
}
_EXPECTED_ENTRY = {
    "text": "an entry of '{key}' must be a text",
    "object": "an entry of '{key}' must hold keys with values",
}
_PLAIN_MENDS = {
    "object": "write them below it as 'key: value', indented by two spaces",
    "array": "begin each entry with '- '",
    "boolean": "write true or false, without quotes",
    "integer": "write it in digits, without quotes",
}


_FLAGS = dict.fromkeys(("ya", "benar", "yes", "on"), "true") | dict.fromkeys(("tidak", "bukan", "salah", "no"), "false")


def wrong_type(plain: Plain, found: Mismatch) -> Finding:
    types = tuple(found.expected if isinstance(found.expected, list) else [found.expected])
    expected = "text" if "string" in types else types[0]
    messages = _EXPECTED_ENTRY if isinstance(found.path[-1], int) else _EXPECTED
    mend = _mend(plain, found, expected)
    key = next((part for part in reversed(found.path) if isinstance(part, str)), "")
    at = plain.positions.value(found.path)
    return fault("schema/wrong-type", at, messages[expected], mend.template, **{"key": key, **mend.values})


def _mend(plain: Plain, found: Mismatch, expected: str) -> Phrase:
    """By what was written, the likeliest slip."""
    if expected == "text":
        return _to_text(plain, found)
    if isinstance(found.got, str) and re.match(r"[\w-]+:\S", found.got):
        return Phrase("put a space behind the colon")
    if expected == "object":
        return _to_map(plain, found) or Phrase(_PLAIN_MENDS["object"])
    if expected == "array" and isinstance(found.got, dict):
        return _to_list(found.got)
    if expected == "boolean" and isinstance(found.got, str) and (meant := _FLAGS.get(found.got.casefold())):
        return proposal(meant)
    return Phrase(_PLAIN_MENDS[expected])


def _to_text(plain: Plain, found: Mismatch) -> Phrase:
    if found.path[-1] == "actor" and _are_texts(found.got) and len(", ".join(found.got)) <= LONGEST:
        return _one_leads(plain, found)
    begins = plain.positions.value(found.path)
    if isinstance(found.got, dict) and begins.excerpt[begins.column - 1 : begins.column] != "{":
        return Phrase("put a text that holds a colon in quotes")
    if isinstance(found.got, list) and found.path[-1] == "activity":
        return Phrase("write one text behind the colon; smaller steps are listed under 'substeps'")
    if isinstance(found.got, list):
        return Phrase("write one text behind the colon, without dashes; one that is to show brackets is put in quotes")
    return Phrase("put a text that begins with a bracket in quotes")


def _one_leads(plain: Plain, found: Mismatch) -> Phrase:
    """Several actors: they work together, or one behind the other."""
    first, *others = found.got
    if not others:
        return Phrase("write '{line}'", {"line": f"actor: {first}"})
    values = {
        "leader": f"actor: {first}",
        "partners": f"with: [{', '.join(others)}]",
        "tasks": f"tasks: [{', '.join(f'{{actor: {actor}}}' for actor in found.got)}]",
    }
    if "tasks" in found.path:
        return Phrase(_TOGETHER, values)
    beside = [key for key in _OF_TASK if key in _holder(plain, found)]
    return Phrase(_EITHER_AND_MOVE if beside else _EITHER, {**values, "beside": ", ".join(beside)})


_TOGETHER = "for work that is done together write '{leader}' and below it '{partners}'"
_EITHER = (
    "for work that is done together write '{leader}' and below it '{partners}'; "
    "for work of each in turn write '{tasks}' instead"
)
_EITHER_AND_MOVE = (
    "for work that is done together write '{leader}' and below it '{partners}'; "
    "for work of each in turn write '{tasks}' and move '{beside}' into one of them"
)
_OF_TASK = ("next", "decision", "question", "text", "symbol", "asks", "each", "wait", "call", "work", "with")
"""Keys that a step gives to its tasks, where it lists them."""


def _holder(plain: Plain, found: Mismatch) -> Mapping[str, Any]:
    """The map in which the value stands."""
    inside: Any = plain.data
    for part in found.path[:-1]:
        inside = inside[part]
    return inside if isinstance(inside, dict) else {}


def _to_map(plain: Plain, found: Mismatch) -> Phrase | None:
    """None where the slip is not known."""
    key, got = found.path[-1], found.got
    if isinstance(key, int):
        return _to_entry(plain, found)
    if isinstance(got, list) and (merged := _without_dashes(got)):
        line = f"{key}: {_braced(merged)}" if _are_texts(merged.values()) else ""
        in_one_column = Phrase("take the dashes out, and let its keys stand below it in one column")
        return (line and _short("take the dashes out: '{line}'", line)) or in_one_column
    if key == "decision":
        labels = got if _are_texts(got) else ["Ya", "Tidak"]
        line = f"decision: {_braced(dict.fromkeys(labels, '…'))}"
        return _short("write behind each label where it leads: '{line}'", line)
    if _are_texts(got) and "additionalProperties" in found.schema and found.schema["additionalProperties"] is not False:
        named = {_id(text): text for text in got}
        return _short("give each a name of your choice: '{line}'", f"{key}: {_braced(named)}")
    first = next((name for name in ("name", "position") if name in found.schema.get("properties", {})), "")
    if isinstance(got, str) and first:
        return _short("write '{line}'", f"{key}: {_braced({first: got})}")
    return None


def _short(template: str, line: str) -> Phrase | None:
    """The mend with the line as it should be; None where it is too long to be shown whole."""
    return Phrase(template, {"line": line}) if len(line) <= LONGEST else None


def _to_entry(plain: Plain, found: Mismatch) -> Phrase | None:
    """Texts in place of tasks or steps."""
    of, got = found.path[-2], found.got
    if of == "tasks" and isinstance(got, str):
        texts = [entry for entry in _entries(plain, found) if isinstance(entry, str)]
        return _short("write '{line}'", f"tasks: [{', '.join(f'{{actor: {text}}}' for text in texts)}]")
    if of == "steps" and isinstance(got, str):
        line = f"- {_braced({'id': _id(got), 'activity': got, 'actor': '…'})}"
        return _short("write each as '{line}'", line)
    return None


def _entries(plain: Plain, found: Mismatch) -> Iterable[object]:
    inside: Any = plain.data
    for part in found.path[:-1]:
        inside = inside[part]
    return inside if isinstance(inside, list) else []


def _to_list(got: Mapping[str, Any]) -> Phrase:
    """A map whose values are maps is a list whose entries have their ids as keys."""
    first = next(iter(got), "")
    if got and all(isinstance(value, dict) for value in got.values()):
        return Phrase("begin each entry with '- ' and its id: '- id: {first}'", {"first": shown(first)})
    return Phrase(_PLAIN_MENDS["array"])


def _without_dashes(got: list[Any]) -> dict[str, Any]:
    """The map that a list of maps was to be; empty where it cannot be one."""
    if not all(isinstance(entry, dict) for entry in got):
        return {}
    pairs = [pair for entry in got for pair in entry.items()]
    return dict(pairs) if len({key for key, _ in pairs}) == len(pairs) else {}


def _are_texts(got: object) -> bool:
    if isinstance(got, str | dict) or not isinstance(got, Iterable):
        return False
    entries = list(got)
    return bool(entries) and all(isinstance(entry, str) for entry in entries)


def _braced(pairs: Mapping[str, str]) -> str:
    """As one writes it on one line."""
    return "{" + ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in pairs.items()) + "}"


def _quoted(text: str) -> str:
    """In quotes where a sign in it has a meaning in braces."""
    line = " ".join(text.split())
    return f'"{line}"' if re.search(r"[,:#\[\]{}\"]", line) or not line else line


def _id(text: str) -> str:
    """A name made of the first word."""
    return re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-0123456789")[:SHOWN].strip("-") or "nama"
