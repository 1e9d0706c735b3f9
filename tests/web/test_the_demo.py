"""What `sop serve --demo` opens: six people to be, each before something real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Browser, words
from furnished_demo import NOW, SIX, furnished

from sopengine.cli.commands.web import demo_office
from sopengine.cli.commands.write.demo_folder import inside
from sopengine.engine import Engine


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Path]]:
    store, definitions = furnished(tmp_path_factory.mktemp("demo") / "sop-demo")
    with inside(definitions.parent):
        demo_office.furnish()
    with Engine(str(store), clock=lambda: NOW) as engine:
        yield engine, definitions


def desk(office: tuple[Engine, Path], person: str, path: str = "/") -> str:
    return words(Browser(*office, person).get(path).text)


def test_one_chooses_among_six_people_and_reads_what_each_is(office: tuple[Engine, Path]) -> None:
    said = desk(office, "", "/who")
    assert sorted(one.id for one in office[0].people()) == sorted(SIX)
    for words_of in ("sekretaris Sekretaris Dinas, Plh. Kepala Dinas", "kepala-dinas Kepala Dinas, pimpinan"):
        assert words_of in said


def test_who_does_the_work_has_some_late_some_today_some_next_and_waits_for_some(office: tuple[Engine, Path]) -> None:
    said = desk(office, "staf-1")
    for group in ("What is late 1", "Today 1", "Next 1", "Waits for others 1", "Done today 3"):
        assert group in said
    assert "Realisasi bidang pelatihan belum sama dengan lampiran 3." in said


def test_the_secretary_stands_in_for_the_head_who_is_on_leave(office: tuple[Engine, Path]) -> None:
    said = desk(office, "sekretaris")
    assert "Plh. Kepala Dinas on behalf of kepala-dinas" in said
    assert "What is late 1" in said


def test_a_version_waits_for_the_head_and_a_draft_for_the_analyst(office: tuple[Engine, Path]) -> None:
    said = desk(office, "kepala-dinas", "/sops/lumajang-pengukuran-kinerja")
    assert "2 Hari → 3 Hari" in said
    assert "5 January 2026" in said
    assert "Approve" in said
    waiting = desk(office, "penyusun")
    assert "SOPs that are not finished 2" in waiting
    assert "Pelayanan Kartu Tanda Bukti Pendaftaran Pencari Kerja draft" in waiting
    assert "draft" in desk(office, "penyusun", "/sops/lumajang-layanan-kartu-pencari-kerja")


def test_the_supervisor_has_a_quarter_to_hand_in(office: tuple[Engine, Path]) -> None:
    said = desk(office, "pengawas", "/reports/2026-Q1")
    assert "Dinas Tenaga Kerja" in said
    assert "Recorded late 0.0 %" in said


def test_the_admin_sees_who_holds_what_and_who_changed_it(office: tuple[Engine, Path]) -> None:
    assert "sekretaris holds Plh. kepala-dinas" in desk(office, "admin", "/people/log?what=people")
