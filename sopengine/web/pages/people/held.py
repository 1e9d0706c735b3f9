"""What somebody holds, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from sopengine.errors.phrase import Phrase
from sopengine.frozen import frozen
from sopengine.model.zones import USUAL_ZONE
from sopengine.office.people.agencies import KnownAgency, known_agencies
from sopengine.people.values import Holding, HoldingKind
from sopengine.web.asked import Asked
from sopengine.web.words.moments import day

AS_WHAT = {
    HoldingKind.HOLDER: Phrase("holder"),
    HoldingKind.PLT: Phrase("Plt. (the position has no holder)"),
    HoldingKind.PLH: Phrase("Plh. (its holder is away)"),
    HoldingKind.DELEGATE: Phrase("by delegation"),
}


@frozen
class Held:
    """One position."""

    holding: Holding
    position: str
    """As printed, with Plt. or Plh."""
    agency: str
    first: str
    last: str
    """Empty where it lasts until it is released."""


def today(asked: Asked) -> date:
    """By the office's clock."""
    return asked.now.astimezone(ZoneInfo(USUAL_ZONE)).date()


def titles(asked: Asked) -> Mapping[str, str]:
    """Id of each position that the SOPs know -> as printed."""
    return {id: title for agency in agencies(asked) for id, title in agency.positions.items()}


def held(asked: Asked, one: Holding, known: Mapping[str, str]) -> Held:
    """`known`: the titles of all positions, read once for a page."""
    marks = {HoldingKind.PLT: "Plt. ", HoldingKind.PLH: "Plh. "}
    name = marks.get(one.kind, "") + known.get(one.position, one.position)
    if one.kind is HoldingKind.DELEGATE:
        name = asked.speech.text("{position} (by delegation)", position=name)
    return Held(
        holding=one,
        position=name,
        agency=one.agency.name,
        first=day(one.first_day, asked.speech),
        last=day(one.last_day, asked.speech),
    )


def agencies(asked: Asked) -> tuple[KnownAgency, ...]:
    """Kept while no file and no version is new."""
    folder = asked.hosted.definitions
    state = tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*.yaml")))
    key = (state, asked.engine.digests())
    return asked.hosted.agencies.get(key, lambda: known_agencies(asked.engine, folder))
