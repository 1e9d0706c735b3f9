"""Pages that say why something was not done, and the mend."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from sopengine.errors import MisuseError, NotFoundError, RefusedError, SopError, StorageError
from sopengine.web.asked import Asked
from sopengine.web.pages.entry.resuming import form_of
from sopengine.web.words.reason import reason

_STATUS: dict[type[SopError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    MisuseError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RefusedError: HTTPStatus.CONFLICT,
}
_COME_AGAIN = 10
"""Seconds after which a program may ask again."""


def told(asked: Asked, error: SopError) -> Response:
    """What the engine, or a page, said no to."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), HTTPStatus.CONFLICT)
    return _page(asked, status, asked.speech.text("That could not be done"), reason(error, asked.speech))


def unserved(asked: Asked, error: StorageError) -> Response:
    """The store cannot be used now: why, and a way to send once more what was filled in."""
    heading = asked.speech.text("The records cannot be reached now")
    words = reason(error, asked.speech)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    answer = asked.page("unserved.html", status=status, heading=heading, words=words, kept=form_of(asked))
    answer.headers["Retry-After"] = str(_COME_AGAIN)
    return answer


def nothing_here(asked: Asked) -> Response:
    speech = asked.speech
    return _page(
        asked,
        HTTPStatus.NOT_FOUND,
        speech.text("There is no such page"),
        speech.text("The address may be mistyped, or what it led to is gone."),
    )


def not_yours(asked: Asked) -> Response:
    """Who is refused reads why, and who may."""
    speech = asked.speech
    roles = ", ".join(sorted(role.value for role in asked.route.roles))
    return _page(
        asked,
        HTTPStatus.FORBIDDEN,
        speech.text("This page is not for you"),
        speech.text("It is for: {roles}. Ask the admin if you need it.", roles=roles),
    )


def other_site(asked: Asked) -> Response:
    speech = asked.speech
    return _page(
        asked,
        HTTPStatus.FORBIDDEN,
        speech.text("Nothing was done"),
        speech.text("The form came from another site. Open the page here, and fill it in there."),
    )


def too_large(asked: Asked, most: int) -> Response:
    speech = asked.speech
    return _page(
        asked,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        speech.text("Nothing was done"),
        speech.text("More was sent than a form may have: {most} kB at most.", most=most // 1024),
    )


def elsewhere(asked: Asked) -> Response:
    speech = asked.speech
    return _page(
        asked,
        HTTPStatus.MISDIRECTED_REQUEST,
        speech.text("This server is for this computer alone"),
        speech.text("Without accounts it answers only to 127.0.0.1 and localhost."),
    )


def broken(asked: Asked) -> Response:
    """A fault of ours; the log of the server has it."""
    speech = asked.speech
    return _page(
        asked,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        speech.text("The server made a mistake"),
        speech.text("It is written into its log. Go back and try again; tell the admin if it happens once more."),
    )


def _page(asked: Asked, status: HTTPStatus, heading: str, words: str) -> Response:
    return asked.page("refused.html", status=status, heading=heading, words=words)
