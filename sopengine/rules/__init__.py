"""Lint and soundness: Graph -> Findings; one rule is one function."""

from sopengine.rules.check import RULES, check
from sopengine.rules.gate import Examination, checked, examine, load
from sopengine.rules.runnable import runnable, unrunnable

__all__ = ["RULES", "Examination", "check", "checked", "examine", "load", "runnable", "unrunnable"]
