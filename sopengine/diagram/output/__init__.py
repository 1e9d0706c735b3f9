"""Sheets as files: SVG, PDF and PNG."""
