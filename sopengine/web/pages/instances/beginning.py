"""Starting an instance: which SOP, what it is called, from where; a reference that exists is told before anything."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from starlette.responses import Response

from sopengine.compiled.tables import Compiled
from sopengine.errors import SopError, StorageError
from sopengine.execution.values.instance import Instance
from sopengine.frozen import frozen
from sopengine.language import read
from sopengine.office.running.starting import only_approved, startable
from sopengine.office.words.times import read_time
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.work.amiss import Amiss
from sopengine.web.words.moments import near
from sopengine.web.words.reason import reason

LONGEST_REFERENCE = 300
"""Characters."""


@frozen
class Choice:
    """An SOP that can be started."""

    id: str
    title: str
    agency: str
    steps: int


@frozen
class Bearer:
    """An instance that bears the reference already."""

    instance: Instance
    begun: str
    at: str


def shown(asked: Asked) -> Response:
    return _page(asked, None, None, HTTPStatus.OK)


def start(asked: Asked) -> Response:
    """Begin it, once; what is amiss is told with all that was typed."""
    sop, ref = asked.form.get("sop", ""), asked.form.get("ref", "").strip()
    if sop not in {choice.id for choice in choices(asked)}:
        return _again(asked, Amiss(heading=asked.speech.text("Not started yet: choose an SOP first."), field="sop"))
    if len(ref) > LONGEST_REFERENCE:
        words = asked.speech.text("A reference has {most} characters at most.", most=LONGEST_REFERENCE)
        return _again(asked, Amiss(heading=asked.speech.text("Not started yet."), words=words, field="ref"))
    bearer = _bearer(asked, ref) if ref and not asked.form.get("again") else None
    if bearer and not _began_by(asked, bearer.instance):
        return _page(asked, None, bearer, HTTPStatus.CONFLICT)
    try:
        compiled = startable(asked.hosted.definitions, sop)
        begun = asked.engine.start(
            compiled,
            by=asked.person.id,
            at=_when(asked, compiled),
            ref=ref,
            entry=asked.form.get("entry") or None,
            key=asked.form.get("key") or None,
            again=bool(asked.form.get("again")),
            approved_only=only_approved(asked.hosted.definitions),
        )
    except StorageError:
        raise
    except SopError as error:
        words = reason(error, asked.speech)
        return _again(asked, Amiss(heading=asked.speech.text("Not started yet."), words=words))
    return moved(f"/instances/{begun.id}?begun=1")


def choices(asked: Asked) -> list[Choice]:
    """All definitions of the office that can be read, by agency and title."""
    found = [_choice(asked, file) for file in sorted(asked.hosted.definitions.glob("*.yaml"))]
    return sorted((one for one in found if one), key=lambda one: (one.agency, one.title))


def _choice(asked: Asked, file: Path) -> Choice | None:
    try:
        state = file.stat()
        reading = asked.hosted.read.get((file, state.st_mtime_ns, state.st_size), lambda: read(file))
    except (SopError, OSError):
        return None
    definition = reading.definition
    if definition is None:
        return None
    return Choice(
        id=definition.id,
        title=definition.title,
        agency=definition.agency.name,
        steps=len(definition.steps),
    )


def _again(asked: Asked, amiss: Amiss) -> Response:
    return _page(asked, amiss, None, HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(asked: Asked, amiss: Amiss | None, bearer: Bearer | None, status: HTTPStatus) -> Response:
    latest = sorted(asked.engine.latest_instances(5), key=lambda one: one.started_at, reverse=True)
    return asked.page(
        "beginning.html",
        status=status,
        amiss=amiss,
        bearer=bearer,
        choices=choices(asked),
        typed=asked.form or {"sop": asked.query.get("sop", "")},
        latest=[(one, near(one.started_at, asked.now, _zone(asked, one), asked.speech)) for one in latest],
    )


def _bearer(asked: Asked, ref: str) -> Bearer | None:
    bearers = [one for one in asked.engine.latest_instances(20, holding=ref) if one.ref.casefold() == ref.casefold()]
    if not bearers:
        return None
    latest = bearers[0]
    compiled = asked.engine.compiled(latest.digest)
    actors = dict.fromkeys(compiled.actors[item.actor] for item in latest.open_items)
    begun = near(latest.started_at, asked.now, compiled.timezone, asked.speech)
    return Bearer(instance=latest, begun=begun, at=", ".join(actors))


def _began_by(asked: Asked, instance: Instance) -> bool:
    """By this very form, posted twice."""
    first = asked.engine.events(instance.id)[0]
    return bool(first.key) and first.key == asked.form.get("key")


def _zone(asked: Asked, instance: Instance) -> str:
    return asked.engine.compiled(instance.digest).timezone


def _when(asked: Asked, compiled: Compiled) -> datetime | None:
    written = asked.form.get("at", "").strip()
    return read_time(written, asked.now, compiled.timezone, begins=True) if written else None
