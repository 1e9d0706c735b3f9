"""Answers about people as plain data, as `schemas/answers.schema.json` has them: what programs read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sopengine.office.people.desk import Desk
from sopengine.office.people.directory import Entry
from sopengine.office.words.answers import FORMAT, of_work
from sopengine.people.values import Holding

Plain = dict[str, Any]


def of_directory(found: Iterable[Entry], on: date) -> Plain:
    """NIPs and addresses are left out: nobody needs them to know who holds what."""
    people = [
        {
            "person": entry.person.id,
            "name": entry.person.name,
            "held": [_holding(one) for one in entry.held],
            "to_come": [_holding(one) for one in entry.to_come],
            "roles": [{"agency": agency.name, "role": role.value} for agency, role in entry.roles],
        }
        for entry in found
    ]
    return {"format": FORMAT, "on": on.isoformat(), "people": people}


def of_desk(desk: Desk, at: datetime) -> Plain:
    groups = {"late": desk.late, "today": desk.today, "next": desk.next, "others": desk.others}
    return {
        "format": FORMAT,
        "at": at.astimezone(UTC).isoformat(),
        "person": desk.person.id,
        "tasks": [of_work(work) for work in desk.own],
        "groups": {name: [work.item.id for work in group] for name, group in groups.items()},
        "others": [of_work(work) for work in desk.others],
    }


def _holding(one: Holding) -> Plain:
    return {
        "position": one.position,
        "agency": one.agency.name,
        "government": one.agency.government,
        "kind": one.kind.value,
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "letter": one.letter,
    }
