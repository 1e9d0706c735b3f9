"""However a form spells a duration, it means the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sopengine.duration.grammar import LONGEST_STANDARD, Reading, measured, printed
from sopengine.duration.number import number_in_words
from sopengine.duration.standard import Duration, Unit
from sopengine.duration.unit import working_minutes

SPELLINGS = {
    Unit.MINUTE: ("menit", "mnt", "minit", "mnt."),
    Unit.HOUR: ("jam",),
    Unit.DAY: ("hari", "hr"),
    Unit.WORKING_DAY: ("hari kerja", "hari efektif", "hari  kerja", "hk"),
    Unit.CALENDAR_DAY: ("hari kalender",),
    Unit.WEEK: ("minggu", "mgg"),
    Unit.MONTH: ("bulan", "bln"),
    Unit.QUARTER: ("triwulan", "tw"),
    Unit.SEMESTER: ("semester", "smt"),
    Unit.YEAR: ("tahun", "thn"),
}
DASHES = ("-", "–", "—", "‑", "−", "~", "s.d", "s.d.", "s/d", "S.D", "sd", "sampai", "sampai dengan", "hingga")
SPACES = (" ", "  ", "\u00a0", "\t", "")
CASES = (str.lower, str.upper, str.title)
NUMBERS = {1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam", 7: "tujuh", 8: "delapan", 9: "sembilan"}


@pytest.mark.parametrize(
    ("unit", "word", "space", "case"),
    [
        (unit, word, space, case)
        for unit, words in SPELLINGS.items()
        for word, space, case in itertools.product(words, SPACES, CASES)
    ],
)
def test_a_number_and_a_unit_in_any_spelling(unit: Unit, word: str, space: str, case: object) -> None:
    assert callable(case)
    assert Duration.parse(case(f"3{space}{word}")).high == ((3.0, unit),)


@pytest.mark.parametrize("unit", SPELLINGS)
@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("space", SPACES)
def test_a_range_with_any_dash_and_spacing(unit: Unit, dash: str, space: str) -> None:
    word = SPELLINGS[unit][0]
    for text in (f"2{space}{dash}{space}3 {word}", f"2 {word}{space or ' '}{dash}{space}3 {word}"):
        duration = Duration.parse(text)
        assert (duration.low, duration.high) == (((2.0, unit),), ((3.0, unit),)), text


@pytest.mark.parametrize(("number", "word"), [*NUMBERS.items(), (10, "sepuluh")])
@pytest.mark.parametrize("pattern", ["{w} hari", "{n} ({w}) hari", "{w} ({n}) hari", "{n}({w})hari", "{W} Hari"])
def test_a_number_in_words(number: int, word: str, pattern: str) -> None:
    duration = Duration.parse(pattern.format(n=number, w=word, W=word.title()))
    assert duration.high == ((float(number), Unit.DAY),)


@given(st.integers(1, 999_999))
def test_a_number_is_known_by_its_spelling_and_no_other(value: int) -> None:
    words = spelt(value)
    assert number_in_words(words) == value
    assert number_in_words([*words, "satu"]) in (None, value + 1)


@pytest.mark.parametrize("words", ["puluh", "satu puluh", "dua dua", "belas", "sepuluh dua", "ribu ribu", "satu belas"])
def test_what_nobody_spells_so_is_no_number(words: str) -> None:
    assert number_in_words(words.split()) is None


lengths = st.lists(
    st.tuples(st.integers(1, 40).map(float) | st.sampled_from([0.5, 1.5, 2.25]), st.sampled_from(list(SPELLINGS))),
    min_size=1,
    max_size=3,
    unique_by=lambda term: working_minutes(((1, term[1]),)),
).map(lambda terms: tuple(sorted(terms, key=lambda term: -working_minutes(((1, term[1]),)))))


@given(lengths, lengths, st.sampled_from(["", "berkas", "orang"]))
def test_what_is_printed_is_read_back(
    one: tuple[tuple[float, Unit], ...], other: tuple[tuple[float, Unit], ...], item: str
) -> None:
    low, high = sorted((one, other), key=working_minutes)
    assume(working_minutes(high) <= LONGEST_STANDARD)
    if working_minutes(low) == working_minutes(high):
        low = high
    reading = Reading(low=low, high=high, item=item)
    assert measured(printed(reading)) == reading


@given(st.text(max_size=60) | st.text(alphabet="0123456789 -–/().,xsdlOmenitharjbgu½±", max_size=40))
def test_any_text_is_answered_with_a_reading_or_a_hint_that_can_be_read(text: str) -> None:
    duration = Duration.parse(text)
    if duration.measurable:
        assert not duration.nearest
    elif duration.nearest or (any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))):
        assert Duration.parse(duration.nearest).measurable


def spelt(value: int) -> list[str]:
    """Indonesian, written apart."""
    if value >= 1000:
        many, rest = divmod(value, 1000)
        return (["seribu"] if many == 1 else [*spelt(many), "ribu"]) + spelt(rest)
    if value >= 100:
        many, rest = divmod(value, 100)
        return (["seratus"] if many == 1 else [NUMBERS[many], "ratus"]) + spelt(rest)
    if value >= 20:
        return [NUMBERS[value // 10], "puluh", *spelt(value % 10)]
    if value >= 10:
        return {10: ["sepuluh"], 11: ["sebelas"]}.get(value, [NUMBERS.get(value - 10, ""), "belas"])
    return [NUMBERS[value]] if value else []
