"""Runs the statistics of compliance where the rows lie: in the database of a store."""

from __future__ import annotations

from sopengine.warehouse.asking import ask
from sopengine.warehouse.one_by_one import read_runs, read_visits

__all__ = ["ask", "read_runs", "read_visits"]
