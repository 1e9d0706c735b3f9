"""Every page in a real Chromium, on a phone and a desk, light and dark: it fits, has one heading, and shuts nobody out.

What shuts people out is found by axe-core (MPL-2.0; it comes with axe-playwright-python, MIT, for tests only).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from in_a_browser import Server, browsing, needs_chromium, pictures, serving
from office_of_roles import at_work, manned
from office_on_the_web import DEFINITIONS

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.web.routes import ROUTES

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
NO_PAGES = {"static", "health", "metrics"}
FILES = (".ics", "form.pdf", "/files/", "monev.", ".csv", ".json")
SEVERE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => one.id + ": " + one.nodes.slice(0, 4).map((node) => node.target.join(" ") + " " +
        (node.any[0]?.message ?? "")).join(" | "))"""
STILL = """() => document.querySelectorAll("nav.bottom, .question").forEach((one) => (one.style.position = "static"))"""
"""What stays in sight would hide the middle of a picture of the whole page; a style sheet would be blocked."""


CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const place = one.getBoundingClientRect();
    return !one.closest(".paper, .form") && place.left < -1 && place.right > 1 && place.height > 1;
}).map((one) => one.textContent.trim().slice(0, 40)).slice(0, 3)"""
"""What begins left of the window and reaches into it: most likely something that is meant to be out of sight."""


class Time:
    """Goes on by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 15, 1, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lumajang: Compiled) -> Iterator[Server]:
    """With work that is done, late, sent back, to come; and whatever somebody could write to do harm."""
    needs_chromium()
    clock = Time()
    with Engine(str(tmp_path_factory.mktemp("office") / "sop.db"), clock=clock) as engine:
        manned(engine)
        item = at_work(engine, lumajang, "analisa", "Triwulan I 2026")
        clock.now += timedelta(hours=2)
        engine.done(item.id, by="sekretaris", outcome="Tidak", note=HOSTILE)
        at_work(engine, lumajang, "analisa", "Triwulan II 2026")
        clock.now += timedelta(days=20)
        hostile = at_work(engine, lumajang, "perintah", HOSTILE)
        for instance in ("Triwulan I 2026", "Triwulan II 2026"):
            engine.remind(engine.instance(instance).open_items[0].id, by="pengawas", note="Ditunggu Sekda.")
        engine.remind(hostile.id, by="pengawas", note=HOSTILE)
        engine.remind(hostile.id, by="admin", note=HOSTILE)
        with serving(engine, DEFINITIONS) as running:
            yield running


@pytest.fixture(scope="module")
def folder() -> Path:
    return pictures()


@pytest.fixture(scope="module")
def axe() -> str:
    pytest.importorskip("axe_playwright_python", reason="python -m pip install axe-playwright-python")
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def addresses(server: Server) -> dict[str, str]:
    """Name of a picture -> address, of every route that shows a page."""
    hostile = server.engine.instance(HOSTILE)
    known = {
        "item:int": str(server.engine.instance("Triwulan II 2026").open_items[0].id),
        "number:int": "1",
        "quarter": "2026-Q2",
    }
    found = {}
    for route in ROUTES:
        if route.writes or route.name in NO_PAGES or any(part in route.path for part in FILES):
            continue
        known["id"] = "lumajang-pengukuran-kinerja" if route.path.startswith("/sops") else "staf-1"
        name = re.sub(r"[{}]|:int", "", route.path.strip("/")).replace("/", "-") or "tasks"
        found[name] = re.sub(r"\{([\w:]+)\}", lambda part: known.get(part[1], "1"), route.path)
    more = {
        "instance-hostile": f"/instances/{hostile.id}",
        "task-hostile": f"/tasks/{hostile.open_items[0].id}",
        "instances-all": "/instances?all=1",
        "remind-refused": f"/tasks/{hostile.open_items[0].id}/remind?back=/desk",
        "desk-reminded": f"/desk?reminded={hostile.open_items[0].id}",
        "nowhere": "/tidak-ada",
    }
    return found | more


@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Any]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_page_fits_has_one_heading_and_shuts_nobody_out(
    chromium: Any, server: Server, axe: str, folder: Path, size: dict[str, int], dark: bool
) -> None:
    look = "dark" if dark else "light"
    context = chromium.new_context(viewport=size, locale="id-ID", color_scheme=look, base_url=server.address)
    page = context.new_page()
    page.goto("/who")
    page.fill("#name", "admin")
    page.click("form.narrow button")
    amiss: list[str] = []
    for name, path in addresses(server).items():
        page.goto(path)
        amiss += [f"{name}: {what}" for what in looked_at(page, size["width"])]
        page.evaluate(axe)
        amiss += [f"{name}: {what}" for what in page.evaluate(SEVERE)]
        page.evaluate(STILL)
        page.screenshot(path=folder / f"{name}-{size['width']}-{look}.png", full_page=True)
    context.close()
    assert not amiss, "\n".join(amiss)


OPENED = {
    "sheet": ("sekretaris", "/tasks/{item}?outcome=Tidak#note"),
    "person": ("admin", "/people/staf-1"),
    "approval": ("kepala-dinas", "/sops/lumajang-pengukuran-kinerja"),
    "report": ("pengawas", "/reports/2026-Q2"),
    "fill": ("pengawas", "/reports/2026-Q2/fill"),
}
"""What somebody may do there lies folded: name of a picture -> who sees it, and where."""
UNFOLD = """() => { document.querySelectorAll("details").forEach((one) => (one.open = true));
    document.querySelectorAll("[name=when][value=other]").forEach((one) => (one.checked = true)); }"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_what_is_folded_shuts_nobody_out_once_it_is_opened(
    chromium: Any, server: Server, axe: str, folder: Path, size: dict[str, int], dark: bool
) -> None:
    look, item = "dark" if dark else "light", server.engine.instance("Triwulan II 2026").open_items[0].id
    amiss: list[str] = []
    for name, (person, path) in OPENED.items():
        context = chromium.new_context(viewport=size, locale="id-ID", color_scheme=look, base_url=server.address)
        page = context.new_page()
        page.goto("/who")
        page.fill("#name", person)
        page.click("form.narrow button")
        page.goto(path.format(item=item))
        page.evaluate(UNFOLD)
        assert page.locator("main form:visible").count(), name
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            amiss.append(f"{name}: wider than its window")
        page.evaluate(axe)
        amiss += [f"{name}: {what}" for what in page.evaluate(SEVERE)]
        page.evaluate(STILL)
        page.screenshot(path=folder / f"{name}-opened-{size['width']}-{look}.png", full_page=True)
        context.close()
    assert not amiss, "\n".join(amiss)


def looked_at(page: Any, width: int) -> Iterator[str]:
    """What a page is not as it should be."""
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "wider than its window"
    if cut := page.evaluate(CUT):
        yield f"cut at its left edge: {cut}"
    if (count := page.locator("h1").count()) != 1:
        yield f"{count} headings of the first level"
    if page.locator("main .filled:visible").count() > 1:
        yield "more than one main action"
    if page.evaluate("window.hacked") is not None:
        yield "something that was written there ran"
    for word in ("undefined", "None", "&lt;b"):
        if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page.locator("main").inner_text()):
            yield f"says {word}"
