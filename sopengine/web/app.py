"""The application: the table of routes, each behind its door; and what answers where no route leads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Place

from sopengine.web.access.door import Door
from sopengine.web.access.roles import ANYONE
from sopengine.web.asked import Answering, Hosted, Route
from sopengine.web.pages import refused
from sopengine.web.routes import ROUTES

THREADS = 8
"""Pages that are made at once."""
_SMALLEST_PACKED = 600
"""Bytes from which on an answer is compressed."""


class _Number(IntegerConvertor):
    """A whole number; Python itself refuses to read one of some thousand digits."""

    regex = "[0-9]{1,30}"


register_url_convertor("number", _Number())


class UnguardedRouteError(Exception):
    """A route that names no role: whoever wrote it forgot to say who may call it."""


def made(hosted: Hosted, routes: Iterable[Route] = ROUTES) -> Starlette:
    """Raises UnguardedRouteError at once where a route names no role."""
    table = tuple(routes)
    unguarded = [route.path for route in table if not route.roles]
    if unguarded:
        raise UnguardedRouteError(", ".join(unguarded))
    app = Starlette(
        routes=[_place(hosted, route) for route in table],
        middleware=[Middleware(GZipMiddleware, minimum_size=_SMALLEST_PACKED, compresslevel=6)],
        lifespan=_few_threads,
        exception_handlers={
            HTTPException: _always(hosted, refused.nothing_here),
            Exception: _always(hosted, refused.broken),
        },
    )
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    """Each thread keeps a connection to the store with its cache; more of them wait for one another all the same."""
    current_default_thread_limiter().total_tokens = THREADS
    yield


def _place(hosted: Hosted, route: Route) -> Place:
    methods = ["POST"] if route.writes else ["GET", "HEAD"]
    return Place(route.path.replace(":int}", ":number}"), Door(hosted=hosted, route=route).answered, methods=methods)


def _always(hosted: Hosted, page: Answering) -> Callable[[Request, Exception], Awaitable[Response]]:
    """The same page, whatever was asked for."""
    door = Door(hosted=hosted, route=Route(name="", path="", page=page, roles=ANYONE))

    async def answered(request: Request, _: Exception) -> Response:
        return await door.answered(request)

    return answered
