"""Definitions as text: canonical order, new ones."""
