"""Definitions made by a program, to be drawn in tests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from sopengine.duration.standard import Duration
from sopengine.graph import Graph
from sopengine.model.definition import Actor, Definition
from sopengine.model.document import Agency, Document
from sopengine.model.form import Form
from sopengine.model.step import END, Item, Outcome, Step, Task

LABELS = (("Ya", "Tidak"), ("Lengkap", "Belum"), ("Disetujui pimpinan", "Perlu diperbaiki lebih dahulu"))
TEXT = (
    "memeriksa berkas permohonan beserta seluruh kelengkapan pertanggungjawaban lalu menyampaikan hasil "
    "pembinaan kepada atasan untuk ditetapkan"
)
WORDS = tuple(re.findall(r"\w+", TEXT))

Row = tuple[str, Sequence[tuple[str, dict[str, Sequence[str]]]]]
"""Text of the activity, and its tasks: actor, and label -> targets as places in the list of all tasks."""


def graph(rows: Sequence[Row], lanes: int, form: Form | None = None, document: Document | None = None) -> Graph:
    """A graph of rows; the targets in them are names of tasks as `name` makes them, or `end`."""
    steps = []
    for place, (activity, tasks) in enumerate(rows):
        step = f"s{place}"
        made = tuple(
            Task(
                name=name(place, number),
                step=step,
                actor=actor,
                entry=place == number == 0,
                decides="" not in ways,
                outcomes=tuple(Outcome(label=label, targets=tuple(targets)) for label, targets in ways.items()),
                path=(),
            )
            for number, (actor, ways) in enumerate(tasks)
        )
        steps.append(
            Step(
                id=step,
                number=str(place + 1),
                activity=activity,
                standard=Duration.parse("30 menit"),
                tasks=made,
                needs=(Item(text=activity),),
                path=(),
            )
        )
    return Graph(
        Definition(
            id="contoh",
            title="Contoh SOP",
            agency=Agency(name="Dinas Contoh"),
            document=document or Document(number="1/SOP/2024"),
            actors=tuple(Actor(id=f"a{place}", title=f"Kepala Bidang {place}") for place in range(lanes)),
            steps=tuple(steps),
            form=form or Form(),
        )
    )


def name(place: int, number: int) -> str:
    return f"s{place}.{number}"


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """SOPs of 2 to 8 lanes and up to 25 rows, some with several symbols in a row, decisions, jumps and long words."""
    lanes, count = draw(st.integers(2, 8)), draw(st.integers(1, 25))
    sizes = [draw(st.sampled_from((1, 1, 1, 1, 2, 3))) for _ in range(count)]
    names = [name(place, number) for place, size in enumerate(sizes) for number in range(size)]
    rows: list[Row] = []
    for place, size in enumerate(sizes):
        tasks = []
        for number in range(size):
            at = names.index(name(place, number))
            following = names[at + 1] if at + 1 < len(names) else END
            tasks.append((f"a{draw(st.integers(0, lanes - 1))}", _ways(draw, names, at, following)))
        rows.append((draw(_texts()), tasks))
    return graph(rows, lanes)


def _ways(draw: st.DrawFn, names: Sequence[str], at: int, following: str) -> dict[str, Sequence[str]]:
    kind = draw(st.integers(0, 99))
    if kind < 12 and at > 0:
        near = names[max(0, at - 6) : at] if kind < 8 else [*names[:at], END]
        yes, no = draw(st.sampled_from(LABELS))
        return {yes: [following], no: [draw(st.sampled_from(near))]}
    if kind < 16 and len(names) > at + 2:
        return {"": [following, draw(st.sampled_from(names[at + 2 :]))]}
    return {"": [following]}


def _texts() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)
    long_word = st.integers(20, 120).map(lambda length: "x" * length)
    odd = st.sampled_from(("<script>alert(1)</script>", "]]>", "satu\u0000dua\u202etiga", "A & B \"C\" 'D'"))
    return st.one_of(words, words, words, words, words, words, long_word, odd)
