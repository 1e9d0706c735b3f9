"""`sop rule`."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from sopengine.cli.commands.write.rule import command, read_sections
from sopengine.errors import NotFoundError
from sopengine.rules.gate import WEIGHTS


def printed(*arguments: str) -> str:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False).output


@pytest.mark.parametrize("name", ["activity/passive", "passive"])
def test_a_rule_is_explained_with_an_example(name: str) -> None:
    told = printed(name)
    assert told.startswith("activity/passive\n\nWarning. ")
    assert "# wrong\nactivity: Dikirim" in told
    assert "###" not in told


def test_without_a_name_all_are_listed() -> None:
    assert len(printed().splitlines()) == len(read_sections())
    assert set(WEIGHTS) <= set(read_sections())


@pytest.mark.parametrize("name", ["activity/pasive", "pasive"])
def test_a_misspelt_name_gets_the_nearest(name: str) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'activity/passive'"):
        printed(name)


def test_a_rule_is_explained_in_indonesian(typed: Callable[..., str]) -> None:
    told = typed("--lang", "id", "rule", "passive")
    assert told.startswith("activity/passive\n\nPeringatan. Kegiatan diawali kata kerja pasif")
    assert "# salah\nactivity: Dikirim" in told
    assert "names/undeclared-actor      Kesalahan. " in typed("--lang", "id", "rule")


def test_both_pages_explain_the_same_rules_with_the_same_weight_and_the_same_examples() -> None:
    english, indonesian = read_sections("en"), read_sections("id")
    assert list(english) == list(indonesian)
    for id, text in english.items():
        assert examples(text) == examples(indonesian[id]), id
        assert [WEIGHT[word] for word in weights(text)] == weights(indonesian[id]), id


WEIGHT = {"error": "kesalahan", "warning": "peringatan", "info": "informasi"}


def weights(text: str) -> list[str]:
    """The weights that the first sentence names."""
    first = re.split(r"[.;](?:\s|$)", text.replace("`", ""))[0]
    words = re.findall(r"\b(error|warning|info|kesalahan|peringatan|informasi)\b", first, re.IGNORECASE)
    return [word.lower() for word in words]


def examples(text: str) -> list[str]:
    """Without what is said behind a `#`."""
    return [re.sub(r" *#.*", "", block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)]


def test_a_name_that_two_rules_share_gets_both() -> None:
    with pytest.raises(NotFoundError, match="settings/bad-value', 'schema/bad-value"):
        printed("bad-value")


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="'sop rule' lists all"):
        printed("xyzxyzxyz")
