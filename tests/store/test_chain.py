"""The hashes of events: what they hold, that no change goes by them, and that every release makes the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.store.audit import chain
from sopengine.store.migrations.to_0004 import chain as migration

NAMES = [column.name for column in chain.COLUMNS]
TEXT = {"kind", "by", "data", "key", "asked"}
EMPTY = {"key": st.none(), "item": st.none()}

texts = st.text(max_size=6)
numbers = st.integers(0, 2**53)
rows = st.tuples(*((texts if name in TEXT else numbers) | EMPTY.get(name, st.nothing()) for name in NAMES))


def no_seal(_row: chain.Row) -> bytes:
    return b""


def sealed(*found: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The rows with their hashes behind."""
    head, chained = chain.START, []
    for row in found:
        head = chain.link(head, row)
        chained.append((*row, head))
    return chained


@given(rows, rows)
def test_two_rows_have_one_hash_only_where_they_are_equal(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (chain.link(chain.START, one) == chain.link(chain.START, other)) == (one == other)


@given(rows, st.sampled_from(NAMES), st.data())
def test_every_column_counts(row: tuple[Any, ...], name: str, data: st.DataObject) -> None:
    place = NAMES.index(name)
    value = data.draw((texts if name in TEXT else numbers).filter(lambda value: value != row[place]))
    changed = (*row[:place], value, *row[place + 1 :])
    assert chain.link(chain.START, row) != chain.link(chain.START, changed)


def test_a_sign_that_wanders_from_one_text_to_the_next_is_seen() -> None:
    row = dict.fromkeys(NAMES, 1) | dict.fromkeys(TEXT, "")
    one, other = row | {"by": "staf-12", "data": ""}, row | {"by": "staf-1", "data": "2"}
    assert chain.link(chain.START, tuple(one.values())) != chain.link(chain.START, tuple(other.values()))


def test_no_key_is_another_than_an_empty_one() -> None:
    row = dict.fromkeys(NAMES, 1) | dict.fromkeys(TEXT, "")
    without = row | {"key": None}
    assert chain.link(chain.START, tuple(row.values())) != chain.link(chain.START, tuple(without.values()))


@given(st.lists(rows, min_size=3, max_size=6, unique=True), st.data())
def test_whatever_is_cut_put_in_or_moved_breaks_the_chain(found: list[tuple[Any, ...]], data: st.DataObject) -> None:
    chained = sealed(
        *(tuple("done" if name == "kind" else each for name, each in zip(NAMES, row, strict=True)) for row in found)
    )
    assert list(chain.breaks(chained, no_seal)) == []
    place = data.draw(st.integers(0, len(chained) - 2))
    cut = [*chained[:place], *chained[place + 1 :]]
    twice = [*chained[: place + 1], *chained[place:]]
    swapped = [*chained[:place], chained[place + 1], chained[place], *chained[place + 2 :]]
    for other in (cut, twice, swapped):
        assert list(chain.breaks(other, no_seal))


@given(rows)
def test_the_upgrade_hashes_as_the_engine_does(row: tuple[Any, ...]) -> None:
    told = migration._told(*row)
    assert migration._hash(chain.START + told.encode()) == chain.link(chain.START, row)


def test_an_event_that_pins_another_text_does_not_fit() -> None:
    row = tuple((dict.fromkeys(NAMES, 1) | dict.fromkeys(TEXT, "") | {"kind": "started"}).values())
    chained = [(*row, chain.link(chain.START, row, chain.seal("sop: 1")))]
    assert list(chain.breaks(chained, lambda _: chain.seal("sop: 1"))) == []
    assert list(chain.breaks(chained, lambda _: chain.seal("sop: 1 # lain"))) == [1]


@pytest.mark.parametrize("value", [None, "", 0])
def test_a_column_of_a_later_version_that_says_nothing_changes_no_hash(value: object) -> None:
    assert chain._later("place", value) == ""
    assert chain._later("place", "loket") == "|place|5:loket"
