"""An office in which everybody has one role, and work on its desks."""

from __future__ import annotations

from datetime import date

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.execution.values.work import WorkItem
from sopengine.people.changes import Add, Change, GiveRole, Hold
from sopengine.people.values import Agency, Role

DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")
PEOPLE = {
    "": "stranger",
    "staf-1": "petugas",
    "pengawas": "pengawas",
    "penyusun": "penyusun",
    "kepala-dinas": "pimpinan",
    "admin": "admin",
}
"""Who -> the role that they have besides being able to do the work of what they hold; "" is a stranger."""
HELD = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "staf-1": "tim-sakip", "staf-2": "tim-sakip"}


def manned(engine: Engine) -> None:
    """With holders, and with one of each role."""
    changes: list[Change] = [Add(person=name) for name in dict.fromkeys((*HELD, *filter(None, PEOPLE)))]
    changes += [Hold(person=who, agency=DINAS, position=what, first_day=date(2026, 1, 1)) for who, what in HELD.items()]
    changes += [
        GiveRole(person=who, agency=DINAS, role=Role(role))
        for who, role in PEOPLE.items()
        if role not in ("stranger", "petugas")
    ]
    engine.change_people(changes, by="admin")


def at_work(engine: Engine, sop: Compiled, until: str = "analisa", ref: str = "Triwulan II 2026") -> WorkItem:
    """An instance that has come to a task; the open work there."""
    by = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "tim-sakip": "staf-1"}
    instance = engine.start(sop, by="staf-1", ref=ref)
    while instance.open_items[0].task != until:
        item = instance.open_items[0]
        instance = engine.done(item.id, by=by[item.actor])
    return instance.open_items[0]
