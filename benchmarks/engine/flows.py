"""The flows that are played: as definitions for this engine, and one of them as BPMN for the others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

ACTOR = "staf-1"
MINUTES = 60
"""The standard of every step."""

_HEAD = """\
sop: 1
id: {id}
title: Pengujian
agency: {{name: Dinas Contoh, timezone: Asia/Jakarta}}
document: {{number: 1/SOP/2026, created: 1 Juli 2026}}
actors: {{{actor}: Staf}}
steps:
"""
_STEP = "  - {{id: {id}, activity: Mengerjakan berkas {id}, actor: {actor}, duration: {minutes} menit{more}}}\n"

_BPMN = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definisi" targetNamespace="sopengine">
<process id="{id}" isExecutable="true">{nodes}{arrows}</process>
</definitions>
"""


def row(steps: int, actor: str = ACTOR) -> str:
    """One step after another: `langkah-1` to the last. The id of the SOP is `urut-` and its actor."""
    return _definition(f"urut-{actor}", [(task, "") for task in row_tasks(steps)], actor)


def row_tasks(steps: int) -> tuple[str, ...]:
    return tuple(f"langkah-{number}" for number in range(1, steps + 1))


def loops(count: int) -> str:
    """One after another, work and its check; `Tidak` leads back to the work, `Ya` on."""
    names = [(f"kerja-{number}", f"periksa-{number}") for number in range(1, count + 1)]
    onward = [work for work, _ in names[1:]] + ["end"]
    steps: list[tuple[str, str]] = []
    for (work, check), after in zip(names, onward, strict=True):
        steps += [(work, ""), (check, f", question: Benar?, decision: {{Ya: {after}, Tidak: {work}}}")]
    return _definition("ulang", steps, ACTOR)


def branches(count: int) -> str:
    """A fork of as many branches of two steps, which meet again."""
    steps = [("bagi", f", next: [{', '.join(f'awal-{number}' for number in range(1, count + 1))}]")]
    for number in range(1, count + 1):
        steps += [(f"awal-{number}", ""), (f"akhir-{number}", ", next: temu")]
    return _definition("cabang", [*steps, ("temu", "")], ACTOR)


def row_as_bpmn(steps: int) -> str:
    """The process `urut` of as many user tasks in a row."""
    tasks = row_tasks(steps)
    nodes = ["mulai", *tasks, "selesai"]
    return _BPMN.format(
        id="urut",
        nodes=f'<startEvent id="mulai"/>{"".join(_user_task(task) for task in tasks)}<endEvent id="selesai"/>',
        arrows="".join(_arrow(source, target) for source, target in pairwise(nodes)),
    )


def _definition(id: str, steps: Iterable[tuple[str, str]], actor: str) -> str:
    """Of steps: each an id, and what else is said of it."""
    listed = [_STEP.format(id=step, actor=actor, minutes=MINUTES, more=more) for step, more in steps]
    return _HEAD.format(id=id, actor=actor) + "".join(listed)


def _user_task(task: str) -> str:
    return f'<userTask id="{task}" name="{task}"/>'


def _arrow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
