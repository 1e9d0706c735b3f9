"""The regulation's table: one row an SOP, findings with their figures, what people decide left open."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from answers import Sop, answer, counts

from sopengine.compliance.question import By
from sopengine.compliance.runs import Answer
from sopengine.errors import MisuseError
from sopengine.interchange.writers.csv_handed_in import csv_handed_in
from sopengine.interchange.writers.word import word
from sopengine.interchange.writers.workbook import workbook
from sopengine.messages.speech import speech
from sopengine.office.reporting.files import HANDED_IN, PAGE, check_ending, write_handed_in, write_page
from sopengine.report.account import Account, Paper
from sopengine.report.handing_in import handed_in
from sopengine.report.monitoring import monitored
from sopengine.settings.values import Monitoring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = '=HYPERLINK("http://x")&<b>\x0b\ud800'
ENGLISH = speech("en")


def sop(number: int = 1, title: str = "Pelayanan") -> Sop:
    steps = tuple((str(row + 1), f"Memeriksa berkas {row}", "30 menit", "Staf") for row in range(4))
    return Sop(id=f"sop-{number}", title=f"{title} {number}", agency=f"Dinas {number}", steps=steps)


def judged(on_time: int, late: int, overdue: int, limits: dict[str, float]) -> bool | None:
    """Whether an SOP with such visits runs well."""
    found = answer([sop()])
    (group,) = found.of(By.SOP)
    group = replace(group, counts=counts(on_time=on_time, late=late, overdue=overdue))
    found = replace(found, groups={**found.groups, (By.SOP,): (group,)})
    (row,) = monitored(Account(answer=found, limits=Monitoring(**limits)), ENGLISH)  # type: ignore[arg-type]
    return row.well


def word_rows(data: bytes) -> list[list[list[str]]]:
    """Tables, rows, cells."""
    document = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return [
        [
            ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in document.iter(f"{W}tbl")
    ]


def sheets(data: bytes) -> tuple[list[str], list[ElementTree.Element]]:
    book = zipfile.ZipFile(io.BytesIO(data))
    names = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{S}sheet")
    parts = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
    return [str(name.get("name")) for name in names], [ElementTree.fromstring(book.read(part)) for part in parts]


def account(found: Answer, **more: object) -> Account:
    return replace(Account(answer=found), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on_time", "late", "overdue", "limits", "well"),
    [
        (8, 2, 0, {}, True),
        (79, 21, 0, {}, False),
        (9, 0, 1, {}, False),
        (9, 0, 1, {"overdue": 1}, True),
        (8, 2, 0, {"rate": 80.1}, False),
        (0, 0, 0, {}, None),
    ],
)
def test_an_sop_runs_well_from_the_office_s_own_limit_on(
    on_time: int, late: int, overdue: int, limits: dict[str, float], well: bool | None
) -> None:
    assert judged(on_time, late, overdue, limits) is well


def test_there_is_a_row_an_sop_with_findings_and_their_figures() -> None:
    found = answer([sop(1), sop(2)])
    papers = {("Dinas 1", "sop-1"): Paper(office="Dinas 1, Kabupaten Contoh", number="1/SOP/2026")}
    handed = handed_in(account(found, papers=papers))
    assert [row.title for row in handed.rows] == ["Pelayanan 1", "Pelayanan 2"]
    assert handed.rows[0].below == ("Dinas 1, Kabupaten Contoh", "1/SOP/2026")
    assert handed.rows[1].below == ("Dinas 2", "tanpa nomor")
    assert "5 proses dimulai, 4 selesai, 1 masih berjalan." in handed.rows[0].notes
    assert "Kembali dari no. 2 ke no. 1: 3 kali, 4 jam kerja ulang." in handed.rows[0].notes
    assert (
        "Waktu baku no. 1 (120 hari) terpakai paling banyak 12 % (8 putaran): tinjau baku itu." in handed.rows[0].notes
    )
    (whole, _) = found.of(By.SOP)
    assert f"Tepat waktu {whole.counts.on_time} dari {whole.counts.measured} (" in handed.rows[0].notes


def test_only_the_worst_steps_are_named_and_the_others_counted() -> None:
    found = answer([sop()])
    late = [replace(group, counts=counts(on_time=1, late=5 - place)) for place, group in enumerate(found.of(By.STEP))]
    found = replace(found, groups={**found.groups, (By.STEP,): tuple(late)})
    (row,) = monitored(account(found), ENGLISH)
    named = next(note for note in row.notes if note.startswith("Late:"))
    assert named.startswith("Late: no. 1 Memeriksa berkas 0, 5 of 6; no. 2")
    assert named.endswith("; 1 other step.")


def test_word_holds_the_table_with_empty_fields_and_all_annexes() -> None:
    tables = word_rows(word(handed_in(account(answer([sop(1), sop(2)])))))
    heads = tables[0][0]
    assert heads[1:3] == ["Prosedur", "Penilaian terhadap penerapan"]
    assert [row[4:] for row in tables[0][1:]] == [["", ""], ["", ""]]
    assert all(("☒" in row[2]) != (row[2] == "☐ berjalan dengan baik☐ tidak") for row in tables[0][1:])
    assert "nama, NIP" in tables[1][0][0]
    assert len(tables) == 2 + 2 + 7


def test_a_head_row_repeats_and_no_row_breaks_over_pages() -> None:
    data = word(handed_in(account(answer([sop()]))))
    document = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    first = next(document.iter(f"{W}tbl"))
    assert first.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in document.iter(f"{W}tr"))
    size = next(document.iter(f"{W}pgSz"))
    assert int(str(size.get(f"{W}w"))) > int(str(size.get(f"{W}h")))


def test_a_workbook_has_a_sheet_a_table_and_numbers_are_numbers() -> None:
    names, found = sheets(workbook(handed_in(account(answer([sop(1), sop(2)])))))
    assert names == [
        "Tabel monitoring", "Langkah", "Putaran terlambat", "Bulan", "Kehilangan waktu", "Pengembalian",
        "Waktu baku yang perlu ditinjau", "Monitoring lewat waktu", "SOP yang tidak berjalan",
    ]  # fmt: skip
    months = found[3]
    numbers = [cell for cell in months.iter(f"{S}c") if cell.get("t") is None and cell.find(f"{S}v") is not None]
    assert len(numbers) >= 3 * 5


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_no_text_breaks_a_file_or_becomes_a_formula(kind: str) -> None:
    hostile = Sop(id="x", title=HOSTILE, agency=HOSTILE, steps=((HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    handed = handed_in(account(answer([hostile]), papers={(HOSTILE, "x"): Paper(office=HOSTILE, number=HOSTILE)}))
    if kind == "docx":
        assert any("=HYPERLINK" in cell for row in word_rows(word(handed))[0] for cell in row)
    elif kind == "xlsx":
        _, found = sheets(workbook(handed))
        assert not [formula for sheet in found for formula in sheet.iter(f"{S}f")]
    else:
        rows = list(csv.reader(io.StringIO(csv_handed_in(handed).decode())))
        assert rows[1][1].startswith("'=HYPERLINK")


def test_csv_for_excel_is_parted_by_semicolons() -> None:
    handed = handed_in(account(answer([sop()])))
    text = csv_handed_in(handed, excel=True).decode()
    assert text.startswith("\ufeffNo;Prosedur;")
    assert next(csv.reader(io.StringIO(csv_handed_in(handed).decode())))[1] == "Prosedur"


@pytest.mark.parametrize("sops", [0, 1])
@pytest.mark.parametrize("ending", HANDED_IN)
def test_every_kind_of_file_is_written_also_of_a_period_without_work(tmp_path: Path, ending: str, sops: int) -> None:
    found = answer([sop()][:sops], visits=0)
    write_handed_in(account(found), tmp_path / f"monev{ending}")
    assert (tmp_path / f"monev{ending}").stat().st_size > 50


def test_a_page_is_written_in_the_language_of_the_reader(tmp_path: Path) -> None:
    write_page(account(answer([sop()])), tmp_path / "laporan.html", speech("id"))
    assert "<title>Laporan Triwulan I 2026</title>" in (tmp_path / "laporan.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["laporan", "laporan.pdf", "laporan.HTM"])
def test_an_ending_that_is_none_is_refused_with_one_that_is(name: str) -> None:
    if name.endswith("HTM"):
        check_ending(Path(name), PAGE)
        return
    with pytest.raises(MisuseError, match=r"name a file such as laporan\.html"):
        check_ending(Path(name), PAGE)


@pytest.mark.parametrize(("ending", "package"), [(".docx", "docx"), (".xlsx", "xlsxwriter")])
def test_without_the_extra_the_mend_is_told_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch, ending: str, package: str
) -> None:
    for loaded in [name for name in sys.modules if name.startswith("sopengine.interchange.writers.wor")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MisuseError, match=r"pip install 'sopengine\[documents\]'"):
        check_ending(Path(f"monev{ending}"), HANDED_IN)


def test_a_late_visit_says_for_whom_it_was_done() -> None:
    found = answer([sop()])
    visit = replace(found.late_visits[0], done_by="staf-1", done_for="sekretaris", late_by=timedelta(hours=7))
    handed = handed_in(account(replace(found, late_visits=(visit,))))
    late = next(annex for annex in handed.annexes if annex.name == "Putaran terlambat").parts[0].table
    assert late.rows[0][3] == "Staf: staf-1 untuk sekretaris"


def test_what_is_overdue_of_an_sop_itself_has_an_annex_and_its_evaluation_is_told_in_the_row() -> None:
    handed = handed_in(account(answer([sop(1), sop(2)])))
    (table,) = (annex.parts[0].table for annex in handed.annexes if annex.name == "Monitoring lewat waktu")
    (row,) = table.rows
    assert [str(cell).replace("\u00a0", " ") for cell in row] == [
        "Dinas 1", "Pelayanan 1", "29 Feb 2024", "17 Jan 2025", "tidak tercatat",
        "monitoring, paling lambat 29 Agu 2024; evaluasi, paling lambat 1 Mar 2025",
    ]  # fmt: skip
    told = [row.notes.replace("\u00a0", " ") for row in handed.rows]
    assert "Evaluasinya seharusnya paling lambat 1 Mar 2025." in told[0]
    assert "Evaluasinya" not in told[1]


def test_steps_with_and_without_recorded_starts_stand_in_one_annex(tmp_path: Path) -> None:
    """The tables of some SOPs have a column more than those of others."""
    found = answer([sop(1), sop(2)])
    first, *others = found.of(By.STEP)
    started = replace(first, counts=replace(first.counts, started=3, within=2))
    account_ = account(replace(found, groups={**found.groups, (By.STEP,): (started, *others)}))
    tables = [part.table for part in handed_in(account_).annexes[0].parts]
    assert len(tables[0].columns) == len(tables[1].columns) + 1
    assert "2 dari 3" in tables[0].rows[0]
    for ending in HANDED_IN:
        write_handed_in(account_, tmp_path / f"monev{ending}")


def test_headings_of_every_sheet_repeat_on_paper() -> None:
    book = zipfile.ZipFile(io.BytesIO(workbook(handed_in(account(answer([sop(1), sop(2)]))))))
    titles = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{S}definedName")
    repeated = [title.text for title in titles if str(title.get("name")).endswith("Print_Titles")]
    assert len(repeated) == 8, "all sheets but that of the steps, whose tables each have their own"


def test_nobody_signs_a_sheet_on_which_nothing_stands() -> None:
    data = word(handed_in(account(answer([sop(1), sop(2)]))))
    document = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    *_, last = next(document.iter(f"{W}tbl")).iter(f"{W}tr")
    paragraphs = list(last.iter(f"{W}p"))
    assert paragraphs
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in paragraphs)


def test_columns_of_times_are_as_long_as_a_time() -> None:
    """In millimetres, of letters of eight points; all of a table together as wide as the paper leaves."""
    tables = list(
        ElementTree.fromstring(
            zipfile.ZipFile(io.BytesIO(word(handed_in(account(answer([sop(1), sop(2)])))))).read("word/document.xml")
        ).iter(f"{W}tbl")
    )
    for table in tables[2:]:
        widths = [int(str(column.get(f"{W}w"))) / 56.7 for column in table.iter(f"{W}gridCol")]
        assert 265 < sum(widths) < 269
    late = next(table for table in tables if "Diterima" in "".join(text.text or "" for text in table.iter(f"{W}t")))
    heads = [
        "".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in next(late.iter(f"{W}tr")).iter(f"{W}tc")
    ]
    widths = [int(str(column.get(f"{W}w"))) / 56.7 for column in late.iter(f"{W}gridCol")]
    assert all(width > 20 for head, width in zip(heads, widths, strict=True) if head in ("Diterima", "Tenggat"))
