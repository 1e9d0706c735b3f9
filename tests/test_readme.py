"""What the README and the guide promise is tried as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from sopengine.cli import COMMANDS, main

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
    assert (ROOT / link).exists()


def test_the_definition_of_the_readme_checks_without_errors(office: Path) -> None:
    (office / "definitions" / "surat-masuk.yaml").write_text(blocks(README, "yaml")[0], encoding="utf-8")
    assert run("sop check") == 0


def test_the_slip_of_the_readme_is_shown_as_it_says(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    definition = blocks(README, "yaml")[0].replace("    actor: sekretaris", "    aktor: sekretaris")
    (office / "definitions" / "surat-masuk.yaml").write_text(definition, encoding="utf-8")
    assert run("sop check definitions/surat-masuk.yaml") == 1
    assert blocks(README, "")[0] in capsys.readouterr().out


def test_the_python_of_the_readme_runs(office: Path) -> None:
    shutil.copytree(ROOT / "definitions", office / "definitions", dirs_exist_ok=True)
    names: dict[str, object] = {}
    exec(blocks(README, "python")[0], names)
    assert names["report"].visits  # type: ignore[attr-defined]
    names["engine"].close()  # type: ignore[attr-defined]


def test_the_guide_leads_from_an_empty_file_to_a_drawn_and_finished_sop(office: Path) -> None:
    first, *fragments = blocks(GUIDE, "yaml")
    decision, needs, identity = (fragment.removeprefix(FRAGMENT) for fragment in fragments)
    file = office / "definitions" / "surat-masuk.yaml"
    check, draw, work = blocks(GUIDE, "")
    file.write_text(first, encoding="utf-8")
    assert run(check) == 0
    text = first.replace("  - id: arsip", decision + "  - id: arsip")
    text = re.sub(r"  - id: terima\n(    .*\n)+", needs, text).replace("actors:\n", identity + "actors:\n", 1)
    file.write_text(text, encoding="utf-8")
    assert run(check) == 0
    assert run(draw) == 0
    assert (office / "diagrams" / "surat-masuk.pdf").exists()
    for line in work.splitlines():
        assert run(line) in (0, 1), line
