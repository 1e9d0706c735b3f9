"""The tabs at the top of every page, on a phone at its bottom."""

from __future__ import annotations

from dataclasses import dataclass

from sopengine.errors import Phrase
from sopengine.web.access.roles import EVERYBODY, Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of them."""

    name: str
    """Of the routes that belong to it."""
    path: str
    title: Phrase
    short: Phrase
    """On a phone."""
    roles: frozenset[Role]


TABS = (
    Tab(name="tasks", path="/", title=Phrase("My tasks"), short=Phrase("Tasks"), roles=EVERYBODY),
    Tab(name="instances", path="/instances", title=Phrase("Processes"), short=Phrase("Processes"), roles=EVERYBODY),
    Tab(name="start", path="/instances/new", title=Phrase("Start"), short=Phrase("Start"), roles=EVERYBODY),
    Tab(name="sops", path="/sops", title=Phrase("Catalogue of SOPs"), short=Phrase("SOPs"), roles=EVERYBODY),
    Tab(
        name="reports",
        path="/reports",
        title=Phrase("Reports"),
        short=Phrase("Reports"),
        roles=frozenset({Role.SUPERVISOR, Role.HEAD, Role.ANALYST, Role.ADMIN}),
    ),
    Tab(name="people", path="/people", title=Phrase("People"), short=Phrase("People"), roles=EVERYBODY),
)
AT_THE_BOTTOM = 3
"""Of them on a phone; the others stand on a page of their own."""


def tabs_of(person: Person) -> list[Tab]:
    """That this person may open."""
    return [tab for tab in TABS if tab.roles & person.roles]
