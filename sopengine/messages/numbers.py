"""Numbers as a reader writes them."""

from __future__ import annotations

from sopengine.messages.speech import Speech


def decimal(value: float, places: int, speech: Speech) -> str:
    """With so many decimals and the marks of the language: 1.234,5 or 1,234.5."""
    plain = f"{value:,.{places}f}"
    return plain.translate({44: ".", 46: ","}) if speech.translate("0.5")[1] == "," else plain


def whole(value: int, speech: Speech) -> str:
    return decimal(value, 0, speech)


def short_number(value: float, speech: Speech) -> str:
    """With as many decimals as it has: 3, 2,5 or 2.5."""
    return f"{value:g}".replace(".", speech.translate("0.5")[1])
