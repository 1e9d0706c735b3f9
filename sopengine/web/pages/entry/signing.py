"""Signing in and out, and one's own account: password, open sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from starlette.responses import Response

from sopengine.model.zones import USUAL_ZONE
from sopengine.web.access import passwords
from sopengine.web.access.session import COOKIE, new_secret
from sopengine.web.asked import Asked, moved, own_path
from sopengine.web.pages.entry import feed, resuming
from sopengine.web.pages.entry.landing import FIRST, beginning
from sopengine.web.words.moments import near

_LONGEST_NAME = 200


def shown(asked: Asked) -> Response:
    """The form; without accounts everyone chooses who they are."""
    if asked.are_chosen:
        return moved("/who")
    return _page(asked, "")


def ended(asked: Asked) -> Response:
    """The session is over: after signing in again, what was filled in comes back."""
    return _page(asked, "", HTTPStatus.FORBIDDEN)


def sign_in(asked: Asked) -> Response:
    """A new session with a new secret, where the password is right and it was not tried too often."""
    if asked.are_chosen:
        return moved("/who")
    accounts, person = asked.hosted.sessions.accounts, asked.form.get("name", "").strip()[:_LONGEST_NAME]
    pause = accounts.pause(person, asked.address)
    if pause:
        return _page(asked, _told_to_wait(asked, pause), HTTPStatus.TOO_MANY_REQUESTS)
    account = accounts.account(person)
    kept = account.password if account and not account.closed_at else ""
    right = passwords.fits(asked.form.get("password", ""), kept)
    accounts.tried(person, asked.address, kept=right)
    if not right:
        words = asked.speech.text("Name or password is wrong. Ask the admin for a new password if you forgot it.")
        return _page(asked, words, HTTPStatus.FORBIDDEN)
    secret = new_secret()
    accounts.open_session(secret, person, asked.address, asked.browser[:200])
    answer = _entered(asked, f"{secret}.")
    answer.set_cookie(COOKIE, f"{secret}.", httponly=True, samesite="lax", secure=asked.secure, path="/")
    return answer


def sign_out(asked: Asked) -> Response:
    """This browser's session ends."""
    asked.hosted.sessions.accounts.end(asked.session.secret)
    answer = moved("/signin")
    answer.delete_cookie(COOKIE, path="/")
    return answer


def account(asked: Asked) -> Response:
    return _account(asked, "")


def change_password(asked: Asked) -> Response:
    """One's own, with the old one; all other sessions end."""
    accounts, person, speech = asked.hosted.sessions.accounts, asked.person.id, asked.speech
    known = accounts.account(person)
    if known is None:
        return moved("/account")
    pause = accounts.pause(person, asked.address)
    if pause:
        return _account(asked, _told_to_wait(asked, pause))
    right = passwords.fits(asked.form.get("password", ""), known.password)
    accounts.tried(person, asked.address, kept=right)
    new = asked.form.get("new", "")
    if not right:
        return _account(asked, speech.text("The password of now is wrong."))
    if not passwords.is_fit(new, person):
        words = speech.text("A password has at least {count} characters, not all alike.", count=passwords.SHORTEST)
        return _account(asked, words)
    if new != asked.form.get("again", ""):
        return _account(asked, speech.text("The new password was written in two ways."))
    accounts.keep(person, passwords.kept(new), by=person)
    secret = new_secret()
    accounts.open_session(secret, person, asked.address, asked.browser[:200])
    answer = moved("/account?changed=1")
    answer.set_cookie(COOKIE, f"{secret}.", httponly=True, samesite="lax", secure=asked.secure, path="/")
    return answer


def end_others(asked: Asked) -> Response:
    """Signs this person out elsewhere: where that is chosen, else everywhere but here."""
    accounts, person, chosen = asked.hosted.sessions.accounts, asked.person.id, asked.form.get("session", "")
    mine = accounts.session(asked.session.secret)
    others = [one.hash for one in accounts.sessions() if one.person == person and mine and one.hash != mine.hash]
    accounts.end_from_afar(person, [hash for hash in others if chosen in ("", hash)], by=person)
    return moved("/account?ended=1")


def _entered(asked: Asked, cookie: str) -> Response:
    """To the page that was asked for; back to the form that was interrupted."""
    form, session = resuming.carried(asked), asked.hosted.sessions.found(cookie)
    if form is None:
        return moved(beginning(asked, session.person, asked.form.get("to", FIRST)))
    return resuming.again(replace(asked, session=session), form)


def _page(asked: Asked, wrong: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    carried = resuming.carried(asked)
    to = carried.to if carried else own_path(asked.form.get("to") or asked.query.get("to", "/"))
    here = asked.route.name == "who"
    typed = asked.form.get("name", "") if here else ""
    return asked.page("signin.html", status=status, to=to, wrong=wrong, typed=typed, kept=carried, ended=not here)


def _account(asked: Asked, wrong: str) -> Response:
    accounts = asked.hosted.sessions.accounts
    mine = accounts.session(asked.session.secret)
    sessions = [one for one in accounts.sessions() if one.person == asked.person.id]
    return asked.page(
        "account.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        has_account=accounts.account(asked.person.id) is not None,
        must_change=asked.session.must_change,
        shortest=passwords.SHORTEST,
        feed=f"{asked.pages}{feed.address(asked)}" if feed.address(asked) else "",
        sessions=[
            (one, near(one.seen_at, asked.now, USUAL_ZONE, asked.speech), bool(mine and one.hash == mine.hash))
            for one in sessions
        ],
    )


def _told_to_wait(asked: Asked, pause: timedelta) -> str:
    seconds = max(1, -(-pause // timedelta(seconds=1)))
    if seconds < 60:
        return asked.speech.several(
            "Too many wrong passwords. Try again in {count} second.",
            "Too many wrong passwords. Try again in {count} seconds.",
            seconds,
        )
    return asked.speech.several(
        "Too many wrong passwords. Try again in {count} minute.",
        "Too many wrong passwords. Try again in {count} minutes.",
        -(-seconds // 60),
    )
