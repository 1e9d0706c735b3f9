"""The control sheet: a row a visit, to be initialled."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations, pairwise

import pytest
from made_sops import Row, graph
from played import Work, progress

from sopengine.diagram import Page, draw_control
from sopengine.diagram.output.typeset import pdf
from sopengine.execution.values.work import WorkState

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa " + "berkas dan lampirannya " * 12, [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]
ROUND = [Work("s0.0"), Work("s1.0", "Tidak", by="sekretaris", late=timedelta(minutes=15))]


def control(works: list[Work]) -> tuple[Page, ...]:
    made = graph(ROWS, 2)
    return draw_control(made, progress(made, works))


def words(page: Page) -> list[str]:
    return [text.content for text in page.sheet.texts]


def test_it_has_the_nine_columns_and_names_instance_and_moment() -> None:
    (page,) = control(ROUND)
    assert {
        "LEMBAR KENDALI", "No", "Kegiatan", "Pelaksana", "Diterima", "Mulai", "Selesai", "Tenggat", "Hasil", "Paraf",
    } <= set(words(page))  # fmt: skip
    assert any(word.startswith("Proses 1, acuan Triwulan III, dimulai Sel 6 Okt 2026 08.00") for word in words(page))
    assert page.name == "contoh-control-1.svg"


def test_each_visit_has_a_row_with_times_person_and_result() -> None:
    (page,) = control([*ROUND, Work("s0.0", open=True)])
    told = " ".join(words(page))
    assert "Sel 6 Okt 2026 08.30" in told
    assert {"Tidak", "terlambat 15 mnt", "tepat waktu", "belum selesai", "sekretaris", "staf-1"} <= set(words(page))
    assert "Menerima (putaran 2)" in words(page)


def test_what_is_open_and_late_says_by_how_much() -> None:
    (page,) = control([Work("s0.0", open=True, late=timedelta(hours=2))])
    assert "lewat tenggat 2 j" in words(page)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (WorkState.RETURNED, "dikembalikan"),
        (WorkState.EXPIRED, "tanpa tindakan"),
        (WorkState.WITHDRAWN, "ditarik"),
    ],
)
def test_work_that_ended_otherwise_says_how_and_when(state: WorkState, told: str) -> None:
    (page,) = control([Work("s0.0", state=state)])
    assert told in words(page)
    assert "2026 08.30" in " ".join(words(page))


@pytest.mark.parametrize("rounds", [1, 7, 40])
def test_every_visit_stands_once_on_some_sheet_and_no_text_on_another(rounds: int) -> None:
    pages = control(ROUND * rounds)
    assert sum(words(page).count("tepat waktu") for page in pages) == rounds
    assert [page.name for page in pages] == [f"contoh-control-{number}.svg" for number in range(1, len(pages) + 1)]
    assert (len(pages) > 1) == (rounds > 1)
    for place, page in enumerate(pages, 1):
        assert f"hal. {place} dari {len(pages)}" in words(page)
        assert words(page).count("Paraf") == 1
        boxes = [text.box for text in page.sheet.texts]
        assert not any(a.grown(-0.1).overlaps(b) for a, b in combinations(boxes, 2))
        assert all(box.right <= page.width - 28 and box.bottom <= page.height - 10 for box in boxes)


def test_there_is_room_for_initials_in_every_row() -> None:
    (page,) = control(ROUND)
    levels = sorted({rule.top for rule in page.sheet.rules if rule.top == rule.bottom})[1:]
    assert all(below - above >= 25 for above, below in pairwise(levels))


def test_it_is_dated_by_the_moment_it_shows() -> None:
    assert re.search(rb"CreationDate\(D:20261006030000Z\)", pdf(control(ROUND)))
