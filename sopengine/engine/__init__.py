"""The shell around execution: it loads, decides, saves; the only clock."""

from sopengine.engine.engine import Completion, Engine

__all__ = ["Completion", "Engine"]
