"""The door: who asks, from where, and whether they may; then the page, in the thread pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sopengine.errors import SopError
from sopengine.messages.speech import speech
from sopengine.web.access.headers import guarded
from sopengine.web.access.origin import is_loopback, is_own
from sopengine.web.access.roles import ANYONE, Role
from sopengine.web.access.session import COOKIE, Session
from sopengine.web.access.token import fits
from sopengine.web.asked import Asked, Hosted, Route, moved
from sopengine.web.pages import refused
from sopengine.web.words.language import preferred

LARGEST_FORM = 1024 * 1024
"""Bytes of a form without files."""
MOST_FIELDS = 500


class _TooLarge(Exception):
    """More was sent than a form may have; of fields Starlette says so itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Stands before one page."""

    hosted: Hosted
    route: Route

    async def answered(self, request: Request) -> Response:
        session = await run_in_threadpool(self._session, request)
        asked = self._asked(request, session, {})
        if self.hosted.sessions.are_chosen and not is_loopback(request.headers.get("host", "")):
            return guarded(refused.elsewhere(asked))
        answer = await self._answer(request, asked)
        if request.cookies.get(COOKIE) != (own := self.hosted.sessions.cookie(session)) and not _sets_cookie(answer):
            _keep(answer, own, request)
        return guarded(answer)

    async def _answer(self, request: Request, asked: Asked) -> Response:
        if not asked.person.roles & self.route.roles:
            return await self._may_not(request, asked)
        if asked.session.must_change and self.route.roles != ANYONE and self.route.name != "account":
            return moved("/account")
        if self.route.writes:
            if not is_own(request.headers):
                return refused.other_site(asked)
            try:
                filled = await _form(request)
            except (_TooLarge, HTTPException):
                return refused.too_large(asked, LARGEST_FORM)
            except ClientDisconnect:
                return Response(status_code=HTTPStatus.BAD_REQUEST)
            asked = self._asked(request, asked.session, filled)
            if not fits(asked.form.get("token", ""), asked.session.secret):
                return refused.form_of_another_session(asked)
        return await run_in_threadpool(_rendered, self.route, asked)

    def _session(self, request: Request) -> Session:
        return self.hosted.sessions.found(request.cookies.get(COOKIE, ""))

    def _asked(self, request: Request, session: Session, filled: Mapping[str, tuple[str, ...]]) -> Asked:
        return Asked(
            hosted=self.hosted,
            route=self.route,
            session=session,
            speech=speech(preferred(request)),
            here=_path(request) if not self.route.writes else "/",
            address=request.client.host if request.client else "",
            browser=request.headers.get("user-agent", ""),
            secure=request.url.scheme == "https",
            place=request.path_params,
            query=dict(request.query_params),
            form={name: values[-1] for name, values in filled.items()},
            lists=filled,
        )

    async def _may_not(self, request: Request, asked: Asked) -> Response:
        """A stranger is asked who they are, and comes back; what they had filled in is not lost.

        Who is known reads who may.
        """
        if asked.person.is_known or Role.STRANGER in self.route.roles:
            return refused.not_yours(asked)
        if self.route.writes and is_own(request.headers):
            try:
                return refused.form_of_another_session(self._asked(request, asked.session, await _form(request)))
            except (_TooLarge, HTTPException, ClientDisconnect):
                return refused.too_large(asked, LARGEST_FORM)
        page = "/who" if self.hosted.sessions.are_chosen else "/signin"
        return moved(f"{page}?to={quote(asked.here, safe='/')}")


def _rendered(route: Route, asked: Asked) -> Response:
    try:
        return route.page(asked)
    except SopError as error:
        return refused.told(asked, error)


def _path(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


async def _form(request: Request) -> dict[str, tuple[str, ...]]:
    """All that was filled in; files are none of it."""
    if int(request.headers.get("content-length") or LARGEST_FORM + 1) > LARGEST_FORM:
        raise _TooLarge
    filled: FormData = await request.form(max_files=0, max_fields=MOST_FIELDS)
    names = dict.fromkeys(name for name, _ in filled.multi_items())
    return {name: tuple(str(value) for value in filled.getlist(name)) for name in names}


def _sets_cookie(answer: Response) -> bool:
    return any(name == b"set-cookie" for name, _ in answer.raw_headers)


def _keep(answer: Response, cookie: str, request: Request) -> None:
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")
