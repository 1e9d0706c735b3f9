"""Tables fit the terminal; a time, a number and what is tied are never broken."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flows import Tasks, flow
from hypothesis import given
from hypothesis import strategies as st

from sopengine.cli import sop
from sopengine.cli.terminal.table import table, tied
from sopengine.engine import Engine

WORDS = st.text(alphabet="abcdefghij-", min_size=1, max_size=14)
NUMBERS = st.integers(min_value=0, max_value=99_999).map(str)
TIMES = st.sampled_from(["Sen 5 Jan 07.55", "2026-01-05 07:55", "4 hari kerja", "45 working min", "hari yang sama"])
CELLS = st.lists(st.one_of(WORDS, NUMBERS, TIMES.map(tied)), max_size=6).map(" ".join)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5), st.integers(62, 120))
def test_no_line_is_longer_than_asked_and_nothing_whole_is_broken(rows: list[tuple[str, ...]], width: int) -> None:
    printed = table(("Satu", "Dua", "Tiga"), rows, width)
    assert max(map(len, printed.splitlines())) <= width
    for cell in (cell for row in rows for cell in row):
        for word in cell.split(" "):
            whole = word.replace("\u00a0", " ")
            if "\u00a0" in word or any(sign.isdigit() for sign in word):
                assert whole in printed


def test_what_is_tied_stays_in_one_piece_where_words_have_to_be_broken() -> None:
    printed = table(("A", "B"), [("penanggungjawabnya " * 3, tied("hari yang sama"))], 24)
    assert "hari yang sama" in printed
    assert "penanggungjawabnya" not in printed


def test_words_are_parted_at_hyphens_before_they_are_broken() -> None:
    row = ("kapuas-hulu-pengumpulan-data-kinerja", tied("Sen 5 Jan 07.55"))
    assert table(("SOP", "Selesai"), [row], 34).splitlines()[2:] == [
        "kapuas-hulu-       Sen 5 Jan 07.55",
        "pengumpulan-data-",
        "kinerja",
    ]


def test_notes_stand_below_their_row_and_are_wrapped_to_the_terminal() -> None:
    lines = table(("No", "Nama"), [("1", "a"), ("2", "b")], 20, notes=[["kata " * 6], []]).splitlines()
    assert lines[2:] == ["1   a", "    kata kata kata", "    kata kata kata", "2   b"]


LONG = "Sub Koordinator Perencanaan, Evaluasi dan Pelaporan Keuangan Daerah"
COMMANDS = (
    ("tasks",),
    ("status",),
    ("status", "1"),
    ("history", "1"),
    ("comply",),
    ("comply", "1"),
    ("comply", "--sop", "pengumpulan-data-kinerja-triwulanan"),
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store whose instance has long names everywhere, rework, and a due time that rests on an estimate."""
    tasks: Tasks = {
        "menerima-berkas-masuk": {"": ["memeriksa-kelengkapan"]},
        "memeriksa-kelengkapan": {"Ya, lengkap": ["mengarsipkan"], "Tidak, kembalikan": ["menerima-berkas-masuk"]},
        "mengarsipkan": {"": []},
    }
    long = flow(tasks, id="pengumpulan-data-kinerja-triwulanan", duration="3 hari kerja")
    long.actors.update(dict.fromkeys(long.actors, LONG))
    moments = iter(datetime(2027, 3, day, hour, 7, tzinfo=UTC) for day in range(4, 28) for hour in (1, 3, 5))
    monkeypatch.chdir(tmp_path)
    with Engine("sop.db", clock=lambda: next(moments)) as engine:
        run = engine.start(long, by="kepala-subbagian-umum", ref="Triwulan I 2027 Kecamatan Sungai Raya Kepulauan")
        for outcome in (None, "Tidak, kembalikan", None):
            engine.done(engine.work_items(run.id)[0].id, by="kepala-subbagian-umum", outcome=outcome)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_tables_of_running_work_fit_80_columns(arguments: tuple[str, ...], language: str, office: None) -> None:
    lines = shown(language, *arguments, columns=80).splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("--")) - 1
    rows = lines[first : lines.index("", first) if "" in lines[first:] else None]
    assert len(rows) > 2
    assert [line for line in rows if len(line) > 80] == []
    broken = r"\d{4}-\d\d-\d\d(?! \d\d:\d\d)" if language == "en" else r"\b(?:Sen|Sel|Rab|Kam|Jum)\b(?! \d+ [A-Z])"
    assert not re.search(broken, "\n".join(rows))


@pytest.mark.parametrize(("language", "mark"), [("id", "sementara"), ("en", "provisional")])
@pytest.mark.parametrize("arguments", [("tasks",), ("status", "1"), ("history", "1"), ("comply", "1")], ids=" ".join)
def test_a_due_time_on_an_estimate_is_marked_wherever_it_is_printed(
    arguments: tuple[str, ...], language: str, mark: str, office: None
) -> None:
    assert mark in shown(language, *arguments, columns=160)


def shown(language: str, *arguments: str, columns: int) -> str:
    moment = () if arguments[0] == "history" else ("--at", "2027-04-30 12:00")
    typed = ["--lang", language, *arguments, *moment]
    return CliRunner(env={"COLUMNS": str(columns), "SOP_DB": "sop.db"}).invoke(sop, typed).stdout
