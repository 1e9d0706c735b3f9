"""`sop compare`, on the four real SOPs."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from sopengine.cli.commands.report.compare import command
from sopengine.errors import MisuseError
from sopengine.language.shipped import shipped_definitions

FILES = sorted(map(str, shipped_definitions().glob("*.yaml")))


def printed(*arguments: str) -> str:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False).output


def rows() -> list[dict[str, dict[str, object]]]:
    told: list[dict[str, dict[str, object]]] = json.loads(printed(*FILES, "--json"))["rows"]
    return [{id.split("-")[0]: row for id, row in each.items()} for each in told]


def numbers(sop: str) -> list[str]:
    return [str(row[sop]["number"]) for row in rows() if sop in row]


def test_rows_that_mean_the_same_stand_together() -> None:
    together = [{sop: row["number"] for sop, row in each.items()} for each in rows()]
    assert {"kapuas": "4", "sintang": "3", "tangerang": "3"} in together
    assert {"kapuas": "3", "lumajang": "5", "sintang": "2", "tangerang": "2"} in together
    assert {"sintang": "11", "tangerang": "9"} in together


def test_every_row_stands_once_and_in_its_order() -> None:
    assert numbers("sintang") == [str(number) for number in range(1, 12)]
    assert numbers("tangerang") == [str(number) for number in range(1, 10)]


def test_a_standard_far_from_the_others_is_marked() -> None:
    odd = {(sop, row["standard"]) for each in rows() for sop, row in each.items() if row["factor"] != 1}
    assert {("tangerang", "120 Hari"), ("sintang", "3 hari"), ("kapuas", "15 Menit")} <= odd
    assert ("sintang", "30 Menit") not in odd


def test_the_table_names_each_sop_by_its_first_word() -> None:
    lines = printed(*FILES, "--width", "180").splitlines()
    assert lines[0].startswith("Row  SOP ")
    assert {"lumajang", "kapuas", "sintang", "tangerang"} <= {word for line in lines for word in line.split()}
    assert "only" in printed(*FILES, "--width", "180")
    assert lines[-1].startswith("22 rows: 1 in all 4 SOPs")


def test_at_80_columns_no_word_is_cut_and_nothing_is_left_out() -> None:
    narrow, wide = printed(*FILES, "--width", "80"), printed(*FILES, "--width", "300")
    assert max(map(len, narrow.splitlines()[:-2])) <= 80
    words = set(re.findall(r"\w{3,}", wide))
    assert {word for word in words if word not in re.findall(r"\w{3,}", narrow)} == set()
    assert "Stands out: only here" in narrow


def test_an_sop_compared_with_itself_has_no_row_alone() -> None:
    assert "9 rows: 9 in all 2 SOPs, 0 in one only; 0 standards stand out" in printed(FILES[0], FILES[0])


def test_one_file_is_nothing_to_compare() -> None:
    with pytest.raises(MisuseError):
        printed(FILES[0])
