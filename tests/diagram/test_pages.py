"""Where pages break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from made_sops import Row, graph

from sopengine.diagram.layout.pages import STRIP, Cuts, paginate
from sopengine.diagram.layout.plan import Plan, plan

ROOM = 400.0


def sops(count: int, jumps: dict[int, int]) -> Plan:
    rows: list[Row] = []
    for place in range(count):
        following = f"s{place + 1}.0" if place + 1 < count else "end"
        ways: dict[str, Sequence[str]] = (
            {"Ya": [following], "Tidak": [f"s{jumps[place]}.0"]} if place in jumps else {"": [following]}
        )
        rows.append((f"Kegiatan {place}", [("a0", ways)]))
    return plan(graph(rows, 1))


def cuts(count: int, jumps: dict[int, int], heights: list[float], forced: frozenset[int] = frozenset()) -> Cuts:
    return paginate(sops(count, jumps), heights, ROOM, forced, 1)


def test_what_fits_stays_on_one_page() -> None:
    assert cuts(8, {}, [50.0] * 8).starts == (0,)


def test_pages_are_even() -> None:
    assert cuts(10, {}, [50.0] * 10).starts == (0, 5)


def test_pages_break_where_few_arrows_are_cut() -> None:
    assert cuts(10, {6: 3, 5: 3, 7: 3}, [50.0] * 10).starts == (0, 3)


def test_a_cut_arrow_weighs_less_than_half_a_page_of_difference() -> None:
    assert cuts(10, {6: 3, 5: 3}, [50.0] * 10).starts == (0, 5)


def test_no_page_has_a_single_row_where_another_break_is_as_good() -> None:
    assert cuts(5, {}, [90.0, 90.0, 90.0, 90.0, 150.0]).starts in ((0, 3), (0, 2))


def test_a_letter_is_never_that_of_an_outcome() -> None:
    rows: list[Row] = [(f"Kegiatan {place}", [("a0", {"": [f"s{place + 1}.0"]})]) for place in range(9)]
    rows[2] = ("Memeriksa", [("a0", {"A": ["s3.0"], "B": ["s0.0"]})])
    rows.append(("Selesai", [("a0", {"": ["end"]})]))
    made = paginate(plan(graph(rows, 1)), [90.0] * 10, ROOM, frozenset(), 1)
    assert {connector.letter for connector in made.connectors} == {"C", "D"}


def test_a_connector_that_comes_in_stands_in_the_lane_of_its_target() -> None:
    rows: list[Row] = [
        (f"Kegiatan {place}", [(f"a{place % 3}", {"": [f"s{place + 1}.0"] if place < 9 else ["end"]})])
        for place in range(10)
    ]
    drawn = plan(graph(rows, 3))
    made = paginate(drawn, [90.0] * 10, ROOM, frozenset(), 3)
    into = [connector for connector in made.connectors if not connector.outward]
    assert into
    assert all(connector.lane == drawn.symbols[connector.target].lane for connector in into)


def test_a_forced_break_is_obeyed() -> None:
    assert cuts(10, {}, [20.0] * 10, frozenset({3})).starts == (0, 3)


def test_letters_go_on_after_z_and_arrows_to_one_target_share_theirs() -> None:
    made = cuts(60, {50: 2, 40: 2}, [390.0 - 2 * STRIP] * 60)
    letters = [connector.letter for connector in made.connectors]
    assert {"A", "Z", "AA", "AB"} <= set(letters)
    by_target = {connector.target: connector.letter for connector in made.connectors}
    assert len(set(by_target.values())) == len(by_target)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_division_is_better(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 9))
    heights = data.draw(st.lists(st.sampled_from((40.0, 90.0, 160.0)), min_size=count, max_size=count))
    jumps = data.draw(st.dictionaries(st.integers(1, count - 1), st.integers(0, count - 1), max_size=3))
    drawn = sops(count, jumps)
    made = paginate(drawn, heights, ROOM, frozenset(), 1)
    assert fits(drawn, made.starts, heights)
    middle = sum(heights) / len(made.starts)
    found = rating(drawn, made.starts, heights, middle)
    for size in range(len(made.starts)):
        for others in combinations(range(1, count), size):
            starts = (0, *others)
            assert not fits(drawn, starts, heights) or found <= rating(drawn, starts, heights, middle)


def rating(drawn: Plan, starts: tuple[int, ...], heights: list[float], middle: float) -> tuple[int, int, float]:
    """Pages, pages of one row, and unevenness with the cut arrows."""
    runs = list(pairwise((*starts, len(heights))))
    if len(starts) == 1:
        return 1, 0, 0.0
    uneven = sum(abs(sum(heights[first:beyond]) - middle) / ROOM for first, beyond in runs)
    single = sum(beyond - first == 1 for first, beyond in runs)
    return len(starts), single, round(uneven + 0.2 * cut(drawn, starts, len(heights)), 5)


def pairs(drawn: Plan) -> list[tuple[int, int, str]]:
    return [(drawn.symbols[a.source].row, drawn.symbols[a.target].row, a.target) for a in drawn.arrows]


def cut(drawn: Plan, starts: tuple[int, ...], count: int) -> int:
    page = [sum(start <= row for start in starts) for row in range(count)]
    return sum(page[source] != page[target] for source, target, _ in pairs(drawn))


def fits(drawn: Plan, starts: tuple[int, ...], heights: list[float]) -> bool:
    """Has every page room for its rows and for a line of one lane for each of its connectors?"""
    for first, beyond in pairwise((*starts, len(heights))):
        inside = range(first, beyond)
        connectors = {
            (target, source in inside, max(source, target_row) >= beyond)
            for source, target_row, target in pairs(drawn)
            if (source in inside) != (target_row in inside)
        }
        if sum(heights[first:beyond]) + len(connectors) * STRIP > ROOM:
            return False
    return True
