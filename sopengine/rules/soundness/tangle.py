"""Flows that are not examined: no form that can be drawn is so tangled."""

from __future__ import annotations

from sopengine.graph.net import Net

MOST_FLOWS = 1_000
MOST_FLOWS_A_TASK = 8
"""Of real forms none has more than 2 a task; the work of an examination grows with the square of this."""


def tangled(net: Net) -> bool:
    """Whether there are far more flows than a form that can be drawn has."""
    flows = sum(len(targets) for ways in net.ways for targets in ways)
    return flows > MOST_FLOWS and flows > MOST_FLOWS_A_TASK * len(net.ways)
