"""Whether the proofs of the store can be believed: the disk that loses, the diary that tells, the page that says."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.prove import page
from benchmarks.prove.catalogue import FIGURES
from benchmarks.prove.diary import ANSWERED, BEGUN, REFUSED, Diary, Told, contradictions, read
from benchmarks.prove.disk import IO_ERROR, OK, Disk, Written
from benchmarks.prove.figures import tampering
from benchmarks.prove.lot import Lot
from benchmarks.prove.office import open_office
from benchmarks.prove.plants import CATALOGUE
from benchmarks.prove.power import SECTOR, Platter
from sopengine.engine import Engine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the proofs fork and kill")
PAGE = b"a" * SECTOR * 8


def after(*acts: Written, before: dict[str, bytes] | None = None) -> list[dict[str, bytes]]:
    """What the disk may hold when the power goes after these, of many lots."""
    platter = Platter(before or {})
    for act in acts:
        platter.take(act)
    return [platter.cut(random.Random(lot)) for lot in range(300)]


def test_what_was_synced_is_there_after_every_power_cut() -> None:
    found = after(Written("write", "f", 0, PAGE), Written("sync", "f"), before={"f": b""})
    assert {one["f"] for one in found} == {PAGE}


def test_what_was_not_synced_is_there_in_part_in_whole_or_not_at_all() -> None:
    found = {one["f"] for one in after(Written("write", "f", 0, PAGE), before={"f": bytes(len(PAGE))})}
    assert {bytes(len(PAGE)), PAGE} < found
    for data in found:
        assert {data[at : at + SECTOR] for at in range(0, len(data), SECTOR)} <= {bytes(SECTOR), PAGE[:SECTOR]}


def test_a_truncation_that_was_not_synced_may_not_have_happened() -> None:
    found = {one["f"] for one in after(Written("truncate", "f", 0), before={"f": PAGE})}
    assert found == {b"", PAGE}


def test_the_name_of_a_new_file_lasts_only_from_its_first_sync_on() -> None:
    new = (Written("create", "sop.db-journal"), Written("write", "sop.db-journal", 0, PAGE))
    assert {"sop.db-journal" in one for one in after(*new)} == {True, False}
    assert {"sop.db-journal" in one for one in after(*new, Written("sync", "sop.db-journal"))} == {True}


def test_a_file_that_was_deleted_may_be_there_again_until_its_folder_is_synced() -> None:
    assert {"f" in one for one in after(Written("delete", "f", 0), before={"f": PAGE})} == {True, False}
    assert {"f" in one for one in after(Written("delete", "f", 1), before={"f": PAGE})} == {False}


@pytest.fixture
def store(tmp_path: Path) -> str:
    url = str(tmp_path / "sop.db")
    open_office(url, 2)
    with Engine(url) as engine:
        engine.done(engine.open_item(1, "terima").id, by="staf", data={"jumlah": 1}, key="staf-1")
    return url


def test_a_diary_that_agrees_says_nothing(store: str, tmp_path: Path) -> None:
    book = Diary(tmp_path / "staf.diary")
    for word, key in (
        (BEGUN, "staf-1"),
        (ANSWERED, "staf-1"),
        (BEGUN, "staf-2"),
        (REFUSED, "staf-2"),
        (BEGUN, "staf-3"),
    ):
        book.write(word, key)
    book.close()
    assert list(contradictions(store, read(tmp_path))) == []


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (Told(begun={"staf-1", "staf-2"}, answered={"staf-2"}), "staf-2 was answered and is not there"),
        (Told(begun=set()), "staf-1 is there and was never asked for"),
        (Told(begun={"staf-1"}, refused={"staf-1"}), "staf-1 was refused and is there"),
    ],
    ids=["lost", "out of nothing", "refused and done"],
)
def test_what_a_diary_and_the_store_do_not_agree_in_is_told(store: str, told: Told, message: str) -> None:
    assert list(contradictions(store, told)) == [message]


def test_half_a_command_and_a_damaged_file_are_told(store: str) -> None:
    connection = sqlite3.connect(store, isolation_level=None)
    connection.execute("UPDATE work_item SET state = 'open', ended_at = NULL, outcome = '' WHERE task = 'terima'")
    connection.close()
    assert any("'state' is open" in each for each in contradictions(store, Told(begun={"staf-1"})))
    whole = Path(store).read_bytes()
    Path(store).write_bytes(whole[: len(whole) // 2])
    assert list(contradictions(store, Told(begun={"staf-1"})))


@pytest.fixture
def drive() -> Iterator[Disk]:
    with Disk().under_new_connections() as drive:
        yield drive


def test_the_disk_notes_what_is_done_and_fails_when_it_is_told_to(drive: Disk, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "f.db", isolation_level=None)) as connection:
        drive.written = []
        connection.execute("CREATE TABLE t (x)")
        acts = [(act.act, Path(act.file).name) for act in drive.written]
        assert acts[0] == ("create", "f.db-journal")
        assert acts[-2:] == [("sync", "f.db"), ("delete", "f.db-journal")]
        drive.written = None
        fails = {"sync": IO_ERROR | 4 << 8}
        with (
            drive.failing(lambda act, _: fails.get(act, OK)),
            pytest.raises(sqlite3.OperationalError, match="disk I/O"),
        ):
            connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("INSERT INTO t VALUES (2)")
        assert connection.execute("SELECT x FROM t").fetchall() == [(2,)]


@pytest.mark.parametrize("kind", tampering.KINDS)
def test_a_change_by_hand_is_found_where_it_was_made(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tampering, "KINDS", {kind: tampering.KINDS[kind]})
    found = tampering.run(Lot(count=5, seed=1, folder=tmp_path))
    assert (found.done, found.wrong) == (5, [])


def test_every_figure_has_a_bug_that_shows_that_it_can_fail() -> None:
    assert {planted.figure for planted in CATALOGUE.values()} <= FIGURES.keys()
    as_their_sisters = {"kills-postgresql", "errors-wal"}
    assert FIGURES.keys() - {planted.figure for planted in CATALOGUE.values()} == as_their_sisters
    assert len(CATALOGUE) >= 12


def test_the_page_says_what_was_not_run_and_what_was_not_seen() -> None:
    figure = {
        "done": 7,
        "wrong": 1,
        "told": {"calls": 1000},
        "seconds": 3,
        "seed": 5,
        "on": "2026-11-21",
        "versions": "V",
    }
    told = page.text({"kills": figure | {"planted": {"no transaction": False}}}, "en")
    assert "| 7 cycles | 1 | 0 of 1 |" in told
    assert "Planted: no transaction (every statement is kept by itself): NOT SEEN." in told
    assert told.count("| not run | | |") == len(FIGURES) - 1


def test_the_page_is_that_of_the_figures() -> None:
    for language, file in page.PAGES.items():
        assert file.read_text(encoding="utf-8") == page.text(page.kept(), language), (
            "python -m benchmarks.prove --write"
        )
