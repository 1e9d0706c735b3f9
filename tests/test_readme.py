"""What the README and the guide promise is tried as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopengine.cli import COMMANDS, main, sop
from sopengine.cli.typed.language import click_speaking
from sopengine.messages.speech import speech
from sopengine.report.csv_text import COLUMNS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "id" / "sop-pertama.md").read_text(encoding="utf-8")
FRAGMENT = "# potongan\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a folder for definitions."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOP_USER", "staf-1")
    (tmp_path / "definitions").mkdir()
    return tmp_path


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language; "" names those without."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [body for marked, body in fenced if marked == language]


def run(line: str) -> int:
    """A command as typed; its exit code."""
    with pytest.raises(SystemExit) as stopped:
        main(shlex.split(line)[1:])
    return int(stopped.value.code or 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_table_of_the_readme(command: str) -> None:
    assert f"| `sop {command}" in README


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+?)\)", README))
def test_every_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link).exists()


def test_the_definition_of_the_readme_checks_without_errors(office: Path) -> None:
    (office / "definitions" / "surat-masuk.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    assert run("sop check") == 0


def test_the_slip_of_the_readme_is_shown_as_it_says(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = blocks(README, "yaml")[0].replace("    actor: sekretaris", "    aktor: sekretaris")
    (office / "definitions" / "surat-masuk.yaml").write_text(definition, encoding="utf-8")
    assert run("sop check definitions/surat-masuk.yaml") == 1
    assert blocks(README, "")[1] in capsys.readouterr().out


def test_the_python_of_the_readme_runs(office: Path) -> None:
    shutil.copytree(ROOT / "definitions", office / "definitions", dirs_exist_ok=True)
    names: dict[str, object] = {}
    exec(blocks(README, "python")[0], names)
    assert names["report"].visits  # type: ignore[attr-defined]
    names["engine"].close()  # type: ignore[attr-defined]


def test_the_guide_leads_from_an_empty_office_to_the_first_finished_instance(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "definitions").rmdir()
    monkeypatch.setenv("SOP_LANG", "id")
    new, check, draw, work = blocks(GUIDE, "")
    assert typed(new, blocks(GUIDE, "text")[0]) == blocks(GUIDE, "text")[0]
    file = office / "definitions" / "penanganan-surat-masuk.yaml"
    needs, identity = (fragment.removeprefix(FRAGMENT) for fragment in blocks(GUIDE, "yaml"))
    text = re.sub(r"  - id: menerima\n(    .*\n)+", needs, file.read_text(encoding="utf-8"))
    text = re.sub(r"# sop: .*\ndocument:\n(  .*\n)+", identity, text)
    file.write_text(text, encoding="utf-8")
    assert run(check) == 0
    assert "baik" in capsys.readouterr().out
    assert run(draw) == 0
    assert (office / "diagrams" / "penanganan-surat-masuk.pdf").exists()
    for line in work.splitlines():
        assert run(line) == 0, line
    assert "proses 1 selesai" in capsys.readouterr().out


def typed(line: str, dialogue: str) -> str:
    """What the terminal shows when the answers of a dialogue are typed: behind the last colon of a question."""
    answers = [text.rpartition(": ")[2] for text in dialogue.splitlines() if QUESTION.match(text)]
    arguments = [argument for argument in shlex.split(line)[1:] if argument not in ("--lang", "id")]
    with click_speaking("id"):
        given = "".join(f"{answer}\n" for answer in answers)
        return CliRunner(echo_stdin=True).invoke(sop, arguments, input=given, obj=speech("id")).output


QUESTION = re.compile(r"Nama |Pelaksana \d|Langkah \d|  (pelaksana|waktu|pertanyaan|tujuan) ?")


@pytest.mark.parametrize("line", blocks(README, "")[0].splitlines())
def test_the_commands_from_an_empty_office_are_commands(line: str) -> None:
    assert shlex.split(line)[1] in COMMANDS


PAGES = sorted((ROOT / "docs" / "id").glob("*.md"))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (page, text)
        for page in PAGES
        for text in blocks(page.read_text(encoding="utf-8"), "yaml")
        if text.startswith("sop:")
    ],
)
def test_an_sop_of_an_indonesian_page_is_drawn_without_a_warning(page: Path, text: str, office: Path) -> None:
    id = text.split("id: ")[1].split("\n")[0]
    (office / "sop.toml").write_text('[rules]\n"document/identity" = "off"\n', encoding="utf-8")
    (office / "definitions" / f"{id}.yaml").write_text(text, encoding="utf-8")
    assert run("sop check --strict") == 0
    assert run("sop draw --format svg") == 0


def test_what_the_page_on_slips_types_mends_them(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "id" / "salah-catat.md").read_text(encoding="utf-8")
    (office / "definitions" / "laporan-kinerja.yaml").write_text(blocks(page, "yaml")[0], encoding="utf-8")
    monkeypatch.setenv("SOP_LANG", "id")
    for line in "".join(blocks(page, "")).splitlines():
        assert run(line) == 0, line
    told = capsys.readouterr().out
    assert "dikembalikan oleh Kepala Bidang: lampiran belum lengkap" in told
    assert "semuanya cocok" in told
    assert "proses 1 selesai" in told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_an_indonesian_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+?)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_columns_of_the_csv_report_are_explained_in_indonesian() -> None:
    page = (ROOT / "docs" / "id" / "csv.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == COLUMNS
