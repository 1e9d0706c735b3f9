"""Conditions on filled-in data: what they mean, and how a slip is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sopengine.errors import RefusedError, SopError
from sopengine.expression.condition import EvaluationError, Expression, ExpressionError, ExpressionProblem
from sopengine.expression.data import DataType, Field, Value

FIELDS = {
    field.id: field
    for field in (
        Field(id="nilai", type=DataType.NUMBER),
        Field(id="pagu", type=DataType.NUMBER),
        Field(id="jenis", type=DataType.CHOICE, options=("barang", "jasa lainnya", "konstruksi")),
        Field(id="sifat", type=DataType.CHOICE, options=("biasa", "segera")),
        Field(id="lengkap", type=DataType.YES_NO),
        Field(id="tanggal-terima", type=DataType.DATE),
        Field(id="catatan", type=DataType.TEXT),
        Field(id="desa", type=DataType.LIST),
    )
}
DATA: dict[str, Value] = {
    "nilai": Decimal(250_000_000),
    "pagu": Decimal(0),
    "jenis": "barang",
    "sifat": "segera",
    "lengkap": True,
    "tanggal-terima": date(2024, 2, 1),
    "catatan": "sudah, 'ya'",
}


def told(text: str) -> list[str]:
    """Place, message and mend of each problem; the place as the text that is underlined."""
    try:
        found: Iterable[ExpressionProblem] = Expression.parse(text).check(FIELDS)
    except ExpressionError as error:
        found = [error.problem]
    return [
        f"{underlined(text, one)}: {one.message.format_map(one.values)} | {one.mend.format_map(one.values)}"
        for one in found
    ]


def underlined(text: str, problem: ExpressionProblem) -> str:
    start, length = problem.at
    return text[start : start + length]


def test_the_condition_of_the_reference_holds() -> None:
    assert Expression.parse('nilai > 200000000 and jenis == "barang"').evaluate(DATA) is True


@pytest.mark.parametrize(
    "text",
    [
        "lengkap",
        "not not lengkap",
        "lengkap == ya",
        "lengkap == TRUE",
        "lengkap != Tidak",
        "NOT lengkap OR nilai >= 250000000",
        "lengkap or lengkap and tidak",
        "not lengkap == tidak",
        "(lengkap == ya) == (nilai > 5)",
        "nilai - 1 - 1 == 249999998",
        "nilai/4/2 == 31250000",
        "nilai - (1 - 1) == nilai",
        "2 + 3 * 4 == 14",
        "(2 + 3) * 4 == 20",
        "-2 * -3 == 6",
        "- - 2 == 2",
        "0.1 + 0.2 == 0.3",
        "1.50 == 1.5",
        "1.1250 < 1.13",
        "nilai not in [1, 2, -3]",
        "not nilai in [1, 2, -3]",
        "nilai / 2 in [125000000]",
        'jenis in ["barang", "konstruksi"]',
        'jenis NOT IN ["konstruksi"]',
        "jenis == 'barang'",
        "jenis == “barang”",
        "jenis == „barang“",
        "jenis == ‘barang’",
        "\"sudah, 'ya'\" == catatan",
        "jenis != catatan",
        "tanggal-terima >= 2024-02-01",
        "tanggal-terima < 2024-12-31",
        "tanggal-terima in [2024-01-31, 2024-02-01]",
        "12 - 31 < 0",
        "nilai\u00a0>\u200b5",
        "nilai >\n  5",
        "pagu != 0 and nilai / pagu > 1 or pagu == 0",
        "1 / 3 < 0.3334",
        "9999999999999999999999999999999999999 + 1 == 10000000000000000000000000000000000000",
        "-99999999999999999999999999999999999999.5 < -99999999999999999999999999999999999999",
    ],
)
def test_holds(text: str) -> None:
    assert told(text) == []
    assert Expression.parse(text).evaluate(DATA) is True


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [": the condition is empty | write one, such as: nilai > 200000000"]),
        (" \n", [": the condition is empty | write one, such as: nilai > 200000000"]),
        ("nilai > 200.000.000", ["200.000.000: '200.000.000' is no number | write 200000000"]),
        (
            "nilai > 200.000",
            ["200.000: '200.000' may be read in two ways | write 200000, or 200.0000 for the fraction"],
        ),
        ("nilai > 1,5", [",: ',' cannot stand behind '1' | write a fraction with a point: 2.5"]),
        ("nilai > .5", [".: '.' has no meaning here | write a fraction as 0.5; a field has no parts"]),
        (
            "nilai > 200 juta",
            [
                "juta: 'juta' cannot stand behind '200' | "
                "write a number with all its digits, without spaces and without its unit"
            ],
        ),
        (
            "nilai > 5jt",
            ["5jt: '5jt' is no number | write digits only, and a point before a fraction: 1500000, 2.5"],
        ),
        ("nilai = 5", ["=: '=' has no meaning here | write '=='"]),
        ("nilai <> 5", ["<>: '<>' has no meaning here | write '!='"]),
        ("nilai ≥ 5", ["≥: '≥' has no meaning here | write '>='"]),
        ("lengkap && nilai > 5", ["&&: '&&' has no meaning here | write 'and'"]),
        ("!lengkap", ["!: '!' has no meaning here | write 'not'"]),
        ("nilai ** 2 > 5", ["**: '**' has no meaning here | there are no powers; multiply instead"]),
        ("nilai % 2 == 0", ["%: '%' has no meaning here | write '/ 100'"]),
        ("lengkap; lengkap", [";: ';' has no meaning here | join conditions with 'and' or 'or'"]),
        ("lengkap @", ["@: '@' has no meaning here | "]),
        ("nilai > 5 dan lengkap", ["dan: 'dan' cannot stand behind '5' | write 'and'"]),
        ("tidak lengkap", ["lengkap: 'lengkap' cannot stand behind 'tidak' | write 'not' in place of 'tidak'"]),
        ("bukan lengkap", ["lengkap: 'lengkap' cannot stand behind 'bukan' | write 'not' in place of 'bukan'"]),
        (
            "jenis == jasa lainnya",
            [
                "lainnya: 'lainnya' cannot stand behind 'jasa' | "
                "join two conditions with 'and' or 'or'; put a text in quotes"
            ],
        ),
        ("upper(catatan) == 'X'", ["(: 'upper(' calls a function; there are none | write fields and signs only"]),
        (
            "catatan.lower == 5",
            [".: '.' has no meaning here | write a fraction as 0.5; a field has no parts"],
        ),
        ("catatan[0] == 'a'", ["[: '[' cannot stand behind 'catatan' | write a list behind 'in'"]),
        ("1 < nilai < 5", ["<: comparisons cannot follow one another | write 'a < b and b < c'"]),
        (
            "nilai + not lengkap",
            ["not: 'not' cannot stand here | put brackets around it: (not …)"],
        ),
        ("nilai >", [">: something is missing behind '>' | write a field, a number, a text in quotes or a date"]),
        ("nilai > )", ["): ')' cannot stand here | write a field, a number, a text in quotes or a date"]),
        ("nilai > 5)", ["): ')' cannot stand behind '5' | leave the bracket out, or open it before"]),
        ("(nilai > 5", ["(: the bracket that begins here is not closed | write ')' at its end"]),
        ("(nilai > 5]", ["]: ']' cannot stand behind '5' | leave the bracket out, or open it before"]),
        ("nilai in [1, 2", ["[: the bracket that begins here is not closed | write ']' at its end"]),
        ("jenis in []", ["]: the list is empty | write one entry at least"]),
        (
            "jenis in 'barang'",
            ["'barang': 'in' needs a list in square brackets | write: jenis in [\"barang\", \"jasa\"]"],
        ),
        ("catatan == 'it", ["': the quote that begins here is not closed | put the same quote behind the text"]),
        (
            "tanggal-terima > 2024-2-1",
            ["2024-2-1: '2024-2-1' is no day of the calendar | write a date as 2024-02-01; put spaces around a minus"],
        ),
        (
            "tanggal-terima > 2023-02-29",
            [
                "2023-02-29: '2023-02-29' is no day of the calendar | "
                "write a date as 2024-02-01; put spaces around a minus"
            ],
        ),
    ],
)
def test_what_is_no_condition_is_told(text: str, problems: list[str]) -> None:
    assert told(text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("nilia > 5", ["nilia: no data is called 'nilia' | did you mean 'nilai'?"]),
        ("rahasia > 5", ["rahasia: no data is called 'rahasia' | declare it under 'data:'"]),
        ("nilai-pagu > 5", ["nilai-pagu: no data is called 'nilai-pagu' | put spaces around a minus: 'nilai - pagu'"]),
        ("jenis == barang", ["barang: no data is called 'barang' | put a text in quotes: \"barang\""]),
        ("jenis == 'brang'", ["'brang': 'brang' is no option of 'jenis' | did you mean 'barang'?"]),
        ("'Barang' == jenis", ["'Barang': 'Barang' is no option of 'jenis' | did you mean 'barang'?"]),
        (
            "jenis in ['barang', 'hibah']",
            ["'hibah': 'hibah' is no option of 'jenis' | its options: barang, jasa lainnya, konstruksi"],
        ),
        (
            "jenis == sifat",
            ["sifat: 'biasa' is no option of 'jenis' | its options: barang, jasa lainnya, konstruksi"],
        ),
        (
            "lengkap == 'Ya'",
            ["'Ya': a yes or no is needed here | write ya or tidak (or true, false), without quotes"],
        ),
        ("lengkap == yes", ["yes: no data is called 'yes' | write ya or tidak (or true, false), without quotes"]),
        ("nilai == '5'", ["'5': a number is needed here | leave out the quotes"]),
        ("nilai + catatan > 5", ["catatan: a number is needed here | "]),
        ("tanggal-terima > '2024-01-01'", ["'2024-01-01': a date is needed here | leave out the quotes"]),
        ("tanggal-terima > 01/02/2024", ["01/02/2024: a date is needed here | write a date as 2024-02-01"]),
        ("jenis == 5", ["5: a text is needed here | put a text in quotes"]),
        ("catatan == lengkap", ["lengkap: a text is needed here | "]),
        ("catatan < 'b'", ["catatan: only numbers and dates are larger or smaller | "]),
        ("nilai", ["nilai: a yes or no is needed here | compare it, such as: … == …"]),
        (
            "desa == 'A'",
            ["desa: 'desa' is a list, and conditions look at single values | ask for it in a field of its own"],
        ),
        (
            "'A' in [desa]",
            ["desa: 'desa' is a list, and conditions look at single values | ask for it in a field of its own"],
        ),
        ("nilai / 0 > 5", ["0: a number cannot be divided by zero | "]),
        (
            "nilia > pagi or lengkap and nilai",
            [
                "nilia: no data is called 'nilia' | did you mean 'nilai'?",
                "pagi: no data is called 'pagi' | did you mean 'pagu'?",
                "nilai: a yes or no is needed here | compare it, such as: … == …",
            ],
        ),
        (
            "-lengkap > nilia",
            ["lengkap: a number is needed here | ", "nilia: no data is called 'nilia' | did you mean 'nilai'?"],
        ),
        (
            "rahasia == nilia",
            [
                "rahasia: no data is called 'rahasia' | declare it under 'data:'",
                "nilia: no data is called 'nilia' | did you mean 'nilai'?",
            ],
        ),
    ],
)
def test_what_does_not_fit_the_declared_data_is_told(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_a_value_that_is_no_condition_can_be_checked_for_its_type() -> None:
    expression = Expression.parse("nilai / 4")
    assert expression.check(FIELDS, DataType.NUMBER) == ()
    assert expression.evaluate(DATA) == Decimal(62_500_000)


def test_an_expression_is_known_by_its_text() -> None:
    text = "nilai > 5"
    assert Expression.parse(text) == Expression.parse(Expression.parse(text).text)
    assert repr(Expression.parse(text)) == "Expression(text='nilai > 5')"


def test_the_fields_are_told_once_in_the_order_of_the_text() -> None:
    text = "not pagu in [nilai, 2] and (nilai > -pagu or lengkap)"
    assert Expression.parse(text).fields == ("pagu", "nilai", "lengkap")


def test_missing_data_is_an_error_even_where_it_cannot_matter() -> None:
    expression = Expression.parse("lengkap or pagu > 1 or nilai > 1")
    with pytest.raises(EvaluationError, match="no value yet for pagu, nilai") as refused:
        expression.evaluate({"lengkap": True})
    assert refused.value.missing == ("pagu", "nilai")
    assert refused.value.problem.at == (11, 4)
    assert isinstance(refused.value, RefusedError)


def test_a_division_by_zero_is_an_error_at_the_divisor() -> None:
    with pytest.raises(EvaluationError, match="a number cannot be divided by zero") as refused:
        Expression.parse("nilai / (pagu * 2) > 1").evaluate(DATA)
    assert refused.value.problem.at == (9, 8)
    assert refused.value.missing == ()


def test_a_result_without_end_is_an_error() -> None:
    with pytest.raises(EvaluationError, match="the result is too large"):
        Expression.parse("nilai * nilai > 1").evaluate({"nilai": Decimal("1E+999999")})


@pytest.mark.parametrize(
    "text",
    [
        "nilai > 1",
        "nilai == 1",
        "nilai in [1]",
        "nilai + 1 > 1",
        "1 + nilai > 1",
        "not nilai",
        "'a' < nilai",
        "-nilai > 1",
    ],
)
@pytest.mark.parametrize(
    "value", ["1", date(2024, 2, 1), Decimal("NaN"), Decimal("inf"), 1, None, datetime(2024, 2, 1, tzinfo=UTC)]
)
def test_a_value_of_another_type_than_declared_is_an_error(text: str, value: Value) -> None:
    with pytest.raises(EvaluationError, match=r"is needed here|none that data can hold"):
        Expression.parse(text).evaluate({"nilai": value})


def test_an_answer_is_no_number() -> None:
    with pytest.raises(EvaluationError, match="a number is needed here"):
        Expression.parse("lengkap + 1 > 1").evaluate(DATA)
    with pytest.raises(EvaluationError, match="a number is needed here"):
        Expression.parse("lengkap > ya").evaluate(DATA)


def test_errors_are_errors_of_the_package() -> None:
    with pytest.raises(SopError) as refused:
        Expression.parse("nilai >")
    assert refused.value.exit_code == 1
    assert str(refused.value) == "something is missing behind '>'"


def test_a_condition_of_500_characters_is_read_and_one_more_is_refused() -> None:
    text = "nilai > " + "1" * 492
    assert Expression.parse(text).text == text
    with pytest.raises(ExpressionError, match="at most 500 characters, this one 501") as refused:
        Expression.parse(text + "1")
    assert refused.value.problem.at == (500, 1)


def test_a_long_foreign_text_is_cut_in_the_message() -> None:
    with pytest.raises(ExpressionError) as refused:
        Expression.parse("1" + "x" * 400)
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize(
    ("opening", "closing", "levels"),
    [("(", ")", 1), ("not ", "", 1), ("- ", "", 1), ("not (", ")", 2), ("1 in [(", ")]", 2), ("1+1*(", ")", 1)],
)
def test_what_is_nested_20_deep_is_read_and_deeper_is_refused(opening: str, closing: str, levels: int) -> None:
    most = 20 // levels
    Expression.parse(opening * most + "nilai" + closing * most)
    with pytest.raises(ExpressionError, match="more than 20 brackets, 'not' or minus signs") as refused:
        Expression.parse(opening * (most + 1) + "nilai" + closing * (most + 1))
    assert refused.value.problem.mend == "split the decision in two"


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 500,
        "[" * 500,
        "not " * 125,
        "-" * 500,
        "1+" * 249 + "1",
        "1*" * 249 + "1",
        "1/1-" * 124 + "1",
        "ya or " * 83,
        "ya and " * 71 + "ya",
        "a" * 500,
        "a-" * 250,
        "9" * 500,
        "9*" * 249 + "9",
        "1" + "0" * 245 + "*1" + "0" * 245 + " > 1",
        "1-" * 250,
        '"' * 499,
        "“" * 500,
        "\u200b" * 500,
        "x in [" + "1," * 240 + "1]",
        "\x00\ud800",
        "{nilai}",
        "{0.__class__}",
        "__import__('os')",
        "x" * 10_000_000,
    ],
    ids=lambda text: f"{text[:6]!a} x {len(text)}",
)
def test_a_hostile_text_is_read_or_refused_with_a_message(hostile: str) -> None:
    assert told(hostile) or Expression.parse(hostile).text == hostile


def test_the_longest_sum_and_the_deepest_brackets_are_evaluated() -> None:
    assert Expression.parse("1+" * 248 + "1").evaluate({}) == 249
    with pytest.raises(EvaluationError, match="a number is needed here"):
        Expression.parse("tidak or ya and 0<1+1*(" * 19 + "1" + ")" * 19).evaluate({})
