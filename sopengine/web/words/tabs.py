"""The tabs at the top of every page, on a phone at its bottom."""

from __future__ import annotations

from sopengine.errors import Phrase
from sopengine.frozen import frozen
from sopengine.web.access.roles import EVERYBODY, Person, Role


@frozen
class Tab:
    """One of them."""

    name: str
    """Of the routes that belong to it."""
    path: str
    title: Phrase
    short: Phrase
    """On a phone."""
    roles: frozenset[Role]


OVERSEERS = frozenset({Role.SUPERVISOR, Role.HEAD, Role.ADMIN})
"""Who answers for the work of others."""
TABS = (
    Tab(name="desk", path="/desk", title=Phrase("Head's desk"), short=Phrase("Desk"), roles=OVERSEERS),
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
_AT_THE_BOTTOM = 3
"""Of them on a phone; the others stand on a page of their own."""


def tabs_of(person: Person) -> list[Tab]:
    """That this person may open."""
    return [tab for tab in TABS if tab.roles & person.roles]


def at_the_bottom(person: Person) -> list[Tab]:
    """On a phone: of those who have a desk it stands in place of their tasks, which lie on it."""
    left_out = "tasks" if has_desk(person) else "desk"
    return [tab for tab in tabs_of(person) if tab.name != left_out][:_AT_THE_BOTTOM]


def has_desk(person: Person) -> bool:
    """Supervisors and heads; at a desk where anybody may be anybody the work itself comes first."""
    return bool({Role.SUPERVISOR, Role.HEAD} & person.roles) and Role.STRANGER not in person.roles
