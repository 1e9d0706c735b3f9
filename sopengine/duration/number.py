"""Numbers on printed forms, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES = {"belas": 1, "puluh": 10, "ratus": 100, "ribu": 1000}
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
NUMBER_WORDS = frozenset((*_DIGITS[1:], *SCALES, *_WHOLE, "setengah"))


def number(token: str) -> float | None:
    """A number in digits: `1,5`, `1.5`, `1.000`; None where it may be read in two ways."""
    if token.isdecimal():
        return float(token)
    head, *groups = re.split(r"[.,]", token)
    if "," not in token and len(head) <= 3 and head.strip("0") and all(len(group) == 3 for group in groups):
        return float(head + "".join(groups))
    if len(groups) == 1 and len(groups[0]) < 3:
        return float(f"{head}.{groups[0]}")
    return None


def number_in_words(words: Sequence[str]) -> float | None:
    """`dua puluh dua` -> 22; None where it is no number as it is spelt."""
    half = 0.5 if words and words[-1] == "setengah" else 0.0
    whole = list(words[:-1] if half else words)
    total = pending = 0
    for word in whole:
        if word == "ribu":
            total, pending = (total + pending) * 1000, 0
        elif word in SCALES:
            total, pending = total + (10 + pending if word == "belas" else pending * SCALES[word]), 0
        else:
            total, pending = total + pending + _WHOLE.get(word, 0), _DIGITS.index(word) if word in _DIGITS else 0
    total += pending
    return total + half if total + half and _spelt(total) == whole else None


def _spelt(value: int) -> list[str]:
    if value < 10:
        return [_DIGITS[value]] if value else []
    if value < 12:
        return ["sepuluh" if value == 10 else "sebelas"]
    if value < 20:
        return [_DIGITS[value - 10], "belas"]
    scale, name = next((size, name) for name, size in reversed(SCALES.items()) if value >= size)
    many, rest = divmod(value, scale)
    head = [f"se{name}"] if many == 1 else [*_spelt(many), name]
    return head + _spelt(rest)
