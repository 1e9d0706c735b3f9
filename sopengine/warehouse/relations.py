"""Makes the relations of a question in the database of one store, from its rows and what they do not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sopengine.calendar.moments import micros
from sopengine.compiled.tables import Compiled
from sopengine.compliance.question import Question
from sopengine.compliance.setting.posts import Held, Posts
from sopengine.compliance.setting.setting import Kept, Setting
from sopengine.compliance.sql import relations, statements
from sopengine.errors import StorageError
from sopengine.execution.positions import agency_of
from sopengine.execution.values.events.event import items_of
from sopengine.people.called import Called, called
from sopengine.people.values import Agency
from sopengine.store.instant import moment
from sopengine.store.reader import Reader
from sopengine.warehouse.database import Database
from sopengine.warehouse.mending import mend

PLACES_AT_MOST = 999_999
"""What the relation of visits has room for in its numbers."""


def make_relations(
    database: Database, reader: Reader, question: Question, first_place: int, call: Called | None = None
) -> Setting:
    """`measured` and `run`, and all that they are made of."""
    database.words |= {"narrowed": _narrowed(question), "items": _items(question), "most": question.late_visits}
    setting = Setting(_kept(database, reader, question, call or called(agencies_kept(reader))), question, first_place)
    if len(setting.places) > PLACES_AT_MOST:
        raise StorageError(
            "the store keeps {number} combinations of version, step and actor, more than can be told apart: "
            "name SOPs with --sop",
            number=len(setting.places),
        )
    database.know(setting.slots)
    for name, rows in setting.rows():
        database.fill(name, rows)
    posts = Posts([_held(row) for row in database.rows(statements.HOLDINGS)], setting.places)
    database.fill("post", posts.places())
    database.fill("held", posts.held())
    database.make("rare", relations.RARE)
    database.make("pause", relations.PAUSE)
    database.make("completed", relations.COMPLETED)
    database.fill("turn", ())
    if database.rows("SELECT 1 FROM rare LIMIT 1"):
        database.change(relations.TURN)
    database.make("measured", relations.MEASURED)
    database.fill("run", ())
    database.change(relations.RUN)
    mend(database, setting)
    return setting


def _held(row: Sequence[Any]) -> Held:
    person, government, agency, position, first_day, last_day = row
    return Held(
        person=person,
        agency=Agency(government=government, name=agency),
        position=position,
        first_day=date.fromisoformat(first_day),
        last_day=date.fromisoformat(last_day) if last_day else None,
    )


def _kept(database: Database, reader: Reader, question: Question, call: Called) -> Kept:
    (first,) = database.rows(f"SELECT min(i.started_at) FROM instance i WHERE 1 = 1 {_of_one(question, 'i.id')}")[0]
    ends = "SELECT min(w.opened_at), max(w.due_at) FROM work_item w WHERE 1 = 1"
    opened, due = database.rows(f"{ends} {_items(question)}")[0]
    now = micros(question.at("UTC"))
    return Kept(
        versions=_versions(reader, call),
        own_names={call(agency): agency.name for agency in agencies_kept(reader)},
        calendar=reader.calendar,
        kept_at={name: moment(at) for name, at in database.rows("SELECT name, kept_at FROM calendar")},
        first=moment(min(at for at in (now, first, opened) if at is not None)),
        latest_due=moment(now if due is None else due),
    )


def agencies_kept(reader: Reader) -> set[Agency]:
    """Of all versions that a store keeps."""
    return {agency_of(version) for version in reader.versions()}


def _versions(reader: Reader, call: Called) -> dict[str, tuple[int, Compiled]]:
    """Digest -> number and tables, by SOP and number; the agency as it is called among all that are asked."""
    found = {}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for digest in reader.digests():
        version = reader.pinned(digest)
        if version.sop not in numbers:
            numbers[version.sop] = {other: number for number, other in reader.numbered(version.sop).items()}
        told = call(agency_of(version))
        if told != version.agency:
            version = replace(version, agency=told)
        found[digest] = (numbers[version.sop][digest], version)
    return found


def _of_one(question: Question, column: str) -> str:
    """Where one instance alone is asked for."""
    return "" if question.instance is None else f"AND {column} = {question.instance:d}"


def _items(question: Question) -> str:
    """The same of work items: by the range of their ids, since no index of the store leads from an instance to them."""
    if question.instance is None:
        return ""
    first, last = items_of(question.instance)
    return f"AND w.id BETWEEN {first:d} AND {last:d}"


def _narrowed(question: Question) -> str:
    """Only for speed: what is not asked for is left out by the relation of places anyway."""
    parts = [_of_one(question, "i.id")]
    if question.sops:
        named = ", ".join("'{}'".format(sop.replace("'", "''")) for sop in question.sops)
        parts.append(f"AND i.sop IN ({named})")
    return " ".join(parts)
