"""What agencies are called where a name does not tell them apart: two governments may each have a Dinas Sosial."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sopengine.people.values import Agency, folded

Called = Callable[[Agency], str]


def called(known: Iterable[Agency]) -> Called:
    """Of these agencies: the name, with its government behind it where another government has one of that name too."""
    governments: dict[str, set[str]] = {}
    for each in known:
        if each.government:
            governments.setdefault(each.folded, set()).add(folded(each.government))
    several = {name for name, found in governments.items() if len(found) > 1}
    return lambda agency: in_full(agency) if agency.folded in several else agency.name


def in_full(agency: Agency) -> str:
    """With its government, where that is known."""
    return f"{agency.name}, {agency.government}" if agency.government else agency.name


def is_called(agency: Agency, name: str) -> bool:
    """Whether a name, with or without the government, can mean an agency."""
    return folded(name) in (agency.folded, folded(in_full(agency)))
