"""Small SOPs as compiled tables, for tests of running instances."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sopengine.model.compiled import Compiled, CompiledOutcome, CompiledStep, CompiledTask
from sopengine.model.duration import Duration

Ways = Mapping[str, Sequence[str]]
"""Label -> targets; the label "" where nothing is decided."""


def flow(tasks: Mapping[str, Ways], id: str = "contoh", duration: str = "60 menit", text: str = "sop: 1\n") -> Compiled:
    """An SOP that starts at its first task. A task named `step/actor` belongs to that step and actor."""
    parts = {name: name.partition("/") for name in tasks}
    actors = {part[2] or "staf-1" for part in parts.values()}
    steps = dict.fromkeys(part[0] for part in parts.values())
    return Compiled(
        sop=id,
        digest=hashlib.sha256(f"{id}{tasks}{duration}{text}".encode()).hexdigest(),
        title=f"SOP {id}",
        agency="Dinas Contoh",
        timezone="Asia/Jakarta",
        days="working",
        entries=tuple(tasks)[:1],
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
            )
            for name, ways in tasks.items()
        },
        text=text,
    )


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
