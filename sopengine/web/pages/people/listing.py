"""Everybody who works here, with what they hold today."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from sopengine.frozen import frozen
from sopengine.office.people.directory import directory
from sopengine.people.values import Holding
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked
from sopengine.web.pages.people.held import Held, held, titles, today

LONGEST_SEARCH, LONGEST_COUNT = 200, 6
"""Characters."""


@frozen
class Row:
    """One person."""

    id: str
    name: str
    held: tuple[Held, ...]
    to_come: tuple[Held, ...]
    roles: tuple[str, ...]
    signs_in: bool


def shown(asked: Asked) -> Response:
    wanted = asked.query.get("find", "").strip()[:LONGEST_SEARCH]
    accounts = {one.person for one in asked.hosted.sessions.accounts.all() if not one.closed_at}
    found, known = directory(asked.engine, today(asked)), titles(asked)
    rows = [
        Row(
            id=one.person.id,
            name=one.person.name,
            held=_told(asked, one.held, known),
            to_come=_told(asked, one.to_come, known),
            roles=tuple(dict.fromkeys(role.value for _, role in one.roles)),
            signs_in=one.person.id in accounts,
        )
        for one in found
    ]
    return asked.page(
        "people/listing.html",
        rows=[row for row in rows if _holds(row, wanted)],
        total=len(rows),
        wanted=wanted,
        administers=Role.ADMIN in asked.person.roles,
        has_accounts=bool(accounts),
        imported=_imported(asked.query),
    )


def _imported(query: Mapping[str, str]) -> Mapping[str, int]:
    """How many of each, after a list was kept; nothing otherwise."""
    counts = {name: query.get(name, "") for name in ("added", "changed", "held")}
    fit = all(text.isascii() and text.isdecimal() and len(text) <= LONGEST_COUNT for text in counts.values())
    return {name: int(text) for name, text in counts.items()} if fit else {}


def _told(asked: Asked, holdings: tuple[Holding, ...], known: Mapping[str, str]) -> tuple[Held, ...]:
    return tuple(held(asked, one, known) for one in holdings)


def _holds(row: Row, wanted: str) -> bool:
    text = " ".join((row.id, row.name, *row.roles, *(one.position for one in (*row.held, *row.to_come)))).casefold()
    return all(word in text for word in wanted.casefold().split())
