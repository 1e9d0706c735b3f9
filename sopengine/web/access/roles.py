"""What somebody may come for; every route names the roles that may call it."""

from __future__ import annotations

from enum import StrEnum

from sopengine.engine import Engine
from sopengine.frozen import frozen


class Role(StrEnum):
    """The words are those of the store."""

    STRANGER = "stranger"
    """Nobody has said who asks: signing in, what signing in needs, and whether the server lives."""
    OFFICIAL = "petugas"
    SUPERVISOR = "pengawas"
    ANALYST = "penyusun"
    HEAD = "pimpinan"
    ADMIN = "admin"


EVERYBODY = frozenset(Role) - {Role.STRANGER}
"""Who has signed in, whatever for."""
ANYONE = frozenset(Role)


@frozen
class Person:
    """Who asks."""

    id: str
    """As events have it; empty of a stranger."""
    roles: frozenset[Role]

    @property
    def is_known(self) -> bool:
        return bool(self.id)


def roles_in(engine: Engine, person: str) -> frozenset[Role]:
    """Of somebody who signed in, in whatever agency; everybody may do the work of what they hold."""
    given = {Role(role.value) for who, _, role in engine.roles() if who == person}
    return frozenset({Role.OFFICIAL} | given)


NOBODY = Person(id="", roles=frozenset({Role.STRANGER}))
