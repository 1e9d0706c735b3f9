"""What a kept calendar is known by; apart, since commands that only read one need no hash library (2.6 ms)."""

from __future__ import annotations

import hashlib


def digest_of(text: str) -> str:
    """SHA-256 of the text of a calendar, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
