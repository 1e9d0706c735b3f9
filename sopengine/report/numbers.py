"""Numbers as a reader writes them."""

from __future__ import annotations

from sopengine.messages.speech import Speech


def decimal(value: float, places: int, speech: Speech) -> str:
    """With so many decimals and the marks of the language: 1.234,5 or 1,234.5."""
    plain = f"{value:,.{places}f}"
    return plain.translate({44: ".", 46: ","}) if speech.translate("0.5")[1] == "," else plain


def whole(value: int, speech: Speech) -> str:
    return decimal(value, 0, speech)
