"""How much each rule weighs in a project: `[rules]` of its `sop.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain, islice
from pathlib import Path

from sopengine.errors import Finding, Severity
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.frozen import frozen
from sopengine.language.yaml.surplus import MOST_TOLD
from sopengine.settings.file import SettingsFile, read_file
from sopengine.settings.keys import RULES
from sopengine.settings.reading import faults, no_table

OFF = "off"
_LEVELS = (*(str(severity) for severity in Severity), OFF)


@frozen
class Levels:
    """What a project says of the rules."""

    file: str = ""
    """The `sop.toml` they were read from, or ""."""
    of: Mapping[str, Severity | None] = field(default_factory=dict)
    """By rule; None: switched off."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with that file, be it about rules or not."""


def read_levels(settings: Path, rules: Mapping[str, Severity]) -> Levels:
    """`rules` are those there are, with their own weight; what cannot be understood is left out and told."""
    found = read_file(settings)
    reader = _Reader(found=found, rules=rules)
    findings = tuple(islice(chain(faults(found), reader.faults()), MOST_TOLD))
    return Levels(file=found.file, of=reader.levels(), findings=findings)


@frozen
class _Reader:
    """One `sop.toml`."""

    found: SettingsFile
    rules: Mapping[str, Severity]

    def levels(self) -> dict[str, Severity | None]:
        table = self.found.tables.get(RULES)
        chosen = table if isinstance(table, dict) else {}
        return {rule: _severity(level) for rule, level in chosen.items() if self._fits(rule, level)}

    def faults(self) -> Iterator[Finding]:
        table = self.found.tables.get(RULES, {})
        if not isinstance(table, dict):
            yield no_table(self.found, RULES)
            return
        for rule, level in table.items():
            yield from self._faults_of(rule, level)

    def _faults_of(self, rule: str, level: object) -> Iterator[Finding]:
        if rule not in self.rules:
            yield self._fault("settings/unknown-rule", rule, rule, self.rules, "there is no rule '{name}' to set")
        elif level not in _LEVELS:
            message = "'{name}' is no level: error, warning, info or off"
            yield self._fault("settings/bad-value", rule, str(level), _LEVELS, message)
        elif not self._fits(rule, level):
            message = "'{name}' is an error that no setting can lower: such a file cannot be run"
            yield self._fault("settings/lowered-error", rule, rule, (), message)

    def _fits(self, rule: str, level: object) -> bool:
        own = self.rules.get(rule)
        return own is not None and level in _LEVELS and (own is not Severity.ERROR or level == Severity.ERROR)

    def _fault(self, id: str, key: str, name: str, known: Iterable[str], message: str) -> Finding:
        near = nearest(name, known)
        return Finding(
            rule=id,
            severity=Severity.ERROR,
            at=self.found.place(RULES, key, None if name == key else name),
            message=message,
            mend=did_you_mean(near),
            values={"name": name, "nearest": near},
        )


def _severity(level: object) -> Severity | None:
    return None if level == OFF else Severity(str(level))
