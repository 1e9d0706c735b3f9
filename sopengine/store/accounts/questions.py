"""Questions about accounts and sessions, and what changes them: one statement each, all served by an index."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from sopengine.store.accounts import tables
from sopengine.store.accounts.values import Account, AccountKind, Failures, OpenSession
from sopengine.store.driver.link import Link
from sopengine.store.driver.statement import Row, Statement

_ACCOUNT, _SESSION, _TRY = tables.account.c, tables.session.c, tables.sign_in.c
_ANY = Statement(select(_ACCOUNT.person).where(_ACCOUNT.closed_at.is_(None)).limit(1))
_ONE = Statement(select(tables.account).where(_ACCOUNT.person == bindparam("person")))
_ALL = Statement(select(tables.account).order_by(_ACCOUNT.person))
_INSERT = Statement(insert(tables.account))
_UPDATE = Statement(
    update(tables.account)
    .where(_ACCOUNT.person == bindparam("of_person"))
    .values({name: bindparam(name) for name in ("password", "must_change", "set_at", "set_by", "closed_at")})
)
_CLOSE = Statement(
    update(tables.account)
    .where(_ACCOUNT.person == bindparam("of_person"))
    .values(password="", closed_at=bindparam("closed_at"))
)
_SESSION_BY_HASH = Statement(select(tables.session).where(_SESSION.hash == bindparam("hash")))
_SESSIONS = Statement(select(tables.session).order_by(_SESSION.person, _SESSION.begun_at))
_OPEN = Statement(insert(tables.session))
_SEE = Statement(
    update(tables.session).where(_SESSION.hash == bindparam("of_hash")).values(seen_at=bindparam("seen_at"))
)
_END = Statement(delete(tables.session).where(_SESSION.hash == bindparam("of_hash")))
_END_ALL = Statement(delete(tables.session).where(_SESSION.person == bindparam("of_person")))
_END_IDLE = Statement(delete(tables.session).where(_SESSION.seen_at < bindparam("before")))
_LAST_TRY = Statement(select(func.max(_TRY.seq)))
_RECORD = Statement(insert(tables.sign_in))
_EVENT = tables.account_event.c
_LAST_EVENT = Statement(select(func.max(_EVENT.seq)))
_RECORD_EVENT = Statement(insert(tables.account_event))
_BY_PERSON = Statement(
    select(_TRY.at, _TRY.kept)
    .where(_TRY.person == bindparam("person"), _TRY.at > bindparam("since"))
    .order_by(_TRY.at.desc())
)
_BY_ADDRESS = Statement(
    select(_TRY.at, _TRY.kept)
    .where(_TRY.address == bindparam("address"), _TRY.at > bindparam("since"))
    .order_by(_TRY.at.desc())
)


class KeptAccounts:
    """The accounts of a store as one transaction sees them; what changes them needs a writing one."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def any(self) -> bool:
        """Whether anybody may sign in."""
        return _ANY.value(self._link) is not None

    def account(self, person: str) -> Account | None:
        found = _ONE.rows(self._link, person=person)
        return _as_account(found[0]) if found else None

    def accounts(self) -> tuple[Account, ...]:
        """By person; closed ones too."""
        return tuple(map(_as_account, _ALL.rows(self._link)))

    def keep(self, account: Account) -> None:
        """A new account, or a new password of one; one that was closed is open again."""
        said = {"password": account.password, "must_change": int(account.must_change)}
        said |= {"set_at": account.set_at, "set_by": account.set_by, "closed_at": None}
        if self.account(account.person) is None:
            _INSERT.change(self._link, person=account.person, **said)
        else:
            _UPDATE.change(self._link, of_person=account.person, **said)
        self._end_all(account.person)

    def close(self, person: str, at: datetime) -> None:
        """Nobody signs in with it, and its sessions end."""
        _CLOSE.change(self._link, of_person=person, closed_at=at)
        self._end_all(person)

    def session(self, hash: str) -> OpenSession | None:
        found = _SESSION_BY_HASH.rows(self._link, hash=hash)
        return _as_session(found[0]) if found else None

    def sessions(self) -> tuple[OpenSession, ...]:
        """By person."""
        return tuple(map(_as_session, _SESSIONS.rows(self._link)))

    def open_session(self, session: OpenSession) -> None:
        _OPEN.change(
            self._link,
            hash=session.hash,
            person=session.person,
            begun_at=session.begun_at,
            seen_at=session.seen_at,
            address=session.address,
            browser=session.browser,
        )

    def saw(self, hash: str, at: datetime) -> None:
        _SEE.change(self._link, of_hash=hash, seen_at=at)

    def end(self, hash: str) -> None:
        _END.change(self._link, of_hash=hash)

    def _end_all(self, person: str) -> None:
        _END_ALL.change(self._link, of_person=person)

    def end_idle(self, before: datetime) -> None:
        """All that were seen last before a moment."""
        _END_IDLE.change(self._link, before=before)

    def record(self, person: str, address: str, at: datetime, *, kept: bool) -> None:
        seq = 1 + (_LAST_TRY.value(self._link) or 0)
        _RECORD.change(self._link, seq=seq, at=at, person=person, address=address, kept=int(kept))

    def record_change(self, kind: AccountKind, person: str, by: str, at: datetime) -> None:
        """What was done with an account."""
        seq = 1 + (_LAST_EVENT.value(self._link) or 0)
        _RECORD_EVENT.change(self._link, seq=seq, at=at, by=by, kind=kind.value, person=person)

    def failures_of(self, person: str, since: datetime) -> Failures:
        return _failures(_BY_PERSON.rows(self._link, person=person, since=since))

    def failures_from(self, address: str, since: datetime) -> Failures:
        return _failures(_BY_ADDRESS.rows(self._link, address=address, since=since))


def _failures(rows: list[Row]) -> Failures:
    """Of tries with the latest first: those before a right one do not count."""
    wrong: list[datetime] = []
    for at, kept in rows:
        if kept:
            break
        wrong.append(at)
    return Failures(count=len(wrong), latest=wrong[0] if wrong else None)


def _as_account(row: Row) -> Account:
    return Account(
        person=row[0],
        password=row[1],
        must_change=bool(row[2]),
        set_at=row[3],
        set_by=row[4],
        closed_at=row[5],
    )


def _as_session(row: Row) -> OpenSession:
    return OpenSession(hash=row[0], person=row[1], begun_at=row[2], seen_at=row[3], address=row[4], browser=row[5])
