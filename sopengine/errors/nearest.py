"""The known name that a misspelt one most likely means."""

from __future__ import annotations

from collections.abc import Iterable

from sopengine.errors.phrase import Phrase

LONGEST = 80
"""Characters; a longer word is no slip of the keyboard."""


MOST_KNOWN = 500
"""Names; among more than that a guess takes too long."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The closest known name, or "" where none is close: one slip in three letters is allowed."""
    folded = word.casefold()
    known = tuple(known)
    if len(folded) > LONGEST or len(known) > MOST_KNOWN:
        return ""
    found, fewest = "", LONGEST
    for name in known:
        allowed = min(_allowed(folded, name), fewest - 1)
        if abs(len(folded) - len(name)) <= allowed and (count := slips(folded, name.casefold(), allowed)) <= allowed:
            found, fewest = name, count
    return found


def did_you_mean(near: object, mend: str = "") -> str:
    """The template that proposes a name, which stands as {nearest} among its values; `mend` where none is near.

    Nothing else in the package spells this question.
    """
    return "did you mean '{nearest}'?" if near else mend


def proposal(near: str) -> Phrase:
    """The same as a value of an error's message."""
    return Phrase(did_you_mean(near), {"nearest": near})


def slips(left: str, right: str, most: int = LONGEST) -> int:
    """Fewest letters to add, drop, change or swap with a neighbour that make one word the other.

    Where it takes more than `most`, some number above that.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            break
    return row[-1]


def _allowed(word: str, name: str) -> int:
    shorter = min(len(word), len(name))
    return max(1, shorter // 3) if shorter > 1 else 0
