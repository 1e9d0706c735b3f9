"""The nearest reading of a text that looks like a duration and is none: `1O menit` -> `10 menit`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from sopengine.duration.grammar import printed, read
from sopengine.duration.number import NUMBER_WORDS
from sopengine.duration.tokens import plain, tokens
from sopengine.duration.words import QUALIFIERS, RANGES, TIMELESS, UNITS
from sopengine.errors.nearest import slips

_RUN = r"[^\W_]+"
_LOOK_ALIKE = str.maketrans("oqlizsgb", "00112569")
_KNOWN = sorted(
    {word for words in (*UNITS, *RANGES) for word in words if word.isalpha() and len(word) > 2} | NUMBER_WORDS
)
_OF_DURATIONS = {word for words in (*UNITS, *RANGES, *QUALIFIERS) for word in words} | NUMBER_WORDS
_SAMPLE = ("1", "menit")


def nearest(text: str) -> str:
    """Empty where the text has no length and means none: no digit and no unit, or a number in a sentence."""
    clean = plain(text)
    words = tokens(clean)
    if not _looks_measured(words):
        return ""
    counted = tokens(re.sub(_RUN, _digits, clean))
    spelt = _spelt(counted)
    guesses = _pieces(spelt) if not _is_sentence(spelt) else _terms(spelt)
    candidates = chain((counted,), _turned(counted), (spelt,), _turned(spelt), guesses)
    return next((printed(reading) for words in candidates if (reading := read(words))), "")


MOST_FOREIGN = 2
"""Words beside a unit that are no part of a duration; with more of them a number may count anything."""


def _is_sentence(words: Sequence[str]) -> bool:
    """Whether what is counted is said by other words than units: `Sesuai SK Nomor 5`."""
    foreign = [word for word in words if word.isalpha() and len(word) > 1 and word not in _OF_DURATIONS]
    if any((word,) in UNITS for word in words):
        return len(foreign) > MOST_FOREIGN
    return len(foreign) > 1 or words[:1] == foreign


def _terms(words: Sequence[str]) -> Iterable[Sequence[str]]:
    """Where a number stands before its unit, the two."""
    return (words[at : at + many] for at in range(len(words)) for many in (3, 2))


def _looks_measured(words: Sequence[str]) -> bool:
    if any(word[0].isdecimal() for word in words):
        return True
    return bool(words) and words[0] not in TIMELESS and any((word,) in UNITS for word in words)


def _digits(run: re.Match[str]) -> str:
    """A run of digits and letters that are taken for digits, as digits."""
    word = run[0]
    mended = word.translate(_LOOK_ALIKE)
    return mended if mended.isdecimal() and (word in ("l", "i") or any(char.isdecimal() for char in word)) else word


def _spelt(words: Sequence[str]) -> list[str]:
    return [_closest(word) if word.isalpha() and len(word) > 2 else word for word in words]


def _closest(word: str) -> str:
    """The known word that takes the fewest changed letters, where few are enough."""
    if word in _KNOWN:
        return word
    allowed = 1 if len(word) <= 5 else 2
    near = [known for known in _KNOWN if abs(len(known) - len(word)) <= allowed]
    distance, known = min(((slips(word, known), known) for known in near), default=(allowed + 1, ""))
    return known if distance <= allowed else word


def _turned(words: Sequence[str]) -> Iterable[Sequence[str]]:
    """A range that falls, the right way round: the whole, or only its numbers."""
    for at, word in enumerate(words):
        if (word,) in RANGES:
            yield [*words[at + 1 :], word, *words[:at]]
            yield [*words[: max(at - 1, 0)], *words[at + 1 : at + 2], word, *words[at - 1 : at], *words[at + 2 :]]


def _pieces(words: Sequence[str]) -> Iterable[Sequence[str]]:
    """A part that can be read, a number and a unit wherever they stand, one of either, or a sample."""
    for first in range(len(words)):
        for many in (5, 4, 3, 2):
            yield words[first : first + many]
    runs = [words[at : at + many] for many in (2, 1) for at in range(len(words))]
    units = [run for run in runs if tuple(run) in UNITS]
    for number in (*([word] for word in words if word[0].isdecimal()), [_SAMPLE[0]]):
        for unit in (*units, [_SAMPLE[1]]):
            yield [*number, *unit]
