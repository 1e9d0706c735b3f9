"""What was changed about people, by whom and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from sopengine.store.driver.statement import Statement
from sopengine.store.people import tables
from sopengine.store.reader import Reader

_EVENT = tables.people_event.c
_LATEST = select(_EVENT.seq, _EVENT.recorded_at, _EVENT.by, _EVENT.kind, _EVENT.person, _EVENT.data).order_by(
    _EVENT.seq.desc()
)
_OF_ALL = Statement(_LATEST.limit(bindparam("most")))
_OF_ONE = Statement(_LATEST.where(_EVENT.person == bindparam("person")).limit(bindparam("most")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleChange:
    """One change; names, NIPs and addresses are not kept in it."""

    seq: int
    at: datetime
    by: str
    kind: str
    """`added`, `changed`, `forgotten`, `held`, `released`, `role given`, `role taken`."""
    person: str
    told: Mapping[str, str]
    """`agency`, `position`, `kind`, `first_day`, `last_day`, `letter`, `role`, as far as they belong to it."""


def latest_changes(reader: Reader, most: int, person: str | None = None) -> tuple[PeopleChange, ...]:
    """The latest first; about everybody, or about one."""
    if person is None:
        rows = _OF_ALL.rows(reader.link, most=most)
    else:
        rows = _OF_ONE.rows(reader.link, most=most, person=person)
    return tuple(
        PeopleChange(seq=seq, at=at, by=by, kind=kind, person=whom, told=_texts(data))
        for seq, at, by, kind, whom, data in rows
    )


def _texts(data: str) -> dict[str, str]:
    return {name: str(value) for name, value in json.loads(data).items()}
