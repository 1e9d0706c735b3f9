"""`sop new`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopengine.cli.commands.write.new import command
from sopengine.errors import DefinitionError, MisuseError, RefusedError
from sopengine.language.shipped import shipped_schema
from sopengine.language.write.fmt import formatted
from sopengine.rules import examine

KNOWN = ["--title", "Surat Masuk: umum", "--agency", "Dinas Contoh"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(command, list(arguments), input=answers, catch_exceptions=False)


def lanes(*titles: str) -> list[str]:
    return [part for title in titles for part in ("--actor", title)]


@pytest.mark.parametrize("titles", [("Staf", "Kepala Bidang"), ("Staf", "Kepala", "Arsiparis", "Sekretaris")])
def test_a_new_definition_checks_clean_and_is_in_canonical_order(titles: tuple[str, ...]) -> None:
    run(*KNOWN, *lanes(*titles))
    file = Path("definitions/surat-masuk-umum.yaml")
    assert examine(file).findings == ()
    assert formatted(file.read_bytes(), str(file)) == file.read_text(encoding="utf-8")


def test_one_performer_is_worth_a_word_and_no_warning() -> None:
    run("x.yaml", *KNOWN, *lanes("Staf"))
    assert [finding.rule for finding in examine("x.yaml").findings] == ["actors/single"]


def test_the_editor_finds_the_schema() -> None:
    run(*KNOWN, *lanes("Staf"))
    first = Path("definitions/surat-masuk-umum.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/sop.schema.json"
    assert Path("schemas/sop.schema.json").read_bytes() == shipped_schema().read_bytes()


def test_what_is_not_given_is_asked_for() -> None:
    answers = (
        "Cuti Pegawai\nDinas Contoh\nStaf, Kepala Dinas\n"
        "Mengajukan cuti | staf | 10 menit\nMenyetujui cuti | Kepla Dinas | 1 hari\n\n"
    )
    run(answers=answers)
    examination = examine("definitions/cuti-pegawai.yaml")
    assert examination.findings == ()
    assert examination.graph
    steps = examination.graph.definition.steps
    assert [step.activity for step in steps] == ["Mengajukan cuti", "Menyetujui cuti"]
    assert [step.tasks[0].actor for step in steps] == ["staf", "kepala-dinas"]


def test_rows_can_be_given() -> None:
    run(
        "x.yaml",
        *KNOWN,
        *lanes("Staf", "Kepala"),
        "--step",
        "Menerima surat|Staf|5 menit",
        "--step",
        "Menerima x|Kepala|1 jam",
    )
    graph = examine("x.yaml").graph
    assert graph
    assert list(graph.steps) == ["menerima", "menerima-2"]


@pytest.mark.parametrize("row", ["Menerima surat", "Menerima | Staf |", "Menerima | Bupati | 5 menit"])
def test_a_row_that_cannot_be_understood_is_refused(row: str) -> None:
    with pytest.raises(MisuseError):
        run("x.yaml", *KNOWN, *lanes("Staf"), "--step", row)
    assert not Path("x.yaml").exists()


def test_a_file_that_is_there_is_left_alone() -> None:
    Path("x.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError):
        run("x.yaml", *KNOWN, *lanes("Staf"))
    assert Path("x.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["X.yaml", "1.yaml", "x.yml"])
def test_a_name_that_no_definition_can_have_is_refused(name: str) -> None:
    with pytest.raises(MisuseError, match="such as"):
        run(name, *KNOWN, *lanes("Staf"))


def test_nothing_is_written_that_is_an_error() -> None:
    with pytest.raises(DefinitionError):
        run("x.yaml", *KNOWN, *lanes("Staf"), "--timezone", "WIB")
    assert not Path("x.yaml").exists()


def test_somebody_must_do_the_work() -> None:
    with pytest.raises(MisuseError):
        run(*KNOWN, answers=" , \n")
