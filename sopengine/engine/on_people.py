"""Commands and questions about people: who there is, what they hold, what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sopengine.engine.commanding import who
from sopengine.engine.on_instances import OnInstances
from sopengine.people.changes import Change
from sopengine.people.changing import carry_out
from sopengine.people.values import Agency, Holding, Person, Role
from sopengine.store.people.reading import StoredPeople
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer


class OnPeople(OnInstances):
    """A store without people checks nobody; from the first holding in an agency on, its work is up to its holders."""

    def change_people(self, changes: Iterable[Change], *, by: str, dry_run: bool = False) -> None:
        """All of them or none, in their order; `dry_run` checks all and keeps nothing.

        Raises SopError for the first that cannot be; where somebody has the role admin, only such may change people.
        """
        acting, asked = who(by), tuple(changes)

        def all_of_them(writer: Writer) -> None:
            for change in asked:
                carry_out(writer, change, acting, self._clock())

        if dry_run:
            self._store.rehearse(all_of_them)
        else:
            self._store.write(all_of_them, acting)

    def has_people(self) -> bool:
        """Whether the store knows anybody."""
        return self._store.read(lambda reader: reader.people() is not None)

    def people(self) -> tuple[Person, ...]:
        """By id; those who were forgotten, too."""
        return self._store.read(lambda reader: _of(reader).everybody())

    def person(self, name: str) -> Person | None:
        """By id, in whatever case; None where nobody bears it, or they were forgotten."""
        return self._store.read(lambda reader: _of(reader).person(name))

    def holdings(self, person: str | None = None) -> Sequence[Holding]:
        """Of everybody or of one, past ones and those to come, by first day; none of people who were forgotten."""
        return self._store.read(
            lambda reader: _of(reader).holdings() if person is None else _of(reader).holdings_of(person)
        )

    def roles(self) -> Sequence[tuple[str, Agency, Role]]:
        """Person, agency and role, by person."""
        return self._store.read(lambda reader: _of(reader).all_roles())


def _of(reader: Reader) -> StoredPeople:
    return reader.people() or StoredPeople(reader.link, {})
