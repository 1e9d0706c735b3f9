"""An account that was locked is read back as it was, by this release and by every later one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from office_on_the_web import Worked

from sopengine.compliance.question import Period, Question
from sopengine.engine import Engine
from sopengine.errors import StorageError
from sopengine.messages.speech import speech
from sopengine.office.reporting.reported import reported
from sopengine.report.account import Account, Assessed
from sopengine.report.locked.stored import restored, stored
from sopengine.report.page.document import document
from sopengine.report.periods import keyed_period, period_key
from sopengine.settings.values import Monitoring

KEPT = sorted((Path(__file__).parent / "locked").glob("*.json"))


@pytest.fixture
def account(engine: Engine, worked: Worked) -> Account:
    worked("analisa")
    worked("perintah", "Triwulan III 2026")
    now = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    period = Period(since=date(2026, 7, 1), until=date(2026, 9, 30))
    told = reported([("Contoh", engine)], Question(at=lambda _: now, period=period), Monitoring(rate=82.5))
    return replace(told, assessed={("Dinas Tenaga Kerja", "a"): Assessed(action="Sepakati\nformat")})


def test_what_is_stored_is_read_back_whole(account: Account) -> None:
    text = stored(account, "2026-Q3")
    assert restored(text) == account
    assert stored(restored(text), "2026-Q3") == text
    assert account.answer.sops
    assert account.runs


def test_what_is_read_back_prints_the_same(account: Account) -> None:
    again = restored(stored(account, "2026-Q3"))
    assert document(again, speech("id")) == document(account, speech("id"))


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_a_report_that_a_release_locked_is_read_for_ever(file: Path) -> None:
    account = restored(file.read_text(encoding="utf-8"))
    assert "Sepakati format lampiran" in document(account, speech("id"))
    assert account.answer.total.measured > 10


def test_what_a_later_release_locked_is_refused(account: Account) -> None:
    told = json.loads(stored(account, "2026-Q3"))
    with pytest.raises(StorageError, match="a later version"):
        restored(json.dumps(told | {"format": 2}))


@pytest.mark.parametrize("break_it", ["", "{}", "[]", "null", '{"format":1}', '{"format":1,"account":{"answer":[]}}'])
def test_what_is_no_account_is_told(break_it: str) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        restored(break_it)


@pytest.mark.parametrize("wrong", [None, "1", [], {}, 1.5])
def test_a_value_of_another_kind_is_told(account: Account, wrong: object) -> None:
    told = json.loads(stored(account, "2026-Q3"))
    told["account"]["answer"]["visits"] = wrong
    with pytest.raises(StorageError, match="cannot be read"):
        restored(json.dumps(told))


@pytest.mark.parametrize(
    ("key", "since", "until"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-S1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_report_is_named_by_its_period(key: str, since: date, until: date) -> None:
    period = Period(since=since, until=until)
    assert keyed_period(key) == period
    assert period_key(period) == key


@pytest.mark.parametrize("key", ["2026-S3", "2026-Q5", "2026", "26-Q1", "2026-q1", "0001-Q1", "2026-Q1 ", ""])
def test_what_names_no_period_is_none(key: str) -> None:
    assert keyed_period(key) is None


def test_other_periods_have_no_report_of_their_own() -> None:
    assert not period_key(Period())
    assert not period_key(Period(since=date(2026, 1, 1), until=date(2026, 1, 31)))
    assert not period_key(Period(since=date(2026, 2, 1), until=date(2026, 4, 30)))
