"""The reference of the language says the same in English and in Indonesian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.pages.tables import PAGES, renewed

ENGLISH, INDONESIAN = (page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_tables_are_those_of_the_schemas(page: Path) -> None:
    assert renewed(page, PAGES[page]) == page.read_text(encoding="utf-8")


def test_a_table_that_was_forgotten_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(ENGLISH.replace("As printed on the identity page.", "As printed."), encoding="utf-8")
    assert renewed(page, "en") == ENGLISH


@pytest.mark.parametrize("pattern", [r"^(#+) ", r"\(`(.+)`\)$", r"^\| (`\w+`) ", r"^```yaml ?\w*\n.*?^```$"])
def test_both_pages_have_the_same_parts_keys_and_examples(pattern: str) -> None:
    flags = re.MULTILINE | (re.DOTALL if "```" in pattern else 0)
    assert re.findall(pattern, ENGLISH, flags) == re.findall(pattern, INDONESIAN, flags)
