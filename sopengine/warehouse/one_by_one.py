"""Visits one by one, for who wants each of them: measured in the database, made to values a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import TypeVar

from sopengine.compliance.question import Question
from sopengine.compliance.setting.setting import Setting
from sopengine.compliance.sql import mending, statements
from sopengine.compliance.summing.visiting import visit_of
from sopengine.compliance.visit import Visit
from sopengine.store.readable import readable
from sopengine.store.reader import Reader
from sopengine.warehouse.asking import Read
from sopengine.warehouse.database import Database
from sopengine.warehouse.mending import pauses_of
from sopengine.warehouse.relations import make_relations

Answer = TypeVar("Answer")

AT_ONCE = 2_000
"""Visits in memory."""


def read_visits(store: Read, question: Question, make: Callable[[Iterator[Visit]], Answer]) -> Answer:
    """What is made of the visits of a store, by run and in the order of their opening."""
    answer: Answer = store(partial(_read, question=question, make=make))
    return answer


@readable
def _read(reader: Reader, question: Question, make: Callable[[Iterator[Visit]], Answer]) -> Answer:
    database = Database(reader.link)
    with database.at_work():
        setting = make_relations(database, reader, question, 1)
        database.change(mending.INDEX)
        return make(_visits(database, setting))


def read_runs(store: Read, question: Question) -> tuple[tuple[Visit, ...], dict[int, timedelta]]:
    """The visits of a store, and of each run that they are of its working time, suspensions taken off."""
    answer: tuple[tuple[Visit, ...], dict[int, timedelta]] = store(partial(_read_runs, question=question))
    return answer


@readable
def _read_runs(reader: Reader, question: Question) -> tuple[tuple[Visit, ...], dict[int, timedelta]]:
    database = Database(reader.link)
    with database.at_work():
        setting = make_relations(database, reader, question, 1)
        database.change(mending.INDEX)
        lengths = database.rows(statements.LENGTHS_OF_RUNS)
        return tuple(_visits(database, setting)), {run: timedelta(microseconds=length) for run, length in lengths}


def _visits(database: Database, setting: Setting) -> Iterator[Visit]:
    places = {place.id: place for place in setting.places}
    pauses = pauses_of(database)
    rows, after = database.rows(statements.VISITS, after=0, most=AT_ONCE), 0
    while rows:
        for row in rows:
            place = places[row[1]]
            yield visit_of(row, place, setting.calendar(place), pauses.get(row[2], ()))
        after = rows[-1][0]
        rows = database.rows(statements.VISITS, after=after, most=AT_ONCE)
