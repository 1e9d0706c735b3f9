"""Whose work it is: take what is offered, give it back, hand it on to somebody else."""

from __future__ import annotations

from starlette.responses import Response

from sopengine.errors import SopError
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.work import sheet
from sopengine.web.pages.work.amiss import Amiss, refused_by


def take(asked: Asked) -> Response:
    """From now on others are refused it."""
    item = sheet.item_of(asked)
    try:
        asked.engine.take(item.id, by=asked.person.id, key=asked.form.get("key") or None)
    except SopError as error:
        return sheet.again(asked, item, refused_by(error, asked.speech))
    return moved(f"/tasks/{item.id}")


def give_back(asked: Asked) -> Response:
    """It is offered again to all whose work it is."""
    item, reason = sheet.item_of(asked), asked.form.get("why", "")
    try:
        asked.engine.give_back(item.id, by=asked.person.id, reason=reason, key=asked.form.get("key") or None)
    except SopError as error:
        return sheet.again(asked, item, refused_by(error, asked.speech))
    return moved("/")


def assign(asked: Asked) -> Response:
    """To one of those whose work it is."""
    item, to, speech = sheet.item_of(asked), asked.form.get("to", "").strip(), asked.speech
    if not to:
        return sheet.again(asked, item, Amiss(heading=speech.text("Not saved yet: choose to whom."), field="to"))
    reason, key = asked.form.get("why", ""), asked.form.get("key") or None
    try:
        asked.engine.assign(item.id, to, by=asked.person.id, reason=reason, key=key)
    except SopError as error:
        return sheet.again(asked, item, refused_by(error, speech))
    return moved(f"/tasks/{item.id}?handed=1")
