"""From one database to another: all rows as they are, held together by one digest, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table, insert, select

from sopengine.errors import RefusedError, StorageError
from sopengine.frozen import frozen
from sopengine.store.audit import chain
from sopengine.store.copies import rows
from sopengine.store.copies.numbers import gaps_until, number_on
from sopengine.store.driver.statement import Keeping, Spelling, Statement
from sopengine.store.reader import Reader
from sopengine.store.writer import Writer


@frozen
class Moved:
    """What was copied."""

    rows: int
    digest: str
    """Of both stores."""


def copy_all(source: Reader, target: Writer, name: str) -> Moved:
    """Into a store that holds nothing yet; `name`: of that one, for messages. Nothing is kept unless all of it is."""
    for table in rows.TABLES:
        if Statement(select(table).limit(1)).kept(target.link):
            raise RefusedError("the store {store} holds something already: name one that is new", store=name)
    copied = _Counted()
    digest = chain.whole(rows.in_words(table, copied.rows(source, target, table)) for table in rows.TABLES).hex()
    number_on(target.link, gaps_until(source.link))
    if rows.digest(target.link) != digest:
        raise StorageError("the copy in {store} is not equal: nothing of it was kept", store=name)
    return Moved(rows=copied.number, digest=digest)


class _Counted:
    """Copies on the way from one store to the digest of what it holds."""

    def __init__(self) -> None:
        self.number = 0

    def rows(self, source: Reader, target: Writer, table: Table) -> Iterator[rows.Row]:
        by_place = {column.name: f"value[{place}]" for place, column in enumerate(table.columns)}
        insertion = Keeping(insert(table), Spelling(expressions=by_place, names={}))
        for batch in rows.batches(source.link, table):
            insertion.keep_each(target.link, batch)
            self.number += len(batch)
            yield from batch
