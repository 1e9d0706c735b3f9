"""Which language somebody reads: what was chosen, else what the browser asks for, else Indonesian."""

from __future__ import annotations

from starlette.requests import Request

from sopengine.messages import LANGUAGES

COOKIE = "sop_language"
OF_OFFICES = "id"


def preferred(request: Request) -> str:
    """One of LANGUAGES."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = (wish.split(";")[0].split("-")[0].strip().lower() for wish in _wishes(request))
    return next((language for language in asked if language in LANGUAGES), OF_OFFICES)


def _wishes(request: Request) -> list[str]:
    """In the order of the header: browsers write what is liked best first."""
    return request.headers.get("accept-language", "").split(",")
