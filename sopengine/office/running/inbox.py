"""The inbox: open work, what is overdue first, then what is due soonest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import NotFoundError, SopError
from sopengine.errors.nearest import nearest, proposal
from sopengine.execution.as_of import as_of
from sopengine.execution.values.work import Awaits
from sopengine.office.running.lateness import judged
from sopengine.office.running.work import Moment, Work
from sopengine.store.desks import OpenWork

_FOR_SOMEBODY = (Awaits.PERSON, Awaits.PROGRAM)
_NEVER = datetime.max.replace(tzinfo=UTC)


def inbox(
    engine: Engine, *, actor: str | None = None, at: Moment | None = None, most: int | None = None
) -> tuple[Work, ...]:
    """Of everybody, or of one actor, named by id or by printed title; as it stood at a moment (default: now).

    `most`: only so many, those that are due first. Raises NotFoundError where no SOP in the store has such an actor.
    """
    if actor is None:
        found = engine.desk(during=during(at), most=most)
    else:
        meant = _meant(engine, actor)
        ids = sorted({id for _, id in meant})
        found = tuple(one for id in ids for one in engine.desk(id, during(at), most) if (one.digest, id) in meant)
    told = (_told(engine, one, at) for one in found)
    return tuple(sorted((work for work in told if work), key=_urgency)[:most])


def let_happen(engine: Engine) -> SopError | None:
    """What is due by itself happens now, in a hundred instances at most; why it could not, where it could not."""
    try:
        engine.fire_timers()
    except SopError as error:
        return error
    return None


def during(at: Moment | None) -> tuple[datetime, datetime] | None:
    """From the first to the last moment that this can mean anywhere on earth."""
    return at and (at("Etc/GMT-14"), at("Etc/GMT+12"))


def _told(engine: Engine, found: OpenWork, at: Moment | None) -> Work | None:
    """None where it was not open then, by the agency's clock."""
    compiled = engine.compiled(found.digest)
    then = as_of([found.item], at(compiled.timezone)) if at else [found.item]
    open_then = [item for item in then if item.open and item.awaits in _FOR_SOMEBODY]
    return judged(engine, open_then[0], compiled, found.ref, at) if open_then else None


def _urgency(work: Work) -> tuple[datetime, int]:
    return work.item.due_at or _NEVER, work.item.id


def _meant(engine: Engine, name: str) -> set[tuple[str, str]]:
    """Versions of SOPs, by digest, with the id that the actor has there."""
    versions = engine.versions()
    wanted = name.strip().casefold()
    found = {
        (version.digest, id)
        for version in versions
        for id, title in version.actors.items()
        if wanted in (id.casefold(), title.casefold())
    }
    if not found:
        raise _unknown(name, {version.digest: version for version in versions})
    return found


def _unknown(name: str, versions: Mapping[str, Compiled]) -> NotFoundError:
    ids = {id for version in versions.values() for id in version.actors}
    titles = {title for version in versions.values() for title in version.actors.values()}
    close = nearest(name, ids) or nearest(name, titles)
    if close:
        return NotFoundError("no SOP in the store has an actor '{actor}': {mend}", actor=name, mend=proposal(close))
    return NotFoundError(
        "no SOP in the store has an actor '{actor}'; known: {known}", actor=name, known=", ".join(sorted(ids))
    )
