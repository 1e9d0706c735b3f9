"""Without accounts: choose who you are."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from starlette.responses import Response

from sopengine.web.access.session import COOKIE, chosen, is_name
from sopengine.web.asked import Asked, moved
from sopengine.web.words.language import COOKIE as LANGUAGE
from sopengine.web.words.language import OF_OFFICES

_A_YEAR = 365 * 24 * 3600


def shown(asked: Asked) -> Response:
    return _page(asked, to=asked.query.get("to", "/"))


def choose(asked: Asked) -> Response:
    """From now on this browser is that person."""
    name = asked.form.get("name", "").strip()
    if not is_name(name):
        return _page(asked, to=asked.form.get("to", "/"), typed=name, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = moved(_own(asked.form.get("to", "/")))
    cookie = asked.hosted.sessions.cookie(replace(asked.session, person=chosen(name)))
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", path="/")
    return answer


def speak(asked: Asked) -> Response:
    """From now on this browser reads that language."""
    answer = moved(_own(asked.form.get("to", "/")))
    wished = asked.form.get("language", OF_OFFICES)
    answer.set_cookie(LANGUAGE, wished, max_age=_A_YEAR, httponly=True, samesite="lax", path="/")
    return answer


def _page(asked: Asked, *, to: str, typed: str | None = None, status: int = HTTPStatus.OK) -> Response:
    return asked.page("who.html", status=status, to=_own(to), people=asked.engine.latest_names(), typed=typed)


def _own(path: str) -> str:
    """A path of this server; whatever leads elsewhere becomes the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
