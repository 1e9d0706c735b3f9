"""`sop rule`."""

from __future__ import annotations

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
    with pytest.raises(NotFoundError, match="did you mean activity/passive"):
        printed(name)


def test_a_name_that_two_rules_share_gets_both() -> None:
    with pytest.raises(NotFoundError, match="settings/bad-value, schema/bad-value"):
        printed("bad-value")


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="'sop rule' lists all"):
        printed("xyzxyzxyz")
