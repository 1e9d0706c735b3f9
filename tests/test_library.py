"""What docs/library.md says: its program runs, and it names the whole face."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sopengine
from sopengine.engine import Engine

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_program_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    definition = re.findall(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[0]
    for folder, text in (("definitions", definition), ("baru", definition.replace("periksa", "teliti"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "surat-masuk.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for program in re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        exec(program, names)
    assert names["report"].visits  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in vars(sopengine) if name in sopengine.__all__] or sopengine.__all__)
def test_every_name_of_the_face_is_there(name: str) -> None:
    assert re.search(rf"`{name}\b", PAGE)


@pytest.mark.parametrize("name", [name for name in dir(Engine) if not name.startswith("_")])
def test_every_command_and_question_of_an_engine_is_there(name: str) -> None:
    assert re.search(rf"\b{name}\(", PAGE)
