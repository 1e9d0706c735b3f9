"""What `--json` prints is what `schemas/answers.schema.json` says, of every command that has the option."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker

from sopengine.cli import COMMANDS, module_of, sop
from sopengine.language.shipped import shipped_definitions

SCHEMAS = Path(__file__).parent.parent.parent / "schemas"
SCHEMA: dict[str, Any] = json.loads((SCHEMAS / "answers.schema.json").read_text(encoding="utf-8"))
SOP = """\
sop: 1
id: bersama
title: Penyusunan laporan
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {kabid: Kepala Bidang, staf: Staf, tim: Tim Data}
data: {jumlah: {type: number}}
steps:
  - {id: bagi, activity: Membagi tugas, actor: kabid, duration: 10 menit, asks: [jumlah], next: [data, naskah]}
  - {id: data, activity: Mengumpulkan data, actor: staf, with: [tim], duration: 1 hari kerja, next: gabung}
  - {id: naskah, activity: Menulis naskah, actor: tim, duration: 1 x 24 jam}
  - id: gabung
    activity: Memeriksa laporan
    actor: staf
    duration: Segera
    question: Sudah benar?
    decision: {Ya: end, Tidak: bagi}
"""

Run = Callable[..., str]


def strict(schema: Any) -> Any:
    """The same, refusing keys that are not named: a reader passes over them, we forget none."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: strict(value) for key, value in schema.items()}
    if "properties" in schema and not isinstance(schema["properties"].get("type"), str):
        told["unevaluatedProperties"] = False
    return told


def opened(schema: dict[str, Any]) -> dict[str, Any]:
    """What others are built on may have more keys there."""
    bases = {
        name: {key: value for key, value in schema["$defs"][name].items() if key != "unevaluatedProperties"}
        for name in ("instance", "change", "work")
    }
    return {**schema, "$defs": {**schema["$defs"], **bases}}


def check(name: str, printed: str) -> Any:
    """Of what a command printed; the same as plain data."""
    assert name in SCHEMA["$defs"], name
    schema = opened(strict(SCHEMA)) | {"$ref": f"#/$defs/{name}"}
    answer = json.loads(printed)
    errors = [
        error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(answer)
    ]
    assert errors == []
    return answer


@pytest.fixture
def run(typed: Run, tmp_path: Path) -> Run:
    """An instance with work side by side, one that has come to its end, something late in each."""
    (tmp_path / "definitions" / "bersama.yaml").write_text(SOP, encoding="utf-8")
    for number in ("1", "2"):
        typed("start", "bersama", "--ref", f"Laporan {number}", "--at", "2026-07-01 08:00")
        typed("done", number, "bagi", "--set", "jumlah=3", "--at", "2026-07-01 09:00")
        typed("done", number, "naskah", "--at", "2026-07-03 09:00")
    typed("done", "2", "data", "--at", "2026-07-06 09:00")
    typed("done", "2", "gabung", "--outcome", "Ya", "--at", "2026-07-06 10:00")
    return typed


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_with_the_option_has_a_definition_there(name: str) -> None:
    command: click.Command = importlib.import_module(module_of(name)).command
    has_option = any("--json" in parameter.opts for parameter in command.params)
    own = (SCHEMAS / f"{name}.schema.json").is_file()
    assert (name in SCHEMA["$defs"] or own) == has_option


def test_tasks(run: Run) -> None:
    for at in ((), ("--at", "2026-07-02 16:30"), ("--at", "1 Januari 2026")):
        check("tasks", run("tasks", "--json", *at))
    (late,) = check("tasks", run("tasks", "--json", "--at", "2026-07-06"))["tasks"]
    assert (late["instance"], late["task"], late["late_by"]) == (1, "data", 2 * 27_000)


def test_status(run: Run) -> None:
    for at in ((), ("--at", "2026-07-02 16:30")):
        assert len(check("status", run("status", "--json", *at))["instances"]) == 2
    one = check("status-instance", run("status", "Laporan 1", "--json"))
    assert one["waiting"] == [{"task": "gabung", "awaited": ["data"]}]
    assert one["instance"]["data"] == {"jumlah": "3"}
    check("status-instance", run("status", "2", "--json"))
    assert check("status", run("status", "--json", "--at", "2025-01-01"))["instances"] == []


def test_history(run: Run) -> None:
    kinds = [event["kind"] for event in check("history", run("history", "2", "--json"))["events"]]
    assert (kinds[0], kinds[-1]) == ("started", "completed")


def test_start_and_done(run: Run) -> None:
    begun = check("start", run("start", "bersama", "--at", "2026-07-01 08:00", "--json"))
    assert [work["task"] for work in begun["next"]] == ["bagi"]
    after = check("done", run("done", "3", "bagi", "--set", "jumlah=1", "--at", "2026-07-01 08:30", "--json"))
    assert [work["task"] for work in after["next"]] == ["data", "naskah"]
    assert [work["task"] for work in check("done", run("done", "3", "data", "--json"))["next"]] == []


def test_commands_on_work(run: Run) -> None:
    begun = check("begin", run("begin", "1", "data", "--json"))
    assert begun["next"] == []
    assert begun["open_items"][0]["started_by"] == "staf-1"
    again = check("undo", run("undo", "1", "naskah", "--json"))
    assert [work["task"] for work in again["next"]] == ["naskah"]
    run("done", "1", "naskah", "--note", "terlambat", "--at", "2026-07-03 09:00")
    corrected = ("--done-at", "2026-07-02 09:00", "--reason", "lupa")
    assert check("correct", run("correct", "1", "naskah", *corrected, "--json"))["next"] == []
    run("done", "1", "data")
    back = check("back", run("back", "1", "gabung", "--to", "naskah", "--reason", "belum lengkap", "--json"))
    (work,) = back["next"]
    assert (work["task"], work["visit"], work["sent_back"]["reason"]) == ("naskah", 2, "belum lengkap")
    path = check("status-instance", run("status", "1", "--json"))["path"]
    assert {work["state"] for work in path} == {"done", "returned", "open"}
    check("tasks", run("tasks", "--json"))
    check("history", run("history", "1", "--json"))


