"""The agencies that an office's SOPs are of, and the positions that these know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import DefinitionError, MisuseError, NotFoundError, SopError
from sopengine.errors.nearest import nearest, proposal
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.office.forms.live import kept_graph
from sopengine.people.values import Agency, folded
from sopengine.rules import load


@frozen
class KnownAgency:
    """One that SOPs are of."""

    agency: Agency
    timezone: str
    positions: Mapping[str, str]
    """Id of each actor in any of its SOPs -> title."""

    @property
    def told(self) -> str:
        """With its government, where it has one."""
        government = self.agency.government
        return f"{self.agency.name}, {government}" if government else self.agency.name

    def knows(self, position: str) -> bool:
        wanted = folded(position)
        return any(wanted in (folded(id), folded(title)) for id, title in self.positions.items())

    def spelled(self, position: str) -> str:
        """Its id, where the SOPs know it by one alone; else as it was said."""
        wanted = folded(position)
        ids = [id for id, title in self.positions.items() if wanted in (folded(id), folded(title))]
        return ids[0] if len(ids) == 1 else position

    def doubt(self, position: str) -> NotFoundError | None:
        """Why a position is perhaps a slip: no SOP has it; None where one has. It may be that of an SOP to come."""
        if self.knows(position):
            return None
        values = {"agency": self.agency.name, "position": position}
        if close := nearest(position, (*self.positions, *self.positions.values())):
            return NotFoundError("no SOP of {agency} has an actor '{position}': {mend}", mend=proposal(close), **values)
        return NotFoundError("no SOP of {agency} has an actor '{position}' yet: it counts once one has", **values)


def known_agencies(engine: Engine, definitions: Path) -> tuple[KnownAgency, ...]:
    """By the SOPs that the store keeps, and by the definitions of the office; each once, by name."""
    found: list[KnownAgency] = []
    for one in (*map(_of_version, engine.versions()), *_of_files(definitions)):
        place = next((place for place, other in enumerate(found) if other.agency.is_one_with(one.agency)), None)
        if place is None:
            found.append(one)
        else:
            found[place] = replace(found[place], positions={**found[place].positions, **one.positions})
    return tuple(sorted(found, key=lambda one: (one.agency.folded, one.agency.government or "")))


def agency_meant(known: Iterable[KnownAgency], name: str | None) -> KnownAgency:
    """The one of that name, or whose name holds it; None: the only one. Raises SopError where that is not one."""
    known = tuple(known)
    if not known:
        raise NotFoundError("no agency is known here: run sop where your SOPs lie, in a folder 'definitions'")
    fitting = [one for one in known if name is None or folded(name) in _names(one)]
    fitting = fitting or [one for one in known if name and folded(name) in folded(one.told)]
    if len(fitting) == 1:
        return fitting[0]
    told = "; ".join(one.told for one in fitting or known)
    if fitting:
        raise MisuseError("several agencies can be meant: name one with --agency ({agencies})", agencies=told)
    close = nearest(name or "", {one.agency.name for one in known})
    if close:
        raise NotFoundError("no SOP is of an agency '{name}': {mend}", name=name, mend=proposal(close))
    raise NotFoundError("no SOP is of an agency '{name}'; known: {agencies}", name=name, agencies=told)


def _names(one: KnownAgency) -> tuple[str, ...]:
    return one.agency.folded, folded(one.told)


def _of_version(version: Compiled) -> KnownAgency:
    government = version.government
    if government is None:
        government = kept_graph(version).definition.agency.government
    agency = Agency(government=government, name=version.agency)
    return KnownAgency(agency=agency, timezone=version.timezone, positions=version.actors)


def _of_files(definitions: Path) -> Iterator[KnownAgency]:
    """Of those that can be read; what is wrong with the others is told elsewhere."""
    for file in sorted(definitions.glob("*.yaml")):
        try:
            yield _of_definition(load(file).definition)
        except (DefinitionError, SopError):
            continue


def _of_definition(definition: Definition) -> KnownAgency:
    agency = Agency(government=definition.agency.government, name=definition.agency.name)
    positions = {actor.id: actor.title for actor in definition.actors}
    return KnownAgency(agency=agency, timezone=definition.agency.timezone, positions=positions)
