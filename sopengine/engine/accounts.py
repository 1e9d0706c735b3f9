"""Who may sign in to the pages: accounts, sessions, and how wrong passwords slow down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sopengine.engine.questions import Questions
from sopengine.store.accounts.questions import KeptAccounts
from sopengine.store.accounts.values import Account, AccountKind, Failures, OpenSession
from sopengine.store.store import Store

IDLE = timedelta(hours=12)
"""A session that is not used for so long has ended."""
_SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is kept when a session was used last."""
_COUNTED = timedelta(hours=1)
"""So long a wrong password counts."""
_FREE, _FREE_OF_AN_ADDRESS = 4, 19
"""Wrong ones without a pause; an office may sit behind one address."""
_LONGEST = timedelta(minutes=15)


class Accounts:
    """Of one store. A person is an id; passwords come as argon2id keeps them, sessions as the browser's secret."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def any(self) -> bool:
        """Whether anybody may sign in; else everyone says who they are."""
        return self._store.read(lambda reader: KeptAccounts(reader.link).any())

    def account(self, person: str) -> Account | None:
        """Of somebody, in whatever case; None where there is none."""
        return self._store.read(lambda reader: KeptAccounts(reader.link).account(_id(person)))

    def all(self) -> tuple[Account, ...]:
        """By person; closed ones too."""
        return self._store.read(lambda reader: KeptAccounts(reader.link).accounts())

    def keep(self, person: str, password: str, *, by: str, must_change: bool = False) -> None:
        """A new account, or a new password; all sessions of the person end."""
        account = Account(
            person=_id(person), password=password, must_change=must_change, set_at=self._clock(), set_by=by
        )

        def kept(accounts: KeptAccounts) -> None:
            before = accounts.account(account.person)
            is_new = before is None or before.closed_at is not None
            accounts.keep(account)
            kind = AccountKind.GIVEN if is_new else AccountKind.PASSWORD
            accounts.record_change(kind, account.person, by, account.set_at)

        self._store.write(lambda writer: kept(KeptAccounts(writer.link)), by)

    def close(self, person: str, *, by: str) -> None:
        """Nobody signs in with it any more."""
        now = self._clock()

        def closed(accounts: KeptAccounts) -> None:
            accounts.close(_id(person), now)
            accounts.record_change(AccountKind.CLOSED, _id(person), by, now)

        self._store.write(lambda writer: closed(KeptAccounts(writer.link)), by)

    def pause(self, person: str, address: str) -> timedelta:
        """How long nobody may try again for this person, or from this address; zero where they may now."""
        now = self._clock()

        def found(kept: KeptAccounts) -> tuple[Failures, Failures]:
            since = now - _COUNTED
            return kept.failures_of(_id(person), since), kept.failures_from(address, since)

        own, of_address = self._store.read(lambda reader: found(KeptAccounts(reader.link)))
        return max(_left(own, _FREE, now), _left(of_address, _FREE_OF_AN_ADDRESS, now))

    def tried(self, person: str, address: str, *, kept: bool) -> None:
        """Somebody gave a password; `kept`: the right one."""
        now = self._clock()
        self._store.write(lambda writer: KeptAccounts(writer.link).record(_id(person), address, now, kept=kept))

    def open_session(self, secret: str, person: str, address: str, browser: str) -> None:
        """Of a browser that brings this secret from now on; what was idle for too long is cleared away."""
        now = self._clock()
        session = OpenSession(
            hash=_hash(secret), person=_id(person), begun_at=now, seen_at=now, address=address, browser=browser
        )

        def opened(kept: KeptAccounts) -> None:
            kept.end_idle(now - IDLE)
            kept.open_session(session)

        self._store.write(lambda writer: opened(KeptAccounts(writer.link)), person)

    def session(self, secret: str, *, by_itself: bool = False) -> OpenSession | None:
        """That the browser's secret stands for; None where it has ended, or never was.

        `by_itself`: the browser asks without anybody before it, which does not lengthen the session.
        """
        hash, now = _hash(secret), self._clock()
        found = self._store.read(lambda reader: KeptAccounts(reader.link).session(hash))
        if found is None or now - found.seen_at > IDLE:
            return None
        if now - found.seen_at > _SEEN_EVERY and not by_itself:
            self._store.write(lambda writer: KeptAccounts(writer.link).saw(hash, now), found.person)
            return replace(found, seen_at=now)
        return found

    def sessions(self) -> tuple[OpenSession, ...]:
        """That have not ended, by person."""
        now = self._clock()
        found = self._store.read(lambda reader: KeptAccounts(reader.link).sessions())
        return tuple(one for one in found if now - one.seen_at <= IDLE)

    def end(self, secret: str) -> None:
        """The browser signs out."""
        self._store.write(lambda writer: KeptAccounts(writer.link).end(_hash(secret)))

    def end_from_afar(self, person: str, hashes: Iterable[str], *, by: str) -> int:
        """Sessions of a person, as they are listed, on other browsers than the one that asks; how many there were."""
        now, wanted = self._clock(), set(hashes)

        def ended(accounts: KeptAccounts) -> int:
            found = [one for one in accounts.sessions() if one.person == _id(person) and one.hash in wanted]
            for one in found:
                accounts.end(one.hash)
            if found:
                accounts.record_change(AccountKind.ENDED, _id(person), by, now)
            return len(found)

        return self._store.write(lambda writer: ended(KeptAccounts(writer.link)), by)


def accounts_of(engine: Questions) -> Accounts:
    """Asked for apart from the engine: commands on work need not know of accounts."""
    return Accounts(engine._store, engine._clock)


def _left(failures: Failures, free: int, now: datetime) -> timedelta:
    """After each wrong one beyond the free ones the pause doubles, from one second."""
    beyond = failures.count - free
    if beyond <= 0 or failures.latest is None:
        return timedelta()
    pause = min(timedelta(seconds=2 ** min(beyond - 1, 20)), _LONGEST)
    return max(failures.latest + pause - now, timedelta())


def _id(person: str) -> str:
    return person.strip().casefold()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
