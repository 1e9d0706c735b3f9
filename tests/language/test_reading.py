"""What a file says: texts, defaults, places, and the version that they make."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sopengine.errors import DefinitionError
from sopengine.language import load, parse, read
from sopengine.language.shipped import shipped_definitions
from sopengine.model.definition import ActorKind, Days, Definition
from sopengine.model.form import DEFAULT_HEADINGS, Column, Paper
from sopengine.model.step import END, Item, Outcome

EVERY_KEY = Path(__file__).parent.parent / "definitions" / "valid" / "every-key.yaml"
SMALLEST = """sop: 1
id: kecil
title: Kecil
agency: {name: Dinas}
actors: {staf: Staf}
steps:
  - {id: satu, activity: Menerima, actor: staf}
  - {id: dua, activity: Mengarsipkan, actor: staf}
"""


def parsed(text: str) -> Definition:
    reading = parse(text.encode(), "kecil.yaml")
    assert reading.findings == ()
    assert reading.definition is not None
    return reading.definition


def with_step(keys: str) -> Definition:
    return parsed(SMALLEST.replace("actor: staf}\n", f"actor: staf, {keys}}}\n", 1))


def test_what_is_not_said_has_a_default() -> None:
    definition = parsed(SMALLEST)
    assert definition.agency.timezone == "Asia/Jakarta"
    assert definition.days is Days.WORKING
    assert definition.form.columns == tuple(DEFAULT_HEADINGS.items())
    assert [step.number for step in definition.steps] == ["1", "2"]
    assert definition.document.approved_by is None
    assert not definition.steps[0].standard.measurable


def test_a_step_goes_on_to_the_one_below_and_the_last_one_ends() -> None:
    outcomes = [step.tasks[0].outcomes for step in parsed(SMALLEST).steps]
    assert outcomes == [(Outcome(label="", targets=("dua",)),), (Outcome(label="", targets=(END,)),)]


def test_a_decision_has_an_outcome_for_each_label_in_the_order_written() -> None:
    task = with_step("decision: {Ya: end, Tidak: satu}, question: Lengkap?").steps[0].tasks[0]
    assert task.decides
    assert task.question == "Lengkap?"
    assert [(outcome.label, outcome.targets) for outcome in task.outcomes] == [("Ya", ("end",)), ("Tidak", ("satu",))]


def test_every_key_arrives_in_the_definition() -> None:
    definition = load(EVERY_KEY)
    document = definition.document
    assert (definition.days, definition.form.paper) == (Days.CALENDAR, Paper.F4)
    assert (document.created, document.revised) == (date(2024, 2, 1), date(2024, 8, 3))
    assert document.effective == date(2024, 8, 5)
    assert document.approved_by is not None
    assert document.approved_by.nip == "19680101 199003 1 001"
    assert document.decree is not None
    assert document.decree.date == date(2024, 8, 1)
    assert document.qualifications == ("Mampu mengoperasikan komputer",)
    assert definition.form.columns[2] == (Column.NEEDS, "Syarat")
    assert definition.form.break_before == ("cetak",)
    assert definition.actor("tim").kind is ActorKind.TEAM
    assert definition.artifacts[0].external
    assert definition.steps[-1].inferred == ("actor", "number")


def test_needs_and_outputs_are_artifacts_by_id_and_plain_texts_otherwise() -> None:
    step = load(EVERY_KEY).steps[0]
    assert step.needs == (Item(text="Kartu tanda penduduk", artifact="ktp"), Item(text="Pas foto"))
    assert step.outputs == (Item(text="Formulir terisi"),)


@pytest.mark.parametrize("text", ["010", "1.50", "0x1F", "1e3", "Ya", "no", "12:30", "2024-02-01", "true", ".5", "+62"])
def test_a_text_that_looks_like_something_else_stays_as_written(text: str) -> None:
    assert with_step(f"note: {text}").steps[0].note == text


@pytest.mark.parametrize("text", ["'null'", '"null"', "' null '"])
def test_quotes_make_a_text_of_anything(text: str) -> None:
    assert with_step(f"note: {text}").steps[0].note == "null"


def test_the_printed_number_may_be_nothing() -> None:
    assert with_step('number: ""').steps[0].number == ""


@pytest.mark.parametrize("name", sorted(path.stem for path in shipped_definitions().glob("*.yaml")))
def test_the_shipped_definitions_are_read(name: str) -> None:
    assert load(shipped_definitions() / f"{name}.yaml").id == name


def test_a_text_pasted_from_a_word_processor_is_understood() -> None:
    plain = parsed(SMALLEST.replace("Menerima", "Menerima surat"))
    pasted = SMALLEST.replace("Menerima", "“Menerima\u00a0surat”").replace("id: kecil", "id:\u00a0kecil")
    reading = parse(b"\xef\xbb\xbf" + pasted.replace("\n", "\r\n").encode(), "kecil.yaml")
    assert reading.findings == ()
    assert reading.definition == plain


@pytest.mark.parametrize("comment", ["  # a comment", "   #", " #"])
def test_a_comment_behind_a_text_is_no_part_of_it(comment: str) -> None:
    assert parsed(SMALLEST.replace("title: Kecil", "title: Kecil" + comment)).title == "Kecil"


def test_curly_quotes_inside_a_text_stay() -> None:
    text = "“Surat” dan ‘berkas’ Jum’at"
    assert parsed(SMALLEST.replace("Menerima", text)).steps[0].activity == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sop: 1", "# comment\n\nsop:   1"),
        ("title: Kecil", 'title: "Kecil"'),
        ("agency: {name: Dinas}", "agency:\n  name: Dinas"),
        ("id: kecil\ntitle: Kecil\n", "title: Kecil\nid: kecil\n"),
        ("\n", "\r\n"),
    ],
)
def test_layout_makes_no_new_version(old: str, new: str) -> None:
    assert parsed(SMALLEST.replace(old, new)).digest == parsed(SMALLEST).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Menerima", "Menerima surat"),
        ("{staf: Staf}", "{staf: Staf, kepala: Kepala}"),
        ("activity: Menerima,", "activity: Menerima, number: 01,"),
        ("activity: Menerima,", "activity: Menerima, number: 1,"),
        ("activity: Menerima,", "activity: Menerima, decision: {Ya: end, Tidak: satu},"),
        ("activity: Menerima,", "activity: Menerima, decision: {Tidak: satu, Ya: end},"),
    ],
)
def test_every_change_of_what_is_said_makes_a_new_version(old: str, new: str) -> None:
    changed = [parsed(SMALLEST.replace(old, new)).digest for new in (old, new)]
    assert len(set(changed)) == 2
    assert all(len(digest) == 64 for digest in changed)


def test_the_order_of_actors_and_outcomes_is_a_matter_of_the_version() -> None:
    one = with_step("decision: {Ya: end, Tidak: satu}")
    other = with_step("decision: {Tidak: satu, Ya: end}")
    assert one.digest != other.digest


def test_a_definition_knows_where_its_values_stand() -> None:
    positions = parsed(SMALLEST).positions
    assert (positions.key(("agency", "name")).line, positions.key(("agency", "name")).column) == (4, 10)
    activity = positions.value(("steps", 1, "activity"))
    assert (activity.line, activity.column, activity.length) == (8, 25, len("Mengarsipkan"))
    assert activity.excerpt == "  - {id: dua, activity: Mengarsipkan, actor: staf}"


def test_a_value_that_is_not_in_the_file_stands_where_its_parent_stands() -> None:
    assert parsed(SMALLEST).positions.value(("steps", 0, "needs", 3)).line == 7


def test_a_text_of_several_lines_is_marked_on_its_first() -> None:
    definition = parsed(SMALLEST.replace("title: Kecil", "title: Kecil\n  dan panjang"))
    assert definition.title == "Kecil dan panjang"
    assert definition.positions.value(("title",)).length == len("Kecil")


def test_load_refuses_what_has_errors() -> None:
    with pytest.raises(DefinitionError, match="unknown key"):
        load(EVERY_KEY.parent.parent / "invalid" / "schema-unknown-key.yaml")


def test_a_broken_file_is_still_read_as_far_as_it_goes() -> None:
    reading = read(EVERY_KEY.parent.parent / "invalid" / "several-slips.yaml")
    assert reading.definition is not None
    assert reading.definition.document.created is None
    assert [step.id for step in reading.definition.steps] == ["terima", "periksa", "arsip"]
