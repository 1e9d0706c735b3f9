"""The office that `sop serve --demo` opens: six people of Lumajang, and work of each of them."""

from __future__ import annotations

from pathlib import Path

from sopengine.cli.commands.write.demo_typed import shipped, type_all
from sopengine.cli.typed.options import STORE
from sopengine.engine import Engine
from sopengine.office import written

_PEOPLE = "demo_office.txt"
_DRAFT = "lumajang-layanan-kartu-pencari-kerja"
_CHANGED = "lumajang-pengukuran-kinerja"
_BEFORE, _AFTER = "duration: 2 Hari\n", "duration: 3 Hari\n"
"""Of one of its steps: the version that waits for the head's approval."""


def furnish() -> None:
    """In the current folder, which the demo has made; what stands there already stays."""
    with Engine(STORE) as engine:
        if engine.has_people():
            return
    type_all(_PEOPLE)
    file = Path("definitions", f"{_CHANGED}.yaml")
    text = file.read_text(encoding="utf-8")
    if text.count(_BEFORE) == 1:
        written.replace(file, text.replace(_BEFORE, _AFTER).encode())
    draft = Path("definitions", f"{_DRAFT}.yaml")
    if not draft.exists():
        written.replace(draft, shipped("demo_draft.yaml").encode())
