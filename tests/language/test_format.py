"""Canonical form: order, layout and quotes change, comments and meaning stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopengine.errors import DefinitionError
from sopengine.language.build.digest import digest
from sopengine.language.shipped import shipped_definitions
from sopengine.language.write.fmt import formatted
from sopengine.language.yaml.comments import comments
from sopengine.language.yaml.compose import compose
from sopengine.language.yaml.source import decode

EXAMPLES = Path(__file__).parent.parent / "definitions"
FILES = [*sorted(shipped_definitions().glob("*.yaml")), *sorted((EXAMPLES / "valid").glob("*.yaml"))]


def form(text: str) -> str:
    return formatted(text.encode(), "x.yaml")


def version(text: str) -> str:
    return digest(compose(decode(text.encode(), "x.yaml")[0])[0])


def notes(text: str) -> list[str]:
    return sorted(comment.text for comment in comments(decode(text.encode(), "x.yaml")[0]))


@pytest.mark.parametrize("path", sorted(shipped_definitions().glob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_definitions_are_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert form(text) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_formatted_file_says_the_same_and_stays_as_it_is(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    after = form(before)
    assert version(after) == version(before)
    assert notes(after) == notes(before)
    assert form(after) == after


def test_keys_come_in_the_order_of_the_schema_with_their_comments() -> None:
    assert form(
        "# head\n"
        "title: Surat\n"
        "# who\n"
        "actors: {b: B, a: A}   # lanes\n"
        "sop: 1 # version\n"
        "steps:\n"
        "# first\n"
        "- activity: Menerima   # verb\n"
        "  # name\n"
        "  id: terima\n"
        "  # end of the step\n"
        "# end of the file\n"
    ) == (
        "# head\n"
        "sop: 1  # version\n"
        "title: Surat\n"
        "# who\n"
        "actors: {b: B, a: A}   # lanes\n"
        "steps:\n"
        "  # first\n"
        "  # name\n"
        "  - id: terima\n"
        "    activity: Menerima   # verb\n"
        "    # end of the step\n"
        "# end of the file\n"
    )


def test_unknown_keys_come_last_and_names_keep_their_order() -> None:
    assert form("foo: 1\nactors: {b: B, a: A}\nid: x\n") == "id: x\nactors: {b: B, a: A}\nfoo: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'plain text'", "plain text"),
        ('"Ya"', "Ya"),
        ("Ya", "Ya"),
        ("'yes'", '"yes"'),
        ("12:30", "12:30"),
        ("'12:30'", '"12:30"'),
        ("2024-02-01", "2024-02-01"),
        ("'2024-02-01'", '"2024-02-01"'),
        ("'197205022002121009'", '"197205022002121009"'),
        ("'- x'", '"- x"'),
        ("'-'", '"-"'),
        ("''", '""'),
        ("'a: b'", '"a: b"'),
        ("'a #b'", '"a #b"'),
        ("""'say "x"'""", 'say "x"'),
        ("""'"x": y'""", """'"x": y'"""),
        ("'it''s'", "it's"),
        ('"tab\\there"', '"tab\\there"'),
        ("'x' #note", '"x"  #note'),
        ("one\n  two", "one two"),
        (">\n  one\n  two", '"one two\\n"'),
        ("|\n  one\n  two", "|\n  one\n  two"),
        ("|-  # note\n  one\n\n  two", "|-  # note\n  one\n\n  two"),
        ("'{x}'", '"{x}"'),
        ("“a b”", "“a b”"),
        ("'“a”'", '"“a”"'),
    ],
)
def test_quotes_are_as_few_as_are_safe(before: str, after: str) -> None:
    assert form(f"id: {before}\n") == f"id: {after}\n"


def test_inside_brackets_commas_need_quotes() -> None:
    assert form("actors: {a: 'x, y', b: 'z'}\n") == 'actors: {a: "x, y", b: z}\n'


def test_long_brackets_are_opened_and_short_ones_closed_up() -> None:
    long = ", ".join(f"Peraturan Nomor {number}" for number in range(8))
    opened = "\n".join(f"    - Peraturan Nomor {number}" for number in range(8))
    assert form(f"document:\n  legal_basis: [{long}]\n") == f"document:\n  legal_basis:\n{opened}\n"
    assert form("document: {equipment: [a,\n  b]}\n") == "document: {equipment: [a, b]}\n"


def test_brackets_with_a_comment_inside_are_opened() -> None:
    after = form("document: {equipment: [a, # one\n  # two\n  b]} # all\n")
    assert after == "document:  # all\n  equipment:\n    - a  # one\n    # two\n    - b\n"


def test_blank_lines_stay_single_and_not_at_the_end() -> None:
    assert form("id: x\n\n\n\ntitle: T\nsteps:\n\n  - id: a\n\n\n") == "id: x\n\ntitle: T\nsteps:\n  - id: a\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", "{}"),
        ("{id: x}\n\n# end", "id: x\n\n# end"),
        ("{}\n# end", "{}\n# end"),
        ("--- # c\nid: x # d", "# c\nid: x  # d"),
        ("steps:\n  - # c\n    id: a", "steps:\n  # c\n  - id: a"),
        ("steps:\n  - id: a\n# x\n  # y", "steps:\n  - id: a\n# x\n# y"),
        ("steps:\n  - id: a\n  # y\n\n# x\n\n", "steps:\n  - id: a\n  # y\n\n# x"),
        ("steps: [ # c\n  a, b # d\n ] # e", "steps:  # c\n  - a\n  - b  # d\n# e"),
        ("steps: [\n  a, # b\n  c\n]  # e", "steps:  # e\n  - a  # b\n  - c"),
        ("steps: [\n  a,\n  b\n]  # e", "steps: [a, b]  # e"),
        ("id: |\n  a # b\n  c", "id: |\n  a # b\n  c"),
    ],
)
def test_comments_in_odd_places_are_kept(before: str, after: str) -> None:
    assert form(before + "\n") == after + "\n"
    assert form(after + "\n") == after + "\n"


def test_the_comment_behind_brackets_that_are_opened_stands_above_them() -> None:
    long = "Menerima " + "surat " * 20
    text = f"steps:\n  - {{id: a, activity: {long}}}  # c\n"
    assert form(text) == f"steps:\n  # c\n  - id: a\n    activity: {long.strip()}\n"


def test_a_list_in_a_list_and_empty_values_keep_their_shape() -> None:
    assert form("foo:\n- - a\n  - b\n-\nbar: []\n") == "foo:\n  - - a\n    - b\n  -\nbar: []\n"


@pytest.mark.parametrize("text", ["", "- a\n", "just words\n", "id: x\nid: y\n", "id: [x\n", "id: a #b\n"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        form(text)


@settings(deadline=None, max_examples=60)
@given(data=st.data(), path=st.sampled_from(FILES))
def test_however_a_file_is_laid_out_its_form_keeps_meaning_and_comments(data: st.DataObject, path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number in data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=8)):
        line = lines[number]
        kind = data.draw(st.sampled_from(["above", "behind", "blank", "quotes"]))
        indent = data.draw(st.integers(0, 6)) * " "
        if kind == "above":
            lines[number] = f"{indent}# note {number}\n{line}"
        elif kind == "behind" and line.strip() and "#" not in line:
            lines[number] = f"{line}{indent}   # note"
        elif kind == "blank":
            lines[number] = f"\n{line}"
        else:
            lines[number] = re.sub(r": ([A-Z][\w ]*)$", r": '\1'", line)
    before = "\n".join(lines) + "\n"
    after = form(before)
    assert version(after) == version(before)
    assert notes(after) == notes(before)
    assert form(after) == after
