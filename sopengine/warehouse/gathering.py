"""What stores tell of one question, gathered store by store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import By, Question
from sopengine.compliance.runs import Answer
from sopengine.compliance.setting.setting import Setting
from sopengine.compliance.sql import statements
from sopengine.compliance.summing.adding import Adding
from sopengine.compliance.summing.answering import Gathered, Runs, answer
from sopengine.compliance.summing.grouping import places
from sopengine.compliance.summing.told import Row, Told
from sopengine.people.called import Called
from sopengine.store.readable import readable
from sopengine.store.reader import Reader
from sopengine.warehouse.database import Database
from sopengine.warehouse.heap import Heap
from sopengine.warehouse.relations import make_relations

_FROM_THE_STORE = ("LATE", "RETURNS", "RUNS", "STARTED", "PEOPLE", "UNCONFIRMED", "UNDONE")


Grouped = Mapping[tuple[int, int], int]
"""Place and month -> number of a group."""


class Gathering:
    """Over all stores of a question."""

    def __init__(self, question: Question, called: Called, *, alone: bool) -> None:
        """`called`: agencies, in all the stores; `alone`: there is one, so that nothing need be carried out of it."""
        self._question = question
        self._called = called
        self._alone = alone
        self._adding = [Adding(by) for by in question.by]
        self._heaps = [Heap() for _ in (*question.by, "runs")] if not alone else []
        self._runs = Runs()
        self._stores: list[str] = []
        self._told: list[Told] = []
        self._versions: list[Mapping[str, tuple[int, Compiled]]] = []
        self._untils: dict[str, int] = {}
        self._places = 1

    @readable
    def add(self, reader: Reader, number: int, name: str) -> None:
        """Ask one more store."""
        database = Database(reader.link)
        with database.at_work():
            setting = make_relations(database, reader, self._question, self._places, self._called)
            told = self._tell(database, reader, setting, number)
            asked = setting.asked
            self._runs.add(told, asked)
            for adding in self._adding:
                adding.add(told)
            self._spread(database, told, asked)
        self._stores.append(name)
        self._told.append(told)
        self._versions.append(asked)
        self._untils |= {version.timezone: setting.bounds[version.timezone].until for _, version in asked.values()}
        self._places += len(setting.places)

    def _spread(self, database: Database, told: Told, asked: Mapping[str, tuple[int, Compiled]]) -> None:
        """Of each grouping; carried to a heap where more stores are to come."""
        for number, adding in enumerate(self._adding):
            if adding.groups.by in self._question.without_spread:
                continue
            grouped, lengths = adding.spread_by(told), statements.lengths(monthly=adding.groups.monthly)
            adding.set_spread(self._spread_one(database, number, grouped, lengths, adding.sizes))
        grouped = self._runs.spread_by(told, asked)
        self._runs.set_spread(self._spread_one(database, -1, grouped, statements.RUN_LENGTHS, self._runs.sizes))

    def _spread_one(
        self, database: Database, heap: int, grouped: Grouped, lengths: str, sizes: Mapping[int, int]
    ) -> Sequence[Row]:
        """Nothing yet where more stores are to come."""
        with database.filled("grouped", [(*key, group) for key, group in grouped.items()]):
            if not self._alone:
                self._heaps[heap].add(database.each(lengths))
                return ()
            with database.filled("sized", places(sizes)), database.filled("ranked", ()):
                database.change(statements.RANKED, lengths=lengths)
                return database.rows(statements.SPREAD)

    def answer(self) -> Answer:
        spreading: list[Adding | Runs] = [*self._adding, self._runs]
        for heap, one in zip(self._heaps, spreading, strict=False):
            one.set_spread(heap.spread(one.sizes))
        found = Gathered(
            stores=self._stores,
            told=self._told,
            versions=self._versions,
            adding=self._adding,
            runs=self._runs,
            untils=self._untils,
        )
        return answer(self._question, found)

    def _tell(self, database: Database, reader: Reader, setting: Setting, number: int) -> Told:
        question = self._question
        more = {"PASSAGES": question.passages, "PATHS": question.paths, "SHAPES": question.paths}
        asked = (*_FROM_THE_STORE, *(name for name, wanted in more.items() if wanted))
        rows = {name: database.rows(getattr(statements, name)) for name in asked}
        has_people = rows["PEOPLE"][0][0]
        for name in ("ACTED", "POSTED"):
            rows[name] = database.rows(getattr(statements, name)) if has_people else []
        approved = {each.digest: each.effective_on or each.approved_on for each in reader.approvals()}
        pinned_at = reader.pinned_at()
        database.let_others_write()
        rows |= {name: database.rows(getattr(statements, name)) for name in ("CUBE", "AGES")}
        rows["RECKONED"] = database.rows(statements.RECKONED) if setting.kept_at else []
        if any(By.MONTH in by for by in question.by):
            rows["HUNG"] = database.rows(statements.HUNG)
        return Told(
            number=number,
            places={place.id: place for place in setting.places},
            digests=tuple(setting.versions),
            calendar=setting.calendar,
            kept_at=setting.kept_at,
            approved=approved,
            pinned_at=pinned_at,
            rows=rows,
        )
