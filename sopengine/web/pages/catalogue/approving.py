"""A head approves the version that the file now is."""

from __future__ import annotations

from starlette.responses import Response

from sopengine.errors import SopError
from sopengine.office.running.starting import startable
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.catalogue.one import page
from sopengine.web.pages.catalogue.shelf import named
from sopengine.web.pages.typed import day_typed
from sopengine.web.words.reason import reason


def approve(asked: Asked) -> Response:
    """Refused where the file changed since the page was shown: what was looked at is what is approved."""
    one, form = named(asked), asked.form
    if one.definition is None or one.definition.digest != form.get("digest"):
        words = asked.speech.text("The file changed meanwhile: look at it, then approve it.")
        return page(asked, wrong=words)
    try:
        version = startable(asked.hosted.definitions, one.id)
        asked.engine.approve(
            version,
            by=asked.person.id,
            number=form.get("number", ""),
            effective_on=day_typed(asked, form.get("effective", ""), version.timezone),
            position=form.get("position", ""),
            rank=form.get("rank", ""),
        )
    except SopError as error:
        return page(asked, wrong=reason(error, asked.speech))
    return moved(f"/sops/{one.id}?approved=1")
