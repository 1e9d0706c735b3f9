"""A real Chromium before a real server and store, for tests; skipped with a reason where none is."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from sopengine.engine import Engine
from sopengine.web.app import made
from sopengine.web.serving import hosted

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), "")
PICTURES = "SOP_TEST_PICTURES"
"""Folder in which the pictures of pages are kept for people to look at; else one that git leaves alone."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """That runs in this process."""

    address: str
    engine: Engine


@contextmanager
def serving(engine: Engine, definitions: Path) -> Iterator[Server]:
    """On a free port of this machine."""
    config = uvicorn.Config(made(hosted(engine, definitions, "Contoh")), port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Server(address=f"http://127.0.0.1:{port}", engine=engine)
    finally:
        server.should_exit = True
        thread.join(10)


def needs_chromium() -> None:
    """Skips the test where a page cannot be looked at."""
    pytest.importorskip("playwright.sync_api", reason="python -m pip install playwright")
    if not CHROMIUM:
        pytest.skip(f"no Chromium on this machine: none of {', '.join(_NAMES)}")


@contextmanager
def browsing() -> Iterator[Any]:
    """The browser, no window of it open yet; skips the test where there is none."""
    needs_chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - where it is missing the tests are skipped

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def pictures() -> Path:
    folder = Path(os.environ.get(PICTURES) or Path(__file__).parent.parent / "test-output" / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
