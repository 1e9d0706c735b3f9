"""The flows that are played: as definitions for this engine, and one of them as BPMN for the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definisi" targetNamespace="sopengine">
<process id="kantor" isExecutable="true">
<startEvent id="mulai"/>{nodes}<exclusiveGateway id="pilih" default="ya"/><endEvent id="selesai"/>
{arrows}<sequenceFlow id="ya" sourceRef="pilih" targetRef="langkah-8"/>
<sequenceFlow id="tidak" sourceRef="pilih" targetRef="langkah-5">
<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>
</sequenceFlow>
</process>
</definitions>
"""
_ARROW = '<sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}"/>'

OFFICE_WAYS: Mapping[tuple[str, str], str] = {
    **{(f"langkah-{number}", ""): f"langkah-{number + 1}" for number in (1, 2, 3, 4, 5, 6, 8)},
    ("langkah-7", "Ya"): "langkah-8",
    ("langkah-7", "Tidak"): "langkah-5",
}
"""Task and label -> the task that comes next; the last one, `langkah-9`, ends the work."""
OFFICE_LABELS = ("", "", "", "", "", "", "Tidak", "", "", "Ya", "", "")
"""What is answered at each of the twelve completions of one instance: once it goes back."""


def office() -> str:
    """An SOP as offices have them: nine steps, the seventh checks and may lead back to the fifth."""
    steps = [(f"langkah-{number}", "") for number in range(1, 10)]
    steps[6] = ("langkah-7", ", question: Benar?, decision: {Ya: langkah-8, Tidak: langkah-5}")
    return _definition("kantor", steps, ACTOR)


def row(steps: int, actor: str = ACTOR) -> str:
    """One step after another: `langkah-1` to the last. The id of the SOP is `urut-` and its actor."""
    return _definition(f"urut-{actor}", [(task, "") for task in row_tasks(steps)], actor)


def told() -> str:
    """One step, of which somebody is reminded, and another told when it is late."""
    return _definition("beri-tahu", [("langkah-1", f", remind: 10 menit, escalate: {ACTOR}")], ACTOR)


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


ONE_LOOP: Mapping[tuple[str, str], str] = {("kerja-1", ""): "periksa-1", ("periksa-1", "Tidak"): "kerja-1"}
"""Where the work of `loops(1)` goes, for as long as it goes round."""


def branches(count: int) -> str:
    """A fork of as many branches of two steps, which meet again."""
    steps = [("bagi", f", next: [{', '.join(f'awal-{number}' for number in range(1, count + 1))}]")]
    for number in range(1, count + 1):
        steps += [(f"awal-{number}", ""), (f"akhir-{number}", ", next: temu")]
    return _definition("cabang", [*steps, ("temu", "")], ACTOR)


def office_as_bpmn(condition: str) -> str:
    """The same as the process `kantor`; `condition`: in the words of an engine, whether `Tidak` was answered."""
    tasks = [f"langkah-{number}" for number in range(1, 10)]
    before, after = ["mulai", *tasks[:7], "pilih"], [*tasks[7:], "selesai"]
    return _BPMN.format(
        nodes="".join(f'<userTask id="{task}" name="{task}"/>' for task in tasks),
        arrows="".join(_ARROW.format(*ends) for way in (before, after) for ends in pairwise(way)),
        condition=condition,
    )


def _definition(id: str, steps: Iterable[tuple[str, str]], actor: str) -> str:
    """Of steps: each an id, and what else is said of it."""
    listed = [_STEP.format(id=step, actor=actor, minutes=MINUTES, more=more) for step, more in steps]
    return _HEAD.format(id=id, actor=actor) + "".join(listed)
