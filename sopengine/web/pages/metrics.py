"""Figures for who watches over the server, in the text format of Prometheus, behind a token."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from itertools import accumulate
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

from sopengine.errors import SopError
from sopengine.store.checkup.gauges import Gauges, gauges
from sopengine.web.asked import Asked
from sopengine.web.pages import refused
from sopengine.web.traffic import BOUNDS, Traffic

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BEGUN = time.time()
_MEMORY = Path("/proc/self/statm")
"""Pages of memory: all, resident, …; only Linux has it."""
_PAGE = 4096
_Labels = Mapping[str, object]
_Sample = tuple[str, _Labels, float]
"""What follows the name, labels, value."""
_NONE: _Labels = {}


def shown(asked: Asked) -> Response:
    """Nothing is there without a token in the settings; who brings another one is not told more."""
    token = asked.hosted.metrics_token
    if not token:
        return refused.nothing_here(asked)
    if not hmac.compare_digest(asked.bearer.encode(), token.encode()):
        headers = {"WWW-Authenticate": "Bearer"}
        return PlainTextResponse("a token is needed\n", HTTPStatus.UNAUTHORIZED, headers)
    lines = (*_of_traffic(asked.hosted.traffic), *_of_process(), *_of_store(asked))
    return PlainTextResponse("\n".join(lines) + "\n", media_type=_TYPE)


def _of_traffic(traffic: Traffic) -> Iterator[str]:
    answered = (
        ("", {"route": route, "method": method, "status": status}, float(count))
        for (route, method, status), count in sorted(traffic.answered().items())
    )
    yield from _metric("sop_http_requests_total", "counter", "Requests that were answered.", answered)
    samples = [sample for route, kept in sorted(traffic.lasted().items()) for sample in _histogram(route, *kept)]
    yield from _metric("sop_http_request_seconds", "histogram", "How long an answer took to make.", samples)


def _histogram(route: str, counts: tuple[int, ...], seconds: float) -> Iterator[_Sample]:
    ends = (*(format(bound, "g") for bound in BOUNDS), "+Inf")
    for end, count in zip(ends, accumulate(counts), strict=True):
        yield "_bucket", {"route": route, "le": end}, float(count)
    yield "_sum", {"route": route}, seconds
    yield "_count", {"route": route}, float(sum(counts))


def _of_process() -> Iterator[str]:
    yield from _one("process_start_time_seconds", "When this server began.", _BEGUN)
    if _MEMORY.exists():
        resident = int(_MEMORY.read_text().split()[1]) * _PAGE
        yield from _one("process_resident_memory_bytes", "Memory of this server.", resident)


def _of_store(asked: Asked) -> Iterator[str]:
    try:
        found = asked.engine.ask(lambda reader: gauges(reader.link, asked.now))
    except SopError:
        yield from _one("sop_store_up", "Whether the store can be read.", 0)
        return
    yield from _one("sop_store_up", "Whether the store can be read.", 1)
    yield from _told(found)


def _told(found: Gauges) -> Iterator[str]:
    yield from _one("sop_store_bytes", "Size of the database.", found.size)
    yield from _one("sop_work_items_open", "Open work items.", found.open_work)
    yield from _one("sop_work_items_overdue", "Open work items past their due time.", found.overdue)
    yield from _one("sop_outbox_waiting", "Letters that wait to be sent.", found.letters_waiting)
    yield from _one("sop_outbox_failed", "Letters that were given up.", found.letters_failed)
    if found.worker_seen:
        told = "When a worker was last at work, to the minute."
        yield from _one("sop_worker_last_seen_timestamp_seconds", told, found.worker_seen.timestamp())


def _one(name: str, told: str, value: float) -> Iterator[str]:
    return _metric(name, "gauge", told, [("", _NONE, float(value))])


def _metric(name: str, kind: str, told: str, samples: Iterable[_Sample]) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
    for suffix, labels, value in samples:
        yield f"{name}{suffix}{_labels(labels)} {value:.17g}"


def _labels(labels: _Labels) -> str:
    """Values come from the table of routes: none needs to be escaped."""
    said = ",".join(f'{name}="{value}"' for name, value in labels.items())
    return f"{{{said}}}" if said else ""
