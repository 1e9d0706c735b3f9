"""Events of reports and locked figures, written and read; each event's hash holds all events of reports before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from sopengine.errors import StorageError
from sopengine.store.audit import chain
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Statement
from sopengine.store.reports import tables
from sopengine.store.reports.values import ReportEvent, ReportEventKind

_EVENT, _FIGURES = tables.report_event.c, tables.locked_figures.c
_TOLD = select(_EVENT.seq, _EVENT.period, _EVENT.kind, _EVENT.recorded_at, _EVENT.by, _EVENT.data)
_ALL = Statement(select(tables.report_event).order_by(_EVENT.seq))
_OF_PERIOD = Statement(_TOLD.where(_EVENT.period == bindparam("period")).order_by(_EVENT.seq))
_BUT_ASSESSED = Statement(_TOLD.where(_EVENT.kind != ReportEventKind.ASSESSED.value).order_by(_EVENT.seq))
_LAST = Statement(select(_EVENT.seq, _EVENT.hash).order_by(_EVENT.seq.desc()).limit(1))
_INSERT_EVENT = Statement(insert(tables.report_event))
_TEXT = Statement(select(_FIGURES.text).where(_FIGURES.digest == bindparam("digest")))
_DIGESTS = Statement(select(_FIGURES.digest).order_by(_FIGURES.digest))
_COUNT = Statement(
    select(func.count()).select_from(tables.locked_figures).where(_FIGURES.digest == bindparam("digest"))
)
_NEEDED = {
    ReportEventKind.ASSESSED: {"agency", "sop"},
    ReportEventKind.LOCKED: {"digest"},
    ReportEventKind.REOPENED: {"digest", "reason"},
}
_INSERT_FIGURES = Statement(insert(tables.locked_figures))


class KeptReports:
    """The reports of one store, inside a transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def events(self, period: str) -> tuple[ReportEvent, ...]:
        """Of the report of one period, in their order."""
        return tuple(map(_event, _OF_PERIOD.rows(self._link, period=period)))

    def lockings(self) -> tuple[ReportEvent, ...]:
        """When reports were locked and reopened, in their order."""
        return tuple(map(_event, _BUT_ASSESSED.rows(self._link)))

    def record(self, period: str, kind: ReportEventKind, by: str, now: datetime, told: Mapping[str, str]) -> int:
        """The number of the event."""
        last = _LAST.rows(self._link)
        seq, before = (last[0][0] + 1, bytes(last[0][1])) if last else (1, chain.START)
        data = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
        values = {"seq": seq, "period": period, "kind": kind.value, "recorded_at": now, "by": by, "data": data}
        _INSERT_EVENT.change(self._link, **values, hash=_hash(before, values))
        return seq

    def figures(self, digest: str) -> str | None:
        """As they were kept; None where they are not."""
        text: str | None = _TEXT.value(self._link, digest=digest)
        return text

    def keep_figures(self, text: str, now: datetime) -> str:
        """Their digest; the same figures are kept once."""
        digest = digest_of(text)
        if not _COUNT.value(self._link, digest=digest):
            _INSERT_FIGURES.change(self._link, digest=digest, kept_at=now, text=text)
        return digest

    def broken_events(self) -> Iterator[tuple[int, str]]:
        """Number and period of each event whose hash is not what it should be after the one before."""
        before, expected = chain.START, 1
        for seq, period, kind, at, by, data, hash in _ALL.rows(self._link):
            values = {"seq": seq, "period": period, "kind": kind, "recorded_at": at, "by": by, "data": data}
            if seq != expected or _hash(before, values) != bytes(hash):
                yield seq, period
            before, expected = bytes(hash), seq + 1

    def broken_figures(self) -> Iterator[str]:
        """Digests of those that are no longer what was kept."""
        for (digest,) in _DIGESTS.rows(self._link):
            if digest_of(self.figures(digest) or "") != digest:
                yield digest


def digest_of(text: str) -> str:
    """SHA-256, hexadecimal: what `sha256sum` says of the same text as a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _hash(before: bytes, values: Mapping[str, Any]) -> bytes:
    """Of all that the row says, and of the hash before it."""
    told = [value.isoformat() if isinstance(value, datetime) else value for value in values.values()]
    return chain.whole((before.hex(), json.dumps(told, ensure_ascii=False)))


def _event(row: Any) -> ReportEvent:
    seq, period, kind, at, by, data = row
    try:
        told = {name: str(value) for name, value in json.loads(data).items()}
        known = ReportEventKind(kind)
        if not _NEEDED[known] <= told.keys():
            raise ValueError(data)
    except (ValueError, AttributeError) as error:
        raise StorageError("report {period}: entry {seq} cannot be read", period=period, seq=seq) from error
    return ReportEvent(seq=seq, period=period, kind=known, at=at, by=by, told=told)
