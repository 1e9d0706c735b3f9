"""Lays two versions over each other."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors.phrase import Phrase
from sopengine.expression.data import Field
from sopengine.model.definition import Actor, Artifact, Definition
from sopengine.revision import facts
from sopengine.revision.difference import Difference, How, Part
from sopengine.revision.pairs import Versions, paired
from sopengine.revision.place import Place, changed
from sopengine.revision.steps import steps


def differences(old: Definition, new: Definition) -> tuple[Difference, ...]:
    """In the order of the form; what follows only from rows that came, went or moved is not told again."""
    versions = paired(old, new)
    return (
        *changed(Place(part=Part.SOP, where=Phrase("The SOP")), facts.of_sop(old), facts.of_sop(new)),
        *changed(
            Place(part=Part.IDENTITY, where=Phrase("Identity page")), facts.of_identity(old), facts.of_identity(new)
        ),
        *changed(
            Place(part=Part.FORM, where=Phrase("Form"), path=("form",)),
            facts.of_settings(old.form),
            facts.of_settings(new.form),
        ),
        *_actors(versions),
        *_artifacts(versions),
        *_fields(versions),
        *steps(versions),
    )


def _actors(versions: Versions) -> Iterator[Difference]:
    pairs = versions.actors
    moved = {now: was for was, now in pairs.moved}
    for place, actor in enumerate(pairs.new):
        at = Place(part=Part.ACTOR, where=_actor(actor), name=actor.id, path=("actors", actor.id))
        if place not in pairs.before:
            yield at.whole(How.ADDED, after=actor.title)
            continue
        if place in moved:
            yield at.whole(How.MOVED, before=str(moved[place] + 1), after=str(place + 1))
        yield from changed(at, facts.of_settings(pairs.old[pairs.before[place]]), facts.of_settings(actor))
    for actor in pairs.removed:
        at = Place(part=Part.ACTOR, where=_actor(actor), name=actor.id, path=("actors", actor.id))
        yield at.whole(How.REMOVED, before=actor.title)


def _actor(actor: Actor) -> Phrase:
    return Phrase("Actor '{name}'", {"name": actor.id})


def _artifacts(versions: Versions) -> Iterator[Difference]:
    pairs = versions.artifacts
    for old, new in pairs.kept:
        yield from changed(_artifact(new), facts.of_settings(old), facts.of_settings(new))
    for artifact in pairs.added:
        yield _artifact(artifact).whole(How.ADDED, after=artifact.title)
    for artifact in pairs.removed:
        yield _artifact(artifact).whole(How.REMOVED, before=artifact.title)


def _artifact(artifact: Artifact) -> Place:
    where = Phrase("Document '{name}'", {"name": artifact.id})
    return Place(part=Part.ARTIFACT, where=where, name=artifact.id, path=("artifacts", artifact.id))


def _fields(versions: Versions) -> Iterator[Difference]:
    old, new = ({field.id: field for field in one.data} for one in (versions.old, versions.new))
    for id, field in new.items():
        if id in old:
            yield from changed(_field(field), facts.of_settings(old[id]), facts.of_settings(field))
        else:
            yield _field(field).whole(How.ADDED, after=field.title or id)
    for id in (id for id in old if id not in new):
        yield _field(old[id]).whole(How.REMOVED, before=old[id].title or id)


def _field(field: Field) -> Place:
    where = Phrase("Field '{name}'", {"name": field.id})
    return Place(part=Part.FIELD, where=where, name=field.id, path=("data", field.id))
