"""Files of our own, and whether the server lives."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from sopengine.web.asked import Asked
from sopengine.web.pages import refused

_FOR_GOOD = "public, max-age=31536000, immutable"


def static(asked: Asked) -> Response:
    """Named by what it holds, so that a browser asks for it once."""
    file = asked.hosted.static.file(str(asked.place["name"]))
    if file is None:
        return refused.nothing_here(asked)
    return Response(file.data, media_type=file.type, headers={"Cache-Control": _FOR_GOOD})


def health(asked: Asked) -> Response:
    """Whether the store can be read; told by the status, for who watches over servers."""
    asked.engine.calendars()
    return PlainTextResponse("ok\n")
