"""Actual against standard for supervisors and heads: a quarter as a page, to print, and to hand in."""
