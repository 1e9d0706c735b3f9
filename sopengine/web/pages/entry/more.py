"""On a phone: the pages that have no place at the bottom of the screen."""

from __future__ import annotations

from starlette.responses import Response

from sopengine.web.asked import Asked
from sopengine.web.words.tabs import AT_THE_BOTTOM


def shown(asked: Asked) -> Response:
    return asked.page("more.html", others=asked.tabs[AT_THE_BOTTOM:])
