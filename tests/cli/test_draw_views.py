"""`sop draw` with --instance, --draft, --view and a logo."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.cli import main

SOP = """\
sop: 1
id: kinerja
title: Pengukuran kinerja
agency: {name: Dinas Contoh, timezone: Asia/Makassar}
form: {logo: logo.svg}
actors: {sekretaris: Sekretaris, tim: Tim Sakip}
steps:
  - {id: rekap, activity: Merekap data, actor: tim, duration: 60 menit, inferred: [actor]}
  - id: analisa
    activity: Menganalisa hasil
    actor: sekretaris
    duration: 1 hari kerja
    question: Sudah benar?
    decision: {Ya: lapor, Tidak: rekap}
  - {id: lapor, activity: Melaporkan, actor: sekretaris, duration: Segera}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><path d="M0 0L4 0L2 5Z"/></svg>'


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with one definition and its logo."""
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / "kinerja.yaml").write_text(SOP, encoding="utf-8")
    (tmp_path / "definitions" / "logo.svg").write_text(LOGO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOP_USER", "staf-1")
    monkeypatch.delenv("SOP_DB", raising=False)
    return tmp_path


def sop(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_an_instance_is_drawn_in_files_of_its_own_with_its_state(office: Path) -> None:
    assert sop("start", "kinerja", "--ref", "Triwulan II", "--at", "2026-07-01 08:15") == 0
    assert sop("done", "1", "rekap", "--at", "2026-07-01 09:00") == 0
    assert sop("draw", "--instance", "1", "--format", "svg,pdf") == 0
    names = sorted(file.name for file in (office / "diagrams").iterdir())
    assert names == ["kinerja-instance-1-0.svg", "kinerja-instance-1-1.svg", "kinerja-instance-1.pdf"]
    drawn = (office / "diagrams" / "kinerja-instance-1-1.svg").read_text(encoding="utf-8")
    assert "<title>selesai, 1 kali</title>" in drawn
    assert ("sedang dikerjakan, 1 kali" in drawn) or ("terlambat sekarang, 1 kali" in drawn)


def test_an_instance_keeps_the_version_it_began_with(office: Path) -> None:
    assert sop("start", "kinerja", "--at", "2026-07-01 08:15") == 0
    (office / "definitions" / "kinerja.yaml").write_text(SOP.replace("Merekap", "Mengumpulkan"), encoding="utf-8")
    assert sop("draw", "--instance", "1") == 0
    assert "Merekap" in (office / "diagrams" / "kinerja-instance-1-1.svg").read_text(encoding="utf-8")


def test_an_instance_and_files_together_are_misuse() -> None:
    assert sop("draw", "--instance", "1", "definitions/kinerja.yaml") == 2


def test_a_draft_is_dashed(office: Path) -> None:
    assert sop("draw", "--draft") == 0
    assert "stroke-dasharray" in (office / "diagrams" / "kinerja-1.svg").read_text(encoding="utf-8")


def test_the_logo_beside_the_definition_is_on_the_identity_page(office: Path) -> None:
    assert sop("draw") == 0
    assert "data:image/svg+xml;base64," in (office / "diagrams" / "kinerja-0.svg").read_text(encoding="utf-8")


def test_a_missing_logo_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "definitions" / "logo.svg").unlink()
    assert sop("draw") == 3
    assert "logo.svg" in capsys.readouterr().err


def test_the_lanes_and_the_dot_have_names_of_their_own(office: Path) -> None:
    assert sop("draw", "--view", "lanes", "--format", "svg,dot") == 0
    assert sorted(file.name for file in (office / "diagrams").iterdir()) == ["kinerja-lanes.svg", "kinerja.dot"]
    assert sop("draw", "--view", "lanes", "--format", "svg,dot", "--check") == 0


def test_lanes_as_pdf_are_misuse() -> None:
    assert sop("draw", "--view", "lanes", "--format", "pdf") == 2
