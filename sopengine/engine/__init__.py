"""The shell around execution: it loads, decides, saves; the only clock."""

from sopengine.engine.engine import Engine

__all__ = ["Engine"]
