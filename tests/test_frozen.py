"""`@frozen` is a frozen, slotted, keyword-only dataclass: what holds for the one holds for the other."""

from __future__ import annotations

import copy
import inspect
import pickle
import threading
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.frozen import changing, frozen


@frozen
class Paper:
    """A kind with all that a field may say."""

    title: str
    pages: int = 1
    notes: Mapping[str, str] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)
    doubled: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "doubled", 2 * self.pages)


@frozen
class Letter(Paper):
    to: str = "staf-1"


class Draft(Letter):
    """Stands on a kind and adds no field."""

    def shout(self) -> str:
        return self.title.upper()


@frozen
class Note:
    """Without anything that follows from the rest."""

    title: str
    pages: int = 1
    notes: Mapping[str, str] = field(default_factory=dict)
    to: str = "staf-1"


_TURNED = changing(Note, "pages", "to")


@frozen
class Nothing:
    """No field at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The same fields by `dataclass`."""

    title: str
    pages: int = 1
    notes: Mapping[str, str] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)


KINDS = (Paper, Letter, Draft)
given_fields = st.fixed_dictionaries(
    {"title": st.text(max_size=2)},
    optional={
        "pages": st.integers(0, 2),
        "notes": st.dictionaries(st.text(max_size=1), st.just("x"), max_size=1),
        "seen": st.integers(0, 1),
    },
)


@given(one=given_fields, other=given_fields)
def test_values_are_equal_when_those_of_a_dataclass_are(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (Paper(**one) == Paper(**other)) is (Model(**one) == Model(**other))


@given(one=given_fields)
def test_a_value_is_printed_as_that_of_a_dataclass(one: dict[str, Any]) -> None:
    shown = repr(Paper(**one))
    assert shown.removesuffix(f", doubled={Paper(**one).doubled})") == repr(Model(**one)).replace("Model", "Paper")[:-1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_cannot_be_changed(kind: type[Paper]) -> None:
    value = kind(title="Surat")
    with pytest.raises(FrozenInstanceError, match="'title' stays"):
        value.title = "Nota"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del value.title
    with pytest.raises(FrozenInstanceError):
        value.unknown = 1  # type: ignore[attr-defined]
    assert value.title == "Surat"


@pytest.mark.parametrize("kind", [Paper, Letter, Nothing])
def test_a_value_has_no_room_but_for_its_fields(kind: type) -> None:
    assert not hasattr(kind(**({} if kind is Nothing else {"title": "Surat"})), "__dict__")


@pytest.mark.parametrize(
    ("kind", "places", "names", "told"),
    [
        (Paper, (), {}, "missing 1 required keyword-only argument: 'title'"),
        (Paper, ("Surat",), {}, "takes 1 positional argument but 2 were given"),
        (Paper, (), {"title": "Surat", "weight": 3}, "unexpected keyword argument 'weight'"),
        (Paper, (), {"title": "Surat", "doubled": 3}, "unexpected keyword argument 'doubled'"),
        (Nothing, (), {"title": "Surat"}, "unexpected keyword argument 'title'"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_name(
    kind: type, places: tuple[object, ...], names: Mapping[str, object], told: str
) -> None:
    with pytest.raises(TypeError, match=told):
        kind(*places, **names)


def test_each_value_has_its_own_default_where_a_factory_makes_it() -> None:
    assert Paper(title="a").notes is not Paper(title="b").notes


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_of_the_kind_and_equal(kind: type[Paper], copied: Callable[[Paper], Paper]) -> None:
    value = kind(title="Surat", pages=3, notes={"a": "b"}, seen=4)
    again = copied(value)
    assert (type(again), again, again.seen, again.doubled) == (kind, value, 4, 6)


@pytest.mark.parametrize("kind", KINDS)
def test_what_follows_from_the_fields_is_made_anew_by_replace(kind: type[Paper]) -> None:
    changed = replace(kind(title="Surat"), pages=4)
    assert (type(changed), changed.title, changed.doubled) == (kind, "Surat", 8)


def test_kinds_that_stand_on_one_another_are_not_equal() -> None:
    one, other, third = (kind(title="Surat") for kind in KINDS)
    assert one != other != third
    assert one.__eq__("Surat") is NotImplemented
    assert len({one.title: one, "Nota": other}) == 2
    assert isinstance(third, Draft)
    assert third.shout() == "SURAT"
    assert Nothing() == Nothing()


def test_equal_values_are_one_in_a_set() -> None:
    @frozen
    class Place:
        row: int
        note: str = field(default="", compare=False)

    assert len({Place(row=1), Place(row=1, note="x"), Place(row=2)}) == 2


def test_the_first_values_of_a_kind_may_be_made_by_many_threads() -> None:
    for _ in range(50):

        @frozen
        class Row:
            number: int

        start, made = threading.Barrier(4), list[Row]()

        def make(number: int, row: type[Row] = Row, start: threading.Barrier = start, made: list[Row] = made) -> None:
            start.wait()
            made.append(row(number=number))

        threads = [threading.Thread(target=make, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(row.number for row in made) == [0, 1, 2, 3]
        assert {type(row) for row in made} == {Row}


def test_the_constructor_says_what_it_takes_once_a_value_was_made() -> None:
    Letter(title="Surat")
    assert [*inspect.signature(Letter).parameters] == [each.name for each in fields(Letter) if each.init]


@given(st.text(), st.integers(), st.dictionaries(st.text(), st.text()), st.text())
def test_what_changing_makes_is_what_replace_makes(title: str, pages: int, notes: Mapping[str, str], to: str) -> None:
    before = Note(title=title, notes=notes)
    after = _TURNED(before, pages, to)
    assert after == replace(before, pages=pages, to=to)
    assert type(after) is Note
    assert before == Note(title=title, notes=notes)
    with pytest.raises(FrozenInstanceError):
        after.title = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        _TURNED(before, pages)


@frozen
class Named:
    """Told by its name alone."""

    name: str
    said: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)


def test_a_hash_of_its_own_stays() -> None:
    assert hash(Named(name="a", said=("b",))) == hash("a")
    assert Named(name="a", said=("b",)) != Named(name="a")
