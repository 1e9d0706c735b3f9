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
    """Ours is what says so itself: names alone prove nothing."""
    folder = place / "diagrams"
    sop_draw("--format", "svg,png", "--dpi", "20")
    drawn = (folder / "flow-no-end-1.svg").read_bytes()
    picture = (folder / "flow-no-end-1.png").read_bytes()
    left = {"flow-no-end-3.svg": drawn, "flow-no-end-0b.svg": drawn, "flow-no-end-3.png": picture}
    kept = {
        "flow-no-end-7.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "flow-no-end-7.png": b"\x89PNG\r\n\x1a\n",
        "flow-no-end-4.svg": drawn.replace(b'data-view="form"', b'data-view="lanes"'),
        "flow-no-end-5.svg": drawn.replace(b'data-sop="flow-no-end"', b'data-sop="lain"'),
        "flow-no-end-instance-1-1.svg": drawn,
        "flow-no-end-2.pdf": drawn,
    }
    for name, data in (left | kept).items():
        (folder / name).write_bytes(data)
    sop_draw("--format", "svg,png", "--dpi", "20")
    names = {file.name for file in folder.iterdir()}
    assert names & left.keys() == set()
    assert kept.keys() <= names


def test_pages_drawn_before_they_said_their_view_are_known_as_ours(place: Path) -> None:
    sop_draw()
    drawn = (place / "diagrams" / "flow-no-end-1.svg").read_bytes()
    (place / "diagrams" / "flow-no-end-9.svg").write_bytes(drawn.replace(b' data-view="form"', b""))
    sop_draw()
    assert not (place / "diagrams" / "flow-no-end-9.svg").exists()


@pytest.mark.parametrize("view", ["lanes", "map"])
def test_another_view_leaves_the_form_alone(view: str, place: Path) -> None:
    sop_draw()
    (place / "diagrams" / "flow-no-end-7.svg").write_text("punya orang")
    before = {file.name: file.read_bytes() for file in (place / "diagrams").iterdir()}
    assert sop_draw("--view", view).exit_code == 0
    after = {file.name: file.read_bytes() for file in (place / "diagrams").iterdir()}
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {f"flow-no-end-{view}.svg"}
    assert sop_draw("--view", view, "--check").exit_code == 0
    assert sop_draw("--check").exit_code == 0


def test_good_files_are_drawn_when_one_is_broken_and_that_one_is_named(place: Path) -> None:
    shutil.copy(INVALID, place / "definitions" / INVALID.name)
    (place / "definitions" / "rusak.yaml").write_text("sop: [", encoding="utf-8")
    result = sop_draw()
    assert result.exit_code == 1
    assert [Path(line).name for line in result.stdout.splitlines()] == ["flow-no-end-0.svg", "flow-no-end-1.svg"]
    assert result.stderr.count("is not drawn") == 2
    assert f"{Path('definitions', INVALID.name)} is not drawn" in result.stderr
    assert "names/undeclared-actor" in result.stderr
    assert sop_draw("--check").exit_code == 1


def test_check_is_content_with_what_was_drawn(place: Path) -> None:
    sop_draw("--format", "svg,pdf")
    result = sop_draw("--format", "svg,pdf", "--check")
    assert (result.exit_code, result.stdout) == (0, "diagrams: every drawing is up to date\n")


def test_check_names_what_is_stale_missing_and_surplus_and_writes_nothing(place: Path) -> None:
    sop_draw()
    folder = place / "diagrams"
    drawn = (folder / "flow-no-end-1.svg").read_bytes()
    (folder / "flow-no-end-0.svg").write_text("lain")
    (folder / "flow-no-end-1.svg").unlink()
    (folder / "flow-no-end-2.svg").write_bytes(drawn)
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
