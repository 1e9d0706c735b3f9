"""`sop.toml`: how much each rule weighs in a project."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sopengine.errors import Finding, Position, Severity
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.language.yaml.surplus import MOST_TOLD
from sopengine.language.yaml.unread import regular_bytes

SETTINGS = "sop.toml"
LARGEST = 100_000
"""Bytes; one that sets every rule has 3,000."""
LONGEST_LINE = 1_000
"""Bytes; a name of 20,000 parts took seconds to read."""
OFF = "off"
_LEVELS = (*(str(severity) for severity in Severity), OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What a project says of the rules."""

    file: str = ""
    """The `sop.toml` they were read from, or ""."""
    of: Mapping[str, Severity | None] = field(default_factory=dict)
    """By rule; None: switched off."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with that file."""


def find_settings(definition: Path) -> Path | None:
    """The nearest `sop.toml`: beside a definition, or in a folder above."""
    folders = definition.absolute().parents
    return next((folder / SETTINGS for folder in folders if os.path.exists(folder / SETTINGS)), None)


def read_levels(settings: Path, rules: Mapping[str, Severity]) -> Levels:
    """`rules` are those there are, with their own weight; what cannot be understood is left out and told."""
    file = _spoken(settings)
    try:
        lines = tuple(_text(settings).splitlines())
        tables = tomllib.loads("\n".join(lines))
    except (OSError, ValueError, RecursionError) as error:
        return Levels(file=file, findings=(_unreadable(file, error),))
    reader = _Reader(file=file, lines=lines, rules=rules)
    findings = tuple(islice(reader.faults(tables), MOST_TOLD))
    table = tables.get("rules")
    chosen = table if isinstance(table, dict) else {}
    of = {rule: _severity(level) for rule, level in chosen.items() if reader.fits(rule, level)}
    return Levels(file=file, of=of, findings=findings)


def _text(settings: Path) -> str:
    data = regular_bytes(settings, LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    if any(len(line) > LONGEST_LINE for line in data.splitlines()):
        raise ValueError(f"a line of more than {LONGEST_LINE:,} bytes")
    return data.decode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """One `sop.toml`."""

    file: str
    lines: tuple[str, ...]
    rules: Mapping[str, Severity]

    def faults(self, tables: Mapping[str, object]) -> Iterator[Finding]:
        for name in tables:
            if name != "rules":
                yield self._fault("settings/unknown-key", name, name, ["rules"], "unknown table or key '{name}'")
        table = tables.get("rules", {})
        if not isinstance(table, dict):
            yield self._fault("settings/bad-value", "rules", "rules", (), "'{name}' must be a table: [rules]")
            return
        for rule, level in table.items():
            yield from self._faults_of(rule, level)

    def _faults_of(self, rule: str, level: object) -> Iterator[Finding]:
        if rule not in self.rules:
            yield self._fault("settings/unknown-rule", rule, rule, self.rules, "there is no rule '{name}' to set")
        elif level not in _LEVELS:
            message = "'{name}' is no level: error, warning, info or off"
            yield self._fault("settings/bad-value", rule, str(level), _LEVELS, message)
        elif not self.fits(rule, level):
            message = "'{name}' is an error that no setting can lower: such a file cannot be run"
            yield self._fault("settings/lowered-error", rule, rule, (), message)

    def fits(self, rule: str, level: object) -> bool:
        own = self.rules.get(rule)
        return own is not None and level in _LEVELS and (own is not Severity.ERROR or level == Severity.ERROR)

    def _fault(self, id: str, key: str, name: str, known: Iterable[str], message: str) -> Finding:
        near = nearest(name, known)
        return Finding(
            rule=id,
            severity=Severity.ERROR,
            at=self._place(key, name),
            message=message,
            mend=did_you_mean(near),
            values={"name": name, "nearest": near},
        )

    def _place(self, key: str, name: str) -> Position:
        """Where the name stands in the line of the key; the first line where it cannot be found."""
        for number, line in enumerate(self.lines, 1):
            if re.match(rf"\s*\[?\s*[\"']?{re.escape(key)}\b", line):
                column = line.find(name, 0 if name == key else line.find("=")) + 1
                return Position(file=self.file, line=number, column=max(column, 1), length=len(name), excerpt=line)
        return Position(file=self.file, line=1, column=1, excerpt=self.lines[0] if self.lines else "")


def _severity(level: object) -> Severity | None:
    return None if level == OFF else Severity(str(level))


def _spoken(path: Path) -> str:
    """As the user would name it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _unreadable(file: str, error: Exception) -> Finding:
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return Finding(
        rule="settings/unreadable",
        severity=Severity.ERROR,
        at=Position(file=file, line=line, column=column),
        message="the settings cannot be read: {reason}",
        mend='write a line such as "activity/passive" = "info" below [rules]',
        values={"reason": re.sub(r" \(at .*\)$", "", str(error))},
    )
