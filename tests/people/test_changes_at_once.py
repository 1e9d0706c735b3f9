"""Several who change people at the same moment: nobody is lost, on either database."""

from __future__ import annotations

import threading

from sopengine.engine import Engine
from sopengine.people.changes import Add

CHANGERS, EACH = 4, 8


def test_people_who_are_added_at_once_are_all_kept(shared: str) -> None:
    together = threading.Barrier(CHANGERS)

    def add(changer: int) -> None:
        with Engine(shared) as engine:
            together.wait(60)
            for number in range(EACH):
                engine.change_people([Add(person=f"staf-{changer}-{number}")], by=f"admin-{changer}")

    Engine(shared).close()
    changers = [threading.Thread(target=add, args=(changer,)) for changer in range(CHANGERS)]
    for changer in changers:
        changer.start()
    for changer in changers:
        changer.join(60)
    with Engine(shared) as engine:
        assert len(engine.people()) == CHANGERS * EACH
