"""Joins the measured and the drawn into what a person reads."""

from __future__ import annotations

from sopengine.report.comparison import comply
from sopengine.report.report import Report

__all__ = ["Report", "comply"]
