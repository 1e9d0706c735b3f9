"""An office with people: who holds what, and an SOP whose work is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flows import flow

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.errors import SopError
from sopengine.people.changes import Add, Hold
from sopengine.people.values import Agency, HoldingKind

AGENCY = Agency(government="Pemerintah Contoh", name="Dinas Contoh")
PEOPLE = ("kadis", "sekretaris", "staf-1", "staf-2", "staf-3")
FIRST, DAY = date(2026, 1, 1), date(2026, 7, 1)
TITLES = {"kepala-dinas": "Kepala Dinas", "sekretaris": "Sekretaris", "tim-sakip": "Tim Sakip"}


def kinerja() -> Compiled:
    """An order of the head, the secretary's direction, a team's work, and the secretary's decision on it."""
    sop = flow(
        {
            "perintah/kepala-dinas": {"": ["arahan/sekretaris"]},
            "arahan/sekretaris": {"": ["rekap/tim-sakip"]},
            "rekap/tim-sakip": {"": ["analisa/sekretaris"]},
            "analisa/sekretaris": {"Ya": [], "Tidak": ["rekap/tim-sakip"]},
        },
        id="kinerja",
    )
    return replace(sop, actors=TITLES, agency=AGENCY.name, government=AGENCY.government)


def staff(engine: Engine, **positions: str) -> None:
    """Everybody is known; person (`_` for `-`) -> what they hold, since long."""
    engine.change_people([Add(person=person) for person in PEOPLE], by="staf-1")
    for person, position in positions.items():
        hold(engine, person.replace("_", "-"), position)


def hold(
    engine: Engine,
    person: str,
    position: str,
    kind: HoldingKind = HoldingKind.HOLDER,
    first: date = FIRST,
    last: date | None = None,
) -> None:
    asked = Hold(person=person, agency=AGENCY, position=position, kind=kind, first_day=first, last_day=last)
    engine.change_people([asked], by="staf-1")


def started(engine: Engine, sop: Compiled | None = None, by: str = "staf-1") -> int:
    """The first work item of a new instance."""
    return engine.start(sop or kinerja(), by=by).open_items[0].id


def refused(ask: Callable[[], object]) -> str:
    """What is said of it."""
    with pytest.raises(SopError) as caught:
        ask()
    return str(caught.value)
