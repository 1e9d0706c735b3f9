"""What the charts look like: a style sheet, for screens light and dark and for print in black and white."""

from __future__ import annotations

from pathlib import Path

LOOK = Path(__file__).with_name("look.css").read_text(encoding="utf-8")
"""It takes its colours from the custom properties that a page gives, else has its own."""
