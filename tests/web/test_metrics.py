"""`/metrics` and `/health`: figures behind a token, of bounded number, each by an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from browsing import Browser
from office_of_roles import at_work, manned
from office_on_the_web import DEFINITIONS
from still_clock import Clock

from sopengine.compiled.tables import Compiled
from sopengine.engine import Engine
from sopengine.engine.by_itself.clockwork import Clockwork
from sopengine.settings.reading import settings_for
from sopengine.store.checkup import gauges
from sopengine.store.dialects.sqlite import driver
from sopengine.web.app import made
from sopengine.web.serving import hosted

TOKEN = "rahasia-yang-panjang"
SAMPLE = re.compile(r'[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? [0-9.e+-]+')


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sop.db"


@pytest.fixture
def office(file: Path, clock: Clock, lumajang: Compiled) -> Iterator[Engine]:
    with Engine(str(file), clock=clock) as engine:
        manned(engine)
        at_work(engine, lumajang)
        yield engine


@pytest.fixture
def page(office: Engine) -> Browser:
    browser = Browser(office, DEFINITIONS, "staf-1")
    browser._app = made(hosted(office, DEFINITIONS, "Contoh", metrics_token=TOKEN))
    return browser


def figures(page: Browser) -> dict[str, float]:
    answer = page.get("/metrics", authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in lines)
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_without_a_token_in_the_settings_there_is_no_such_page(office: Engine) -> None:
    assert Browser(office, DEFINITIONS, "admin").get("/metrics", authorization="Bearer ").status_code == 404


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"]
)
def test_another_token_reads_nothing(page: Browser, said: str) -> None:
    answer = page.get("/metrics", authorization=said)
    assert answer.status_code == 401
    assert "sop_" not in answer.text


def test_it_tells_of_work_letters_worker_store_and_memory(
    page: Browser, office: Engine, clock: Clock, file: Path
) -> None:
    first = figures(page)
    assert first["sop_work_items_open"] == 1
    assert first["sop_work_items_overdue"] == 0
    assert first["sop_outbox_waiting"] == first["sop_outbox_failed"] == 0
    assert first["sop_store_bytes"] == file.stat().st_size
    assert first["process_resident_memory_bytes"] > 10_000_000
    assert "sop_worker_last_seen_timestamp_seconds" not in first
    Clockwork(office).at_work()
    clock.now += timedelta(days=30)
    Clockwork(office).at_work()
    later = figures(page)
    assert later["sop_work_items_overdue"] == 1
    assert later["sop_worker_last_seen_timestamp_seconds"] == clock.now.timestamp()


def test_requests_are_counted_by_route_never_by_what_was_typed(page: Browser) -> None:
    for path in ("/", "/tasks/1", "/tasks/2", "/tidak/ada", "/<script>", "/sops/x", "/sops/y"):
        page.get(path)
    page.send("PROPFIND", "/", {})
    found = figures(page)
    assert found['sop_http_requests_total{route="/tasks/{item:int}",method="GET",status="404"}'] == 2
    assert found['sop_http_requests_total{route="/sops/{id}",method="GET",status="404"}'] == 2
    assert found['sop_http_requests_total{route="none",method="GET",status="404"}'] == 2
    assert found['sop_http_request_seconds_count{route="/"}'] == 1
    assert found['sop_http_request_seconds_bucket{route="/",le="+Inf"}'] == 1
    assert not [name for name in found if "script" in name or "PROPFIND" in name]


def test_a_store_that_cannot_be_read_is_told_and_the_rest_stays(page: Browser, file: Path) -> None:
    file.rename(file.with_suffix(".away"))
    found = figures(page)
    assert found["sop_store_up"] == 0
    assert "sop_work_items_open" not in found
    assert found["process_resident_memory_bytes"] > 0
    assert page.get("/health").status_code == 503
    file.with_suffix(".away").rename(file)
    assert figures(page)["sop_store_up"] == 1
    assert page.get("/health").text == "ok\n"


@pytest.mark.parametrize("name", ["_OPEN_WORK", "_OVERDUE", "_WAITING", "_FAILED"])
def test_each_figure_is_read_from_an_index(name: str, file: Path, office: Engine) -> None:
    statement = getattr(gauges, name)
    with closing(driver().connect(file)) as connection:
        text = office.ask(lambda reader: statement._for(reader.link).text)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", (0,) * text.count("?")).fetchall()
    assert all(" INDEX " in row[3] for row in plan), plan


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:

    assert settings_for(tmp_path, {"SOP_METRICS_TOKEN": TOKEN}, "serve").serve.metrics_token == TOKEN
    (tmp_path / "sop.toml").write_text("[serve]\nport = 8081\n")
    assert settings_for(tmp_path, {"SOP_METRICS_TOKEN": TOKEN}, "serve").serve.metrics_token == TOKEN
    assert TOKEN not in repr(settings_for(tmp_path, {"SOP_METRICS_TOKEN": TOKEN}, "serve"))
