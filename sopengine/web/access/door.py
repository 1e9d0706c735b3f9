"""The door: who asks, from where, and whether they may; then the page, in the thread pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
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
from sopengine.web.asked import Asked, Hosted, Route, Upload, moved
from sopengine.web.pages import refused
from sopengine.web.words.language import preferred

LARGEST_FORM = 1024 * 1024
"""Bytes of a form without files."""
LARGEST_UPLOAD = 60 * 1024 * 1024
"""Bytes of a form with files."""
MOST_FIELDS, MOST_FILES = 500, 5


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
            return await self._turned_away(request, asked)
        if asked.session.must_change and self.route.roles != ANYONE and self.route.name != "account":
            return moved("/account")
        if self.route.writes:
            return await self._written(request, asked)
        return await run_in_threadpool(_rendered, self.route, asked)

    async def _written(self, request: Request, asked: Asked) -> Response:
        """A form: from a page of ours, with the token of this session."""
        if not is_own(request.headers):
            return refused.other_site(asked)
        try:
            given = await self._form(request, self._largest(asked))
        except (_TooLarge, HTTPException):
            return refused.too_large(asked, self._largest(asked))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        try:
            filled = replace(self._asked(request, asked.session, _fields(given)), uploads=_uploads(given))
            is_ours = fits(filled.form.get("token", ""), asked.session.secret)
            if not is_ours or not asked.person.roles & self.route.roles:
                return refused.form_of_another_session(filled)
            return await run_in_threadpool(_rendered, self.route, filled)
        finally:
            await given.close()

    def _largest(self, asked: Asked) -> int:
        """Bytes; of a stranger no files are read."""
        return LARGEST_UPLOAD if self.route.takes_files and asked.person.is_known else LARGEST_FORM

    async def _form(self, request: Request, largest: int) -> FormData:
        """To be closed. What is too large is not read at all."""
        if int(request.headers.get("content-length") or largest + 1) > largest:
            raise _TooLarge
        return await request.form(max_files=MOST_FILES if self.route.takes_files else 0, max_fields=MOST_FIELDS)

    def _session(self, request: Request) -> Session:
        return self.hosted.sessions.found(request.cookies.get(COOKIE, ""))

    def _asked(self, request: Request, session: Session, filled: Mapping[str, tuple[str, ...]]) -> Asked:
        return Asked(
            hosted=self.hosted,
            route=self.route,
            session=session,
            speech=speech(preferred(request)),
            base=f"{request.url.scheme}://{request.headers.get('host', '')}",
            here=_path(request) if not self.route.writes else "/",
            address=request.client.host if request.client else "",
            browser=request.headers.get("user-agent", ""),
            secure=request.url.scheme == "https",
            place=request.path_params,
            query=dict(request.query_params),
            form={name: values[-1] for name, values in filled.items()},
            lists=filled,
        )

    async def _turned_away(self, request: Request, asked: Asked) -> Response:
        """A stranger is asked who they are, and comes back; what they had filled in is not lost.

        Who is known reads who may.
        """
        if asked.person.is_known or Role.STRANGER in self.route.roles:
            return refused.not_yours(asked)
        if self.route.writes:
            return await self._written(request, asked)
        page = "/who" if self.hosted.sessions.are_chosen else "/signin"
        return moved(f"{page}?to={quote(asked.here, safe='/')}")


def _fields(given: FormData) -> dict[str, tuple[str, ...]]:
    """What was filled in, by field; files are none of it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in given.multi_items():
        if isinstance(value, str):
            found[name] = (*found.get(name, ()), value)
    return found


def _uploads(given: FormData) -> tuple[Upload, ...]:
    """Files that were chosen: a field without one comes without a name."""
    found = (value for _, value in given.multi_items() if isinstance(value, UploadFile))
    return tuple(Upload(name=one.filename, stream=one.file) for one in found if one.filename)


def _rendered(route: Route, asked: Asked) -> Response:
    try:
        return route.page(asked)
    except SopError as error:
        return refused.told(asked, error)


def _path(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _sets_cookie(answer: Response) -> bool:
    return any(name == b"set-cookie" for name, _ in answer.raw_headers)


def _keep(answer: Response, cookie: str, request: Request) -> None:
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/")
