"""What `sop serve` costs: `python -m benchmarks.web [--seconds N] [--quick]`. On Linux, which tells a process's CPU.

A server process of its own on a store of its own; CPU of that process per request, medians of rounds in which the small
and the large store take turns. Exits with 1 where a gate is missed.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.engine.bulk import multiply
from sopengine.engine import Engine
from sopengine.office.running.starting import startable
from sopengine.people.changes import Add, Change, Hold
from sopengine.people.values import Agency

ROOT = Path(__file__).parent.parent
SMALL, LARGE, OWN = 1_000, 100_000, 20
"""Open items in the store; of these on the desk that is looked at."""
INBOX_RATIO, INBOX, CACHED, ANEW, WEIGHT = 1.5, 15.0, 15.0, 40.0, 60_000
REQUEST, SLOWEST, MEMORY, PEOPLE = 20.0, 10.0, 200.0, 50
"""Gates: milliseconds of CPU, bytes, milliseconds of CPU, times the median, MB."""
_TICK = 1000 / os.sysconf("SC_CLK_TCK")
Tell = Callable[[str, float, float, str], None]
UNCHANGED, WATCHED = 2.0, 60.0
"""Of pages that ask again, and of `/metrics`, which counts all open work."""
TOKEN = "of-the-benchmark"
SOP = "lumajang-pengukuran-kinerja"
DINAS = Agency(government="Pemerintah Kabupaten Lumajang", name="Dinas Tenaga Kerja")


@dataclass(kw_only=True)
class Served:
    """A server process, and one browser before it."""

    process: subprocess.Popen[str]
    port: int
    cookie: str = ""
    local: threading.local = field(default_factory=threading.local)

    def cpu(self) -> float:
        """Milliseconds since it was started."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) * _TICK

    def memory(self) -> float:
        """MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]

    def ask(self, path: str, form: dict[str, str] | None = None, **said: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body as it came, headers."""
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", "Accept-Language": "id", **said}
        if form is not None:
            headers |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST" if form is not None else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}

    def text(self, path: str) -> str:
        status, body, headers = self.ask(path)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
        return (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body).decode()

    def become(self, person: str) -> None:
        _, _, headers = self.ask("/who")
        self.cookie = headers["set-cookie"].partition(";")[0]
        token = re.search(r'name="token" value="([^"]+)"', self.text("/who"))[1]  # type: ignore[index]
        _, _, headers = self.ask("/who", {"token": token, "name": person, "to": "/"})
        self.cookie = headers["set-cookie"].partition(";")[0]


def filled(file: Path, items: int) -> None:
    """A store with so many open items, a few of them on the desk of the head."""
    sop = startable(ROOT / "definitions", SOP)
    with Engine(str(file)) as engine:
        first = engine.start(sop, by="staf-1", ref="")
        engine.done(first.open_items[0].id, by="staf-1")
    multiply(file, first.id, items - OWN - 1)
    with Engine(str(file)) as engine:
        for number in range(OWN):
            engine.start(sop, by="staf-1", ref=f"Surat {number} a")
        held = {"kepala-dinas": "kepala-dinas", "sekretaris": "sekretaris", "staf-1": "tim-sakip"}
        people: list[Change] = [Add(person=who) for who in held]
        people += [
            Hold(person=who, agency=DINAS, position=what, first_day=date(2026, 1, 1)) for who, what in held.items()
        ]
        engine.change_people(people, by="admin")


@contextmanager
def server(file: Path) -> Iterator[Served]:
    command = [
        sys.executable,
        "-c",
        "from sopengine.cli import main; main()",
        "serve",
        "--port",
        "0",
        "--db",
        str(file),
    ]
    environment = {**os.environ, "SOP_LANG": "en", "PYTHONUNBUFFERED": "1", "SOP_METRICS_TOKEN": TOKEN}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    try:
        assert process.stdout is not None
        port = re.search(r":(\d+)/", process.stdout.readline())
        if port is None:
            raise SystemExit("the server did not start")
        yield Served(process=process, port=int(port[1]))
    finally:
        process.terminate()
        process.wait(20)


def cost(served: Served, path: str, requests: int) -> float:
    """Milliseconds of server CPU a request."""
    before = served.cpu()
    for _ in range(requests):
        status, _, _ = served.ask(path)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
    return (served.cpu() - before) / requests


def cost_again(served: Served, path: str, requests: int) -> float:
    """Of asking for a page that the browser has, while nothing is recorded."""
    before, answers = served.cpu(), []
    mark = served.ask(path)[2]["etag"]
    for _ in range(requests):
        status, _, headers = served.ask(path, **{"If-None-Match": mark, "X-Sop-Live": "1"})
        mark = headers["etag"]
        answers.append(status)
    if answers.count(304) < requests - 2:  # a minute may have passed
        raise SystemExit(f"{path}: sent again though nothing changed")
    return (served.cpu() - before) / requests


