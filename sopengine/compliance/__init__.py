"""Measured against standard."""
