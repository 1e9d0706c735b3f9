"""The door: who asks, from where, and whether they may; then the page, in the thread pool."""

from __future__ import annotations

import time
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sopengine.errors import SopError, StorageError
from sopengine.frozen import frozen
from sopengine.messages.speech import speech
from sopengine.web.access.filled import TooLargeError, drained, fields, most_bytes, sent_form, uploads
from sopengine.web.access.headers import guarded
from sopengine.web.access.origin import is_loopback, is_own
from sopengine.web.access.roles import ANYONE, NOBODY, Role
from sopengine.web.access.session import COOKIE, Session, new_secret
from sopengine.web.access.token import fits
from sopengine.web.asked import Answering, Asked, Hosted, Route, moved
from sopengine.web.live import BY_ITSELF
from sopengine.web.pages import refused
from sopengine.web.pages.entry import resuming, signing, who
from sopengine.web.words.language import preferred

_NO_ROUTE = "none"
"""In the count of what was answered: no route leads there."""
_METHODS = frozenset({"GET", "HEAD", "POST"})


@frozen
class _Known:
    """What the store says of who asks."""

    session: Session
    are_chosen: bool
    cookie: str
    """What the browser is to bring again."""


@frozen
class Door:
    """Stands before one page."""

    hosted: Hosted
    route: Route

    async def answered(self, request: Request) -> Response:
        begun = time.perf_counter()
        answer = await self._opened(request)
        seconds = time.perf_counter() - begun
        self.hosted.traffic.note(self.route.path or _NO_ROUTE, _method(request), answer.status_code, seconds)
        return answer

    async def _opened(self, request: Request) -> Response:
        if self.route.asks_nobody:
            return guarded(await run_in_threadpool(self.route.page, self._asked(request, _stranger())))
        try:
            known = await run_in_threadpool(self._known, request)
        except StorageError as error:
            return guarded(await self._unserved(request, error))
        asked = replace(self._asked(request, known.session), are_chosen=known.are_chosen)
        if known.are_chosen and not is_loopback(request.headers.get("host", "")):
            return guarded(refused.elsewhere(asked))
        answer = await self._answer(request, asked)
        if request.cookies.get(COOKIE) != known.cookie and not _sets_cookie(answer):
            _keep(answer, known.cookie, request)
        return guarded(answer)

    async def _answer(self, request: Request, asked: Asked) -> Response:
        if not asked.person.roles & self.route.roles:
            return await self._turned_away(request, asked)
        if asked.session.must_change and self.route.roles != ANYONE and self.route.name != "account":
            return moved("/account")
        if self.route.writes:
            return await self._written(request, asked)
        return await run_in_threadpool(_rendered, self.route.page, asked)

    async def _turned_away(self, request: Request, asked: Asked) -> Response:
        """A stranger is asked who they are, and comes back; what they had filled in is not lost.

        Who is known reads who may.
        """
        if asked.person.is_known or Role.STRANGER in self.route.roles:
            return refused.not_yours(asked)
        if self.route.writes:
            return await self._written(request, asked)
        page = "/who" if asked.are_chosen else "/signin"
        return moved(f"{page}?to={quote(asked.here, safe='/')}")

    async def _written(self, request: Request, asked: Asked) -> Response:
        """A form: from a page of ours, with the token of this session."""
        if not is_own(request.headers):
            return refused.other_site(asked)
        takes_files = self.route.takes_files
        try:
            given = await sent_form(request, takes_files=takes_files, from_stranger=not asked.person.is_known)
        except (TooLargeError, HTTPException):
            await drained(request)
            return refused.too_large(asked, most_bytes(takes_files=takes_files))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        try:
            filled = asked.filled(fields(given), uploads(given))
            return await run_in_threadpool(_rendered, self._page_of(filled), filled)
        finally:
            await given.close()

    def _page_of(self, filled: Asked) -> Answering:
        """Of a form that was read: the page that does it, or one that holds what was filled in until it may."""
        if not filled.person.roles & self.route.roles:
            return who.ended if filled.are_chosen else signing.ended
        if not fits(filled.form.get("token", ""), filled.session.secret):
            return resuming.of_another_session
        return self.route.page

    async def _unserved(self, request: Request, error: StorageError) -> Response:
        """Nobody can be looked up. What was filled in stays in the browser, to be sent again."""
        asked = self._asked(request, _stranger())
        if not self.route.writes or not is_own(request.headers):
            return refused.unserved(asked, error)
        try:
            given = await sent_form(request, takes_files=self.route.takes_files, from_stranger=True)
        except (TooLargeError, HTTPException, ClientDisconnect):
            return refused.unserved(asked, error)
        filled = asked.filled(fields(given), uploads(given))
        await given.close()
        return refused.unserved(filled, error)

    def _known(self, request: Request) -> _Known:
        sessions = self.hosted.sessions
        session = sessions.found(request.cookies.get(COOKIE, ""), by_itself=BY_ITSELF in request.headers)
        return _Known(session=session, are_chosen=sessions.are_chosen, cookie=sessions.cookie(session))

    def _asked(self, request: Request, session: Session) -> Asked:
        return Asked(
            hosted=self.hosted,
            route=self.route,
            session=session,
            speech=speech(preferred(request)),
            base=f"{request.url.scheme}://{request.headers.get('host', '')}",
            here=_path(request) if not self.route.writes else "/",
            sent_to=_path(request) if self.route.writes else "",
            address=request.client.host if request.client else "",
            browser=request.headers.get("user-agent", ""),
            bearer=_bearer(request),
            known_as=request.headers.get("if-none-match", ""),
            secure=request.url.scheme == "https",
            place=request.path_params,
            query=dict(request.query_params),
        )


def _stranger() -> Session:
    return Session(secret=new_secret(), person=NOBODY)


def _rendered(page: Answering, asked: Asked) -> Response:
    try:
        return page(asked)
    except StorageError as error:
        return refused.unserved(asked, error)
    except SopError as error:
        return refused.told(asked, error)


def _method(request: Request) -> str:
    return request.method if request.method in _METHODS else "other"


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def _path(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _sets_cookie(answer: Response) -> bool:
    return any(name == b"set-cookie" for name, _ in answer.raw_headers)


def _keep(answer: Response, cookie: str, request: Request) -> None:
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")
