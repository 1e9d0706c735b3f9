"""Which agencies concern who asks, and the open work of these."""

from __future__ import annotations

from collections.abc import Callable

from sopengine.execution.positions import agency_of
from sopengine.office.running.overseen import Lying, lying
from sopengine.people.called import is_called
from sopengine.people.values import Agency, Role
from sopengine.web.asked import Asked

_ANSWERING = (Role.PENGAWAS, Role.PIMPINAN, Role.ADMIN)


def concerns(asked: Asked) -> Callable[[Agency], bool]:
    """Those in which who asks is pengawas, pimpinan or admin; all where the store has no people."""
    if not asked.engine.has_people():
        return lambda _: True
    given = asked.engine.roles()
    ours = [agency for who, agency, role in given if who == asked.person.id and role in _ANSWERING]
    return lambda agency: any(agency.is_one_with(one) for one in ours)


def concerns_named(asked: Asked) -> Callable[[str], bool]:
    """The same by what an agency is called in reports."""
    ours = concerns(asked)
    known = {agency_of(version) for version in asked.engine.versions()}
    return lambda name: any(ours(agency) for agency in known if is_called(agency, name))


def open_work(asked: Asked) -> tuple[Lying, ...]:
    """What is due first comes first."""
    return lying(asked.engine, concerns(asked))
