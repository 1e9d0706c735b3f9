"""Whatever a slip of the hand makes of a definition, the reader answers with findings."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sopengine.cli.terminal.findings import rendered
from sopengine.graph import Graph
from sopengine.language import parse
from sopengine.language.shipped import shipped_definitions
from sopengine.rules import check

VALID = Path(__file__).parent.parent / "definitions" / "valid"
TEXTS = [
    path.read_text(encoding="utf-8") for folder in (shipped_definitions(), VALID) for path in folder.glob("*.yaml")
]
SLIPS = st.sampled_from(
    [
        *"\t:#-[]{}\"'“”\u00a0&*!|>%@`,?\\~ \n\r=",
        ": ",
        " #",
        "\n\n",
        "- ",
        "\n  ",
        "\n---\n",
        "<<: ",
        "null",
        "1e9",
        "\u200b",
        "é",
    ]
)
PLACES = st.integers(min_value=0, max_value=20_000)


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """A definition with one to four slips: something typed, deleted, doubled or cut off."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        place = draw(PLACES) % (len(text) + 1)
        length = draw(st.integers(min_value=0, max_value=30))
        kind = draw(st.sampled_from(["type", "delete", "double", "replace", "cut"]))
        typed = {"type": draw(SLIPS), "delete": "", "double": text[place : place + length] * 2}
        if kind == "cut":
            text = text[:place]
        else:
            behind = place if kind == "type" else place + length
            text = text[:place] + typed.get(kind, draw(SLIPS)) + text[behind:]
    return text


@settings(max_examples=300, deadline=None)
@given(slipped())
def test_a_slip_never_crashes_the_reader(text: str) -> None:
    reading = parse(text.encode(), "lumajang-pengukuran-kinerja.yaml")
    found = [*reading.findings, *(check(Graph(reading.definition)) if reading.definition else ())]
    assert all(rendered(finding) for finding in found)
    assert reading.definition or reading.findings


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert parse(data, "f.yaml").findings
