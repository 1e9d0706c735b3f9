"""A form whose session has ended, or that the store could not take: its browser holds what was filled in meanwhile.

It comes back to whoever signs in, to be looked at and sent; nothing of it is kept here, and nothing is sent by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from starlette.responses import Response

from sopengine.errors import Phrase
from sopengine.frozen import frozen
from sopengine.web.asked import Asked, own_path

CARRIED = "kept."
"""Before the name of a field, on its way through signing in."""
_FILES = "kept-file"
"""Names of files that were chosen, on the same way."""
_ENTRY = frozenset({"/who", "/signin"})
_NOT_KEPT = frozenset({"token", "password", "new"})
_SECRET = "password"
_UNSEEN = frozenset({"key", "version", "to", "when", "checked"})
"""Sent again as they are: nobody typed them."""
_LABELS: Mapping[str, Phrase] = {
    "note": Phrase("Note"),
    "why": Phrase("because"),
    "ref": Phrase("Matter, or number of the agenda"),
    "at": Phrase("Date and time"),
    "count": Phrase("How many items"),
    "outcome": Phrase("Outcome"),
    "name": Phrase("Name"),
    "mail": Phrase("Mail"),
    "position": Phrase("Position"),
    "agency": Phrase("Agency"),
    "letter": Phrase("Number of the order"),
}
_ROWS = 6
"""Of a field that shows several lines."""


@frozen
class Kept:
    """One field."""

    name: str
    value: str
    label: str = ""
    """Empty of one that nobody sees."""
    rows: int = 1


@frozen
class Form:
    """As it was sent, and where to."""

    to: str
    fields: tuple[Kept, ...]
    files: tuple[str, ...]
    """Names of files that were chosen and have to be chosen again."""

    @property
    def seen(self) -> list[Kept]:
        return [field for field in self.fields if field.label]


def form_of(asked: Asked) -> Form | None:
    """What was sent; None of one that holds a password, or nothing."""
    given = [(name, value) for name, values in asked.lists.items() if name not in _NOT_KEPT for value in values]
    if _SECRET in asked.form or not given:
        return None
    return _form(asked, asked.sent_to, given, [each.name for each in asked.uploads])


def carried(asked: Asked) -> Form | None:
    """What is on its way through signing in: sent elsewhere before, or brought along by this form."""
    if asked.route.path not in _ENTRY:
        return form_of(asked)
    given = [
        (name.removeprefix(CARRIED), value)
        for name, values in asked.lists.items()
        if name.startswith(CARRIED)
        for value in values
    ]
    if not given:
        return None
    return _form(asked, own_path(asked.form.get("to", "/")), given, asked.lists.get(_FILES, ()))


def of_another_session(asked: Asked) -> Response:
    """Whoever is signed in now looks at it, and sends it as their own."""
    return again(asked, form_of(asked), HTTPStatus.FORBIDDEN)


def again(asked: Asked, form: Form | None, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The form with what was filled in, to be sent by whoever asks now."""
    return asked.page("resumed.html", status=status, kept=form)


def _form(asked: Asked, to: str, given: Iterable[tuple[str, str]], files: Iterable[str]) -> Form:
    return Form(to=to, fields=tuple(_kept(asked, name, value) for name, value in given), files=tuple(files))


def _kept(asked: Asked, name: str, value: str) -> Kept:
    if name in _UNSEEN or not value.strip():
        return Kept(name=name, value=value)
    label = _LABELS[name].text(asked.speech.translate) if name in _LABELS else name.removeprefix("data.")
    return Kept(name=name, value=value, label=label, rows=_ROWS if name == "note" or "\n" in value else 1)
