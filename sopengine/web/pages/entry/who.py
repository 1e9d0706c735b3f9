"""Without accounts: choose who you are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

from starlette.responses import Response

from sopengine.messages import LANGUAGES
from sopengine.office.people.directory import Entry, directory
from sopengine.people.values import Role
from sopengine.web.access.session import COOKIE, chosen, is_name
from sopengine.web.asked import Asked, moved, own_path
from sopengine.web.pages.entry import resuming
from sopengine.web.pages.entry.landing import FIRST, beginning
from sopengine.web.pages.people.held import held, titles, today
from sopengine.web.words.language import COOKIE as LANGUAGE
from sopengine.web.words.language import OF_OFFICES

_A_YEAR = 365 * 24 * 3600


def shown(asked: Asked) -> Response:
    if not asked.are_chosen:
        return moved("/signin")
    return _page(asked, to=asked.query.get("to", "/"))


def ended(asked: Asked) -> Response:
    """Nobody is before this browser any more: who is it, and what they had filled in comes back."""
    return _page(asked, to="/", status=HTTPStatus.FORBIDDEN)


def choose(asked: Asked) -> Response:
    """From now on this browser is that person; where there are accounts, nobody is who they merely say they are."""
    if not asked.are_chosen:
        return moved("/signin")
    name = asked.form.get("name", "").strip()
    if not is_name(name) or not _is_known(asked, name):
        return _page(asked, to=asked.form.get("to", "/"), typed=name, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    session = replace(asked.session, person=chosen(name))
    cookie = asked.hosted.sessions.cookie(session)
    form = resuming.carried(asked)
    if form:
        answer = resuming.again(replace(asked, session=session), form)
    else:
        person = asked.hosted.sessions.found(cookie).person
        answer = moved(beginning(asked, person, asked.form.get("to", FIRST)))
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", path="/")
    return answer


def speak(asked: Asked) -> Response:
    """From now on this browser reads that language."""
    answer = moved(own_path(asked.form.get("to", "/")))
    wished = asked.form.get("language", OF_OFFICES)
    wished = wished if wished in LANGUAGES else OF_OFFICES
    answer.set_cookie(LANGUAGE, wished, max_age=_A_YEAR, httponly=True, samesite="lax", path="/")
    return answer


def _page(asked: Asked, *, to: str, typed: str | None = None, status: int = HTTPStatus.OK) -> Response:
    carried, ended = resuming.carried(asked), asked.route.name != "who"
    to = carried.to if carried else own_path(to)
    return asked.page("who.html", status=status, to=to, people=_people(asked), typed=typed, kept=carried, ended=ended)


def _is_known(asked: Asked, name: str) -> bool:
    """A store that has people lets nobody else act."""
    return not asked.engine.has_people() or asked.engine.person(name) is not None


def _people(asked: Asked) -> list[tuple[str, str]]:
    """To choose from, each with what they do here: those of the store; where it has none, those who worked of late."""
    if not asked.engine.has_people():
        return [(name, "") for name in asked.engine.latest_names()]
    known = titles(asked)
    return [(one.person.id, _does(asked, one, known)) for one in directory(asked.engine, today(asked))]


def _does(asked: Asked, one: Entry, known: Mapping[str, str]) -> str:
    """What somebody holds today, and what for they look into the work of others."""
    positions = [held(asked, each, known).position for each in one.held]
    roles = [role.value for _, role in one.roles if role is not Role.PETUGAS]
    return ", ".join(dict.fromkeys((*positions, *roles)))
