"""Where somebody begins who asked for no page: at their work where some of it presses, else at their desk."""

from __future__ import annotations

from sopengine.office.people.desk import desk_of
from sopengine.web.access.roles import Person
from sopengine.web.asked import Asked, own_path
from sopengine.web.words.tabs import has_desk

FIRST, DESK = "/", "/desk"


def beginning(asked: Asked, person: Person, wished: str) -> str:
    """The page that was asked for; of who answers for others and has nothing late or due today, their desk."""
    path = own_path(wished)
    return DESK if path == FIRST and has_desk(person) and not _is_pressed(asked, person) else path


def _is_pressed(asked: Asked, person: Person) -> bool:
    if asked.engine.person(person.id) is None:
        return False
    first = desk_of(asked.engine, person.id, most=1)
    return bool(first.late or first.today)
