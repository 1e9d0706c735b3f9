"""Commands and questions about people: who there is, what they hold, what they may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sopengine.engine.commanding import who
from sopengine.engine.on_instances import OnInstances
from sopengine.engine.people import reminding
from sopengine.engine.people.desks import desk_of
from sopengine.errors import SopError
from sopengine.execution.acting import doing
from sopengine.execution.positions import day_of, who_may
from sopengine.execution.values.work import WorkItem
from sopengine.people.changes import Change
from sopengine.people.changing import carry_out, known
from sopengine.people.values import Acting, Agency, Holding, HoldingKind, Person, Role
from sopengine.store.desks import OpenWork
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

    def change_people_by_row(
        self, rows: Mapping[int, Iterable[Change]], *, by: str, dry_run: bool = False
    ) -> Mapping[int, SopError]:
        """The changes of all rows, or none where some cannot be: then why, by row. `dry_run` keeps nothing."""
        acting, asked = who(by), {row: tuple(changes) for row, changes in rows.items()}

        def all_of_them(writer: Writer) -> None:
            refused: dict[int, SopError] = {}
            for row, changes in asked.items():
                try:
                    for change in changes:
                        carry_out(writer, change, acting, self._clock())
                except SopError as error:
                    refused[row] = error
            if refused:
                raise _RowsRefused(refused)

        try:
            self._store.rehearse(all_of_them) if dry_run else self._store.write(all_of_them, acting)
        except _RowsRefused as error:
            return error.why
        return {}

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

    def known_person(self, name: str) -> Person:
        """By id, in whatever case. Raises NotFoundError where nobody bears it, or they were forgotten."""
        return self._store.read(lambda reader: known(_of(reader), name))

    def desk_of(self, person: str) -> tuple[tuple[OpenWork, ...], tuple[OpenWork, ...]]:
        """What a person can do now; and what waits for others: taken by them, or opened by this person's work."""

        def found(reader: Reader) -> tuple[tuple[OpenWork, ...], tuple[OpenWork, ...]]:
            people = _of(reader)
            return desk_of(reader, people, known(people, person), self._clock())

        return self._store.read(found)

    def may_do(self, item: WorkItem, person: str) -> Acting | None:
        """As what somebody may do a work item now; None where they may not."""

        def found(reader: Reader) -> Acting | None:
            try:
                return doing(reader, reader.version_of(item.instance), item, person, self._clock())
            except SopError:
                return None

        return self._store.read(found)

    def who_may(self, item: WorkItem) -> Sequence[tuple[str, HoldingKind]]:
        """Who holds the position of a work item today, and as what; nobody where it has no holder."""

        def found(reader: Reader) -> Sequence[tuple[str, HoldingKind]]:
            compiled = reader.version_of(item.instance)
            return who_may(_of(reader), compiled, item, day_of(compiled, self._clock()))

        return self._store.read(found)

    def at_whose_desk(self, item: WorkItem) -> Mapping[str, bool]:
        """Id of each who is reminded of a work item today -> whether they have a mail address."""
        return self._store.read(lambda reader: reminding.reaches(reader, item, self._clock()))

    def why_no_reminder(self, item: WorkItem, person: str, *, again: bool = True) -> SopError | None:
        """Why somebody may not remind of a work item now; None where they may. `again`: also since they just did."""
        return self._store.read(lambda reader: reminding.hindrance(reader, item, person, self._clock(), again=again))


class _RowsRefused(Exception):
    """Nothing of the rows is kept."""

    def __init__(self, why: Mapping[int, SopError]) -> None:
        super().__init__(len(why))
        self.why = why


def _of(reader: Reader) -> StoredPeople:
    return reader.people() or StoredPeople(reader.link, {})
