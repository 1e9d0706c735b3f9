"""A row that is printed without a number is called by its activity; nobody outside knows its id."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from answers import Sop, answer, counts

from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer
from sopengine.messages.speech import speech
from sopengine.report.account import Account
from sopengine.report.handing_in import handed_in
from sopengine.report.lists.naming import called, called_in_full, numbered
from sopengine.report.page.document import document

UNNUMBERED = Sop(
    id="pelayanan",
    title="Pelayanan",
    agency="Dinas",
    steps=(("", "Merekap data yang masuk", "30 menit", "Staf"), ("2", "Memeriksa rekap", "1 jam", "Kepala")),
)


def found() -> Answer:
    """In which the row without a number is late, sent back to, lost most, and has an odd standard."""
    told = answer([UNNUMBERED])
    late = [replace(group, counts=counts(on_time=3, late=4)) for group in told.of(By.STEP)]
    losses = tuple(replace(loss, number="", activity=UNNUMBERED.steps[0][1]) for loss in told.losses)
    odd = tuple(replace(each, number="") for each in told.odd_standards)
    return replace(told, groups={**told.groups, (By.STEP,): tuple(late)}, losses=losses, odd_standards=odd)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_id_of_a_step_is_printed(language: str) -> None:
    page = document(Account(answer=found()), speech(language))
    assert "langkah-0" not in re.sub(r"<[^>]*>", " ", page)
    assert "“Merekap data yang masuk”" in page


def test_the_table_to_hand_in_calls_the_row_by_its_activity() -> None:
    handed = handed_in(Account(answer=found()))
    (row,) = handed.rows
    assert "Terlambat: “Merekap data yang masuk”, 4 dari 7" in row.notes
    assert "Kembali dari no. 2 ke “Merekap data yang masuk”: 3 kali" in row.notes
    assert "Waktu baku “Merekap data yang masuk” (120 hari)" in row.notes
    cells = [cell for annex in handed.annexes for part in annex.parts for row in part.table.rows for cell in row]
    assert not [cell for cell in cells if isinstance(cell, str) and cell.startswith("langkah-")]


def test_a_number_goes_before_an_activity_that_is_cut_at_the_end_of_a_word() -> None:
    long = "Menyampaikan laporan hasil pengukuran kinerja triwulan kepada kepala dinas"
    assert called("7", long, speech("id")) == "no. 7"
    told = "Menyampaikan laporan hasil pengukuran kinerja triwulan …"
    assert called_in_full("7", long, speech("id")) == f"no. 7 {told}"
    assert (numbered("7", long), numbered("", long)) == (f"7. {told}", told)
