"""`sop draw` with --instance, --draft, --view and a logo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sopengine.cli import main
from sopengine.engine import Engine

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


def test_a_draft_is_dashed_and_leaves_the_form_as_it_is(office: Path) -> None:
    assert sop("draw", "--format", "svg,pdf") == 0
    assert sop("draw", "--draft", "--format", "svg,pdf") == 0
    assert "stroke-dasharray" in (office / "diagrams" / "kinerja-draft-1.svg").read_text(encoding="utf-8")
    assert sop("draw", "--check", "--format", "svg,pdf") == 0
    assert sop("draw", "--check", "--draft", "--format", "svg,pdf") == 0


def test_the_mend_of_a_missing_draft_draws_the_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert sop("draw", "--check", "--draft") == 1
    assert "sop draw --view form --draft --output" in capsys.readouterr().err


@pytest.mark.parametrize("view", ["lanes", "map", "control"])
def test_a_draft_of_another_view_than_the_form_is_misuse(view: str) -> None:
    assert sop("draw", "--draft", "--view", view) == 2


def test_the_logo_beside_the_definition_is_on_the_identity_page(office: Path) -> None:
    assert sop("draw") == 0
    assert "data:image/svg+xml;base64," in (office / "diagrams" / "kinerja-0.svg").read_text(encoding="utf-8")


def test_a_missing_logo_is_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "definitions" / "logo.svg").unlink()
    assert sop("draw") == 3
    assert "logo.svg" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("pipe", "no ordinary file"),
        ("nul", "cannot be read"),
        ("cut", "no whole PNG"),
    ],
)
def test_a_logo_that_is_no_whole_picture_is_refused_at_once(
    fault: str, told: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logo = office / "definitions" / "logo.svg"
    logo.unlink()
    if fault == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(logo)
    elif fault == "cut":
        logo.write_bytes(
            b"\x89PNG\r\n\x1a\n" + bytes.fromhex("0000000d49484452") + b"\0\0\0\1" * 2 + b"\x08\2\0\0\0IEND"
        )
    else:
        sop_file = office / "definitions" / "kinerja.yaml"
        sop_file.write_text(SOP.replace("logo: logo.svg", 'logo: "a\\0b"'), encoding="utf-8")
    for formats in ("svg", "pdf"):
        assert sop("draw", "--format", formats) in (1, 3, 4)
        assert told in capsys.readouterr().err or fault == "nul"


def test_the_views_have_names_of_their_own(office: Path) -> None:
    assert sop("draw", "--view", "lanes", "--format", "svg,dot,pdf") == 0
    assert sop("draw", "--view", "map", "--format", "svg,png,dot") == 0
    assert sorted(file.name for file in (office / "diagrams").iterdir()) == [
        "kinerja-lanes.pdf", "kinerja-lanes.svg", "kinerja-map.png", "kinerja-map.svg", "kinerja.dot",
    ]  # fmt: skip
    assert sop("draw", "--view", "lanes", "--format", "svg,dot,pdf", "--check") == 0
    assert sop("draw", "--view", "map", "--format", "svg,png,dot", "--check") == 0


def test_the_control_sheet_is_drawn_for_one_instance(office: Path) -> None:
    assert sop("start", "kinerja", "--ref", "Triwulan II", "--at", "2026-07-01 08:15") == 0
    assert sop("done", "1", "rekap", "--at", "2026-07-01 09:00") == 0
    assert sop("draw", "--view", "control", "--instance", "Triwulan II", "--format", "svg,pdf") == 0
    names = sorted(file.name for file in (office / "diagrams").iterdir())
    assert names == ["kinerja-instance-1-control-1.svg", "kinerja-instance-1-control.pdf"]
    drawn = (office / "diagrams" / names[0]).read_text(encoding="utf-8")
    assert "LEMBAR KENDALI" in drawn
    assert "lewat tenggat" in drawn


def test_an_instance_can_be_drawn_as_it_stood_then(office: Path) -> None:
    assert sop("start", "kinerja", "--at", "2026-07-01 08:15") == 0
    assert sop("done", "1", "rekap", "--at", "2026-07-01 09:00") == 0
    assert sop("draw", "--instance", "1", "--at", "2026-07-01 08:20") == 0
    drawn = (office / "diagrams" / "kinerja-instance-1-1.svg").read_text(encoding="utf-8")
    assert "sedang dikerjakan, 1 kali" in drawn
    assert "keadaan Rab 1 Jul 2026 08.20" in drawn


@pytest.mark.parametrize(
    "arguments",
    [
        ["--view", "control"],
        ["--at", "2026-07-01 08:20"],
        ["--instance", "1", "--view", "map"],
        ["--instance", "1", "--format", "dot"],
        ["--instance", "1", "--changes-from", "1"],
        ["--changes-from", "1", "--view", "lanes"],
    ],
)
def test_what_makes_no_sense_together_is_misuse(arguments: list[str]) -> None:
    assert sop("draw", *arguments) == 2


def test_changed_rows_are_marked_against_a_file_of_any_name(office: Path) -> None:
    old = office / "lama.yaml"
    old.write_text(SOP.replace("Merekap", "Mengumpulkan"), encoding="utf-8")
    assert sop("draw", "--changes-from", "lama.yaml", "--format", "svg,pdf") == 0
    names = sorted(file.name for file in (office / "diagrams").iterdir())
    assert names == ["kinerja-changes-0.svg", "kinerja-changes-1.svg", "kinerja-changes.pdf"]
    assert (office / "diagrams" / names[1]).read_text(encoding="utf-8").count(">diubah<") == 1


def test_changed_rows_are_marked_against_a_version_of_the_store(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop("start", "kinerja", "--at", "2026-07-01 08:15") == 0
    (office / "definitions" / "kinerja.yaml").write_text(SOP.replace("Merekap", "Mengumpulkan"), encoding="utf-8")
    with Engine(".sop/sop.db") as engine:
        digest = engine.versions()[0].digest
    for version in ("1", digest[:7]):
        assert sop("draw", "--changes-from", version) == 0
        drawn = (office / "diagrams" / "kinerja-changes-1.svg").read_text(encoding="utf-8")
        assert f"sejak versi {digest[:8]}" in drawn
        assert drawn.count(">diubah<") == 1
    capsys.readouterr()
    assert sop("draw", "--changes-from", "2") == 3
    assert f"it keeps: 1 ({digest[:7]})" in capsys.readouterr().err
    assert sop("draw", "--changes-from", "versi lama") == 3
    assert sop("draw", "--changes-from", digest[:6]) == 3


def test_another_sop_is_no_older_version(office: Path) -> None:
    (office / "lain.yaml").write_text(SOP.replace("id: kinerja", "id: lain"), encoding="utf-8")
    assert sop("draw", "--changes-from", "lain.yaml") == 4
    assert not (office / "diagrams").exists()
