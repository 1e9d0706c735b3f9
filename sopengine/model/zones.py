"""The zones of Indonesia."""

from __future__ import annotations

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
USUAL_ZONE = WIB
"""Where an SOP names none, and whose day it is where no agency is meant: people may hold positions in several zones."""
