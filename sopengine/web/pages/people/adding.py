"""A new person, with what they hold if that is known."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from sopengine.errors import RefusedError, SopError
from sopengine.people.changes import Add
from sopengine.web.asked import Asked, moved
from sopengine.web.words.reason import reason


def shown(asked: Asked) -> Response:
    return asked.page("people/adding.html", wrong="", typed={})


def add(asked: Asked) -> Response:
    """What is amiss is told with all that was typed."""
    form, id = asked.form, asked.form.get("id", "").strip().casefold()
    try:
        if asked.engine.person(id):
            raise RefusedError("there is a person {person} already", person=id)
        new = Add(person=id, name=form.get("name", ""), nip=form.get("nip", ""), mail=form.get("mail", ""))
        asked.engine.change_people([new], by=asked.person.id)
    except SopError as error:
        words = reason(error, asked.speech)
        return asked.page("people/adding.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, wrong=words, typed=asked.form)
    return moved(f"/people/{id}?added=1")
