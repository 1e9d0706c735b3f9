"""A list of employees becomes people and what they hold: all rows or none, and each bad row is told."""

from __future__ import annotations

import contextlib
import datetime as days
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.cli import main
from sopengine.engine import Engine
from sopengine.errors import MisuseError
from sopengine.interchange.readers.spreadsheet import sheet_of
from sopengine.people.values import HoldingKind

SOP = """\
sop: 1
id: surat
title: Surat
agency: {government: Pemerintah Contoh, name: Dinas Contoh}
actors: {kepala-dinas: Kepala Dinas, sekretaris: Sekretaris, tim: Tim Sakip}
steps:
  - {id: terima, activity: Menerima surat, actor: kepala-dinas, duration: 10 menit}
"""
GOOD = """\
DAFTAR PEGAWAI DINAS CONTOH;;;;;
No;Nama;NIP;Jabatan;TMT;Surel
1;"Kepala A; S.H.";19700101 199501 1 001;Kepala Dinas;1 Januari 2026;a@contoh.go.id
2;Sekretaris B;197101011996011002;Plt. Sekretaris;01-02-2026;
3;Staf C;;Tim Sakip;;
"""


@pytest.fixture
def office(typed: Callable[..., str], tmp_path: Path) -> Callable[..., str]:
    (tmp_path / "definitions" / "surat.yaml").write_text(SOP, encoding="utf-8")
    return typed


@pytest.fixture
def refused(office: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """Imports a file of which rows are amiss: what is told of them."""

    def run(file: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["people", "import", file])
        assert ended.value.code == 1
        return capsys.readouterr().out

    return run


def holding(folder: Path) -> list[tuple[str, str, str, str, str]]:
    with Engine(str(folder / ".sop" / "sop.db")) as engine:
        return [
            (one.person, one.position, one.kind.value, str(one.first_day), str(one.last_day or ""))
            for one in sorted(engine.holdings(), key=lambda one: one.person)
        ]


def sheet(file: Path, rows: Sequence[Sequence[object]]) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in rows:
        book.active.append(list(row))
    book.save(file)


def test_a_csv_as_an_indonesian_spreadsheet_saves_it(office: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "pegawai.csv").write_bytes(GOOD.encode("cp1252"))
    assert "3 people added, 0 changed, 3 positions" in office("people", "import", "pegawai.csv")
    today = str(days.datetime.now(days.timezone(days.timedelta(hours=7))).date())
    assert holding(tmp_path) == [
        ("pegawai-1", "kepala-dinas", "holder", "2026-01-01", ""),
        ("pegawai-2", "sekretaris", "plt", "2026-02-01", ""),
        ("pegawai-3", "tim", "holder", today, ""),
    ]
    with Engine(str(tmp_path / ".sop" / "sop.db")) as engine:
        head = engine.known_person("pegawai-1")
        assert (head.name, head.nip, head.mail) == ("Kepala A; S.H.", "197001011995011001", "a@contoh.go.id")


def test_the_same_list_again_changes_nothing(office: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "pegawai.csv").write_text(GOOD, encoding="utf-8-sig")
    office("people", "import", "pegawai.csv")
    before = holding(tmp_path)
    assert "0 people added, 0 changed, 0 positions" in office("people", "import", "pegawai.csv")
    assert holding(tmp_path) == before
    (tmp_path / "pegawai.csv").write_text(GOOD.replace("a@contoh", "b@contoh"), encoding="utf-8")
    assert "0 people added, 1 changed, 0 positions" in office("people", "import", "pegawai.csv")


def test_a_spreadsheet_with_days_and_letters(office: Callable[..., str], tmp_path: Path) -> None:
    heading = ["Id", "Nama", "NIP", "Jabatan", "Sebagai", "Mulai", "Sampai", "Nomor surat", "Peran"]
    first, last = days.datetime(2026, 4, 6), days.date(2026, 4, 10)  # noqa: DTZ001
    row = ["Staf-1", "Nama", "197001011995011001", "Kepala Dinas", "PLH.", first, last, "800/1", "petugas, pengawas"]
    sheet(tmp_path / "p.xlsx", [heading, row])
    office("people", "import", "p.xlsx")
    assert holding(tmp_path) == [("staf-1", "kepala-dinas", "plh", "2026-04-06", "2026-04-10")]
    with Engine(str(tmp_path / ".sop" / "sop.db")) as engine:
        assert {role.value for _, _, role in engine.roles()} == {"petugas", "pengawas"}
        assert engine.holdings()[0].letter == "800/1"
        assert engine.holdings()[0].kind is HoldingKind.PLH


def test_nothing_is_kept_where_a_row_is_amiss_and_each_is_told(
    office: Callable[..., str], refused: Callable[[str], str], tmp_path: Path
) -> None:
    rows = [
        "Nama;NIP;Jabatan;Mulai;Peran;Surel",
        "A;1,98E+17;Sekretaris;2026-01-01;;",
        "B;;Sekretaris;32-01-2026;;",
        ";;Sekretaris;;;",
        "C;;Sekretaris;;bos;",
        "D;;Sekretaris;;;bukan surel",
        "E;;Sekretaris;;;",
        "E;;Plh Sekretaris;;;",
        "F;;Plh. Sekretaris;;;",
    ]
    (tmp_path / "pegawai.csv").write_text("\n".join(rows), encoding="utf-8")
    told = refused("pegawai.csv")
    for row, what in {
        2: "18 digits",
        3: "no such day",
        4: "nobody is named",
        5: "'bos' is no role",
        6: "no mail address",
        9: "is pegawai-",
    }.items():
        assert f"row {row}: column " in told
        assert what in next(line for line in told.splitlines() if line.startswith(f"row {row}: "))
    assert len(told.splitlines()) == 6
    assert office("people", "list") == ""


def test_a_dry_run_keeps_nothing(office: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "pegawai.csv").write_text(GOOD, encoding="utf-8")
    assert "tried only" in office("people", "import", "pegawai.csv", "--dry-run")
    assert office("people", "list") == ""


def test_an_nip_that_a_spreadsheet_has_rounded_is_refused(refused: Callable[[str], str], tmp_path: Path) -> None:
    sheet(tmp_path / "p.xlsx", [["Nama", "NIP", "Jabatan"], ["A", 198001012005011003, "Sekretaris"]])
    assert "its last digits are lost" in refused("p.xlsx")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no row of headings"),
        (b"a,b\n1,2\n", "no row of headings"),
        (b"Nama,Nama Lengkap,Jabatan\na,b,c\n", "two columns say the same"),
        (b'Nama,Jabatan\n"A,Sekretaris\n', "is no row of a CSV file"),
        (b"\x00\x01\x02" * 20, "is no table"),
        (b"PK\x03\x04broken", "is no spreadsheet"),
    ],
)
def test_what_is_no_such_list_is_told_in_a_line(
    office: Callable[..., str], tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "p").write_bytes(content)
    told = office("people", "import", "p", code=2)
    assert message in told
    assert len(told.splitlines()) == 1


def test_a_file_that_is_not_there_is_told(office: Callable[..., str]) -> None:
    assert "there is no tidak.csv" in office("people", "import", "tidak.csv", code=3)


@given(st.binary(max_size=300))
def test_whatever_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("lists") / "p"
    for begin in (b"", b"PK\x03\x04", b"Nama;Jabatan\n"):
        file.write_bytes(begin + content)
        with contextlib.suppress(MisuseError):
            assert all(any(row.cells) for row in sheet_of(file).rows)
