"""Which people one transaction sees: asked once, and remembered from one to the next while they stay the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import func, select

from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.people import tables
from sopengine.store.people.reading import ADMINS, StoredPeople

VERSION = select(func.max(tables.people_event.c.seq)).scalar_subquery()
"""Of the people of a store, to be read along with something else; NULL where it has none."""
_VERSION = Statement(select(func.max(tables.people_event.c.seq)))
_UNASKED = -1


class RememberedPeople:
    """Answers about one version of the people of a store. Shared by threads: what is remembered is never changed."""

    def __init__(self) -> None:
        self.latest: tuple[int, dict[Hashable, Any]] = (0, {})

    def of(self, version: int) -> dict[Hashable, Any]:
        known, answers = self.latest
        if known != version:
            answers = {}
            self.latest = version, answers
        return answers


class SeesPeople:
    """The part of a transaction that knows people."""

    def __init__(self, link: Link, remembered: RememberedPeople) -> None:
        self.link = link
        self._remembered = remembered
        self._version: int | None = _UNASKED
        self._people: StoredPeople | None = None
        self._own: dict[Hashable, Any] | None = None

    def people(self) -> StoredPeople | None:
        """None where the store has none: then nobody is checked."""
        if self._version == _UNASKED:
            self._version = _VERSION.value(self.link)
        if self._people is None and self._version is not None:
            answers = self._remembered.of(self._version) if self._own is None else self._own
            self._people = StoredPeople(self.link, answers)
        return self._people

    def _saw(self, version: int | None) -> None:
        """What a statement brought along."""
        if self._own is None:
            self._version = version

    def _changed_people(self, version: int, *, same_admins: bool) -> None:
        """What is remembered from now on holds for this transaction alone: it may not be kept."""
        before = self._own or {}
        stays = same_admins and ADMINS in before
        self._own, self._people, self._version = {ADMINS: before[ADMINS]} if stays else {}, None, version
