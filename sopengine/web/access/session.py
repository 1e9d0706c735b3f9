"""Sessions: of those who signed in; of a desk without accounts, where everyone is the person that was chosen."""

from __future__ import annotations

import re
import secrets
from urllib.parse import quote, unquote

from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.errors.unfit import unfit_sign
from sopengine.frozen import frozen
from sopengine.web.access.roles import ANYONE, NOBODY, Person, roles_in

COOKIE = "sop_session"
_SECRET_BYTES = 32
_LONGEST_NAME = 80
"""Characters of the name of a person who is chosen."""
_KEPT = re.compile(r"([A-Za-z0-9_-]{43})\.(.*)")


@frozen
class Session:
    """One browser, and who sits before it."""

    secret: str
    """Random; the tokens of its forms are made of it."""
    person: Person
    must_change: bool = False
    """Signed in with a password that somebody else gave: a new one comes first."""


class Sessions:
    """Knows who a cookie stands for. From the first account on nobody is who they merely say they are."""

    def __init__(self, engine: Engine) -> None:
        self.accounts = accounts_of(engine)
        self._engine = engine
        self._has_accounts = False

    @property
    def are_chosen(self) -> bool:
        """Nobody signs in: everyone says who they are. For a server that only this machine can reach."""
        self._has_accounts = self._has_accounts or self.accounts.any()
        return not self._has_accounts

    def found(self, cookie: str, *, by_itself: bool = False) -> Session:
        """Whom it stands for; nobody where it is not ours, or has ended. `by_itself`: a page asks, and no person."""
        kept = _KEPT.fullmatch(cookie)
        if kept is None:
            return Session(secret=new_secret(), person=NOBODY)
        if self.are_chosen:
            name = unquote(kept[2])
            return Session(secret=kept[1], person=self._chosen(name) if is_name(name) else NOBODY)
        return self._signed_in(kept[1], by_itself)

    def cookie(self, session: Session) -> str:
        """What the browser is to bring again; without accounts it holds the name itself."""
        return f"{session.secret}.{quote(session.person.id) if self.are_chosen else ''}"

    def _chosen(self, name: str) -> Person:
        """With the roles that the store gives them; where it has no people, with all."""
        if not self._engine.has_people():
            return chosen(name)
        known = self._engine.person(name)
        return Person(id=known.id, roles=roles_in(self._engine, known.id)) if known else NOBODY

    def _signed_in(self, secret: str, by_itself: bool) -> Session:
        found = self.accounts.session(secret, by_itself=by_itself)
        account = self.accounts.account(found.person) if found else None
        if found is None or account is None or account.closed_at:
            return Session(secret=secret, person=NOBODY)
        person = Person(id=found.person, roles=roles_in(self._engine, found.person))
        return Session(secret=secret, person=person, must_change=account.must_change)


def new_secret() -> str:
    """For a browser that is new, or that has just signed in."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def is_name(name: str) -> bool:
    """Whether somebody can be called so."""
    return bool(name.strip()) and len(name) <= _LONGEST_NAME and not unfit_sign(name)


def chosen(name: str) -> Person:
    """Of a desk without accounts: whoever sits there may do everything."""
    return Person(id=name.strip(), roles=ANYONE)
