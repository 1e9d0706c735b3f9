"""What can go wrong where work goes on side by side: found by playing the flow, not by its looks."""

from sopengine.rules.soundness.problems import left_open, not_proven, opened_twice

__all__ = ["left_open", "not_proven", "opened_twice"]
