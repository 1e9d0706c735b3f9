"""An office in which everybody signs in, before real browsers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hands import Hand
from in_a_browser import Server, browsing, needs_chromium, serving
from office_of_roles import DINAS, at_work, manned
from office_on_the_web import DEFINITIONS
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.people.changes import Hold
from sopengine.people.values import HoldingKind
from sopengine.web.access import passwords

SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 900}}
RIGHT = "kuda makan rumput"
WHO = ("staf-1", "sekretaris", "pengawas", "kepala-dinas", "penyusun", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed:
    """The office, its server and its clock."""

    server: Server
    clock: Clock
    definitions: Path
    """A folder that people change."""

    @property
    def engine(self) -> Engine:
        return self.server.engine


Enters = Callable[..., Hand]
"""Person, size and whether scripts run -> who has just signed in."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def staffed(tmp_path: Path, lumajang: Compiled) -> Iterator[Staffed]:
    """On the last days of a quarter: four matters with the secretary, one late; a Plh. for the head from tomorrow."""
    needs_chromium()
    clock = Clock()
    clock.now = datetime(2026, 6, 29, 1, 15, tzinfo=UTC)
    folder = Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))
    with Engine(str(tmp_path / "sop.db"), clock=clock) as engine:
        _people(engine)
        late = at_work(engine, lumajang, "analisa", "Triwulan I 2026")
        engine.done(late.id, by="sekretaris", outcome="Tidak", note="Angka IKU 3 belum sama dengan lampiran.")
        clock.now += timedelta(hours=5)
        for number in (1, 2, 3):
            at_work(engine, lumajang, "arahan", f"Surat {number}")
        at_work(engine, lumajang, "analisa", "Triwulan II 2026")
        with serving(engine, folder) as running:
            yield Staffed(server=running, clock=clock, definitions=folder)


def _people(engine: Engine) -> None:
    manned(engine)
    plh = Hold(
        person="sekretaris",
        agency=DINAS,
        position="kepala-dinas",
        kind=HoldingKind.PLH,
        first_day=date(2026, 6, 30),
        last_day=date(2026, 7, 3),
        letter="800/12/2026",
    )
    engine.change_people([plh], by="admin")
    kept = _kept()
    for person in WHO:
        accounts_of(engine).keep(person, kept, by="admin")


@cache
def _kept() -> str:
    """Made once: that takes a tenth of a second on purpose."""
    return passwords.kept(RIGHT)


@pytest.fixture
def enters(chromium: Any, staffed: Staffed) -> Iterator[Enters]:
    """Somebody signs in; clicks are counted from then on."""
    contexts = []

    def entered(person: str, size: str, script: bool = True) -> Hand:
        context = chromium.new_context(
            viewport=SIZES[size], locale="id-ID", base_url=staffed.server.address, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/")
        page.fill("#name", person)
        page.fill("#password", RIGHT)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_selector("nav.tabs", state="attached")
        return Hand(page, script=script)

    yield entered
    for context in contexts:
        context.close()
