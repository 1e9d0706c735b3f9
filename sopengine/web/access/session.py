"""Sessions of a desk where nobody signs in: everyone is the person that was chosen at the top of the page."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote

from sopengine.errors.unfit import unfit_sign
from sopengine.web.access.roles import ANYONE, NOBODY, Person

COOKIE = "sop_session"
_SECRET_BYTES = 32
_LONGEST_NAME = 80
"""Characters of the name of a person who is chosen."""
_KEPT = re.compile(r"([A-Za-z0-9_-]{43})\.(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser, and who sits before it."""

    secret: str
    """Random; the tokens of its forms are made of it."""
    person: Person


class Sessions(Protocol):
    """Knows who a cookie stands for."""

    @property
    def are_chosen(self) -> bool:
        """Nobody signs in: everyone says who they are."""

    def found(self, cookie: str) -> Session | None:
        """None where it stands for nobody, or not any more."""

    def cookie(self, session: Session) -> str:
        """What the browser is to bring again."""


class ChosenSessions:
    """Without accounts: the cookie holds the name itself. For a server that only this machine can reach."""

    are_chosen = True

    def found(self, cookie: str) -> Session | None:
        kept = _KEPT.fullmatch(cookie)
        if kept is None:
            return None
        name = unquote(kept[2])
        return Session(secret=kept[1], person=chosen(name) if is_name(name) else NOBODY)

    def cookie(self, session: Session) -> str:
        return f"{session.secret}.{quote(session.person.id)}"


def is_name(name: str) -> bool:
    """Whether somebody can be called so."""
    return bool(name.strip()) and len(name) <= _LONGEST_NAME and not unfit_sign(name)


def chosen(name: str) -> Person:
    """Of a desk without accounts: whoever sits there may do everything."""
    return Person(id=name.strip(), roles=ANYONE)


def stranger() -> Session:
    """A new browser."""
    return Session(secret=secrets.token_urlsafe(_SECRET_BYTES), person=NOBODY)
