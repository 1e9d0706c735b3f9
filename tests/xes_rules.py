"""The rules of IEEE 1849 for an XES document, checked one by one: what is broken comes back in words."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.xes-standard.org/}"
ORDER = ("extension", "global", "classifier", "attribute", "trace", "event")
"""Of what stands in a log; events outside of traces come last."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_KEY = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?")
_URI = re.compile(r"[a-z]+://\S+")
_NUMBER = re.compile(r"[+-]?\d+")
_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|NaN|-?INF")
_MOMENT = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VALUES = {
    "string": re.compile(r".*", re.DOTALL),
    "date": _MOMENT,
    "int": _NUMBER,
    "float": _FLOAT,
    "boolean": re.compile("true|false|1|0"),
    "id": _ID,
}
"""Kind of an attribute -> how its value is written."""
_NESTING = ("list", "container")
"""Attributes that hold others in place of a value."""
STANDARD = {
    "concept": {"log": {"name"}, "trace": {"name"}, "event": {"name", "instance"}},
    "lifecycle": {"log": {"model"}, "event": {"transition", "state"}},
    "org": {"event": {"resource", "role", "group"}},
    "time": {"event": {"timestamp"}},
}
"""Prefix of an extension of the standard -> where which of its attributes may stand."""
TRANSITIONS = {
    *("schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume", "pi_abort", "ate_abort"),
    *("complete", "autoskip", "manualskip", "unknown"),
}


def broken(root: Element) -> list[str]:
    """Nothing where the document keeps all rules."""
    return list(_log(root))


def _log(root: Element) -> Iterator[str]:
    if root.tag != f"{NAMESPACE}log":
        yield f"the root is {root.tag}"
        return
    if not re.fullmatch(r"\d+(\.\d+)?", root.get("xes.version", "")):
        yield "the version of the standard is no number"
    if not set(root.get("xes.features", "?").split()) <= {"nested-attributes"}:
        yield "the log names features that the standard does not have"
    kinds = [_kind(child) for child in root]
    ranks = [ORDER.index(kind) if kind in ORDER else -1 for kind in kinds]
    if ranks != sorted(ranks) or -1 in ranks:
        yield "what stands in the log is out of order"
    prefixes = yield from _extensions(root)
    scopes = yield from _globals(root, prefixes)
    yield from _classifiers(root, scopes)
    yield from _attributes(root, "log", prefixes)
    for trace in root.iter(f"{NAMESPACE}trace"):
        yield from _trace(trace, scopes, prefixes)


def _extensions(root: Element) -> Generator[str, None, set[str]]:
    prefixes: set[str] = set()
    for one in root.findall(f"{NAMESPACE}extension"):
        name, prefix, uri = (one.get(word, "") for word in ("name", "prefix", "uri"))
        if not (_NAME.fullmatch(name) and _NAME.fullmatch(prefix) and _URI.fullmatch(uri)):
            yield f"extension {name!r} with prefix {prefix!r} and address {uri!r}"
        if prefix in prefixes:
            yield f"two extensions have the prefix {prefix}"
        prefixes.add(prefix)
    return prefixes


def _globals(root: Element, prefixes: set[str]) -> Generator[str, None, dict[str, set[str]]]:
    scopes: dict[str, set[str]] = {}
    for one in root.findall(f"{NAMESPACE}global"):
        scope = one.get("scope", "")
        if scope not in ("trace", "event") or scope in scopes:
            yield f"global attributes of {scope!r}"
        yield from _attributes(one, scope, prefixes)
        scopes[scope] = {child.get("key", "") for child in one}
    return scopes


def _classifiers(root: Element, scopes: dict[str, set[str]]) -> Iterator[str]:
    names: set[str] = set()
    for one in root.findall(f"{NAMESPACE}classifier"):
        name, keys, scope = one.get("name", ""), one.get("keys", "").split(), one.get("scope", "event")
        if not _NAME.fullmatch(name) or name in names:
            yield f"a classifier is called {name!r}"
        names.add(name)
        if not keys or not set(keys) <= scopes.get(scope, set()):
            yield f"classifier {name!r} tells apart by what is not global: {keys}"


def _trace(trace: Element, scopes: dict[str, set[str]], prefixes: set[str]) -> Iterator[str]:
    kinds = [_kind(child) for child in trace]
    if kinds != sorted(kinds, key=("attribute", "event").index) or not set(kinds) <= {"attribute", "event"}:
        yield "what stands in a trace is out of order"
    yield from _attributes(trace, "trace", prefixes)
    yield from _missing(trace, "trace", scopes)
    for event in trace.findall(f"{NAMESPACE}event"):
        if {_kind(child) for child in event} - {"attribute"}:
            yield "an event holds more than attributes"
        yield from _attributes(event, "event", prefixes)
        yield from _missing(event, "event", scopes)
        yield from _transition(event)


def _missing(element: Element, scope: str, scopes: dict[str, set[str]]) -> Iterator[str]:
    if left := scopes.get(scope, set()) - {child.get("key", "") for child in element}:
        yield f"a {scope} is without {sorted(left)}, which is declared global"


def _transition(event: Element) -> Iterator[str]:
    for child in event:
        if child.get("key") == "lifecycle:transition" and child.get("value") not in TRANSITIONS:
            yield f"the standard life cycle knows no {child.get('value')!r}"


def _attributes(element: Element, where: str, prefixes: set[str]) -> Iterator[str]:
    keys = [child.get("key", "") for child in element if _kind(child) == "attribute"]
    if len(keys) != len(set(keys)):
        yield f"a {where} has two attributes of one key: {keys}"
    for child in element:
        if _kind(child) == "attribute":
            yield from _attribute(child, where, prefixes)


def _attribute(child: Element, where: str, prefixes: set[str]) -> Iterator[str]:
    kind, key, value = child.tag.removeprefix(NAMESPACE), child.get("key", ""), child.get("value", "")
    if not _KEY.fullmatch(key):
        yield f"{where}: no key: {key!r}"
    prefix, _, name = key.partition(":")
    if name and prefix not in prefixes:
        yield f"{where}: {key} is of no extension that is declared"
    if name and prefix in STANDARD and name not in STANDARD[prefix].get(where, set()):
        yield f"{where}: {key} does not stand there"
    if kind not in _NESTING and (child.get("value") is None or not _VALUES[kind].fullmatch(value)):
        yield f"{where}: {key} is {value!r}, which is no {kind}"
    if kind == "date" and not _is_moment(value):
        yield f"{where}: {key} is {value!r}, which is no moment"
    yield from _attributes(child, where, prefixes)


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _kind(element: Element) -> str:
    name = element.tag.removeprefix(NAMESPACE)
    return "attribute" if name in (*_VALUES, *_NESTING) else name
