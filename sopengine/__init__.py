"""SOP workflow engine: one YAML file becomes the official form, the running work and the compliance report.

The names below are the whole public face; each is imported when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sopengine.diagram import draw
    from sopengine.duration.standard import Duration
    from sopengine.engine import Engine
    from sopengine.errors import DefinitionError, Finding, SopError
    from sopengine.report import comply
    from sopengine.rules import check, load, runnable

__all__ = [
    "DefinitionError",
    "Duration",
    "Engine",
    "Finding",
    "SopError",
    "check",
    "comply",
    "draw",
    "load",
    "runnable",
]

_ROOMS = {
    "DefinitionError": "sopengine.errors",
    "Duration": "sopengine.duration.standard",
    "Engine": "sopengine.engine",
    "Finding": "sopengine.errors",
    "SopError": "sopengine.errors",
    "check": "sopengine.rules",
    "comply": "sopengine.report",
    "draw": "sopengine.diagram",
    "load": "sopengine.rules",
    "runnable": "sopengine.rules",
}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module 'sopengine' has no attribute '{name}'")
    return getattr(importlib.import_module(_ROOMS[name]), name)
