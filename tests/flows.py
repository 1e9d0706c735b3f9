"""Small SOPs as compiled tables, for tests of running instances."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sopengine.compiled.tables import Compiled, CompiledOutcome, CompiledStep, CompiledTask
from sopengine.duration.standard import Duration
from sopengine.expression.data import Field
from sopengine.graph.meeting import meetings, members

Ways = Mapping[str, Sequence[str]]
"""Label -> targets; the label "" where nothing is decided."""

Tasks = Mapping[str, Ways]
"""Name -> ways out, in the order of the form."""

More = Mapping[str, Mapping[str, Any]]
"""Task -> what else is said of it."""


def flow(
    tasks: Tasks,
    id: str = "contoh",
    duration: str = "60 menit",
    text: str = "sop: 1\n",
    entries: Sequence[str] = (),
    capsules: Sequence[str] = (),
    many: Sequence[str] = (),
    more: More = MappingProxyType({}),
    data: Sequence[Field] = (),
    **settings: Any,
) -> Compiled:
    """An SOP that starts at its first task. A task named `step/actor` belongs to that step and actor.

    `capsules` are tasks without work, at `many` several outcomes may be taken; `more`: task -> what else is said of
    it, by field of a compiled task; a task's `standard` is that of its step. `settings`: fields of the tables.
    """
    parts = {name: name.partition("/") for name in tasks}
    actors = {part[2] or "staf-1" for part in parts.values()}
    steps = dict.fromkeys(part[0] for part in parts.values())
    entries = tuple(entries) or tuple(tasks)[:1]
    overdue = {name: said["overdue"].targets for name, said in more.items() if "overdue" in said}
    waits_for, back = _tables(tasks, entries, many, overdue)
    standards = {parts[name][0]: said["standard"] for name, said in more.items() if "standard" in said}
    more = {name: {key: value for key, value in said.items() if key != "standard"} for name, said in more.items()}
    return Compiled(
        sop=id,
        digest=hashlib.sha256(
            f"{id}{tasks}{duration}{text}{entries}{capsules}{many}{more}{data}{settings}".encode()
        ).hexdigest(),
        title=f"SOP {id}",
        agency="Dinas Contoh",
        timezone="Asia/Jakarta",
        days="working",
        entries=entries,
        actors={actor: actor.title() for actor in sorted(actors)},
        steps={
            step: CompiledStep(
                id=step,
                number=str(number),
                activity=f"Kegiatan {step}",
                standard=Duration.parse(standards.get(step, duration)),
            )
            for number, step in enumerate(steps, 1)
        },
        tasks={
            name: CompiledTask(
                name=name,
                step=parts[name][0],
                actor=parts[name][2] or "staf-1",
                question="Sudah benar?" if "" not in ways else "",
                decides="" not in ways,
                work=name not in capsules,
                many=name in many,
                **{"outcomes": _outcomes(ways), **more.get(name, {})},
            )
            for name, ways in tasks.items()
        },
        waits_for=waits_for,
        back=back,
        text=text,
        data={field.id: field for field in data},
        **settings,
    )


def _outcomes(ways: Ways) -> tuple[CompiledOutcome, ...]:
    return tuple(CompiledOutcome(label=label, targets=tuple(to)) for label, to in ways.items())


def _tables(
    tasks: Tasks, entries: Sequence[str], many: Sequence[str], overdue: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, tuple[str, ...]], frozenset[tuple[str, str]]]:
    """What each meeting point waits for, and the arrows that lead back."""
    names, number = list(tasks), {name: place for place, name in enumerate(tasks)}
    ways = [[[number[target] for target in targets] for targets in tasks[name].values()] for name in names]
    for name in many:
        outcomes = ways[number[name]]
        outcomes.append(sorted({target for targets in outcomes for target in targets}))
    for name, targets in overdue.items():
        ways[number[name]].append([number[target] for target in targets])
    found = meetings(ways, [number[entry] for entry in entries])
    forks = any(len(targets) > 1 for outcomes in ways for targets in outcomes)
    waits_for = {
        names[point]: tuple(names[task] for task in members(tasks)) for point, tasks in found.waiting_for().items()
    }
    return waits_for if forks else {}, frozenset((names[a], names[b]) for a, b in found.back)


def kinerja() -> Compiled:
    """Two steps, a decision that may lead back, an end."""
    return flow(
        {
            "perintah": {"": ["rekap"]},
            "rekap": {"": ["analisa"]},
            "analisa": {"Ya": ["lapor"], "Tidak": ["rekap"]},
            "lapor": {"": []},
        },
        id="kinerja",
    )
