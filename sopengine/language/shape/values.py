"""Values of the wrong type, not on the list, or without meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sopengine.errors import Finding, Position
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.language.shape.clock import parse_hours, parse_span
from sopengine.language.shape.dates import is_written_as_date, meant_date, parse_date, printed_date
from sopengine.language.shape.indonesian import VALUES
from sopengine.language.shape.kinds import wrong_type
from sopengine.language.shape.mismatch import Mismatch
from sopengine.language.yaml.fault import SHOWN, fault, shown
from sopengine.language.yaml.plain import Plain
from sopengine.model.positions import Path
from sopengine.model.zones import WIB, WIT, WITA

LONGEST_NAME = 64
"""Characters of an id."""
ZONES = {"wib": WIB, "wita": WITA, "wit": WIT}
"""Zones by their Indonesian names; western Kalimantan writes Asia/Pontianak."""


def no_sop(plain: Plain, schema: str = "sop") -> Finding:
    """The whole file is empty, a list or one text."""
    at, mend = plain.positions.value(()), "begin with '{schema}: 1' and 'id: …'"
    if plain.data is None:
        return fault("file/empty", at, "the file is empty", mend, schema=schema)
    message = "this is no {kind}: it must consist of keys with values"
    return fault("schema/no-sop", at, message, mend, schema=schema, kind="SOP" if schema == "sop" else schema)


def is_date(value: object) -> bool:
    return not isinstance(value, str) or _reads(parse_date, value)


def is_span(value: object) -> bool:
    return not isinstance(value, str) or _reads(parse_span, value)


def is_hours(value: object) -> bool:
    return not isinstance(value, str) or _reads(parse_hours, value)


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def is_timezone(value: object) -> bool:
    """A place, or UTC: not `localtime` and the like, which mean another zone on every machine."""
    if not isinstance(value, str):
        return True
    try:
        return (value == "UTC" or _PLACE.fullmatch(value) is not None) and bool(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


_PLACE = re.compile(r"(?!posix/|right/|Etc/Unknown)[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}")


def bad_value(plain: Plain, found: Mismatch) -> Finding:
    """A value that is not there at all is told in one way, whatever was expected."""
    if found.got is None or _blank(found):
        return _empty(plain, found.path)
    return _EXPLAIN.get(_telling(found), _other)(plain, found)


def _telling(found: Mismatch) -> str:
    """The keyword that says best what is wrong: a number in place of a date or a name is no matter of types."""
    if found.keyword == "type" and not isinstance(found.got, list | dict):
        return next((finer for finer in ("pattern", "format") if finer in found.schema), "type")
    return found.keyword


def _blank(found: Mismatch) -> bool:
    return found.keyword == "pattern" and not found.of_key and not found.got.strip()


def _empty(plain: Plain, path: Path) -> Finding:
    if isinstance(path[-1], int):
        at, message = plain.positions.value(path), "an entry of '{key}' is empty"
    else:
        at, message = plain.positions.key(path), "'{key}' has no value"
    return fault("schema/empty", at, message, "write one; a key that is not needed can be left out", key=_key(path))


def _too_few(plain: Plain, found: Mismatch) -> Finding:
    at = plain.positions.key(found.path)
    return fault("schema/empty", at, "'{key}' is empty", "write one entry at least", key=_key(found.path))


def _pattern(plain: Plain, found: Mismatch) -> Finding:
    at = plain.positions.key((*found.path, found.got)) if found.of_key else plain.positions.value(found.path)
    text = _text(plain, found)
    proposal = re.sub("[^a-z0-9]+", "-", text[: 2 * LONGEST_NAME].casefold()).strip("-0123456789")[:LONGEST_NAME]
    return fault(
        "schema/bad-name",
        at,
        "'{text}' is no name: small letters, digits and hyphens only, a letter first",
        "write it as '{proposal}'" if proposal else "choose another, such as 'analisa'",
        text=shown(text),
        proposal=proposal,
    )


def _reserved(plain: Plain, found: Mismatch) -> Finding:
    if found.beside:
        return _not_together(plain, found)
    at = plain.positions.key((*found.path, found.got)) if found.of_key else plain.positions.value(found.path)
    mend = "choose another name than 'end', and none that ends in '-start' or '-end'"
    if found.path[:1] == ("data",):
        mend = "choose another name: this word has a meaning in conditions"
    return fault("schema/reserved-name", at, "'{text}' is reserved", mend, text=shown(str(found.got)))


def _not_listed(plain: Plain, found: Mismatch) -> Finding:
    listed = [str(value) for value in found.expected]
    text = _text(plain, found)
    near = next((value for value in listed if value == VALUES.get(text.casefold())), "") or nearest(text, listed)
    return fault(
        "schema/bad-value",
        plain.positions.value(found.path),
        "'{text}' is not possible for '{key}'",
        did_you_mean(near, "possible: {listed}"),
        text=shown(text),
        key=_key(found.path),
        nearest=near,
        listed=", ".join(listed),
    )


def _constant(plain: Plain, found: Mismatch) -> Finding:
    return fault(
        "schema/bad-value",
        plain.positions.value(found.path),
        "'{key}' must be {expected}",
        "write '{key}: {expected}'",
        key=_key(found.path),
        expected=str(found.expected).lower(),
    )


def _out_of_range(plain: Plain, found: Mismatch) -> Finding:
    return fault(
        "schema/bad-value",
        plain.positions.value(found.path),
        "'{text}' is not possible for '{key}'",
        "write a number from {least} to {most}",
        text=shown(_text(plain, found)),
        key=_key(found.path),
        least=found.schema["minimum"],
        most=found.schema["maximum"],
    )


def _format(plain: Plain, found: Mismatch) -> Finding:
    text = shown(str(found.got) if found.of_key else _text(plain, found))
    at = plain.positions.key((*found.path, found.got)) if found.of_key else plain.positions.value(found.path)
    if found.schema["format"] == "sop-date":
        return _no_date(at, text)
    if found.schema["format"] in ("sop-hours", "sop-span"):
        or_off = found.schema["format"] == "sop-hours"
        mend = "write it as 07:30-16:00, or off" if or_off else "write it as 07:30-16:00"
        return fault("schema/bad-hours", at, "'{text}' is no time from-to", mend, text=text)
    zone = ZONES.get(text.casefold()) or nearest(text, [*ZONES.values(), "Asia/Pontianak"])
    mend = did_you_mean(zone, "write Asia/Jakarta, Asia/Makassar or Asia/Jayapura")
    return fault("schema/bad-timezone", at, "'{text}' is no time zone", mend, text=text, nearest=zone)


def _too_long(plain: Plain, found: Mismatch) -> Finding:
    at = plain.positions.key((*found.path, found.got)) if found.of_key else plain.positions.value(found.path)
    return fault(
        "schema/too-long",
        replace(at, length=min(at.length, SHOWN)),
        "a text of '{key}' has {count} characters, and {limit} is the most",
        "shorten it; what is longer belongs into a document of its own",
        key=_key(found.path),
        count=len(found.got),
        limit=found.expected,
    )


def _no_date(at: Position, text: str) -> Finding:
    message = "'{text}' is no day of the calendar" if is_written_as_date(text) else "'{text}' cannot be read as a date"
    day = meant_date(text)
    if day is None:
        return fault("schema/bad-date", at, message, "write it as 2024-02-01 or 1 Februari 2024", text=text)
    mend = "write it as {day} or {printed}"
    return fault("schema/bad-date", at, message, mend, text=text, day=day.isoformat(), printed=printed_date(day))


def _not_together(plain: Plain, found: Mismatch) -> Finding:
    """Under `dependentSchemas`: a key that must not stand beside another."""
    return fault(
        "schema/not-together",
        plain.positions.key(found.path),
        "'{key}' cannot stand beside '{other}'",
        "move it into one of the tasks" if found.beside == "tasks" else "keep one of the two",
        key=_key(found.path),
        other=found.beside,
    )


def _other(plain: Plain, found: Mismatch) -> Finding:  # pragma: no cover
    """A keyword that the schema did not use when this was written."""
    message = found.keyword
    return fault("schema/other", plain.positions.value(found.path), "not possible here: {keyword}", keyword=message)


_EXPLAIN: dict[str, Callable[[Plain, Mismatch], Finding]] = {
    "type": wrong_type,
    "pattern": _pattern,
    "not": _reserved,
    "enum": _not_listed,
    "const": _constant,
    "format": _format,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "maxLength": _too_long,
    "minItems": _too_few,
    "minProperties": _too_few,
}
"""By keyword of the schema."""


def _key(path: Path) -> str:
    """The last key of a path."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _text(plain: Plain, found: Mismatch) -> str:
    return plain.spelled.get(found.path, str(found.got))
