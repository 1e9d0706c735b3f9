"""A file full of slips is told of in part: nobody mends a thousand at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sopengine.errors import Finding, Severity

MOST_TOLD = 100
"""Findings of one file."""
MOST_COUNTED = 200
"""Findings of one rule that are looked for."""
RULE = "file/more"


def told_in_part(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The first findings in the order of their places, errors before all else, and how many more there are."""
    in_place = sorted(findings, key=lambda finding: (finding.at.line, finding.at.column))
    if len(in_place) <= MOST_TOLD:
        return tuple(in_place)
    rest = [finding for finding in in_place if finding.rule == RULE]
    by_weight = sorted((finding for finding in in_place if finding.rule != RULE), key=_weight)
    kept = sorted(by_weight[:MOST_TOLD], key=lambda finding: (finding.at.line, finding.at.column))
    hidden = len(by_weight) - len(kept) + sum(int(str(finding.values["count"])) for finding in rest)
    cut = max(Counter(finding.rule for finding in findings).values()) >= MOST_COUNTED
    return (*kept, more(kept[-1], hidden, at_least=cut)) if hidden else tuple(kept)


def more(last: Finding, count: int, *, at_least: bool) -> Finding:
    """Told behind the last finding that is told."""
    return replace(
        last,
        rule=RULE,
        severity=Severity.ERROR,
        message=_NOT_SHOWN[min(count, 2)] if not at_least else "{count} or more findings are not shown",
        mend="mend those above first, then check again",
        values={"count": count},
    )


_NOT_SHOWN = {1: "one more finding is not shown", 2: "{count} more findings are not shown"}
"""By the number of them, two standing for several."""


def _weight(finding: Finding) -> int:
    return list(Severity).index(finding.severity)
