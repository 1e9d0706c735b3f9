"""A store of an earlier release is brought up to date, and told what became of it."""

from __future__ import annotations

from pathlib import Path

from sopengine.errors import NotFoundError
from sopengine.frozen import frozen
from sopengine.store.store import Store


@frozen
class Upgraded:
    """What was done; nothing where `before` is `after` and the journal stayed."""

    store: str
    before: str
    after: str
    """Versions of the tables."""
    copy: Path | None
    """The store as it was before, where it is a file whose tables changed."""
    journal: str
    """How the file is kept from now on, where that changed; else ""."""


def bring_up_to_date(url: str, by: str) -> Upgraded:
    """Raises NotFoundError where there is no store, StorageError where it is one of a later release."""
    store = Store(url, create=False, as_it_is=True)
    try:
        before = store.version()
        if not before:
            raise NotFoundError(
                "{store} is empty: 'sop start ID' makes it a store; --db or SOP_DB names another", store=store.name
            )
        copy = store.upgrade(by)
        journal = store.renew_journal(by)
        return Upgraded(store=store.name, before=before, after=store.version(), copy=copy, journal=journal)
    finally:
        store.close()
