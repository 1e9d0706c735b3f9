"""Files of our own, and whether the server lives."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response

from sopengine.errors import SopError
from sopengine.web.asked import Asked
from sopengine.web.pages import refused

_LOG = logging.getLogger(__name__)
_FOR_GOOD = "public, max-age=31536000, immutable"


def static(asked: Asked) -> Response:
    """Named by what it holds, so that a browser asks for it once."""
    file = asked.hosted.static.file(str(asked.place["name"]))
    if file is None:
        return refused.nothing_here(asked)
    return Response(file.data, media_type=file.type, headers={"Cache-Control": _FOR_GOOD})


def health(asked: Asked) -> Response:
    """Whether the store can be used; told by the status, for who watches over servers. Why not stands in its log."""
    try:
        asked.engine.ready()
    except SopError as error:
        _LOG.warning("not healthy: %s", error)
        return PlainTextResponse("the store cannot be used\n", HTTPStatus.SERVICE_UNAVAILABLE)
    return PlainTextResponse("ok\n")
