"""Whose a piece of work is, as its reader sees it: mine, taken by another, or of others."""

from __future__ import annotations

from sopengine.compiled.tables import Compiled
from sopengine.execution.values.work import WorkItem
from sopengine.frozen import frozen
from sopengine.messages.speech import Speech
from sopengine.people.values import Capacity, HoldingKind
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked

_OVERSEERS = frozenset({Role.SUPERVISOR, Role.HEAD, Role.ADMIN})


@frozen
class Whose:
    """Of open work."""

    mine: bool
    """Its reader may do it now."""
    standing_in: str
    """As what, where that is not as its holder: `Plh. Kepala Dinas atas nama kepala-dinas`."""
    taken_by: str
    others: tuple[tuple[str, str], ...]
    """Who else may: person, and as what."""
    can_take: bool
    can_give_back: bool
    can_hand_on: bool


def whose_work(asked: Asked, item: WorkItem, compiled: Compiled) -> Whose | None:
    """None where nobody is checked, or it is no longer open."""
    if not item.open or not asked.engine.has_people():
        return None
    acting = asked.engine.may_do(item, asked.person.id)
    unchecked = acting is not None and acting.capacity is Capacity.UNCHECKED
    if unchecked:
        return None
    who = [(person, _kind(kind)) for person, kind in asked.engine.who_may(item)]
    others = tuple((person, kind) for person, kind in who if person != asked.person.id)
    oversees = bool(_OVERSEERS & asked.person.roles)
    has_it = item.assignee == asked.person.id
    return Whose(
        mine=acting is not None,
        standing_in=stands_in(acting.capacity, acting.on_behalf_of, compiled.actors[item.actor], asked.speech)
        if acting
        else "",
        taken_by="" if has_it else item.assignee,
        others=others,
        can_take=acting is not None and not item.assignee and bool(others),
        can_give_back=bool(item.assignee) and (has_it or oversees),
        can_hand_on=bool(others) and (acting is not None or oversees),
    )


def stands_in(capacity: Capacity, whom: str, actor: str, speech: Speech) -> str:
    """Empty of a holder."""
    marks = {Capacity.PLT: "Plt.", Capacity.PLH: "Plh."}
    if capacity in marks:
        role = f"{marks[capacity]} {actor}"
        return speech.text("{role} on behalf of {person}", role=role, person=whom) if whom else role
    if capacity is Capacity.DELEGATE:
        return speech.text("delegate of {person}", person=whom or actor)
    if capacity is Capacity.VACANT:
        return speech.text("nobody holds {actor} today", actor=actor)
    return ""


def _kind(kind: HoldingKind) -> str:
    return {HoldingKind.PLT: "Plt.", HoldingKind.PLH: "Plh."}.get(kind, "")
