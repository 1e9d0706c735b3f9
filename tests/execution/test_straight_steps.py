"""The direct way of a step decides what the general way decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from flows import flow
from random_flows import random_flow
from running import NOW, Run

from sopengine.compiled.tables import Compiled
from sopengine.execution.decide.straight import straight
from sopengine.execution.decide.work import step_by_step
from sopengine.execution.values.commands import Complete


def made(random: Random) -> Compiled:
    ways, entries = random_flow(random)
    labels = [[""], ["Ya", "Tidak"], ["Satu", "Dua", "Tiga"]]
    tasks = {
        f"t{task}": {
            label: [f"t{target}" for target in to if target >= 0]
            for label, to in zip(_labels(labels, outs), outs, strict=True)
        }
        for task, outs in enumerate(ways)
    }
    return flow(
        tasks, entries=[f"t{entry}" for entry in entries[:1]], duration=random.choice(["2 jam", "3 hari kerja"])
    )


def _labels(labels: list[list[str]], outs: list[list[int]]) -> list[str]:
    return labels[len(outs) - 1] if len(outs) <= len(labels) else [f"L{place}" for place in range(len(outs))]


@pytest.mark.parametrize("seed", range(150))
def test_a_straight_step_is_what_the_general_way_makes_of_it(seed: int) -> None:
    random = Random(seed)
    run, now = Run(made(random)), NOW
    for step in range(25):
        if run.completed:
            break
        now += timedelta(hours=random.randrange(9), seconds=random.randrange(60))
        item = random.choice(run.instance.open_items)
        outcomes = (random.choice(item.outcomes),) if item.outcomes else ()
        at = random.choice([None, now, item.opened_at])
        key = random.choice([None, f"k{step}"])
        command = Complete(
            item=item.id, by="staf-1", outcomes=outcomes, at=at, note=random.choice(["", "cek"]), key=key
        )
        direct = straight(run.records, run.compiled, run.instance, command, now)
        general = step_by_step(run.records, run.instance, command, now)
        if direct is not None:
            assert replace(direct, straight=False) == general
        run.keep(general)


def test_an_ordinary_sop_runs_straight_from_its_first_step_to_its_end() -> None:
    run = Run(flow({"a": {"": ["b"]}, "b": {"Ya": ["c"], "Tidak": ["a"]}, "c": {"": []}}))
    for label in ("", "Tidak", "", "Ya", ""):
        command = Complete(item=run.item().id, by="staf-1", outcomes=(label,) if label else ())
        found = straight(run.records, run.compiled, run.instance, command, NOW)
        assert found is not None
        run.keep(found)
    assert run.completed
