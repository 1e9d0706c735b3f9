"""What is new in a version is marked at its rows, and only that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_faults import faults
from drawn_page import read
from made_sops import Row, graph

from sopengine.diagram import draw
from sopengine.diagram.views.changes import Changes, changes
from sopengine.duration.standard import Duration
from sopengine.graph import Graph
from sopengine.model.definition import Definition
from sopengine.model.step import Item

ROWS: list[Row] = [
    ("Menerima", [("a0", {"": ["s1.0"]})]),
    ("Memeriksa", [("a1", {"Ya": ["s2.0"], "Tidak": ["s0.0"]})]),
    ("Menyimpan", [("a0", {"": ["end"]})]),
]
NEW = graph(ROWS, 2)


def with_step(place: int, **values: object) -> Definition:
    """The definition with one step that was otherwise."""
    steps = list(NEW.definition.steps)
    steps[place] = replace(steps[place], **values)  # type: ignore[arg-type]
    return replace(NEW.definition, steps=tuple(steps))


@pytest.mark.parametrize(
    "values",
    [
        {"activity": "Mencatat"},
        {"note": "Lihat lampiran"},
        {"needs": (Item(text="Berkas"),)},
        {"standard": Duration.parse("3 hari")},
        {"tasks": (replace(NEW.definition.steps[1].tasks[0], actor="a0"),)},
        {"tasks": (replace(NEW.definition.steps[1].tasks[0], question="Lengkap?"),)},
        {"tasks": (replace(NEW.definition.steps[1].tasks[0], outcomes=NEW.definition.steps[1].tasks[0].outcomes[:1]),)},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_row_is_changed_when_anything_that_is_printed_of_it_is(values: dict[str, object]) -> None:
    found = changes(with_step(1, **values), NEW.definition)
    assert found == Changes(since="", changed=frozenset({"s1"}))


@pytest.mark.parametrize("values", [{"number": "7"}, {"path": ("lain", 3)}, {"inferred": ("actor",)}])
def test_where_a_row_stands_is_no_change(values: dict[str, object]) -> None:
    assert not changes(with_step(1, **values), NEW.definition).changed


def test_a_row_put_in_between_does_not_change_the_one_above() -> None:
    longer = graph([ROWS[0], *ROWS[1:2], ROWS[2]], 2).definition
    first, _, last = longer.steps
    out = first.tasks[0].outcomes[0]
    short = replace(
        longer,
        steps=(replace(first, tasks=(replace(first.tasks[0], outcomes=(replace(out, targets=("s2.0",)),)),)), last),
    )
    found = changes(short, longer)
    assert found == Changes(since="", new=frozenset({"s1"}))


def test_every_changed_row_has_a_bar_as_high_as_it_and_a_word() -> None:
    old = replace(with_step(1, activity="Mencatat"), digest="0123abcd" * 8, title="Judul lama")
    first, page = draw(NEW, since=old)
    plain = draw(NEW)[1]
    (bar,) = [patch for patch in page.sheet.patches if patch.box.right < 28.0 and patch.box.width < 5]
    tops = [symbol.box for symbol in page.sheet.symbols if symbol.step == "s1"]
    assert all(bar.box.top <= box.top and box.bottom <= bar.box.bottom for box in tops)
    words = [text.content for text in page.sheet.texts]
    assert {"diubah", "baru atau diubah sejak versi 0123abcd", "identitas diubah"} <= set(words)
    assert faults([read(page.svg)]) == []
    assert (page.sheet.arrows, first.view) == (plain.sheet.arrows, "changes")


def test_what_is_gone_is_told_above() -> None:
    gone = replace(NEW.definition.steps[0], id="lama", activity="Membuang berkas")
    old = replace(NEW.definition, steps=(*NEW.definition.steps, gone))
    assert any("dihapus: Membuang berkas" in text.content for text in draw(NEW, since=old)[1].sheet.texts)


def test_nothing_changed_is_told_too() -> None:
    words = [text.content for text in draw(NEW, since=NEW.definition)[1].sheet.texts]
    assert "tidak ada perubahan" in words
    assert not {"baru", "diubah"} & set(words)


def test_a_new_row_is_called_new() -> None:
    old = Graph(replace(NEW.definition, steps=NEW.definition.steps[1:])).definition
    assert "baru" in [text.content for text in draw(NEW, since=old)[1].sheet.texts]
