"""What drawing may cost: bounded by counted work, and refused, with a way out, where no sheet is enough."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_sops import Row, graph

from sopengine.diagram import Page, draw, draw_lanes, draw_map
from sopengine.diagram.layout.limits import MOST_OUTCOMES
from sopengine.diagram.output.typeset import png
from sopengine.diagram.route.effort import A_DRAWING, Effort
from sopengine.errors import RefusedError


def loops(count: int) -> list[Row]:
    """Every row may send back to the first."""
    rows: list[Row] = [("Mencatat 0", [("a0", {"": ["s1.0"]})])]
    for number in range(1, count):
        ahead = f"s{number + 1}.0" if number + 1 < count else "end"
        rows.append((f"Mencatat {number}", [("a0", {"Ya": [ahead], "Tidak": ["s0.0"]})]))
    return rows


def nested(count: int) -> list[Row]:
    """Forks in each other."""
    rows: list[Row] = []
    for number in range(2 * count):
        after = [f"s{number + 1}.0"] if number + 1 < 2 * count else ["end"]
        if number < count and f"s{2 * count - number - 1}.0" not in after:
            after.append(f"s{2 * count - number - 1}.0")
        rows.append((f"Mencatat {number}", [("a0", {"": after})]))
    return rows


def choices(count: int) -> list[Row]:
    """One row with so many outcomes."""
    return [
        ("Memilih", [("a0", {f"Jalan {number}": ["s1.0"] for number in range(count)})]),
        ("Mencatat", [("a0", {"": ["end"]})]),
    ]


def fork(count: int) -> list[Row]:
    """One row that leads to so many others."""
    branches: list[Row] = [(f"Mencatat {number}", [("a0", {"": ["end"]})]) for number in range(count)]
    return [("Membagi", [("a0", {"": [f"s{number}.0" for number in range(1, count + 1)]})]), *branches]


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The units of each search and comparison."""
    units: list[int] = []
    real = Effort._spend

    def counted(effort: Effort, count: int) -> None:
        units.append(count)
        real(effort, count)

    monkeypatch.setattr(Effort, "_spend", counted)
    return units


@pytest.mark.parametrize("rows", [loops(12), loops(40), nested(12), nested(40), choices(MOST_OUTCOMES)])
def test_a_tangled_form_takes_no_more_work_than_it_may(rows: list[Row], spent: list[int]) -> None:
    draw(graph(rows, 1))
    assert sum(spent) <= 1.5 * A_DRAWING + 2_000 * len(rows)


@pytest.mark.parametrize("rows", [loops(12), loops(40), nested(40), choices(MOST_OUTCOMES)])
def test_tangled_lanes_take_no_more_work_than_they_may(rows: list[Row], spent: list[int]) -> None:
    draw_lanes(graph(rows, 1))
    assert sum(spent) <= 1.5 * A_DRAWING + 2_000 * len(rows)


@pytest.mark.parametrize("rows", [loops(20), nested(12), choices(MOST_OUTCOMES)])
def test_what_is_drawn_with_little_effort_has_every_arrow_all_the_same(rows: list[Row]) -> None:
    made = graph(rows, 1)
    sheet = draw_lanes(made).sheet
    wanted = sum(len(made.out_of(task)) for task in made.tasks)
    assert len(sheet.arrows) >= wanted - 1
    assert all(len(arrow.points) >= 2 for arrow in sheet.arrows)


def test_a_long_form_without_tangle_is_drawn_as_if_there_were_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Row] = [
        (f"Mencatat {number}", [(f"a{number % 4}", {"": [f"s{number + 1}.0" if number < 99 else "end"]})])
        for number in range(100)
    ]
    bounded = [page.svg for page in draw(graph(rows, 4))]
    monkeypatch.setattr(Effort, "page_is_spent", property(lambda _: False))
    monkeypatch.setattr(Effort, "is_spent", property(lambda _: False))
    assert [page.svg for page in draw(graph(rows, 4))] == bounded


def test_more_outcomes_than_find_a_place_are_refused_with_the_row() -> None:
    for view in (draw, draw_lanes):
        with pytest.raises(RefusedError, match="row 1 has 25 outcomes; one symbol has room for 24"):
            view(graph(choices(MOST_OUTCOMES + 1), 1))


def test_a_row_that_leads_to_more_pages_than_its_own_has_room_for_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"row 1 needs \d+ connectors to other pages"):
        draw(graph(fork(40), 1))


def test_the_same_arrows_find_room_in_more_lanes() -> None:
    assert draw(graph(fork(40), 6))


def test_a_row_with_more_symbols_than_a_page_is_high_is_refused() -> None:
    tasks: list[tuple[str, dict[str, Sequence[str]]]] = [("a0", {"": ["end"]})] * 30
    rows: list[Row] = [("Mencatat", tasks)]
    with pytest.raises(RefusedError, match="row 1 has 30 symbols, more than a page has room for"):
        draw(graph(rows, 1))


def test_more_arrows_than_a_sheet_of_lanes_has_room_for_are_refused() -> None:
    rows: list[Row] = []
    for number in range(140):
        ahead = [f"s{min(number + skip, 139)}.0" for skip in (1, 2, 3)]
        outcomes = {"A": ahead[:1], "B": ahead[1:2], "C": ahead[2:]} if number < 136 else {"": ["end"]}
        tasks: list[tuple[str, dict[str, Sequence[str]]]] = [("a0", {**outcomes})]
        rows.append((f"Mencatat {number}", tasks))
    with pytest.raises(RefusedError, match=r"contoh has 408 arrows; one sheet has room for 400"):
        draw_lanes(graph(rows, 1))


def test_a_flow_that_would_hold_graphviz_up_is_refused_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert draw_map(graph(nested(20), 1))
    monkeypatch.setattr("sopengine.diagram.output.dot._drawn", lambda _: pytest.fail("was asked"))
    with pytest.raises(RefusedError, match="too tangled for a map"):
        draw_map(graph(nested(100), 1))


def test_a_picture_that_is_too_large_is_refused_with_a_sharpness_that_is_not() -> None:
    page: Page = draw(graph(choices(2), 1))[1]
    with pytest.raises(RefusedError) as refused:
        png(page, 900.0)
    dpi = int(str(refused.value.values["dpi"]))
    assert 300 <= dpi < 900
    assert png(page, float(dpi)).startswith(b"\x89PNG")
