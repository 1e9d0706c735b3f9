"""Printed durations are read as the forms mean them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopengine.duration.standard import Duration, Length

TABLE = Path(__file__).with_name("durations.txt")


LINES = TABLE.read_text(encoding="utf-8").splitlines()
EXAMPLES = [
    (printed.strip(), meaning.strip())
    for printed, bar, meaning in (line.rpartition("|") for line in LINES if not line.startswith("#"))
    if bar
]


def told(duration: Duration) -> str:
    """A duration in the words of the table."""
    if duration.nearest:
        return f"unread: {duration.nearest}"
    if not duration.measurable:
        return "none"
    ends = [duration.high] if duration.low == duration.high else [duration.low, duration.high]
    return " .. ".join(told_length(end) for end in ends) + (" each" if duration.per_item else "")


def told_length(length: Length) -> str:
    return " ".join(f"{number:g} {unit}" for number, unit in length)


@pytest.mark.parametrize(("printed", "meaning"), EXAMPLES)
def test_a_printed_duration_means(printed: str, meaning: str) -> None:
    assert told(Duration.parse(printed)) == meaning


@pytest.mark.parametrize(("printed", "_"), EXAMPLES)
def test_the_printed_text_is_kept(printed: str, _: str) -> None:
    assert Duration.parse(printed).text == printed


@pytest.mark.parametrize(("printed", "meaning"), EXAMPLES)
def test_the_nearest_reading_can_be_read(printed: str, meaning: str) -> None:
    if meaning.startswith("unread: "):
        assert Duration.parse(meaning.removeprefix("unread: ")).measurable


def test_what_cannot_be_measured_is_never_zero() -> None:
    for printed, _ in EXAMPLES:
        duration = Duration.parse(printed)
        assert duration.measurable == bool(duration.low)
        assert all(number > 0 for number, _ in duration.low + duration.high)


def test_a_text_longer_than_any_form_prints_is_not_read_but_its_beginning_is_suggested() -> None:
    duration = Duration.parse("10 menit " + "dan seterusnya " * 1000)
    assert not duration.measurable
    assert duration.nearest == "10 menit"


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 100_000,
        "1 " * 50_000,
        "s.d " * 50,
        "5 (" * 60,
        "9" * 100_000,
        "9" * 199,
        "1." * 100,
        "1," * 100,
        "dua " * 50,
        "ribu " * 40,
        "-" * 200,
        "/" * 200,
        "1 jam " * 33,
        "hari " * 40,
        "l1" * 100,
        "menti " * 32,
        "aaaaaaaaaa " * 17 + "1",
        "5 s " * 50,
        "+ " * 100,
        "1 ½" * 50,
        "\u200b" * 100_000 + "1 jam",
        "\x00\ud800 1",
        "߁ ٣ hari",
    ],
    ids=lambda text: f"{text[:6]!a} x {len(text)}",
)
def test_a_hostile_text_is_kept_and_answered(hostile: str) -> None:
    assert Duration.parse(hostile).text == hostile
