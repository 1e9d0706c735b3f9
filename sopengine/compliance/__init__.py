"""Actual against standard: measured visits, and what they add up to. Pure values in, pure values out."""

from __future__ import annotations

from sopengine.compliance.measure import as_of, measure
from sopengine.compliance.path import standard_along
from sopengine.compliance.visit import Basis, Spent, Verdict, Visit

__all__ = ["Basis", "Spent", "Verdict", "Visit", "as_of", "measure", "standard_along"]
