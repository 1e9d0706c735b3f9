"""`sop draw`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopengine.cli.commands.documents.draw import command
from sopengine.errors import DefinitionError, NotFoundError, StorageError

ROOT = Path(__file__).parent.parent
VALID = ROOT / "definitions" / "valid" / "flow-no-end.yaml"
INVALID = ROOT / "definitions" / "invalid" / "names-undeclared-actor.yaml"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with one definition."""
    (tmp_path / "definitions").mkdir()
    shutil.copy(VALID, tmp_path / "definitions")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sop_draw(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def test_all_definitions_are_drawn_into_the_folder_diagrams(place: Path) -> None:
    result = sop_draw()
    assert result.exit_code == 0
    names = sorted(file.name for file in (place / "diagrams").iterdir())
    assert names == ["flow-no-end-0.svg", "flow-no-end-1.svg"]
    assert result.stdout.split() == [str(Path("diagrams", name)) for name in names]
    assert b"\r" not in (place / "diagrams" / names[1]).read_bytes()


def test_formats_and_folder_can_be_chosen(place: Path) -> None:
    assert sop_draw(str(VALID), "-o", "gambar", "--format", "png,pdf", "--dpi", "30").exit_code == 0
    names = sorted(file.name for file in (place / "gambar").iterdir())
    assert names == ["flow-no-end-0.png", "flow-no-end-1.png", "flow-no-end.pdf"]


def test_an_unknown_format_is_misuse(place: Path) -> None:
    result = sop_draw("--format", "svg,gif")
    assert result.exit_code == 2
    assert "'svg,gif' is not made of svg, png, pdf" in result.output


def test_pages_left_by_a_longer_drawing_are_removed_and_nothing_else(place: Path) -> None:
    folder = place / "diagrams"
    folder.mkdir()
    kept = ["flow-no-end-2-1.svg", "flow-no-end-lain-1.svg", "flow-no-end-3.png", "flow-no-end-2.pdf", "catatan.svg"]
    for name in [*kept, "flow-no-end-3.svg", "flow-no-end-12.svg", "flow-no-end-0b.svg"]:
        (folder / name).write_text("lama")
    sop_draw()
    assert sorted(file.name for file in folder.iterdir()) == sorted([*kept, "flow-no-end-0.svg", "flow-no-end-1.svg"])


def test_check_is_content_with_what_was_drawn(place: Path) -> None:
    sop_draw("--format", "svg,pdf")
    result = sop_draw("--format", "svg,pdf", "--check")
    assert (result.exit_code, result.stdout) == (0, "diagrams: every drawing is up to date\n")


def test_check_names_what_is_stale_missing_and_surplus_and_writes_nothing(place: Path) -> None:
    sop_draw()
    folder = place / "diagrams"
    (folder / "flow-no-end-0.svg").write_text("lain")
    (folder / "flow-no-end-1.svg").unlink()
    (folder / "flow-no-end-2.svg").write_text("lama")
    result = sop_draw("--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{Path('diagrams/flow-no-end-0.svg')}: stale",
        f"{Path('diagrams/flow-no-end-1.svg')}: missing",
        f"{Path('diagrams/flow-no-end-2.svg')}: surplus",
    ]
    assert "mend: sop draw" in result.stderr
    assert (folder / "flow-no-end-0.svg").read_text() == "lain"


def test_a_definition_with_errors_is_refused_with_its_findings(place: Path) -> None:
    with pytest.raises(DefinitionError) as error:
        sop_draw(str(INVALID))
    assert error.value.findings
    assert not (place / "diagrams").exists()


def test_no_definition_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFoundError, match="no definition here"):
        sop_draw()


def test_a_folder_that_cannot_be_written_is_told(place: Path) -> None:
    (place / "berkas").write_text("")
    with pytest.raises(StorageError, match="cannot write"):
        sop_draw("-o", str(Path("berkas", "dalam")))
