"""What lies on the desk of an analyst: SOPs of their agencies that are drafts, broken, or changed and not in use."""

from __future__ import annotations

from sopengine.office.forms.catalogue import Entry, State
from sopengine.people.values import Agency
from sopengine.people.values import Role as Given
from sopengine.web.access.roles import Role
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.shelf import all_entries

_UNFINISHED = frozenset({State.DRAFT, State.BROKEN, State.CHANGED})


def unfinished(asked: Asked) -> list[Entry]:
    """By agency and title; nothing for who is no analyst, and where anybody may be anybody."""
    if Role.ANALYST not in asked.person.roles or Role.STRANGER in asked.person.roles:
        return []
    own = [agency for who, agency, role in asked.engine.roles() if who == asked.person.id and role is Given.PENYUSUN]
    return [one for one in all_entries(asked) if one.state in _UNFINISHED and _is_of(one, own)]


def _is_of(one: Entry, agencies: list[Agency]) -> bool:
    """One that cannot be read may be of any."""
    if one.definition is None:
        return True
    said = one.definition.agency
    return any(each.is_one_with(Agency(government=said.government, name=said.name)) for each in agencies)
