"""One transaction: all of it or nothing, and a certain answer also where the connection goes while it is committed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from sopengine.store.dialects.database import Fate
from sopengine.store.driver.link import Link, Links, of_another_version

Answer = TypeVar("Answer")
Trace = Callable[[Link], bool] | None
"""Whether something that the transaction wrote is there; None where it wrote nothing that tells."""

_ASKED_AT_MOST = 20
_PAUSE = 0.5
"""Seconds between two questions after a commit without answer: a server that starts again takes some."""


class Unsure(Exception, Generic[Answer]):
    """The connection went while the transaction was committed: only the database knows whether it was."""

    def __init__(self, transaction: str, answer: Answer, trace: Trace) -> None:
        super().__init__(transaction)
        self.transaction = transaction
        self.answer = answer
        self.trace = trace


def reading(links: Links, work: Callable[[Link], Answer]) -> Answer:
    """From one consistent view."""
    with links.one() as link:
        link.run(links.database.begin_reading)
        return _or_nothing(link, lambda: _then(work(link), link.commit))


def trying(links: Links, version: str, work: Callable[[Link], Answer]) -> Answer:
    """Nothing of it is kept."""
    with links.one() as link:
        _begin(link, version)
        return _or_nothing(link, lambda: _then(work(link), lambda: link.run("ROLLBACK")))


def preparing(links: Links, work: Callable[[Link], Answer]) -> Answer:
    """Makes the tables, or changes them."""
    with links.one() as link:
        link.run(links.database.begin_preparing)
        return _or_nothing(link, lambda: _then(work(link), link.commit))


def writing(links: Links, version: str, work: Callable[[Link], tuple[Answer, Trace]]) -> Answer:
    """What `work` answers, once it is durable. Raises Unsure where that was not heard."""
    with links.one() as link:
        transaction = _or_nothing(link, link.begin_writing)
        try:
            answer, trace = work(link)
            _refuse_others(link, version)
        except Exception as error:
            other = _is_of_another(link, version)
            _roll_back(link)
            if other:
                raise of_another_version(links.database.name, version, other) from error
            raise
        except BaseException:
            _roll_back(link)
            raise
        try:
            link.commit()
        except BaseException as error:
            _roll_back(link)
            if isinstance(error, links.driver.Error) and links.database.is_lost(error):
                raise Unsure(transaction, answer, trace) from error
            raise
        return answer


def was_kept(links: Links, unsure: Unsure[Any]) -> bool | None:
    """Whether the transaction was committed; None where the database cannot be asked for long."""
    for _ in range(_ASKED_AT_MOST):
        try:
            with links.one() as link:
                fate = links.database.fate(link.raw, unsure.transaction)
                if fate is Fate.KEPT and unsure.trace:
                    return unsure.trace(link)
                if fate is not Fate.OPEN:
                    return fate is Fate.KEPT
        except links.driver.Error as error:
            if not links.database.is_lost(error):
                raise
        time.sleep(_PAUSE)
    return None


def _begin(link: Link, version: str) -> None:
    _or_nothing(link, link.begin_writing)
    _or_nothing(link, lambda: _refuse_others(link, version))


def _refuse_others(link: Link, version: str) -> None:
    """Who wrote tables of one version writes no others, though another program made them."""
    found = link.tables_version()
    if found != version:
        raise of_another_version(link.database.name, version, found)


def _is_of_another(link: Link, version: str) -> str:
    """The version that explains why something failed; "" where the tables are those that were expected."""
    with suppress(link.driver.Error):
        found = link.tables_version()
        return "" if found == version else found
    return ""


def _or_nothing(link: Link, work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except BaseException:
        _roll_back(link)
        raise


def _then(answer: Answer, end: Callable[[], None]) -> Answer:
    end()
    return answer


def _roll_back(link: Link) -> None:
    """Some errors have ended the transaction themselves; what was raised is what counts."""
    with suppress(link.driver.Error):
        link.run("ROLLBACK")