def watched(served: Served, requests: int) -> float:
    """Of the figures for Prometheus."""
    before = served.cpu()
    for _ in range(requests):
        if served.ask("/metrics", Authorization=f"Bearer {TOKEN}")[0] != 200:
            raise SystemExit("/metrics")
    return (served.cpu() - before) / requests


def drawn_anew(served: Served, first: int, count: int) -> float:
    """Of instances that nobody has looked at."""
    before = served.cpu()
    for number in range(first, first + count):
        served.ask(f"/instances/{number}")
    return (served.cpu() - before) / count


def weight(served: Served) -> int:
    """Bytes of the first visit, as they come: the inbox, and all that it names."""
    _, body, _ = served.ask("/")
    names = set(re.findall(r'"(/static/[^"]+)"', served.text("/")))
    app = next(name for name in names if name.startswith("/static/app.js"))
    names |= {f"/static/{found}" for found in re.findall(r'"\./([^"]+)"', served.text(app))}
    return len(body) + sum(len(served.ask(name)[1]) for name in names)


def crowd(served: Served, seconds: float) -> tuple[int, list[float], float]:
    """So many people at once, who look at their desks and at instances: errors, seconds a request, CPU a request."""
    errors, taken, until = [0], [], time.monotonic() + seconds
    paths = ("/", "/instances", "/instances/1", "/instances/2", "/instances/new", "/")
    lock, before = threading.Lock(), served.cpu()

    def person(number: int) -> None:
        for step in range(10**9):
            if time.monotonic() > until:
                return
            begun = time.monotonic()
            try:
                status, _, _ = served.ask(paths[(number + step) % len(paths)])
            except OSError:
                status = 0
            with lock:
                taken.append(time.monotonic() - begun)
                errors[0] += status != 200

    people = [threading.Thread(target=person, args=(number,)) for number in range(PEOPLE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return errors[0], taken, (served.cpu() - before) / len(taken)


def inboxes(small: Served, big: Served, items: int, rounds: int, tell: Tell) -> None:
    for one in (small, big):
        one.become("kepala-dinas")
        cost(one, "/", 20)
    found = [(cost(small, "/", 25), cost(big, "/", 25)) for _ in range(rounds)]
    few, inbox = (statistics.median(costs) for costs in zip(*found, strict=True))
    tell(f"inbox with {items:,} open items, of which {OWN} one's own", inbox, INBOX, "ms")
    tell(f"the same by that with {SMALL:,}", inbox / few, INBOX_RATIO, "times")


def pages(served: Served, tell: Tell) -> None:
    served.ask("/instances/2")
    tell(
        "instance page, drawn before",
        statistics.median(cost(served, "/instances/2", 10) for _ in range(5)),
        CACHED,
        "ms",
    )
    tell("instance page, drawn anew", drawn_anew(served, 100, 40), ANEW, "ms")
    tell("inbox asked for again, nothing changed", cost_again(served, "/", 100), UNCHANGED, "ms")
    tell("instance page asked for again, nothing changed", cost_again(served, "/instances/2", 100), UNCHANGED, "ms")
    tell("figures for who watches", watched(served, 20), WATCHED, "ms")
    tell("weight of the inbox, first visit", weight(served), WEIGHT, "bytes")


def many(served: Served, seconds: float, tell: Tell) -> None:
    errors, taken, busy = crowd(served, seconds)
    taken.sort()
    tell(f"{PEOPLE} people for {seconds:g} s: errors in {len(taken)} requests", errors, 0, "")
    tell("  server CPU a request", busy, REQUEST, "ms")
    slowest = taken[int(len(taken) * 0.99)]
    tell("  slowest of a hundred by the median", slowest / statistics.median(taken), SLOWEST, "times")
    tell("memory after that", served.memory(), MEMORY, "MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--quick", action="store_true", help="Only that it all plays.")
    wish = parser.parse_args()
    large, seconds = (SMALL * 2, 2.0) if wish.quick else (LARGE, wish.seconds)
    missed = False

    def tell(what: str, figure: float, gate: float, unit: str) -> None:
        nonlocal missed
        kept = figure <= gate
        missed |= not kept
        print(f"{what:58} {figure:10.2f} {unit:6} gate {gate:g}{'' if kept else '  MISSED'}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("small.db", "large.db")]
        for file, items in zip(files, (SMALL, large), strict=True):
            filled(file, items)
        with server(files[0]) as small, server(files[1]) as big:
            inboxes(small, big, large, 2 if wish.quick else 9, tell)
            pages(big, tell)
            many(big, seconds, tell)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
