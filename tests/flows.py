"""Small SOPs as compiled tables, for tests of running instances."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sopengine.compiled.tables import Compiled, CompiledOutcome, CompiledStep, CompiledTask
from sopengine.duration.standard import Duration
from sopengine.graph.meeting import meetings, members

Ways = Mapping[str, Sequence[str]]
"""Label -> targets; the label "" where nothing is decided."""

Tasks = Mapping[str, Ways]
"""Name -> ways out, in the order of the form."""


def flow(
    tasks: Tasks,
    id: str = "contoh",
    duration: str = "60 menit",
    text: str = "sop: 1\n",
    entries: Sequence[str] = (),
    capsules: Sequence[str] = (),
    many: Sequence[str] = (),
) -> Compiled:
    """An SOP that starts at its first task. A task named `step/actor` belongs to that step and actor.

    `capsules` are tasks without work, at `many` several outcomes may be taken.
    """
    parts = {name: name.partition("/") for name in tasks}
    actors = {part[2] or "staf-1" for part in parts.values()}
    steps = dict.fromkeys(part[0] for part in parts.values())
    entries = tuple(entries) or tuple(tasks)[:1]
    waits_for, back = _tables(tasks, entries, many)
    return Compiled(
        sop=id,
        digest=hashlib.sha256(f"{id}{tasks}{duration}{text}{entries}{capsules}{many}".encode()).hexdigest(),
        title=f"SOP {id}",
        agency="Dinas Contoh",
        timezone="Asia/Jakarta",
        days="working",
        entries=entries,
        actors={actor: actor.title() for actor in sorted(actors)},
        steps={
            step: CompiledStep(
                id=step, number=str(number), activity=f"Kegiatan {step}", standard=Duration.parse(duration)
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
                outcomes=tuple(CompiledOutcome(label=label, targets=tuple(to)) for label, to in ways.items()),
                work=name not in capsules,
                many=name in many,
            )
            for name, ways in tasks.items()
        },
        waits_for=waits_for,
        back=back,
        text=text,
    )


def _tables(
    tasks: Tasks, entries: Sequence[str], many: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], frozenset[tuple[str, str]]]:
    """What each meeting point waits for, and the arrows that lead back."""
    names, number = list(tasks), {name: place for place, name in enumerate(tasks)}
    ways = [[[number[target] for target in targets] for targets in tasks[name].values()] for name in names]
    for name in many:
        outcomes = ways[number[name]]
        outcomes.append(sorted({target for targets in outcomes for target in targets}))
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
