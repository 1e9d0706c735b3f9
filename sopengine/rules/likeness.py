"""SOPs of the same kind in several agencies: which rows mean the same, and which of them stand out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import median

from sopengine.duration.unit import working_minutes
from sopengine.frozen import frozen
from sopengine.model.definition import Definition
from sopengine.model.step import Step
from sopengine.rules.indonesian.sentence import Start, opening
from sopengine.rules.indonesian.verb_lists import word_set

ALIKE = 0.35
"""Cosine from which two activities count as the same work; found by hand on real forms."""
KIND = 0.5
"""Part of all roots of two titles that both have, from which two SOPs are of one kind."""
FADING = 0.85
"""Weight of a word against the one before it: the verb and its object tell more than whom it is for."""
FAR = 5.0
"""So many times longer or shorter than the others' median stands out."""

_FILLERS = word_set("atau dan dari dengan di ini itu kepada ke oleh pada serta untuk yang sudah telah sebagai dalam")
_PREFIX = re.compile(r"^(?:meng(?=[aiueogh])|meny|mem|men|me|ber|di|ter)(?=\w{4})")
_SUFFIX = re.compile(r"(?<=\w{4})(?:kan|an|i)$")


@frozen
class Match:
    """Rows that mean the same, one an SOP at most."""

    rows: Mapping[int, Step]
    """By the place of the SOP among those compared."""

    def factor(self, place: int) -> float:
        """How far a standard lies from the median of the others: 12 or 1/12; 1 where it does not stand out."""
        own = _length(self.rows[place])
        others = [length for other, step in self.rows.items() if other != place and (length := _length(step))]
        if not own or not others:
            return 1.0
        factor = own / median(others)
        return factor if factor >= FAR or factor <= 1 / FAR else 1.0


def same_kind(left: str, right: str) -> bool:
    """Whether the titles of two SOPs name the same work, by the roots of their words."""
    ours, theirs = ({stem.removeprefix("^") for stem in _stems(title)} for title in (left, right))
    return len(ours & theirs) >= KIND * len(ours | theirs) > 0


def matched(definitions: Sequence[Definition]) -> tuple[Match, ...]:
    """Every row of every SOP in one match, in an order that keeps the order of each SOP."""
    rarity = _rarity(definitions)
    columns = [[_vector(step, definition, rarity) for step in definition.steps] for definition in definitions]
    lines: list[dict[int, int]] = []
    for place in _most_alike_first(columns):
        lines = _merged(lines, place, columns)
    return tuple(
        Match(rows={place: definitions[place].steps[row] for place, row in sorted(line.items())}) for line in lines
    )


_Vector = Mapping[str, float]


def _most_alike_first(columns: Sequence[Sequence[_Vector]]) -> list[int]:
    """The SOP that resembles the others most comes first: what the others are laid against."""

    def likeness(place: int) -> float:
        others = [row for other, rows in enumerate(columns) if other != place for row in rows]
        return sum(max((_cosine(row, other) for other in others), default=0.0) for row in columns[place])

    return sorted(range(len(columns)), key=likeness, reverse=True)


def _merged(lines: Sequence[dict[int, int]], place: int, columns: Sequence[Sequence[_Vector]]) -> list[dict[int, int]]:
    """The lines so far and the rows of one more SOP, laid so that the sum of likenesses is greatest."""
    rows = columns[place]
    gain = [[_gain(line, row, columns) for row in rows] for line in lines]
    best = [[0.0] * (len(rows) + 1) for _ in range(len(lines) + 1)]
    for i in range(len(lines) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + gain[i][j])
    merged: list[dict[int, int]] = []
    i = j = 0
    while i < len(lines) or j < len(rows):
        if i < len(lines) and j < len(rows) and gain[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gain[i][j]:
            merged.append(lines[i] | {place: j})
            i, j = i + 1, j + 1
        elif i < len(lines) and (j == len(rows) or best[i][j] == best[i + 1][j]):
            merged.append(lines[i])
            i += 1
        else:
            merged.append({place: j})
            j += 1
    return merged


def _gain(line: Mapping[int, int], row: _Vector, columns: Sequence[Sequence[_Vector]]) -> float:
    """Above the threshold positive; against the likest row of the line."""
    return max(_cosine(columns[place][other], row) for place, other in line.items()) - ALIKE


def _vector(step: Step, definition: Definition, rarity: Mapping[str, float]) -> _Vector:
    stems = _stems(_without_performer(step, definition))
    words = {word: rarity[word] * FADING**place for place, word in reversed(list(enumerate(stems)))}
    size = math.sqrt(sum(weight * weight for weight in words.values())) or 1.0
    return {word: weight / size for word, weight in words.items()}


def _cosine(left: _Vector, right: _Vector) -> float:
    return sum(weight * right[word] for word, weight in left.items() if word in right)


def _rarity(definitions: Sequence[Definition]) -> Mapping[str, float]:
    """A word that few rows have tells more than one that all have."""
    rows = [set(_stems(_without_performer(step, each))) for each in definitions for step in each.steps]
    counts = Counter(word for row in rows for word in row)
    return {word: 1 + math.log(len(rows) / count) for word, count in counts.items()}


def _without_performer(step: Step, definition: Definition) -> str:
    start = opening(step.activity, [actor.title for actor in definition.actors])
    return start.rest if start.start is Start.PERFORMER else step.activity


def _stems(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    return [f"^{_stem(word)}" if not place else _stem(word) for place, word in enumerate(words) if word not in _FILLERS]


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """The root, roughly: what is left of `mengumpulkan` and `pengumpulan` need not be a word."""
    return _SUFFIX.sub("", _PREFIX.sub("", word))


def _length(step: Step) -> float | None:
    return working_minutes(step.standard.high) if step.standard.measurable else None
