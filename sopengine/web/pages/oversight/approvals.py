"""What waits for the approval of who asks: SOPs whose file says something new."""

from __future__ import annotations

from collections.abc import Iterator

from sopengine.errors import SopError
from sopengine.frozen import frozen
from sopengine.office.forms.catalogue import Entry, State
from sopengine.office.running.starting import only_approved
from sopengine.people.values import Agency
from sopengine.revision import differences
from sopengine.web.asked import Asked
from sopengine.web.pages.catalogue.one import APPROVERS
from sopengine.web.pages.catalogue.shelf import all_entries, version_graph
from sopengine.web.pages.oversight.scope import concerns


@frozen
class Waiting:
    """One SOP."""

    entry: Entry
    number: int
    """That the version will have once it is started."""
    changes: tuple[str, ...]
    """Against the version that was started last, in words of the form."""


def waiting_for_approval(asked: Asked) -> list[Waiting]:
    """By agency and title; nothing for who may approve nothing."""
    if not APPROVERS & asked.person.roles:
        return []
    ours, strict = concerns(asked), only_approved(asked.hosted.definitions)
    found = [one for one in all_entries(asked) if _may_be_approved(one) and ours(_agency(one))]
    return [
        Waiting(
            entry=one, number=len(one.versions) + (one.state is not State.IN_FORCE or not one.versions), changes=told
        )
        for one in found
        if (strict or _says_something_new(one)) and not _is_approved(asked, one)
        for told in (tuple(_changes(asked, one)),)
    ]


def _may_be_approved(one: Entry) -> bool:
    return one.definition is not None and one.state in (State.IN_FORCE, State.CHANGED)


def _says_something_new(one: Entry) -> bool:
    """It differs from what was started last; or was never started, and no form of it is signed on paper."""
    if one.state is State.CHANGED:
        return True
    document = one.definition.document if one.definition else None
    signed = document is not None and document.approved_by is not None and bool(document.approved_by.name)
    return not one.versions and not signed


def _is_approved(asked: Asked, one: Entry) -> bool:
    return one.definition is not None and asked.engine.approval(one.definition.digest) is not None


def _agency(one: Entry) -> Agency:
    agency = one.definition.agency if one.definition else None
    return Agency(government=agency.government if agency else None, name=agency.name if agency else "")


def _changes(asked: Asked, one: Entry) -> Iterator[str]:
    if one.state is not State.CHANGED or one.definition is None:
        return
    try:
        before = version_graph(asked, one, one.versions[-1].number).definition
    except SopError:
        return
    yield from (each.text(asked.speech.translate) for each in differences(before, one.definition))
