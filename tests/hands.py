"""Somebody's hand before a page of a real browser: what it clicks is counted, how long the pages took is kept."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from in_a_browser import pictures

TASKS: Mapping[str, tuple[str, int, int]] = {
    "finish three tasks, send one back": ("petugas", 5, 5),
    "act for a head on leave": ("petugas", 1, 1),
    "find why a step is late": ("pengawas", 1, 1),
    "print the monitoring table": ("pengawas", 2, 2),
    "fill in the monitoring table": ("pengawas", 3, 3),
    "lock the quarter": ("pengawas", 5, 4),
    "approve a version": ("pimpinan", 3, 3),
    "look through the findings of an SOP": ("penyusun", 4, 3),
    "take the form and its source away": ("penyusun", 5, 4),
    "add ten people from a spreadsheet": ("admin", 5, 4),
    "let somebody stand in": ("admin", 5, 4),
    "bring a calendar up to date": ("admin", 4, 4),
    "make a new password": ("admin", 4, 3),
    "find who did what": ("admin", 4, 3),
}
"""What people come for -> the role, and how many clicks it takes from signing in, on a phone and at a desk."""

FILE = "clicks.csv"
"""Of what was measured, beside the pictures: a row a task, width, and with or without scripts."""
_KEYS = ("task", "role", "width", "script")
_MEASURED = ("clicks", "seconds")
_TOOK = "performance.getEntriesByType('navigation')[0].duration"


class Hand:
    """Counts from when it is laid on the page."""

    def __init__(self, page: Any, *, script: bool) -> None:
        self.page = page
        self.script = script
        self.clicks = 0
        self.seconds = 0.0
        """From each click to the finished page that it leads to, as the browser measures it, and to the whole file."""

    def click(self, what: Any) -> None:
        """Leads to another page, and waits until all of that is there."""
        with self.page.expect_event("load"):
            what.first.click()
        self.clicks += 1
        self.seconds += self.page.evaluate(_TOOK) / 1000

    def open(self, what: Any) -> None:
        """Stays on the page."""
        what.first.click()
        self.clicks += 1

    def press(self, name: str, within: Any = None) -> None:
        self.click((within or self.page.locator("main")).get_by_role("button", name=name))

    def follow(self, name: str, within: Any = None) -> None:
        self.click((within or self.page.locator("main")).get_by_role("link", name=name))

    def go_to(self, tab: str) -> None:
        """By the tabs at the top; on a phone those at the bottom, or behind the last of them."""
        at_once = self.page.get_by_role("navigation", name="Halaman").get_by_role("link", name=tab, exact=True)
        if at_once.locator("visible=true").count():
            return self.click(at_once.locator("visible=true"))
        self.click(self.page.locator("nav.bottom").get_by_role("link", name="Lainnya"))
        return self.follow(tab)

    def take(self, name: str) -> Path:
        """A file, once all of it is there."""
        begun = time.perf_counter()
        with self.page.expect_download() as coming:
            self.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
        file = Path(coming.value.path())
        self.clicks += 1
        self.seconds += time.perf_counter() - begun
        return file

    def has_done(self, task: str) -> None:
        """Notes what was measured; fails where it took more clicks than we say."""
        role, on_a_phone, at_a_desk = TASKS[task]
        width = self.page.viewport_size["width"]
        _note((task, role, str(width), "yes" if self.script else "no"), (self.clicks, self.seconds))
        assert self.clicks == (on_a_phone if width < 760 else at_a_desk), task


def _note(key: tuple[str, ...], measured: tuple[int, float]) -> None:
    """In place of what an earlier run has measured of the same."""
    file, clicks, seconds = pictures() / FILE, *measured
    known = {}
    if file.exists():
        with file.open(encoding="utf-8", newline="") as text:
            known = {
                tuple(row[name] for name in _KEYS): tuple(row[name] for name in _MEASURED)
                for row in csv.DictReader(text)
            }
    known[key] = (str(clicks), f"{seconds:.2f}")
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text)
        rows.writerow((*_KEYS, *_MEASURED))
        rows.writerows((*each, *known[each]) for each in sorted(known))
