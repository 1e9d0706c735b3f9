"""How each step of the official form is tinted and what is told at it. The form is printed: in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sopengine.compliance.measures import Counts, Group
from sopengine.diagram.views.measured import Measured, Tint
from sopengine.messages.lengths import short_text
from sopengine.messages.numbers import decimal, whole
from sopengine.messages.speech import speech as speaking
from sopengine.settings.values import Monitoring

PRINTED = "id"
"""The language of printed forms."""
_HALF = 50.0
"""Per cent on time below which a step does poorly, unless the office asks for less from one that does well."""


def tints(groups: Iterable[Group], limits: Monitoring) -> dict[str, Measured]:
    """By step; of one whose standard changed the counts of all, with the times of the latest standard."""
    together: dict[str, list[Group]] = {}
    for group in groups:
        together.setdefault(group.step, []).append(group)
    return {step: _measured(found, limits) for step, found in together.items()}


def meanings(limits: Monitoring) -> Mapping[Tint, str]:
    """The legend."""
    speech = speaking(PRINTED)
    limit, poor = (decimal(value, 0, speech) for value in (limits.rate, _poor(limits)))
    return {
        Tint.GOOD: speech.text("{percent} % on time or more", percent=limit),
        Tint.FAIR: speech.text("{low} to {high} %", low=poor, high=limit),
        Tint.POOR: speech.text("below {percent} %", percent=poor),
        Tint.UNMEASURED: speech.translate("not measured"),
    }


def _measured(groups: list[Group], limits: Monitoring) -> Measured:
    kept, of = sum(group.counts.on_time for group in groups), sum(group.counts.measured for group in groups)
    return Measured(tint=_tint(kept, of, limits), parts=tuple(_parts(groups, kept, of)))


def _tint(kept: int, of: int, limits: Monitoring) -> Tint:
    if not of:
        return Tint.UNMEASURED
    share = 100 * kept / of
    return Tint.GOOD if share >= limits.rate else Tint.FAIR if share >= _poor(limits) else Tint.POOR


def _poor(limits: Monitoring) -> float:
    return min(_HALF, limits.rate)


def _parts(groups: list[Group], kept: int, of: int) -> list[str]:
    """Such as `n 6`, `50 %`, `median 2 j 9 m / 120 menit`."""
    speech, latest = speaking(PRINTED), groups[-1]
    parts = [f"n {whole(sum(_counted(group.counts) for group in groups), speech)}"]
    parts += [f"{decimal(100 * kept / of, 0, speech)} %"] if of else []
    if latest.spread:
        median = short_text(latest.spread.median, speech)
        told = f"{median} / {latest.standard}" if latest.standard else median
        parts.append(speech.text("median {median}", median=told))
    return parts


def _counted(counts: Counts) -> int:
    return counts.done + counts.overdue
