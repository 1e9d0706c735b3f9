"""A person's due times as a private address, to which calendars on telephones and desks subscribe."""

from __future__ import annotations

import hashlib
import hmac

from starlette.responses import Response

from sopengine.errors import NotFoundError
from sopengine.office.people.desk import desk_of
from sopengine.office.told.feed import feed_of
from sopengine.web.asked import Asked

MOST = 300
"""Entries."""


def address(asked: Asked) -> str:
    """Of whoever asks; "" where nobody signs in: then no other machine could read it."""
    key = _key(asked, asked.person.id)
    return f"/calendar/{asked.person.id}/{key}.ics" if key else ""


def shown(asked: Asked) -> Response:
    """Whoever knows the address may read it: programs that keep calendars cannot sign in."""
    person, given = str(asked.place["person"]), str(asked.place["key"])
    key = _key(asked, person)
    if not key or not hmac.compare_digest(given.encode(), key.encode()) or asked.engine.person(person) is None:
        raise NotFoundError("there is no such calendar: its address stands on the page of the account")
    desk = desk_of(asked.engine, person, most=MOST)
    name = asked.speech.text("SOP tasks of {person}", person=person)
    feed = feed_of(desk.own, name, asked.now, asked.speech, asked.pages)
    return Response(feed, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=900"})


def _key(asked: Asked, person: str) -> str:
    """Made of what is kept of the password, so that a new password makes a new address; "" without an account."""
    account = asked.hosted.sessions.accounts.account(person)
    if account is None or account.closed_at or account.must_change:
        return ""
    return hmac.digest(account.password.encode(), f"calendar {account.person}".encode(), hashlib.sha256).hex()[:40]
