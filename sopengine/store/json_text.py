"""Values that the store keeps as JSON text in a column."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sopengine.execution.values.instance import Arrival, RowVisit

_EMPTY = "{}"
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def of_arrivals(value: Mapping[str, Sequence[Arrival]]) -> str:
    return of_mapping({point: [_of_arrival(arrival) for arrival in waiting] for point, waiting in value.items()})


def of_mapping(value: Mapping[str, Any]) -> str:
    return _encode(value) if value else _EMPTY


def to_arrivals(text: str) -> dict[str, tuple[Arrival, ...]]:
    return {point: tuple(_arrival(plain) for plain in waiting) for point, waiting in to_mapping(text).items()}


def to_mapping(text: str) -> dict[str, Any]:
    return {} if text == _EMPTY else dict(json.loads(text))


def _of_arrival(value: Arrival) -> dict[str, Any]:
    plain: dict[str, Any] = {"at": value.at.isoformat(), "from": value.came_from, "back": value.back}
    if value.visit:
        due = value.visit.due_at
        plain["visit"] = [value.visit.number, due.isoformat() if due else None, value.visit.provisional]
    return plain


def _arrival(plain: dict[str, Any]) -> Arrival:
    visit = None
    if "visit" in plain:
        number, due, provisional = plain["visit"]
        due_at = datetime.fromisoformat(due) if due else None
        visit = RowVisit(number=number, due_at=due_at, provisional=provisional)
    at = datetime.fromisoformat(plain["at"])
    return Arrival(at=at, came_from=plain["from"], visit=visit, back=plain["back"])
