"""On a phone: the pages that have no place at the bottom of the screen."""

from __future__ import annotations

from starlette.responses import Response

from sopengine.web.asked import Asked


def shown(asked: Asked) -> Response:
    bottom = asked.bottom
    return asked.page("more.html", others=[tab for tab in asked.tabs if tab not in bottom])
