"""From `sop.toml` and the environment to values; what is amiss is told at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sopengine.errors import DefinitionError, Finding, Severity
from sopengine.errors.nearest import did_you_mean, nearest
from sopengine.settings import find_settings
from sopengine.settings.file import SettingsFile, read_file
from sopengine.settings.keys import KEYS, NEEDED, RULES, SECRETS
from sopengine.settings.values import MailServer, Monitoring, Serving, Settings, Webhook

MOST_TOLD = 100
"""Findings of one file."""
_BESIDE = ".sop/sop.db"
"""The store of a project that names none, beside its `sop.toml`."""
_OF_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!/)([^?:]+)(\?.*)?")
"""The URL of a file that is named from somewhere."""


def settings_for(folder: Path, environment: Mapping[str, str], *tables: str) -> Settings:
    """What the nearest `sop.toml`, in a folder or above it, says; without one the defaults.

    `tables`: those that the caller goes by. Raises DefinitionError where they, or the file, are not as they should be;
    what is amiss in other tables hinders nobody who does not ask for them.
    """
    path = find_settings(folder)
    if path is None:
        return Settings(serve=Serving(metrics_token=environment.get(SECRETS["serve", "metrics_token"], "")))
    found = read_file(path)
    if found.unreadable:
        raise DefinitionError([found.unreadable])
    amiss = tuple(finding for table in tables for finding in _of_table(found, table))
    if amiss:
        raise DefinitionError(amiss)
    return _values(found, environment, tables)


def faults(found: SettingsFile) -> tuple[Finding, ...]:
    """All that is wrong with a file, but for the weights of rules."""
    if found.unreadable:
        return (found.unreadable,)
    strangers = (_unknown(found, name, "", (RULES, *KEYS)) for name in found.tables if name not in (RULES, *KEYS))
    known = (finding for table in KEYS for finding in _of_table(found, table))
    return tuple(islice(chain(strangers, known), MOST_TOLD))


def no_table(found: SettingsFile, name: str) -> Finding:
    """A known name that is no table."""
    return _fault(found, "settings/bad-value", name, "", name, "'{name}' must be a table: [{name}]")


def _of_table(found: SettingsFile, name: str) -> Iterator[Finding]:
    if name not in found.tables:
        return
    table = found.tables[name]
    if not isinstance(table, dict):
        yield no_table(found, name)
        return
    for key, value in islice(table.items(), MOST_TOLD):
        yield from _of_key(found, name, key, value)
    meant = {nearest(key, KEYS[name]) for key in islice(table, MOST_TOLD) if key not in KEYS[name]}
    for key in NEEDED.get(name, ()):
        if key not in table and key not in meant:
            message, mend = (
                "the table '{name}' does not say '{wanted}'",
                "write {wanted} = … below [{name}], or leave the table out",
            )
            yield _fault(found, "settings/missing-key", name, "", name, message, mend, wanted=key)


def _of_key(found: SettingsFile, table: str, key: str, value: object) -> Iterator[Finding]:
    if variable := SECRETS.get((table, key)):
        message, mend = "'{name}' does not belong in a file that others read", "set the variable {variable} instead"
        yield _fault(found, "settings/secret", table, key, key, message, mend, variable=variable)
    elif key not in KEYS[table]:
        yield _unknown(found, table, key, KEYS[table])
    elif not KEYS[table][key].fits(value):
        spelled = str(value).lower() if isinstance(value, bool) else str(value)
        yield _fault(found, "settings/bad-value", table, key, spelled, KEYS[table][key].message, of_value=True)


def _unknown(found: SettingsFile, table: str, key: str, known: Iterable[str]) -> Finding:
    name = key or table
    near = nearest(name, known)
    mend = did_you_mean(near, "known are: {known}")
    message, listed = "unknown table or key '{name}'", ", ".join(known)
    return _fault(found, "settings/unknown-key", table, key, name, message, mend, nearest=near, known=listed)


def _fault(
    found: SettingsFile,
    rule: str,
    table: str,
    key: str,
    name: str,
    message: str,
    mend: str = "",
    *,
    of_value: bool = False,
    **values: str,
) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        at=found.place(table, key, name if of_value else None),
        message=message,
        mend=mend,
        values={"name": name, **values},
    )


def _values(found: SettingsFile, environment: Mapping[str, str], tables: Iterable[str]) -> Settings:
    """Of the tables that were looked at; of others nothing is known."""
    said: dict[str, Mapping[str, Any]] = {name: found.tables.get(name, {}) for name in tables}
    mail, webhook, serve = said.get("mail"), said.get("webhook"), said.get("serve") or {}
    monitoring, usual, serving = said.get("monev") or {}, Monitoring(), Serving()
    files = (said.get("store") or {}).get("files", "")
    return Settings(
        file=found.file,
        store=_store(found.folder, (said.get("store") or {}).get("url", "")),
        files=str(found.folder / files) if files else "",
        mail=_mail_server(mail, environment) if mail else None,
        webhook=_webhook(webhook, environment) if webhook else None,
        serve=Serving(
            host=serve.get("host", serving.host),
            port=serve.get("port", serving.port),
            url=serve.get("url", ""),
            metrics_token=environment.get(SECRETS["serve", "metrics_token"], ""),
        ),
        approved_only=(said.get("start") or {}).get("approved_only", False),
        monitoring=Monitoring(
            rate=monitoring.get("rate", usual.rate), overdue=monitoring.get("overdue", usual.overdue)
        ),
    )


def _store(folder: Path, url: str) -> str:
    """A file is named from the folder of the settings; without a word the store lies beside them."""
    if not url or "://" not in url:
        return url if url == ":memory:" else str(folder / (url or _BESIDE))
    if (named := _OF_SQLITE.fullmatch(url)) and named[2] != ":memory:":
        return f"{named[1]}{(folder / named[2]).as_posix()}{named[3] or ''}"
    return url


def _mail_server(said: Mapping[str, Any], environment: Mapping[str, str]) -> MailServer:
    starttls = said.get("starttls", False)
    return MailServer(
        host=said["host"],
        port=said.get("port", 587 if starttls else 25),
        sender=said["from"],
        starttls=starttls,
        user=environment.get(SECRETS["mail", "user"], ""),
        password=environment.get(SECRETS["mail", "password"], ""),
    )


def _webhook(said: Mapping[str, Any], environment: Mapping[str, str]) -> Webhook:
    return Webhook(url=said["url"], secret=environment.get(SECRETS["webhook", "secret"], ""))
