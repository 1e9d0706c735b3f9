"""`sop worker`, `timers`, `outbox` and `feed`, as they are typed, with a real mail server and a real webhook."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from receivers import mail_server, webhook_receiver

from sopengine.cli import sop
from sopengine.cli.commands.write.demo_folder import prepare
from sopengine.cli.typed.options import STORE, usual_store
from sopengine.engine import Engine

Run = Callable[..., str]

SOP = """\
sop: 1
id: izin
title: Pelayanan Izin
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
actors: {staf: Staf, kabid: Kepala Bidang}
steps:
  - {id: terima, activity: Menerima berkas, actor: staf, duration: 2 hari kerja, remind: 1 hari, escalate: kabid}
  - {id: terbit, activity: Menerbitkan izin, actor: kabid, duration: 1 jam}
"""
BERKALA = """\
sop: 1
id: laporan
title: Laporan Triwulan
agency: {name: Dinas Contoh, timezone: Asia/Jakarta}
schedule: {every: week}
actors: {staf: Staf}
steps:
  - {id: susun, activity: Menyusun laporan, actor: staf, duration: 2 hari kerja}
"""


@pytest.fixture
def run(typed: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """An office with an SOP that reminds and escalates, and an instance long overdue."""
    Path("definitions/izin.yaml").write_text(SOP, encoding="utf-8")
    monkeypatch.setenv("SOP_WEBHOOK_SECRET", "kunci")
    typed("start", "izin", "--ref", "Izin 1", "--at", "2026-07-01 08:00")
    return typed


def settings(text: str) -> None:
    Path("sop.toml").write_text(text, encoding="utf-8")


def mail_settings(port: int) -> None:
    settings(f'[mail]\nhost = "127.0.0.1"\nport = {port}\nfrom = "sop@dinas.example"\n')


def people(run: Run) -> None:
    for id, actor in (("staf-1", "staf"), ("kabid-1", "kabid")):
        run("people", "add", id, "--mail", f"{id}@dinas.example")
        run("people", "hold", id, actor, "--from", "2026-01-01")


def test_what_is_to_happen_is_listed_and_then_happens(run: Run) -> None:
    listed = json.loads(run("timers", "--json"))["timers"]
    assert [(one["task"], one["kind"]) for one in listed] == [("terima", "remind"), ("terima", "escalate")]
    assert "Izin 1" in run("timers")
    run("worker", "--once")
    assert json.loads(run("timers", "--json"))["timers"] == []
    told = run("history", "1")
    assert "a reminder of terima, which is due 2026-07-03 16:30" in told
    assert "Kepala Bidang is told that terima is late, which was due 2026-07-03 16:30" in told
    assert [event["kind"] for event in json.loads(run("history", "1", "--json"))["events"]][-1] == "escalated"
    assert run("verify").endswith("all agrees\n")


def test_mail_goes_to_those_who_hold_the_position_and_says_no_more_than_it_may(run: Run) -> None:
    people(run)
    with mail_server() as inbox:
        mail_settings(inbox.port)
        run("worker", "--once")
        run("worker", "--once")
    mails = [message_from_string(text, policy=policy.default) for text in inbox.texts]
    assert [mail["To"] for mail in mails] == ["staf-1@dinas.example", "kabid-1@dinas.example"]
    assert [mail["Subject"] for mail in mails] == [
        "Pengingat Izin 1: terima jatuh tempo Jum 3 Jul 2026 16.30",
        "Terlambat Izin 1: terima, tenggatnya Jum 3 Jul 2026 16.30",
    ]
    assert mails[0].get_content().splitlines() == [
        "SOP: Pelayanan Izin",
        "Acuan: Izin 1",
        "Tugas: Menerima berkas (terima)",
        "Tenggat: Jum 3 Jul 2026 16.30",
    ]


def test_who_has_taken_the_work_alone_is_reminded(run: Run) -> None:
    people(run)
    run("people", "add", "staf-2", "--mail", "staf-2@dinas.example")
    run("people", "hold", "staf-2", "staf", "--from", "2026-01-01")
    run("start", "izin", "--ref", "Izin 2")
    run("take", "Izin 2", "terima", "--by", "staf-2")
    with mail_server() as inbox:
        mail_settings(inbox.port)
        run("worker", "--once")
    assert sorted(mail.rcpt_tos[0].partition("@")[0] for mail in inbox.mails) == ["kabid-1", "staf-1", "staf-2"]


def test_a_person_without_an_address_and_a_position_without_holder_are_told_of_in_the_outbox(run: Run) -> None:
    run("people", "add", "staf-1")
    run("people", "hold", "staf-1", "staf", "--from", "2026-01-01")
    with mail_server() as inbox:
        mail_settings(inbox.port)
        run("worker", "--once")
        assert inbox.mails == []
    assert "nobody with a mail address holds 'staf'" in run("outbox")
    letters = json.loads(run("outbox", "--json"))["letters"]
    assert {(one["kind"], one["attempts"], one["channel"]) for one in letters} == {
        ("reminder", 1, ""),
        ("escalation", 1, ""),
    }


def test_a_webhook_is_told_what_its_schema_says(run: Run) -> None:
    with webhook_receiver() as told:
        settings(f'[webhook]\nurl = "{told.url}"\n')
        run("worker", "--once")
    first, second = (json.loads(body) for body in told.bodies)
    assert first == {
        "format": 1,
        "key": "1-3-webhook",
        "kind": "reminder",
        "sop": "izin",
        "title": "Pelayanan Izin",
        "reference": "Izin 1",
        "task": "terima",
        "activity": "Menerima berkas",
        "due": "2026-07-03T16:30:00+07:00",
    }
    schema = json.loads((Path(__file__).parent.parent.parent / "schemas" / "answers.schema.json").read_text())
    assert set(schema["$defs"]["webhook"]["required"]) == first.keys()
    assert second["kind"] == "escalation"


def reminded(run: Run, *arguments: str) -> str:
    """A later one of the same instance, of work that is in time and without reminders by itself."""
    Path("definitions/izin.yaml").write_text(SOP.replace(", remind: 1 hari, escalate: kabid", ""), encoding="utf-8")
    run("start", "izin", "--ref", "Izin 2", "--by", "kabid-1")
    return run("remind", "Izin 2", "terima", "--by", "kabid-1", *arguments)


def test_by_hand_it_says_whom_it_reaches_and_how(run: Run) -> None:
    people(run)
    run("people", "add", "staf-2")
    run("people", "hold", "staf-2", "staf", "--from", "2026-01-01")
    settings('[mail]\nhost = "127.0.0.1"\nfrom = "sop@dinas.example"\n[webhook]\nurl = "http://127.0.0.1:9/"\n')
    assert reminded(run, "--note", "ditunggu").splitlines() == [
        "reminded: 2/terima",
        "by mail, as soon as 'sop worker' sends it: staf-1",
        "on their page of tasks, not by mail: staf-2",
        "the webhook is told, too",
    ]
    assert "kabid-1 reminded those who have terima; note: ditunggu" in run("history", "2")
    assert "terima diingatkan oleh kabid-1; catatan: ditunggu" in run("--lang", "id", "history", "2")
    said = run("remind", "2", "terima", "--by", "kabid-1", code=4)
    assert "kabid-1 reminded of work item 2/terima already" in said


def test_by_hand_without_a_mail_server_or_people_it_says_so(run: Run) -> None:
    said = run("remind", "1", "terima", "--by", "siapa").splitlines()
    assert said[1:] == [
        "whom it reaches is not known: the store has no people; it stands with the task and in the history"
    ]
    people(run)
    assert "on their page of tasks, not by mail: staf-1" in run("remind", "1", "terima", "--by", "kabid-1")


def test_by_hand_mail_and_webhook_say_who_asks_and_what_they_wrote(run: Run) -> None:
    people(run)
    run("worker", "--once")
    with mail_server() as inbox, webhook_receiver() as told:
        mail_settings(inbox.port)
        settings(Path("sop.toml").read_text() + f'[webhook]\nurl = "{told.url}"\n')
        reminded(run, "--note", "Ditunggu Sekda.\nTenggat: besok")
        run("worker", "--once")
    mail = [message_from_string(text, policy=policy.default) for text in inbox.texts][-1]
    assert (mail["To"], mail["Subject"]) == ("staf-1@dinas.example", "Pengingat Izin 2: terima, dari kabid-1")
    lines = mail.get_content().splitlines()
    assert lines[3].startswith("Tenggat: ")
    assert lines[4:] == ["Diingatkan oleh: kabid-1", "Catatan: Ditunggu Sekda. Tenggat: besok"]
    body = json.loads(told.bodies[-1])
    assert (body["kind"], body["by"], body["note"]) == ("reminder", "kabid-1", "Ditunggu Sekda.\nTenggat: besok")


def test_by_hand_of_work_without_a_due_time_nothing_is_said_of_one(run: Run) -> None:
    people(run)
    run("worker", "--once")
    Path("definitions/izin.yaml").write_text(SOP.replace("2 hari kerja, remind: 1 hari", "Sesuai kebutuhan"), "utf-8")
    run("start", "izin", "--ref", "Izin 2", "--by", "kabid-1")
    with mail_server() as inbox, webhook_receiver() as told:
        mail_settings(inbox.port)
        settings(Path("sop.toml").read_text() + f'[webhook]\nurl = "{told.url}"\n')
        run("remind", "Izin 2", "terima", "--by", "kabid-1")
        run("worker", "--once")
        run("cancel", "Izin 2", "--by", "kabid-1", "--reason", "ganda")
        run("worker", "--once")
    first, last = (message_from_string(text, policy=policy.default) for text in inbox.texts[-2:])
    assert "Tenggat" not in first.get_content() + last.get_content()
    assert last["Subject"] == "Dibatalkan Izin 2: terima"
    assert [json.loads(body)["due"] for body in told.bodies[-2:]] == [None, None]


def test_a_reminder_by_hand_is_no_work_to_reports_and_other_programs(run: Run) -> None:
    people(run)
    run("worker", "--once")

    def told(name: str) -> tuple[object, ...]:
        run("log", "export", "--format", "xes,csv", "-o", name)
        report = CliRunner().invoke(sop, ["comply", "--json", "--at", "2030-01-02 09:00"]).stdout
        assert '"visits"' in report
        return report, *(Path(f"{name}.{ending}").read_bytes() for ending in ("xes", "csv"))

    before = told("sebelum")
    run("remind", "1", "terima", "--by", "kabid-1", "--note", "ditunggu")
    assert told("sesudah") == before


def test_mail_webhook_and_calendar_lead_to_the_page_of_the_task_where_the_pages_have_an_address(run: Run) -> None:
    people(run)
    with Engine(".sop/sop.db") as engine:
        task = engine.instance("Izin 1").open_items[0].id
    with mail_server() as inbox, webhook_receiver() as told:
        mail_settings(inbox.port)
        written = (
            Path("sop.toml").read_text() + f'[webhook]\nurl = "{told.url}"\n[serve]\nurl = "https://sop.example/"\n'
        )
        settings(written)
        run("worker", "--once")
    link = f"https://sop.example/tasks/{task}"
    mail = message_from_string(inbox.texts[0], policy=policy.default)
    assert mail.get_content().splitlines()[-2:] == ["", f"Buka tugasnya: {link}"]
    assert json.loads(told.bodies[0])["link"] == link
    run("feed")
    event = Calendar.from_ical(Path("sop.ics").read_bytes()).walk("VEVENT")[0]
    assert event["url"] == link


def test_an_address_that_pages_cannot_have_stops_the_worker_before_it_sends(run: Run) -> None:
    settings('[serve]\nurl = "https://sop.example/sop"\n')
    assert "is no address that pages begin with" in run("worker", "--once", code=1)


def test_what_undo_takes_back_is_cancelled(run: Run) -> None:
    run("start", "izin", "--ref", "Izin 2")
    with webhook_receiver() as told:
        settings(f'[webhook]\nurl = "{told.url}"\n')
        run("worker", "--once")
        run("cancel", "Izin 1", "--reason", "dobel")
        run("worker", "--once")
    kinds = [json.loads(body)["kind"] for body in told.bodies]
    assert kinds == ["reminder", "escalation", "cancellation", "cancellation"]


def test_a_webhook_without_secret_is_not_told_anything(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('[webhook]\nurl = "http://127.0.0.1:1/"\n')
    monkeypatch.delenv("SOP_WEBHOOK_SECRET")
    assert "set SOP_WEBHOOK_SECRET" in run("worker", "--once", code=2)


def test_settings_that_are_wrong_are_told_with_their_place(run: Run) -> None:
    settings('[mail]\nhost = "x"\nform = "a@b"\n')
    told = run("worker", "--once", code=1)
    assert "sop.toml:3:1: error: unknown table or key 'form'" in told
    assert "did you mean 'from'?" in told
    assert told.count("sop.toml:") == 1


def test_what_was_tried_in_vain_is_listed_and_can_be_tried_again(run: Run) -> None:
    settings('[webhook]\nurl = "http://127.0.0.1:1/"\n')
    run("worker", "--once")
    assert "cannot be reached" in run("outbox")
    assert run("outbox", "--failed") == ""
    assert run("outbox", "--again") != ""
    assert "take one of the two" in run("outbox", "--again", "--failed", code=2)


@pytest.mark.parametrize("duration", ["", "0", "x", "-1s", "9999999h", "1 hari"])
def test_a_length_of_time_that_is_none_is_refused(run: Run, duration: str) -> None:
    assert "is no length of time" in run("worker", "--for", duration, code=2)


def test_a_worker_needs_a_store(typed: Run) -> None:
    assert "no store at" in typed("worker", "--once", code=3)


def test_it_ends_after_so_long(run: Run) -> None:
    begun = time.monotonic()
    run("worker", "--for", "1s")
    assert 0.9 < time.monotonic() - begun < 8


def test_a_schedule_starts_what_was_missed_once(run: Run) -> None:
    Path("definitions/laporan.yaml").write_text(BERKALA, encoding="utf-8")
    run("worker", "--once")
    assert [one["sop"] for one in json.loads(run("status", "--json"))["instances"]] == ["izin"]
    today = datetime.now(UTC).date()
    with closing(sqlite3.connect(".sop/sop.db")) as store:
        last = (today - timedelta(days=today.weekday() + 21)).isoformat()
        store.execute("UPDATE schedule SET through = ?", (last,))
        store.commit()
    run("worker", "--once")
    run("worker", "--once")
    begun = json.loads(run("status", "--json"))["instances"][1:]
    assert {one["sop"] for one in begun} == {"laporan"}
    assert all(re.fullmatch(r"Minggu ke-\d+ \d{4}", one["ref"]) for one in begun)
    assert len({one["ref"] for one in begun}) == len(begun) in (2, 3)


def test_what_nobody_approved_does_not_start_by_itself(run: Run) -> None:
    settings("[start]\napproved_only = true\n")
    Path("definitions/laporan.yaml").write_text(BERKALA, encoding="utf-8")
    run("worker", "--once")
    with closing(sqlite3.connect(".sop/sop.db")) as store:
        store.execute("UPDATE schedule SET through = '2026-06-01'")
        store.commit()
    run("worker", "--once")
    assert [one["sop"] for one in json.loads(run("status", "--json"))["instances"]] == ["izin"]


def test_a_broken_schedule_keeps_nothing_else_from_happening(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("definitions/laporan.yaml").write_text(BERKALA.replace("actor: staf", "actor: stef"), encoding="utf-8")
    run("worker", "--once")
    assert json.loads(run("timers", "--json"))["timers"] == []


def events_of(file: str) -> dict[str, Any]:
    """By what they are called."""
    calendar: Any = Calendar.from_ical(Path(file).read_bytes())
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_a_feed_holds_the_due_times_and_no_more(run: Run) -> None:
    run("start", "izin", "--ref", "Izin, 2; dan \\ 3", "--at", "2026-07-02 08:00")
    run("feed", "--actor", "staf", "--out", "staf.ics")
    events = events_of("staf.ics")
    assert events.keys() == {"Izin 1: terima", "Izin, 2; dan \\ 3: terima"}
    event = events["Izin 1: terima"]
    assert event.decoded("dtstart").isoformat() == "2026-07-03T09:30:00+00:00"
    assert (str(event["uid"]), str(event["transp"])) == ("1000002@sopengine", "TRANSPARENT")
    assert str(event["description"]) == "SOP: Pelayanan Izin\nReference: Izin 1\nTask: Menerima berkas (terima)"


def test_a_feed_of_a_person_holds_what_they_can_do(run: Run) -> None:
    people(run)
    run("feed", "--as", "kabid-1", "--out", "a.ics")
    assert events_of("a.ics") == {}
    run("feed", "--as", "staf-1", "--out", "a.ics")
    assert len(events_of("a.ics")) == 1
    assert "take one of the two" in run("feed", "--as", "staf-1", "--actor", "staf", code=2)


def process(*arguments: str) -> subprocess.Popen[str]:
    code = "import sys; from sopengine.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent otherwise there")
def test_a_signal_ends_it_cleanly(run: Run, name: str) -> None:
    worker = process("worker")
    watchdog = threading.Timer(30, worker.kill)
    watchdog.start()
    assert worker.stderr
    lines = [worker.stderr.readline() for _ in range(3)]
    os.kill(worker.pid, getattr(signal, name))
    rest = worker.communicate(timeout=20)[1]
    watchdog.cancel()
    assert worker.returncode == 0, rest
    assert re.search(r"2 timers fired, 0 instances started, 0 letters sent, 0 tries failed", rest), (lines, rest)


def test_the_demo_keeps_out_of_the_office_around_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sop.toml").write_text('[store]\nurl = "kantor.db"\n', encoding="utf-8")
    prepare(tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    assert usual_store() == STORE
    monkeypatch.chdir(tmp_path)
    assert usual_store() == str(tmp_path / "kantor.db")
