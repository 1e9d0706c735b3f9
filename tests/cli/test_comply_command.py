"""`sop comply` prints what was measured and says by its exit code whether something was late."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flows import flow, kinerja

from sopengine.cli import sop
from sopengine.engine import Engine
from sopengine.errors import MisuseError, NotFoundError

START = datetime(2026, 7, 1, 1, 15, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> str:
    """An instance that is late, one in time of another SOP in another zone."""
    path = str(tmp_path / "sop.db")
    elsewhere = replace(flow({"satu": {"": []}}, id="di-timur"), timezone="Asia/Jayapura")
    with Engine(path) as engine:
        late = engine.start(kinerja(), by="sekretaris", ref="Triwulan I", at=START)
        item = engine.work_items(instance=late.id)[0]
        engine.done(item.id, by="staf-1", at=START + timedelta(minutes=90))
        timely = engine.start(elsewhere, by="sekretaris", at=START)
        engine.done(engine.work_items(instance=timely.id)[0].id, by="staf-1", at=START + timedelta(minutes=30))
    return path


def run(*arguments: str, columns: int = 200) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(sop, ["comply", *arguments])


def test_all_sops_are_told_a_line_each(database: str) -> None:
    result = run("--db", database, "--at", "2026-07-01 12:00")
    assert "kinerja" in result.stdout
    assert "di-timur" in result.stdout
    assert "Working time is that of each actor's calendar" in result.stdout
    assert result.exit_code == 1


def test_an_sop_is_told_step_by_step(database: str) -> None:
    result = run("--db", database, "--sop", "kinerja", "--at", "2026-07-01 10:00")
    assert "Kegiatan perintah" in result.stdout
    assert "Measured: sojourn time." in result.stdout
    assert result.exit_code == 1


def test_an_instance_is_told_visit_by_visit(database: str) -> None:
    result = run("--db", database, "Triwulan I", "--at", "2026-07-01 10:00")
    assert "late by 30 working min" in result.stdout
    assert "running" in result.stdout
    assert result.exit_code == 1


def test_nothing_late_is_exit_code_0(database: str) -> None:
    result = run("--db", database, "--sop", "di-timur", "--at", "2026-07-01 12:00")
    assert "1/1 100.0 %" in result.stdout
    assert result.exit_code == 0


def test_before_anything_was_recorded_it_says_so(database: str) -> None:
    result = run("--db", database, "--at", "2026-01-01 10:00")
    assert "nothing was recorded by then" in result.stderr
    assert result.stdout == ""
    assert result.exit_code == 0


def test_a_period_without_work_says_what_did_not_run(database: str) -> None:
    result = run("--db", database, "--sop", "di-timur", "--month", "2026-08")
    assert "nothing was recorded in this period" in result.stderr
    assert "Nothing ran of: di-timur." in result.stdout
    assert result.exit_code == 0


def test_a_time_without_zone_is_that_of_each_agency(database: str) -> None:
    plain = json.loads(run("--db", database, "--json", "--at", "2026-07-01 09:20").stdout)
    assert [visit["verdict"] for visit in plain["visits"] if visit["sop"] == "kinerja"] == ["overdue"]
    assert not [visit for visit in plain["visits"] if visit["sop"] == "di-timur"]


def test_a_narrow_terminal_shows_what_matters_most(database: str) -> None:
    shown = run("--db", database, "Triwulan I", "--at", "2026-07-01 10:00", columns=80).stdout
    assert "Took" in shown
    assert "Kegiatan" not in shown


def test_where_a_start_was_recorded_the_work_from_then_on_is_told_beside_what_was_taken(database: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE work_item SET started_at = opened_at, started_by = 'staf-1' WHERE task = 'perintah'")
    connection.close()
    shown = run("--db", database, "Triwulan I", "--at", "2026-07-01 10:00").stdout
    assert "From start" in shown
    assert "From start" not in run("--db", database, "--sop", "kinerja", "--at", "2026-07-01 10:00").stdout


def test_a_due_time_on_an_estimate_is_called_provisional(tmp_path: Path) -> None:
    path = str(tmp_path / "sop.db")
    with Engine(path, clock=lambda: datetime(2027, 3, 5, 3, tzinfo=UTC)) as engine:
        engine.start(flow({"satu": {"": []}}, duration="1 hari"), by="sekretaris")
    shown = run("--db", path, "1", "--at", "2027-03-05 11:00").stdout
    assert "running, provisional" in shown
    assert "a holiday that is an estimate" in shown


def test_json_is_the_report(database: str) -> None:
    plain = json.loads(run("--db", database, "--json", "--at", "2026-07-01 10:00").stdout)
    assert {visit["sop"] for visit in plain["visits"]} == {"kinerja"}
    plain = json.loads(run("--db", database, "--json", "--at", "2026-07-01 11:00+07:00").stdout)
    assert {visit["sop"] for visit in plain["visits"]} == {"kinerja", "di-timur"}


def test_csv_is_a_line_a_visit(database: str) -> None:
    lines = list(csv.reader(io.StringIO(run("--db", database, "--csv", "--at", "2026-07-01 12:00").stdout)))
    assert len(lines) == 4


def test_json_and_csv_together_are_refused(database: str) -> None:
    assert isinstance(run("--db", database, "--json", "--csv").exception, MisuseError)


def test_an_unknown_sop_is_not_found(database: str) -> None:
    for more in ([], ["--at", "2026-07-01 10:00"]):
        assert isinstance(run("--db", database, "--sop", "kinerj", *more).exception, NotFoundError)


def test_monitoring_that_is_overdue_is_told_as_of_the_day(database: str) -> None:
    told = "Overdue for kinerja: monitoring, due 1 Jan 2027."
    assert told in run("--db", database, "--at", "2027-01-02 08:00").stdout.replace("\u00a0", " ")
    in_time = run("--db", database, "--at", "2027-01-01 08:00")
    assert "Overdue for" not in in_time.stdout
    reviews = json.loads(run("--db", database, "--at", "2027-01-02 08:00", "--json").stdout)["reviews"]
    found = [(each["sop"], each["in_force"], each["in_force_by"], each["overdue"]["monitoring"]) for each in reviews]
    assert found == [("di-timur", "2026-07-01", "run", True), ("kinerja", "2026-07-01", "run", True)]


def test_a_table_in_the_terminal_loads_nothing_that_draws() -> None:
    """It would cost a third of the command."""
    told = "import sys, sopengine.cli.commands.report.comply; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    assert "sopengine.report.words" in loaded
    assert [name for name in loaded if "diagram" in name or "font" in name] == []


def test_help_tells_the_exit_code() -> None:
    assert "Exit code 1 when something was late" in " ".join(run("--help").stdout.split())
