"""`sop new`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopengine.cli.commands.write.new import command
from sopengine.errors import DefinitionError, MisuseError, RefusedError, Severity
from sopengine.language.shipped import shipped_schema
from sopengine.language.write.fmt import formatted
from sopengine.model.step import END, Step
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


PERSONS = "Dinas Contoh\nStaf\nKepala Dinas\n\n"
FIRST = "Mengajukan cuti\n1\n10 menit\n\n"


def steps_of(file: str) -> list[Step]:
    examination = examine(file)
    assert examination.findings == ()
    assert examination.graph
    return list(examination.graph.definition.steps)


def test_what_is_not_given_is_asked_for() -> None:
    run(answers=f"Cuti Pegawai\n{PERSONS}{FIRST}Menyetujui cuti\nkepala dinas\n1 hari\n\n\n")
    steps = steps_of("definitions/cuti-pegawai.yaml")
    assert [step.activity for step in steps] == ["Mengajukan cuti", "Menyetujui cuti"]
    assert [step.tasks[0].actor for step in steps] == ["staf", "kepala-dinas"]


def test_commas_are_part_of_a_title_and_of_a_performer() -> None:
    run(
        answers="Cuti, Izin\nDinas A, B\nKepala Bidang Data, Arsip\nStaf\n\n" + FIRST + "Memeriksa cuti\n2\n1 jam\n\n\n"
    )
    definition = examine("definitions/cuti-izin.yaml").graph.definition  # type: ignore[union-attr]
    assert (definition.title, definition.agency.name) == ("Cuti, Izin", "Dinas A, B")
    assert [actor.title for actor in definition.actors] == ["Kepala Bidang Data, Arsip", "Staf"]


def test_a_decision_is_asked_for_and_leads_to_rows_by_number() -> None:
    second = "Menyetujui cuti\n2\n1 hari\nSudah lengkap?\nYa 3\nYa: 3, Belum, ragu: 1\n"
    run(answers=f"Cuti\n{PERSONS}{FIRST}{second}Mengarsipkan cuti\n1\n5 menit\n\n\n")
    task = steps_of("definitions/cuti.yaml")[1].tasks[0]
    assert task.question == "Sudah lengkap?"
    assert {way.label: way.targets for way in task.outcomes} == {
        "Ya": ("mengarsipkan",),
        "Belum, ragu": ("mengajukan",),
    }


def test_a_decision_that_leads_behind_the_last_row_leads_to_the_end() -> None:
    run(answers=f"Cuti\n{PERSONS}{FIRST}Menyetujui cuti\n2\n1 hari\nSetuju?\n\n\n")
    ways = steps_of("definitions/cuti.yaml")[1].tasks[0].outcomes
    assert {way.label: way.targets for way in ways} == {"Ya": (END,), "Tidak": ("mengajukan",)}


def test_a_decision_that_leads_to_no_row_is_asked_again_when_all_rows_are_known() -> None:
    run(answers=f"Cuti\n{PERSONS}{FIRST}Menyetujui cuti\n2\n1 hari\nSetuju?\nYa: 7, Tidak: 1\n\nYa: end, Tidak: 1\n")
    ways = steps_of("definitions/cuti.yaml")[1].tasks[0].outcomes
    assert {way.label: way.targets for way in ways} == {"Ya": (END,), "Tidak": ("mengajukan",)}


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        ("Mengajukan cuti\n9\n1\n10 menit\n\n", "'9' is none of the performers", "[9]"),
        ("Mengajukan cuti\nStef\n\n10 menit\n\n", "did you mean 'Staf'?", "[Staf]"),
        ("Mengajukan cuti\n1\n1O menit\n\n\n", "'1O menit' cannot be read as a time", "[10 menit]"),
        ("Pengajuan cuti\n1\n10 menit\nMengajukan cuti\n\n", "does not begin with a verb", "[Pengajuan cuti]"),
    ],
)
def test_an_answer_is_checked_at_once_and_what_was_typed_stands_there_again(typed: str, told: str, kept: str) -> None:
    printed = run(answers=f"Cuti\n{PERSONS}{typed}Menyetujui cuti\n2\n1 hari\n\n\n").output
    assert told in printed
    assert kept in printed
    steps = steps_of("definitions/cuti.yaml")
    assert (steps[0].activity, steps[0].tasks[0].actor) == ("Mengajukan cuti", "staf")
    assert steps[0].standard.text == "10 menit"


def test_a_file_that_is_there_is_told_before_anything_else_is_asked() -> None:
    Path("definitions").mkdir()
    Path("definitions/cuti.yaml").write_text("mine", encoding="utf-8")
    run(answers=f"Cuti\ncuti\nCuti Besar\n{PERSONS}{FIRST}Menyetujui cuti\n2\n1 hari\n\n\n")
    assert len(steps_of("definitions/cuti-besar.yaml")) == 2
    assert Path("definitions/cuti.yaml").read_text(encoding="utf-8") == "mine"


def test_what_was_typed_is_kept_as_a_draft_where_the_questions_are_broken_off() -> None:
    printed = run(answers=f"Cuti\n{PERSONS}{FIRST}Menyetujui cuti\n2\n1 hari\nSetuju?\nYa: 4, Tidak: 1\nMeng").output
    assert "what was typed is kept" in printed
    graph = examine("definitions/cuti.yaml").graph
    assert graph
    assert graph.definition.draft
    assert [step.activity for step in graph.definition.steps] == ["Mengajukan cuti", "Menyetujui cuti"]
    assert examine("definitions/cuti.yaml").count(Severity.ERROR) == 0


def test_a_row_that_is_given_may_decide() -> None:
    rows = ["Menerima surat|staf|5 menit", "Memeriksa surat|Kepala|1 jam|Lengkap?|Ya: selesai, Tidak: 1"]
    run("x.yaml", *KNOWN, *lanes("Staf", "Kepala"), *(part for row in rows for part in ("--step", row)))
    assert [way.targets for way in steps_of("x.yaml")[1].tasks[0].outcomes] == [(END,), ("menerima",)]


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
    printed = run(*KNOWN, answers="\n \nStaf\n\nMenerima surat\n1\n5 menit\n\n\n").output
    assert printed.count("an answer is needed here") == 2
    assert examine("definitions/surat-masuk-umum.yaml").count(Severity.ERROR) == 0
