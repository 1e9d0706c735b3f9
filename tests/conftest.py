"""Makes the modules beside it importable from every test, and gives what tests of running instances share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import KINDS, empty
from hypothesis import HealthCheck, settings
from still_clock import Clock

from hatch_build import compile_catalogues
from sopengine.cli import main
from sopengine.engine import Engine

# A slow moment of the machine is no fault of what is tested; figures come from benchmarks/.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


pytest_plugins = ("office_on_the_web", "office_with_accounts")


def pytest_configure() -> None:
    """After a `git pull` the compiled catalogue is older than its source, and tests would read yesterday's words."""
    compile_catalogues(Path(__file__).parent.parent, only_stale=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A line a reason: hundreds of tests skip for the same one where there is no PostgreSQL."""
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read English, whatever the language of the machine."""
    monkeypatch.setenv("SOP_LANG", "en")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Of an empty database: SQLite in memory, and PostgreSQL where there is a server for tests."""
    with empty(request.param) as url:
        yield url


@pytest.fixture(params=KINDS)
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same, for several processes: SQLite in a file."""
    with empty(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def engine(url: str, clock: Clock) -> Iterator[Engine]:
    with Engine(url, clock=clock) as engine:
        yield engine


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs `sop` as staf-1 in an empty office with a wide terminal: what it prints, of a failing call the message."""
    (tmp_path / "definitions").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("SOP_USER", "staf-1")
    monkeypatch.delenv("SOP_DB", raising=False)
    monkeypatch.setenv("SOP_AUDIT_KEY", str(tmp_path / "kunci" / "audit-key.pem"))

    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        assert (ended.value.code or 0) == code, printed
        return printed.err if code else printed.out

    return run
