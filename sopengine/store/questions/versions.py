"""The versions of SOPs that a store keeps, with how many runs go by each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, func, select

from sopengine.frozen import frozen
from sopengine.store import tables
from sopengine.store.driver.statement import Statement
from sopengine.store.reader import Reader

_DEFINITION, _INSTANCE = tables.definition.c, tables.instance.c
_USED = (
    select(
        _INSTANCE.digest,
        func.count().label("instances"),
        func.count(case((_INSTANCE.ended_at.is_(None), 1))).label("running"),
    )
    .group_by(_INSTANCE.digest)
    .subquery()
)
_KEPT = Statement(
    select(
        _DEFINITION.sop,
        _DEFINITION.number,
        _DEFINITION.digest,
        _DEFINITION.pinned_at,
        func.coalesce(_USED.c.instances, 0),
        func.coalesce(_USED.c.running, 0),
    )
    .select_from(tables.definition.outerjoin(_USED, _USED.c.digest == _DEFINITION.digest))
    .order_by(_DEFINITION.sop, _DEFINITION.number)
)


@frozen
class KeptVersion:
    """One version of an SOP."""

    sop: str
    number: int
    """In the order in which the store first saw them, from 1."""
    digest: str
    kept_at: datetime
    """When the store first saw it."""
    instances: int
    """That were ever started by it."""
    running: int
    """That have not ended."""


def kept_versions(reader: Reader) -> tuple[KeptVersion, ...]:
    """By SOP and number."""
    names = ("sop", "number", "digest", "kept_at", "instances", "running")
    return tuple(KeptVersion(**dict(zip(names, row, strict=True))) for row in _KEPT.rows(reader.link))
