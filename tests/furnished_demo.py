"""The office of the demo, for tests: six people before their work on 31 March 2026."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sopengine.cli.commands.web import demo_office
from sopengine.cli.commands.write.demo_folder import inside, prepare
from sopengine.cli.commands.write.demo_typed import record
from sopengine.cli.typed.options import STORE

NOW = datetime(2026, 3, 31, 15, tzinfo=ZoneInfo("Asia/Jakarta"))
SIX = ("admin", "kepala-dinas", "pengawas", "penyusun", "sekretaris", "staf-1")


def furnished(folder: Path) -> tuple[Path, Path]:
    """The store and the definitions of a new one."""
    prepare(folder)
    with inside(folder):
        record()
        demo_office.furnish()
    return folder / STORE, folder / "definitions"
