"""What people fill in is read by the type of its field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sopengine.errors import MisuseError
from sopengine.expression.data import DataType, Field, Value, spelled

CHOICE = Field(id="jenis", type=DataType.CHOICE, options=("barang", "jasa"))


def of(type: DataType) -> Field:
    return CHOICE if type is DataType.CHOICE else Field(id="isian", type=type)


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        (DataType.TEXT, " Ya ", "Ya"),
        (DataType.TEXT, "12", "12"),
        (DataType.NUMBER, "1500000", Decimal(1500000)),
        (DataType.NUMBER, "-2.50", Decimal("-2.5")),
        (DataType.DATE, "2024-02-29", date(2024, 2, 29)),
        (DataType.YES_NO, "Ya", True),
        (DataType.YES_NO, "TIDAK", False),
        (DataType.YES_NO, "true", True),
        (DataType.CHOICE, "barang", "barang"),
        (DataType.LIST, " Desa A \n\nDesa B", ("Desa A", "Desa B")),
        (DataType.LIST, " ", ()),
    ],
)
def test_a_filled_in_text_means(type: DataType, text: str, value: Value) -> None:
    assert of(type).read(text) == value


@pytest.mark.parametrize(
    ("type", "text", "told"),
    [
        (DataType.TEXT, "  ", "'isian' is empty; write a text"),
        (DataType.NUMBER, "1,5", "'1,5' is no number for 'isian'; write it as 1500000 or 2.5"),
        (DataType.NUMBER, "1e5", "'1e5' is no number for 'isian'; write it as 1500000 or 2.5"),
        (DataType.NUMBER, "٣", "'٣' is no number for 'isian'; write it as 1500000 or 2.5"),
        (DataType.DATE, "2023-02-29", "'2023-02-29' is no date for 'isian'; write it as 2024-02-01"),
        (DataType.DATE, "20240201", "'20240201' is no date for 'isian'; write it as 2024-02-01"),
        (DataType.YES_NO, "no", "'no' is no answer for 'isian'; write ya or tidak"),
        (DataType.CHOICE, "Barang", "'Barang' is no option of 'jenis'; its options: barang, jasa"),
    ],
)
def test_what_does_not_fit_is_refused(type: DataType, text: str, told: str) -> None:
    with pytest.raises(MisuseError) as refused:
        of(type).read(text)
    assert str(refused.value) == told


def test_a_number_of_a_thousand_digits_is_refused() -> None:
    with pytest.raises(MisuseError):
        of(DataType.NUMBER).read("9" * 1000)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        (DataType.TEXT, "Surat masuk"),
        (DataType.NUMBER, Decimal("2E+8")),
        (DataType.NUMBER, Decimal("-0.0000001")),
        (DataType.DATE, date(2024, 2, 1)),
        (DataType.YES_NO, True),
        (DataType.YES_NO, False),
        (DataType.CHOICE, "jasa"),
        (DataType.LIST, ("Desa A", "Desa B, C")),
        (DataType.LIST, ()),
    ],
)
def test_a_value_written_as_text_is_read_as_the_same_value(type: DataType, value: Value) -> None:
    assert of(type).read(spelled(value)) == value
