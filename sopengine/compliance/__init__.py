"""Actual against standard: what is asked, how it is measured in a database, and the figures that come of it."""

from __future__ import annotations

from sopengine.compliance.path import standard_along
from sopengine.compliance.visit import Basis, Spent, Verdict, Visit

__all__ = ["Basis", "Spent", "Verdict", "Visit", "standard_along"]
