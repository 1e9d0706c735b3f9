"""Pages that ask for themselves again: where nothing has changed meanwhile, one question of the store is the answer."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from http import HTTPStatus

from starlette.responses import Response

from sopengine.web.asked import Asked

BY_ITSELF = "x-sop-live"
"""Header of a page that asks without anybody before it: it does not keep a session from ending."""
_THIS_SERVER = secrets.token_hex(8)


def answered(asked: Asked, state: str, made: Callable[[str], Response]) -> Response:
    """The page, which is given its mark to show it; nothing but that where the browser has this very page.

    `state`: another text whenever what the page shows has changed. Due times are told to the minute.
    """
    mark = _mark(asked, state)
    if asked.known_as.removeprefix("W/") == mark:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": mark})
    answer = made(mark)
    answer.headers["ETag"] = mark
    return answer


def _mark(asked: Asked, state: str) -> str:
    minute = asked.now.replace(second=0, microsecond=0)
    roles = sorted(asked.person.roles)
    told = (_THIS_SERVER, state, minute, asked.here, asked.person.id, roles, asked.speech.language)
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'
