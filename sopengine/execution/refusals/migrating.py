"""Why an instance cannot go on by another version, in words."""

from __future__ import annotations

from collections.abc import Sequence

from sopengine.errors import Phrase, RefusedError


def none_moved(refused: Sequence[RefusedError], asked: int) -> RefusedError:
    """Of several instances that go together or not at all: what keeps each of them, a line each."""
    told = [part for error in refused for part in (Phrase("; "), Phrase(error.message, error.values))][1:]
    return RefusedError(
        "{count} of {asked} instances cannot go on by the other version, so none was moved: {reasons}"
        if asked > 1
        else "the instance cannot go on by the other version: {reasons}",
        count=len(refused),
        asked=asked,
        reasons=tuple(told),
    )


def no_counterpart(instance: int, reasons: Sequence[Phrase]) -> RefusedError:
    """All reasons at once."""
    between = [Phrase("; "), *()]
    told = [part for reason in reasons for part in (*between, reason)][1:]
    return RefusedError(
        "instance {instance} cannot go on by the other version: {reasons} (name it in a file for --map: 'old: new')",
        instance=instance,
        reasons=tuple(told),
    )
