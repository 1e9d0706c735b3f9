"""Reads a printed duration; linear in its text, and only what it understands to the last word.

duration  = qualifier* span ("/" span)* [item] [window] qualifier*
span      = length [range length] | number range length
length    = term (["dan" | "+"] term)*          longest unit first
term      = number unit | number "x" "24" "jam"
number    = digits ["(" words ")"] | words ["(" digits ")"]
item      = ("/" | "per" | "tiap" | "setiap") word+
window    = "(" ("tanggal" | "tgl") … ")"
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sopengine.duration.number import NUMBER_WORDS, number, number_in_words
from sopengine.duration.tokens import LONGEST, plain, tokens
from sopengine.duration.unit import WORKING_MINUTES, Length, Unit, working_minutes
from sopengine.duration.words import PRINTED, QUALIFIERS, RANGES, UNITS
from sopengine.frozen import frozen

LONGEST_STANDARD = 50 * WORKING_MINUTES[Unit.YEAR]
"""In working minutes; more is a slip of the pen, not a standard."""


@frozen
class Reading:
    """What a duration says."""

    low: Length
    high: Length
    item: str = ""
    """What one length is for, such as `berkas`; empty where it is for the whole work."""


def measured(text: str) -> Reading | None:
    """None where the text has no length, or none that is understood."""
    return _measured(text) if len(text) <= LONGEST else None


def read(words: Sequence[str]) -> Reading | None:
    """Tokens as a duration."""
    return _Reader(words).duration()


def printed(reading: Reading) -> str:
    """As a form would print it."""
    low, high = reading.low, reading.high
    item = f"/{reading.item}" if reading.item else ""
    if low == high:
        return _printed(high) + item
    if len(low) == len(high) == 1 and low[0][1] is high[0][1] and low[0][1] is not Unit.CLOCK_HOUR:
        return f"{_decimal(low[0][0])}-{_printed(high)}{item}"
    return f"{_printed(low)} - {_printed(high)}{item}"


@lru_cache(maxsize=2048)
def _measured(text: str) -> Reading | None:
    return read(tokens(plain(text)))


class _Reader:
    """A walk over tokens; what cannot be read leaves the walk where it was."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.at = 0

    def duration(self) -> Reading | None:
        self.qualifiers()
        spans = [self.span()]
        while self.peek() == "/" and (span := self.another()):
            spans.append(span)
        item = self.item()
        self.window()
        self.qualifiers()
        read = [span for span in spans if span]
        if len(read) < len(spans) or self.peek():
            return None
        low, high = max(read, key=lambda span: working_minutes(span[1]))
        return Reading(low=low, high=high, item=item)

    def span(self) -> tuple[Length, Length] | None:
        low = self.length()
        if not low:
            return self.span_of_one_unit()
        high = self.length() if self.skip_one(RANGES) else low
        return (low, high) if _in_order(low, high) else None

    def span_of_one_unit(self) -> tuple[Length, Length] | None:
        """`5-10 menit`: the unit stands behind the upper end only."""
        low = self.number()
        if low is None or not self.skip_one(RANGES):
            return None
        high = self.length()
        if len(high) != 1:
            return None
        unit = high[0][1]
        factor = UNITS.get(tuple(self.words[self.at - 1 : self.at]), (1.0, unit))[0]
        lower = ((low * factor, unit),)
        return (lower, high) if _in_order(lower, high) else None

    def another(self) -> tuple[Length, Length] | None:
        """The next of several spans with slashes between them."""
        before = self.at
        self.at += 1
        span = self.span()
        if span is None:
            self.at = before
        return span

    def length(self) -> Length:
        """Empty where none stands here."""
        terms: list[tuple[float, Unit]] = []
        while term := self.term():
            terms.append(term)
            if self.peek() in ("dan", "+") and self.begins_number(1):
                self.at += 1
        return tuple(terms)

    def term(self) -> tuple[float, Unit] | None:
        before = self.at
        many = self.number()
        if many is not None and self.skip_one((("x", "24", "jam"), ("kali", "24", "jam"))):
            return many * 24, Unit.CLOCK_HOUR
        if many is not None and (unit := self.unit()):
            return many * unit[0], unit[1]
        self.at = before
        return None

    def number(self) -> float | None:
        """The same number may follow in brackets, in words or digits: `5 (lima)`."""
        before = self.at
        value = self.simple_number()
        if value is None or self.peek() != "(" or not self.begins_number(1):
            return value
        self.at += 1
        again = self.simple_number()
        if again == value and self.skip(")"):
            return value
        self.at = before
        return None

    def simple_number(self) -> float | None:
        first = self.at
        if self.peek()[:1].isdecimal():
            self.at += 1
            return number(self.words[first])
        while self.peek() in NUMBER_WORDS:
            self.at += 1
        return number_in_words(self.words[first : self.at])

    def unit(self) -> tuple[float, Unit] | None:
        for many in (3, 2, 1):
            words = self.words[self.at : self.at + many]
            if words in UNITS:
                self.at += len(words)
                return UNITS[words]
        return None

    def item(self) -> str:
        before = self.at
        bracket = self.skip("(")
        if self.skip_one((("/",), ("per",), ("tiap",), ("setiap",))):
            if self.peek() == "1":
                self.at += 1
            words = self.item_words()
            if words and (not bracket or self.skip(")")):
                return " ".join(words)
        self.at = before
        return ""

    def item_words(self) -> tuple[str, ...]:
        first = self.at
        if (self.peek(),) in UNITS:
            return ()
        while self.peek().isalpha():
            self.at += 1
        return self.words[first : self.at]

    def window(self) -> None:
        """`(tanggal 1- 20)`: when in the month; the length stands before it."""
        if self.peek() == "(" and self.peek(1) in ("tanggal", "tgl") and ")" in self.words[self.at :]:
            self.at = self.words.index(")", self.at) + 1

    def qualifiers(self) -> None:
        while self.skip_one(QUALIFIERS):
            pass

    def peek(self, ahead: int = 0) -> str:
        return self.words[self.at + ahead] if self.at + ahead < len(self.words) else ""

    def begins_number(self, ahead: int) -> bool:
        return self.peek(ahead)[:1].isdecimal() or self.peek(ahead) in NUMBER_WORDS

    def skip(self, *phrase: str) -> bool:
        found = self.words[self.at : self.at + len(phrase)] == phrase
        if found:
            self.at += len(phrase)
        return found

    def skip_one(self, phrases: tuple[tuple[str, ...], ...]) -> bool:
        return any(self.skip(*phrase) for phrase in phrases)


def _in_order(low: Length, high: Length) -> bool:
    """Units fall, numbers are more than zero and no more than a working life, and the range rises."""
    sane = all(many > 0 for many, _ in low + high) and working_minutes(high) <= LONGEST_STANDARD
    return bool(high) and sane and _falls(low) and _falls(high) and working_minutes(low) <= working_minutes(high)


def _falls(length: Length) -> bool:
    sizes = [WORKING_MINUTES[unit] for _, unit in length]
    return all(size > below for size, below in pairwise(sizes))


def _printed(length: Length) -> str:
    return " ".join(
        f"{_decimal(many / 24 if unit is Unit.CLOCK_HOUR else many)} {PRINTED[unit]}" for many, unit in length
    )


def _decimal(value: float) -> str:
    return f"{value:.12g}".replace(".", ",")
