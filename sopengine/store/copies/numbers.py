"""The numbers of instances in a store whose rows came from another."""

from __future__ import annotations

from sqlalchemy import func, select

from sopengine.store import tables
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement

_LAST_INSTANCE = Statement(select(func.max(tables.instance.c.id)))


def gaps_until(link: Link) -> int:
    """Up to this number instances may be missing: a server leaves gaps in the numbers, and a file may come from one."""
    if link.on_sqlite:
        return int(link.raw.execute("PRAGMA user_version").fetchone()[0])
    return _LAST_INSTANCE.value(link) or 0


def number_on(link: Link, gaps: int) -> None:
    """The next instance gets the next number; `gaps`: until where the store that the rows came from had such."""
    last = _LAST_INSTANCE.value(link) or 0
    if link.on_sqlite:
        link.run(f"PRAGMA user_version = {gaps}")
    elif last:
        link.run(f"SELECT setval('instance_id', {last})")