def test_a_reminder(run: Run) -> None:
    found = check("remind", run("remind", "1", "data", "--note", "ditunggu", "--json"))
    assert (found["told"], found["webhook"], found["next"]) == ([], False, [])
    (letter,) = check("outbox", run("outbox", "--json"))["letters"]
    assert (letter["kind"], letter["by"], letter["due"]) == ("reminder", "staf-1", "2026-07-02T16:00:00+07:00")
    path = check("history", run("history", "1", "--json"))["events"][-1]
    assert (path["kind"], path["by"], path["data"]["note"]) == ("reminded", "staf-1", "ditunggu")


def test_commands_on_instances(run: Run) -> None:
    rests = check("suspend", run("suspend", "1", "--reason", "libur", "--json"))
    assert (rests["state"], rests["suspended_at"] is None) == ("suspended", False)
    assert check("resume", run("resume", "1", "--json"))["state"] == "running"
    run("start", "bersama")
    assert check("cancel", run("cancel", "3", "--reason", "dua kali", "--json"))["state"] == "cancelled"
    newer = Path("baru.yaml")
    newer.write_text(SOP.replace("10 menit", "20 menit"), encoding="utf-8")
    for dry_run in (True, False):
        flags = ("--dry-run",) if dry_run else ()
        moved = check("migrate", run("migrate", "bersama", "--all", "--to", "baru.yaml", "--json", *flags))
        assert [(one["id"], "open_items" in one) for one in moved["instances"]] == [(1, not dry_run)]
    assert check("verify", run("verify", "--json"))["faults"] == []
    check("audit-key", run("audit", "key", "--json"))
    assert check("audit-checkpoint", run("audit", "checkpoint", "saksi.json", "--json"))["instances"] == 3
    assert check("audit-verify", run("audit", "verify", "--checkpoint", "saksi.json", "--json"))["faults"] == []
    assert check("backup", run("backup", "cadangan.db", "--json"))["faults"] == 0
    assert check("store", run("store", "copy", "baru.db", "--json"))["rows"] > 0
    assert check("calendar", run("calendar", "--json"))["calendars"] == []


def test_what_is_waited_for(typed: Run) -> None:
    wait = "{{id: {0}, activity: Menunggu {0}, actor: staf, duration: 1 jam, wait: {1}}}"
    steps = "".join(f"  - {wait.format(*each)}\n" for each in (("kabar", "{message: kabar}"), ("jeda", "1 hari kerja")))
    end = "  - {id: akhir, activity: Menutup, actor: staf, duration: 1 jam}\n"
    head = "sop: 1\nid: tunggu\ntitle: T\nagency: {name: D}\nactors: {staf: Staf}\nsteps:\n"
    first = "  - {id: awal, activity: Membuka, actor: staf, duration: 1 jam}\n"
    Path("definitions/tunggu.yaml").write_text(head + first + steps + end, encoding="utf-8")
    typed("start", "tunggu")
    (waits,) = check("done", typed("done", "1", "awal", "--json"))["next"]
    assert (waits["awaits"], waits["message"], waits["until"]) == ("message", "kabar", None)
    (waits,) = check("message", typed("message", "1", "kabar", "--json"))["next"]
    assert (waits["awaits"], waits["message"], waits["until"] is None) == ("time", "", False)


def test_comply(run: Run) -> None:
    for what in (("1",), ("2",), ("--sop", "bersama"), ()):
        printed = CliRunner().invoke(sop, ["comply", *what, "--at", "2026-07-07 09:00", "--json"]).stdout
        assert check("comply", printed)["visits"]
    rate = check("comply", printed)["sops"][0]["tally"]["rate"]
    assert (rate["kept"], rate["of"]) == (0, 6)


def test_compare_and_check(run: Run) -> None:
    files = [str(file) for file in sorted(shipped_definitions().glob("*.yaml"))]
    check("compare", run("compare", *files, "--json"))
    check("check", run("check", *files, "--json"))


def test_doctor(run: Run) -> None:
    checks = check("doctor", run("doctor", "--json"))["checks"]
    assert {"versions", "disk", "store", "safety", "clock", "sop.toml", "zone", "fonts"} <= {
        one["about"] for one in checks
    }
    assert not [one for one in checks if one["weight"] == "amiss"]


TOLD = """\
sop: 1
id: ditunggu
title: Penyusunan laporan
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {kabid: Kepala Bidang, staf: Staf}
steps:
  - {id: susun, activity: Menyusun laporan, actor: staf, duration: 2 hari kerja, remind: 1 hari, escalate: kabid}
"""


def test_timers_and_outbox(run: Run, tmp_path: Path) -> None:
    (tmp_path / "definitions" / "ditunggu.yaml").write_text(TOLD, encoding="utf-8")
    run("start", "ditunggu", "--at", "2026-07-01 08:00")
    assert len(check("timers", run("timers", "--json"))["timers"]) == 2
    run("worker", "--once")
    assert len(check("outbox", run("outbox", "--json"))["letters"]) == 2
    assert check("outbox", run("outbox", "--failed", "--json"))["letters"] == []
